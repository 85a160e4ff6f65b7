package io.carillon.media.internal;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.MediaCopies;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.media.internal.fetch.FetchException;
import io.carillon.media.internal.fetch.GuardedFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams what an address shows into the library, as an upload is. */
final class Copier implements MediaCopies {

    private static final Logger LOG = LoggerFactory.getLogger(Copier.class);
    private static final String URL = "url";

    private final GuardedFetcher fetcher;
    private final MediaLibrary library;

    Copier(GuardedFetcher fetcher, MediaLibrary library) {
        this.fetcher = fetcher;
        this.library = library;
    }

    @Override
    public MediaFile copy(WorkspaceId workspace, URI address) {
        try (InputStream content = fetcher.open(address)) {
            return library.add(workspace, name(address), content);
        } catch (InvalidException e) {
            throw new InvalidException(taken(e.violations()));
        } catch (IOException e) {
            throw FetchException.in(e).<RuntimeException>map(this::refused).orElseGet(() -> full(e));
        }
    }

    @Override
    public void forget(WorkspaceId workspace, MediaId copy) {
        try {
            library.remove(workspace, copy);
        } catch (NotFoundException | ConflictException e) {
            LOG.debug("The copy {} is not removed: {}", copy, e.getMessage());
        }
    }

    private static String name(URI address) {
        return address.getPath() == null ? "" : address.getPath();
    }

    private static List<Violation> taken(List<Violation> ofUpload) {
        return ofUpload.stream()
                .map(one -> Violation.error(URL, one.rule(), one.limit(), one.actual(), one.message()))
                .toList();
    }

    private InvalidException refused(FetchException failure) {
        return new InvalidException(
                switch (failure.rule()) {
                    case MAX_BYTES -> problem(failure, String.valueOf(library.maxBytes()), " Name a smaller file.");
                    case PUBLIC -> problem(failure, "public internet", " Upload the file instead.");
                    case REACHABLE ->
                        problem(failure, "", " Open it in a browser to see what is there, or upload the file instead.");
                });
    }

    private static Violation problem(FetchException failure, String limit, String fix) {
        return Violation.error(URL, failure.rule().text(), limit, "", failure.getMessage() + fix);
    }

    private static UnavailableException full(IOException e) {
        LOG.warn("The media storage does not take a file", e);
        return new UnavailableException("The media storage does not answer at the moment; it may be full. Try again.");
    }
}
