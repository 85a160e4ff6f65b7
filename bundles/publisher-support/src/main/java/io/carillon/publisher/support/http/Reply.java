package io.carillon.publisher.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The network answered in full. Its {@link #toString()} shows neither headers nor body. */
public final class Reply implements Answer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Instant sentAt;
    private final Secrets secrets;

    Reply(int status, HttpHeaders headers, byte[] body, Instant sentAt, Secrets secrets) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.sentAt = sentAt;
        this.secrets = secrets;
    }

    /**
     * An answer to the request, for clients.
     *
     * @param sentAt when the request was sent
     */
    public static Reply to(NetworkRequest request, int status, HttpHeaders headers, byte[] body, Instant sentAt) {
        return new Reply(status, headers, body.clone(), sentAt, request.secrets());
    }

    public int status() {
        return status;
    }

    /** Whether the network did what it was asked. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * Before when the network does not want to be asked again, by our clock, where it says so ({@code Retry-After}, RFC 9110
     * section 10.2.3).
     */
    public Optional<Instant> retryAt(Instant now) {
        return RetryTimes.moment(this, "Retry-After", now);
    }

    public byte[] body() {
        return body.clone();
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * A text of the body, by JSON pointer such as {@code /data/id}.
     *
     * @throws UnexpectedAnswerException if it is not there
     */
    public String text(String pointer) {
        JsonNode node = json().at(pointer);
        if (!node.isValueNode() || node.isNull() || node.asText().isEmpty()) {
            throw new UnexpectedAnswerException("The network's answer has no " + pointer);
        }
        return node.asText();
    }

    /** When the request was sent. */
    public Instant sentAt() {
        return sentAt;
    }

    /** A text that may be shown: without the secrets of the request that was answered. */
    public String hideSecrets(String text) {
        return secrets.hideIn(text);
    }

    @Override
    public <R> R fold(
            Function<? super Reply, ? extends R> reply,
            Function<? super NotSent, ? extends R> notSent,
            Function<? super Lost, ? extends R> lost) {
        return reply.apply(this);
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
