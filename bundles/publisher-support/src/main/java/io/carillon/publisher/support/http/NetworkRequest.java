package io.carillon.publisher.support.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One HTTP call. Its {@link #toString()} shows method and host only. */
public final class NetworkRequest {

    /**
     * What is sent.
     *
     * @param length in bytes, exactly
     */
    public record Body(String type, long length, Source source) {

        public Body {
            if (length < 0) {
                throw new IllegalArgumentException("The length of a body must be known; it was " + length);
            }
        }
    }

    /** Bytes that can be read from their start. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final Optional<Body> body;
    private final Secrets secrets;

    private NetworkRequest(Builder builder) {
        method = builder.method;
        uri = builder.uri;
        headers = Map.copyOf(builder.headers);
        body = Optional.ofNullable(builder.body);
        secrets = new Secrets(builder.secrets);
    }

    public static Builder get(URI uri) {
        return new Builder("GET", uri);
    }

    public static Builder post(URI uri) {
        return new Builder("POST", uri);
    }

    /** A call by another method, such as {@code PUT} or {@code DELETE}. */
    public static Builder of(String method, URI uri) {
        return new Builder(method, uri);
    }

    public String method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<Body> body() {
        return body;
    }

    /** A text that may be shown: without the secrets of this request. */
    public String hideSecrets(String text) {
        return secrets.hideIn(text);
    }

    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }

    /** Collects the parts of a request. Not thread-safe. */
    public static final class Builder {

        private final String method;
        private final URI uri;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> secrets = new ArrayList<>();
        private Body body;

        private Builder(String method, URI uri) {
            this.method = method;
            this.uri = uri;
        }

        /** @param value no secret; see {@link #secretHeader} */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** A header that nobody may see. */
        public Builder secretHeader(String name, String value) {
            return secret(value).header(name, value);
        }

        /** Authorises by a token. */
        public Builder bearer(String token) {
            return secret(token).header("Authorization", "Bearer " + token);
        }

        /** Names something in the address or the body that nobody may see. */
        public Builder secret(String value) {
            secrets.add(value);
            secrets.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
            return this;
        }

        public Builder json(JsonNode node) {
            try {
                return bytes(
                        "application/json", Json.MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("The JSON to be sent cannot be written", e);
            }
        }

        /** Sends fields as a web form does. */
        public Builder form(Map<String, String> fields) {
            String encoded = fields.entrySet().stream()
                    .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return bytes("application/x-www-form-urlencoded", encoded.getBytes(StandardCharsets.US_ASCII));
        }

        /** Sends fields and files as a web form with files does. */
        public Builder multipart(MultipartForm form) {
            return stream(form.type(), form.length(), form::open);
        }

        public Builder bytes(String type, byte[] bytes) {
            byte[] copy = bytes.clone();
            return stream(type, copy.length, () -> new ByteArrayInputStream(copy));
        }

        /** Sends a file without holding it in memory; it is closed afterwards. */
        public Builder stream(String type, long length, Source source) {
            body = new Body(type, length, source);
            return this;
        }

        public NetworkRequest build() {
            return new NetworkRequest(this);
        }
    }
}
