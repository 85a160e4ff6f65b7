package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks through an account's own statuses for what may have been sent. */
final class Search {

    private static final int PAGE = 40;
    private static final int MOST_PAGES = 5;

    private final MastodonApi api;

    Search(MastodonApi api) {
        this.api = api;
    }

    /**
     * What is sought.
     *
     * @param since nothing older can be it
     * @param files ids of uploads; they beat the text
     */
    record Sought(String text, String warning, List<String> files, Optional<String> inReplyTo, Instant since) {}

    /**
     * What was seen.
     *
     * @param unanswered the answer of a call that gave no page; the rest says nothing then
     * @param matches the statuses that can be it
     * @param unread the answer of a status that would not show its source: whether it is the one nobody can tell
     * @param whole whether everything since then was seen
     */
    record Seen(Optional<Answer> unanswered, List<JsonNode> matches, Optional<Answer> unread, boolean whole) {

        static Seen nothing(Answer why) {
            return new Seen(Optional.of(why), List.of(), Optional.empty(), false);
        }
    }

    Seen look(Home home, Sought sought, Instant deadline) {
        List<JsonNode> matches = new ArrayList<>();
        Optional<Answer> unread = Optional.empty();
        String before = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = api.get(
                    home,
                    "/api/v1/accounts/" + MastodonApi.encoded(home.accountId())
                            + "/statuses?exclude_reblogs=true&limit=" + PAGE + before,
                    deadline);
            if (!(answer instanceof Reply reply)
                    || !reply.isSuccess()
                    || !reply.json().isArray()) {
                return Seen.nothing(answer);
            }
            JsonNode statuses = reply.json();
            for (JsonNode status : statuses) {
                boolean older = StatusJson.createdAt(status)
                        .filter(at -> at.isBefore(sought.since()))
                        .isPresent();
                if (older) {
                    return new Seen(Optional.empty(), matches, unread, true);
                }
                if (isBeside(status, sought)) {
                    Optional<Answer> source =
                            sought.files().isEmpty() ? Optional.of(source(home, status, deadline)) : Optional.empty();
                    if (source.isEmpty() || saysTheSame(status, sought, source.get())) {
                        matches.add(status);
                    } else if (!isRead(source.get())) {
                        unread = unread.or(() -> source);
                    }
                }
            }
            if (statuses.isEmpty()) {
                return new Seen(Optional.empty(), matches, unread, true);
            }
            before = "&max_id="
                    + MastodonApi.encoded(
                            statuses.get(statuses.size() - 1).path("id").asText());
        }
        return new Seen(Optional.empty(), matches, unread, false);
    }

    /** Whether everything but its text is as it should be. */
    private static boolean isBeside(JsonNode status, Sought sought) {
        Set<String> files = new HashSet<>();
        status.path("media_attachments")
                .forEach(file -> files.add(file.path("id").asText()));
        return status.path("in_reply_to_id")
                        .asText("")
                        .equals(sought.inReplyTo().orElse(""))
                && files.equals(Set.copyOf(sought.files()))
                && (!files.isEmpty()
                        || status.path("spoiler_text")
                                .asText()
                                .strip()
                                .equals(sought.warning().strip()));
    }

    private Answer source(Home home, JsonNode status, Instant deadline) {
        return api.get(
                home,
                "/api/v1/statuses/" + MastodonApi.encoded(status.path("id").asText()) + "/source",
                deadline);
    }

    private static boolean isRead(Answer source) {
        return source instanceof Reply reply && reply.isSuccess();
    }

    /** By the source where the server shows it: its HTML shortens addresses and mentions, so that only likeness counts. */
    private static boolean saysTheSame(JsonNode status, Sought sought, Answer source) {
        String text = source instanceof Reply reply && reply.isSuccess()
                ? reply.json().path("text").asText()
                : plain(status.path("content").asText());
        return normal(text).equals(normal(sought.text()));
    }

    private static String plain(String html) {
        return html.replaceAll("(?i)<br ?/?>", "\n")
                .replaceAll("(?i)</p>\\s*<p>", "\n\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
