package io.carillon.scheduler.internal.embed;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.service.Attachments;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Media named by address, fetched when a publisher opens it and not before. */
public final class UrlAttachments implements Attachments {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final Fetcher fetcher = new Fetcher();

    @Override
    public List<Attachment> resolve(WorkspaceId workspace, Collection<MediaRef> media) {
        return media.stream().<Attachment>map(ref -> new Named(ref, fetcher)).toList();
    }

    private record Named(MediaRef ref, Fetcher fetcher) implements Attachment {

        @Override
        public Optional<MediaFile> file() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> publicUrl() {
            return ref.url();
        }

        @Override
        public InputStream open() throws IOException {
            URI url = ref.url()
                    .orElseThrow(() -> new IOException("The medium " + ref.id().orElseThrow()
                            + " is in no library: an embedded scheduler has none. Name it by its address."));
            return fetcher.open(url);
        }
    }

    /** One client for all, made when it is first needed. */
    private static final class Fetcher {

        private Optional<HttpClient> client = Optional.empty();

        private synchronized HttpClient client() {
            HttpClient found = client.orElseGet(() -> HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build());
            client = Optional.of(found);
            return found;
        }

        InputStream open(URI url) throws IOException {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER).build();
            try {
                HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
                if (response.statusCode() != OK) {
                    response.body().close();
                    throw new IOException(url + " answered " + response.statusCode() + " instead of 200");
                }
                return response.body();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while fetching " + url);
            }
        }
    }
}
