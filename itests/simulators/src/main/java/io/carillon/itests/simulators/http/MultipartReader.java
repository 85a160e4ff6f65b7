package io.carillon.itests.simulators.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}; see RFC 7578. */
final class MultipartReader {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[ ;]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^Content-Type:\\s*(\\S+)");
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private MultipartReader() {}

    static void read(String type, byte[] body, Fields fields, Map<String, Upload> files) throws IOException {
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            throw new IOException("There is no boundary in " + type);
        }
        byte[] line = ("\r\n--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        // The first one has no line break before it.
        int at = indexOf(body, Arrays.copyOfRange(line, 2, line.length), 0) + line.length - 2;
        int next = indexOf(body, line, at);
        while (next >= 0) {
            part(Arrays.copyOfRange(body, at + 2, next), fields, files);
            at = next + line.length;
            next = indexOf(body, line, at);
        }
    }

    private static void part(byte[] part, Fields fields, Map<String, Upload> files) throws IOException {
        int end = indexOf(part, END_OF_HEAD, 0);
        if (end < 0) {
            throw new IOException("A part has no head");
        }
        String head = new String(part, 0, end, StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOfRange(part, end + END_OF_HEAD.length, part.length);
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            throw new IOException("A part has no name: " + head);
        }
        Matcher fileName = FILE_NAME.matcher(head);
        if (fileName.find()) {
            Matcher type = TYPE.matcher(head);
            files.put(
                    name.group(1),
                    new Upload(fileName.group(1), type.find() ? type.group(1) : "application/octet-stream", content));
        } else {
            fields.add(name.group(1), new String(content, StandardCharsets.UTF_8));
        }
    }

    private static int indexOf(byte[] all, byte[] sought, int from) {
        for (int i = from; i <= all.length - sought.length; i++) {
            if (Arrays.equals(all, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }
}
