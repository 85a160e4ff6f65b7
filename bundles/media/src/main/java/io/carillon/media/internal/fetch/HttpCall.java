package io.carillon.media.internal.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One GET over a connection of its own, to an address that was chosen before. */
final class HttpCall {

    private static final int MAX_HEADER_BYTES = 32 << 10;

    private HttpCall() {}

    static HttpAnswer get(URI uri, InetAddress address, Deadline deadline) throws IOException {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        Socket plain = new Socket(Proxy.NO_PROXY);
        deadline.watch(plain);
        plain.connect(new InetSocketAddress(address, port), deadline.connectMillis());
        Socket socket = secure ? secured(plain, uri.getHost(), port) : plain;
        socket.getOutputStream().write(request(uri).getBytes(StandardCharsets.US_ASCII));
        return answer(new BufferedInputStream(socket.getInputStream()), deadline);
    }

    /** The certificate must be for the name, since that is what the person typed. */
    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String request(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() >= 0 ? ":" + uri.getPort() : "";
        return "GET " + path + query + " HTTP/1.1\r\n"
                + "Host: " + uri.getHost() + port + "\r\n"
                + "User-Agent: Carillon\r\n"
                + "Accept: */*\r\n"
                + "Accept-Encoding: identity\r\n"
                + "Connection: close\r\n\r\n";
    }

    private static HttpAnswer answer(InputStream input, Deadline deadline) throws IOException {
        int[] budget = {MAX_HEADER_BYTES};
        String status = line(input, budget);
        while (status.matches("HTTP/1\\.[01] 1[0-9][0-9].*")) {
            headers(input, budget);
            status = line(input, budget);
        }
        if (!status.matches("HTTP/1\\.[01] [2-5][0-9][0-9]( .*)?")) {
            throw new IOException("the server does not speak HTTP/1.1");
        }
        int code = Integer.parseInt(status.substring(9, 12));
        return new HttpAnswer(code, headers(input, budget), input, deadline);
    }

    private static Map<String, String> headers(InputStream input, int[] budget) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(input, budget); !line.isEmpty(); line = line(input, budget)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** @param budget how many bytes may still come, so that no server can fill the memory with headers */
    static String line(InputStream input, int[] budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\n'; c = input.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection too early");
            }
            if (budget[0]-- <= 0) {
                throw new IOException("the server's headers are too long");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
