package io.carillon.publisher.sandbox.internal;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One object that is visible on the wall.
 *
 * @param id its place in the log, from {@code p1}
 * @param parent the post that it comments on or goes on from; absent for a post of its own
 */
record Receipt(String id, Optional<String> parent, Submission content, Instant receivedAt) {

    /** A picture or film, kept under the hash of its bytes. */
    record Picture(String hash, String type, String altText) {}

    /**
     * What a network is sent.
     *
     * @param account the handle: a network knows nobody's ids but its own
     * @param accountId whose it is in Carillon, for tests that compare both sides
     * @param key under which it was sent; empty where a person wrote on the wall by hand
     * @param mood as the post said it
     */
    record Submission(
            String account,
            String name,
            String accountId,
            String delivery,
            String key,
            String text,
            Optional<URI> link,
            List<Picture> media,
            Optional<String> mood) {

        Submission {
            media = List.copyOf(media);
        }

        /** Whether a reader would call both the same post. */
        boolean looksLike(Submission other) {
            return account.equals(other.account)
                    && text.equals(other.text)
                    && link.equals(other.link)
                    && hashes().equals(other.hashes());
        }

        List<String> hashes() {
            return media.stream().map(Picture::hash).toList();
        }
    }
}
