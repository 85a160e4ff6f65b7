package io.carillon.publisher.support.internal;

import io.carillon.api.service.GuardedHttp;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The publishers' client, for the parts of the server that may not know publishers. */
@Component(service = GuardedHttp.class)
public final class GuardedCalls implements GuardedHttp {

    private static final String CONTENT_TYPE = "Content-Type";

    private final NetworkClient client;

    @Activate
    public GuardedCalls(@Reference NetworkClient client) {
        this.client = client;
    }

    @Override
    public Result send(Request request, Instant deadline) {
        NetworkRequest.Builder builder = NetworkRequest.of(request.method(), request.uri());
        request.secrets().forEach(builder::secret);
        String type = "application/octet-stream";
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                type = header.getValue();
            } else {
                builder.header(header.getKey(), header.getValue());
            }
        }
        if (request.body().isPresent()) {
            builder.bytes(type, request.body().get().getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = client.send(builder.build(), deadline);
        return answer.<Result>fold(
                reply -> new Reply(
                        reply.status(),
                        reply::header,
                        new String(reply.body(), StandardCharsets.UTF_8),
                        reply.retryAt(Instant.now())),
                notSent -> new NotSent(notSent.reason()),
                lost -> new Lost(lost.reason()));
    }

    @Override
    public Optional<String> refusal(URI address) {
        return client.refusal(address);
    }
}
