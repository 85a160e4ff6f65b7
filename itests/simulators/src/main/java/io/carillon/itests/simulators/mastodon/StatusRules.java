package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.http.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a status must keep to; refuses what does not, in the server's order and words. */
final class StatusRules {

    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "private", "direct");
    private static final Duration SHORTEST_POLL = Duration.ofMinutes(5);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2_629_746);

    private final State state;
    private final Limits limits;

    StatusRules(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
    }

    void text(String spoiler, String text, boolean hasMedia) {
        if (text.isBlank() && spoiler.isBlank() && !hasMedia) {
            throw Errors.invalid("Text can't be blank");
        }
        if (TextLength.of(spoiler, text, limits.charactersPerUrl()) > limits.characters()) {
            throw Errors.invalid("Text character limit of " + limits.characters() + " exceeded");
        }
    }

    String visibility(Fields fields) {
        String visibility = fields.filled("visibility").orElse("public");
        if (!VISIBILITIES.contains(visibility)) {
            throw Errors.refusal(422, "'" + visibility + "' is not a valid visibility");
        }
        return visibility;
    }

    Optional<String> replied(Fields fields) {
        Optional<String> replied = fields.filled("in_reply_to_id");
        if (replied.filter(id -> state.status(id).isEmpty()).isPresent()) {
            throw Errors.refusal(404, "The post you are trying to reply to does not appear to exist.");
        }
        return replied;
    }

    /** @param edited the status that may have them already */
    List<String> media(List<String> ids, User user, Optional<Status> edited) {
        if (ids.size() > limits.media()) {
            throw Errors.refusal(422, "Cannot attach more than " + limits.media() + " files");
        }
        List<Media> files = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            boolean own = edited.filter(status -> status.media().contains(id)).isPresent();
            state.media(id)
                    .filter(file -> file.owner().equals(user.id()) && (own || !state.isAttached(id)))
                    .ifPresentOrElse(files::add, () -> missing.add(id));
        }
        if (!missing.isEmpty()) {
            throw Errors.refusal(
                    422, "Media " + String.join(", ", missing) + " not found or already attached to another post");
        }
        if (files.size() > 1 && files.stream().anyMatch(file -> !file.kind().equals("image"))) {
            throw Errors.refusal(422, "Cannot attach a video to a post that already contains images");
        }
        if (files.stream().anyMatch(file -> !file.isReady(state.now()))) {
            throw Errors.refusal(422, "Cannot attach files that have not finished processing. Try again in a moment!");
        }
        return ids;
    }

    Optional<Poll> poll(Fields fields, boolean hasMedia) {
        List<String> options = fields.list("poll[options]");
        if (options.isEmpty()) {
            return Optional.empty();
        }
        if (hasMedia) {
            throw Errors.refusal(422, "Cannot attach media to a post that has a poll");
        }
        if (options.size() < 2) {
            throw Errors.invalid("Options must be more than one item");
        }
        if (options.size() > limits.pollOptions()) {
            throw Errors.invalid("Options can't contain more than " + limits.pollOptions() + " items");
        }
        if (options.stream().anyMatch(option -> option.codePointCount(0, option.length()) > limits.pollCharacters())) {
            throw Errors.invalid("Options can't be longer than " + limits.pollCharacters() + " characters each");
        }
        Duration lasts = Duration.ofSeconds(
                fields.text("poll[expires_in]").map(Long::parseLong).orElse(0L));
        if (lasts.compareTo(SHORTEST_POLL) < 0) {
            throw Errors.invalid("Expires at is too soon");
        }
        if (lasts.compareTo(LONGEST_POLL) > 0) {
            throw Errors.invalid("Expires at is too far into the future");
        }
        Instant end = state.now().plus(lasts);
        return Optional.of(new Poll(state.newId(), options, end, fields.flag("poll[multiple]")));
    }
}
