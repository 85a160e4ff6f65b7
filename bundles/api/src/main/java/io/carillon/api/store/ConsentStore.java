package io.carillon.api.store;

import io.carillon.api.model.Platform;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Consents that people are about to give on the pages of a network. All servers on one database see the same. */
@ProviderType
public interface ConsentStore {

    /** How far a consent has come. It never goes back. */
    enum Stage {
        /** The person was sent to the network. */
        ASKED,
        /** The person came back, and the network is being asked what for. */
        RETURNED,
        /** The person is to choose identities. */
        CHOOSING,
        /** Accounts were made of it. */
        FINISHED,
        /** Nothing came of it. */
        FAILED
    }

    /**
     * A consent.
     *
     * @param hash SHA-256 of the state that goes to the network and back, lower-case hex
     * @param browser what the browser must prove to be the one that began
     * @param failure why nothing came of it, as a stable code; present exactly where it failed
     * @param sealed everything else about it; absent once it is over
     */
    record Consent(
            String hash,
            WorkspaceId workspace,
            UserId user,
            Platform platform,
            String browser,
            Stage stage,
            Optional<String> failure,
            Optional<SealedGrant> sealed,
            Instant expiresAt) {

        public Consent {
            Objects.requireNonNull(hash, "hash");
            Objects.requireNonNull(workspace, "workspace");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(browser, "browser");
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(sealed, "sealed");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    void add(Consent consent);

    /** Finds a consent, expired or not. */
    Optional<Consent> find(String hash);

    /**
     * Replaces stage, failure, sealed content and end of a consent, if it is still at a stage. Of several that try this at
     * once, on however many servers, one succeeds.
     */
    boolean advance(Stage from, Consent to);

    /** Consents that keep something sealed although they expired before an instant, those that did first in front. */
    List<Consent> leftOver(Instant before, int limit);

    /** @return how many had expired before an instant */
    int removeExpired(Instant before);
}
