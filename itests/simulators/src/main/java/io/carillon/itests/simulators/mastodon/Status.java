package io.carillon.itests.simulators.mastodon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A post.
 *
 * @param owner the id of a user
 * @param media ids, in order
 */
record Status(
        String id,
        String owner,
        String text,
        String spoiler,
        boolean sensitive,
        String visibility,
        Optional<String> language,
        Optional<String> inReplyTo,
        List<String> media,
        Optional<Poll> poll,
        Instant createdAt,
        Optional<Instant> editedAt) {}
