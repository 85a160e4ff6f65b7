package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the API shows of people, media and statuses. */
final class Views {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final URI url;
    private final State state;

    Views(URI url, State state) {
        this.url = url;
        this.state = state;
    }

    ObjectNode account(User user) {
        ObjectNode json = JSON.objectNode()
                .put("id", user.id())
                .put("username", user.name())
                .put("acct", user.name())
                .put("display_name", user.displayName())
                .put("locked", false)
                .put("bot", false)
                .put("discoverable", true)
                .put("group", false)
                .put("created_at", time(user.since().truncatedTo(ChronoUnit.DAYS)))
                .put("note", "")
                .put("url", url + "/@" + user.name())
                .put("uri", url + "/users/" + user.name())
                .put("avatar", url + "/avatars/original/missing.png")
                .put("avatar_static", url + "/avatars/original/missing.png")
                .put("header", url + "/headers/original/missing.png")
                .put("header_static", url + "/headers/original/missing.png")
                .put("followers_count", 0)
                .put("following_count", 0)
                .put("statuses_count", state.statusesOf(user.id()).size());
        json.set("emojis", JSON.arrayNode());
        json.set("fields", JSON.arrayNode());
        return json;
    }

    /** What people see of themselves. */
    ObjectNode credentials(User user) {
        ObjectNode json = account(user);
        ObjectNode source = json.putObject("source")
                .put("privacy", "public")
                .put("sensitive", false)
                .put("language", "")
                .put("note", "")
                .put("follow_requests_count", 0);
        source.set("fields", JSON.arrayNode());
        return json;
    }

    ObjectNode media(Media file) {
        boolean ready = file.isReady(state.now());
        String address = url + "/system/media_attachments/" + file.id();
        ObjectNode json = JSON.objectNode()
                .put("id", file.id())
                .put("type", file.kind())
                .put("url", ready ? address : null)
                .put("preview_url", ready ? address : null)
                .putNull("remote_url")
                .putNull("preview_remote_url")
                .putNull("text_url")
                .put("description", file.description().isEmpty() ? null : file.description())
                .putNull("blurhash");
        json.set("meta", JSON.objectNode());
        return json;
    }

    ObjectNode status(Status status, User reader) {
        User owner = state.user(status.owner()).orElseThrow();
        ObjectNode json = JSON.objectNode()
                .put("id", status.id())
                .put("created_at", time(status.createdAt()))
                .put("edited_at", status.editedAt().map(Views::time).orElse(null))
                .put("in_reply_to_id", status.inReplyTo().orElse(null))
                .put(
                        "in_reply_to_account_id",
                        status.inReplyTo()
                                .flatMap(state::status)
                                .map(Status::owner)
                                .orElse(null))
                .put("sensitive", status.sensitive())
                .put("spoiler_text", status.spoiler())
                .put("visibility", status.visibility())
                .put("language", status.language().orElse(null))
                .put("uri", url + "/users/" + owner.name() + "/statuses/" + status.id())
                .put("url", url + "/@" + owner.name() + "/" + status.id())
                .put("replies_count", state.replies(status.id()))
                .put("reblogs_count", state.reblogs(status.id()).size())
                .put("favourites_count", state.favourites(status.id()).size())
                .put("favourited", state.favourites(status.id()).contains(reader.id()))
                .put("reblogged", state.reblogs(status.id()).contains(reader.id()))
                .put("muted", false)
                .put("bookmarked", false)
                .put("pinned", false)
                .put("content", Html.of(status.text()))
                .putNull("reblog")
                .putNull("card");
        json.set("account", account(owner));
        ArrayNode files = json.putArray("media_attachments");
        status.media().forEach(id -> state.media(id).ifPresent(file -> files.add(media(file))));
        json.putArray("mentions");
        json.putArray("tags");
        json.putArray("emojis");
        json.set("poll", status.poll().map(Views::poll).orElse(null));
        return json;
    }

    private static ObjectNode poll(Poll poll) {
        ObjectNode json = JSON.objectNode()
                .put("id", poll.id())
                .put("expires_at", time(poll.expiresAt()))
                .put("expired", false)
                .put("multiple", poll.multiple())
                .put("votes_count", 0)
                .put("voters_count", 0)
                .put("voted", true);
        ArrayNode options = json.putArray("options");
        poll.options()
                .forEach(option -> options.addObject().put("title", option).put("votes_count", 0));
        json.putArray("own_votes");
        json.putArray("emojis");
        return json;
    }

    /** Always with milliseconds, as the server writes them. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS)
                .atOffset(java.time.ZoneOffset.UTC)
                .format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"));
    }
}
