package io.carillon.api.store;

import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Answers to requests that carried an {@code Idempotency-Key}, so that a repetition gets the same answer. */
@ProviderType
public interface IdempotencyStore {

    /**
     * Takes a key for a request about to be carried out.
     *
     * @param requestHash of method, path and body
     * @return empty if the key is the caller's to use; else what is known under it
     */
    Optional<Entry> begin(WorkspaceId workspace, String key, String requestHash, Instant now, Instant expiresAt);

    /** Keeps the answer. */
    void complete(WorkspaceId workspace, String key, Answer answer);

    /** Gives the key free again, because the request failed without effect. */
    void release(WorkspaceId workspace, String key);

    /** @return how many had expired */
    int removeExpired(Instant now);

    /**
     * What is known under a key.
     *
     * @param answer absent while the first request is still being carried out
     */
    record Entry(String requestHash, Optional<Answer> answer) {

        public Entry {
            Objects.requireNonNull(requestHash, "requestHash");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /**
     * A kept answer.
     *
     * @param location empty where it had none
     * @param etag with its quotes; empty where it had none
     */
    record Answer(int status, String location, String etag, String body) {}
}
