package io.carillon.rest.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.rest.internal.fake.ServerCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a body stands before the next request of its connection. */
class UnreadBodiesTest extends ServerCase {

    private static final String CLOSE = "connection: close";

    @ParameterizedTest
    @CsvSource({"garbage, 400", "text/plain, 415", "application/json, 401"})
    void answerBeforeTheBodySaysThatTheConnectionEnds(String type, int status) throws IOException {
        List<String> answer = answer("Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n");

        assertThat(answer.get(0)).contains(" " + status + " ");
        assertThat(answer).contains(CLOSE);
    }

    @Test
    void bodyWithoutAnAnnouncedLengthToo() throws IOException {
        assertThat(answer("Content-Type: garbage\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"))
                .contains(CLOSE);
    }

    /** Not with 400, after which the web server of this test always closes. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json"})
    void refusedBodyThatHasArrivedLeavesTheConnectionOpen(String type) throws IOException {
        assertThat(answer("Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}"))
                .doesNotContain(CLOSE);
    }

    @Test
    void requestWithoutABodyLeavesTheConnectionOpen() throws IOException {
        assertThat(answer("\r\n")).doesNotContain(CLOSE);
    }

    /** The lines of the head in lower case, as far as they come before anything more is sent. */
    private List<String> answer(String rest) throws IOException {
        URI address = server.address("posts");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n";
            socket.getOutputStream().write((request + rest).getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> head = new ArrayList<>();
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                head.add(line.toLowerCase(Locale.ROOT));
            }
            return head;
        }
    }
}
