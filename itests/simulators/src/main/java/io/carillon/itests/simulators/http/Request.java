package io.carillon.itests.simulators.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that arrived in full.
 *
 * @param path without its address and query, and without a slash at its end
 * @param variables the parts of the path that its route names
 * @param headers by their names in lower case
 * @param fields what address and body say, in one
 * @param files by the names of their fields
 */
public record Request(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, List<String>> headers,
        Fields fields,
        Map<String, Upload> files) {

    Request with(Map<String, String> found) {
        return new Request(method, path, found, headers, fields, files);
    }

    public String variable(String name) {
        return variables.get(name);
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(), List.of()).stream().findFirst();
    }

    /** The token that authorises it; see RFC 6750. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /** User and password of HTTP's basic authentication. */
    public Optional<String[]> basic() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .map(value ->
                        new String(Base64.getDecoder().decode(value.substring(6).strip()), StandardCharsets.UTF_8))
                .map(pair -> pair.split(":", 2))
                .filter(pair -> pair.length == 2);
    }
}
