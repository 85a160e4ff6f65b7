package io.carillon.publisher.sandbox.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The wall as programs read it: oldest first. */
final class WallJson {

    static final int MAX_POSTS = 10_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int AT_ONCE = 100;

    private final Wall wall;
    private final WallAddress address;

    WallJson(Wall wall, WallAddress address) {
        this.wall = wall;
        this.address = address;
    }

    /** Writes {@code {items: [...], next}}: up to {@code limit} posts after the one named. */
    void posts(Optional<String> after, int limit, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            Optional<String> last = after;
            int left = limit;
            boolean more = true;
            while (left > 0 && more) {
                int wanted = Math.min(left, AT_ONCE);
                List<Wall.Thread> found = wall.after(last, wanted + 1);
                more = found.size() > wanted;
                for (Wall.Thread thread : more ? found.subList(0, wanted) : found) {
                    write(thread, json);
                    last = Optional.of(thread.post().id());
                    left--;
                }
            }
            json.writeEndArray();
            json.writeStringField("next", more ? last.orElse(null) : null);
            json.writeEndObject();
        }
    }

    /** Writes {@code {id, count}} of the newest post. */
    void latest(OutputStream out) throws IOException {
        List<Wall.Thread> newest = wall.before(Optional.empty(), 1);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "id", newest.isEmpty() ? null : newest.get(0).post().id());
            json.writeNumberField("count", wall.postCount());
            json.writeEndObject();
        }
    }

    private void write(Wall.Thread thread, JsonGenerator json) throws IOException {
        json.writeStartObject();
        write(thread.post(), json);
        json.writeStringField("permalink", address.permalink(thread.post()).toString());
        json.writeArrayFieldStart("replies");
        for (Receipt reply : thread.replies()) {
            json.writeStartObject();
            write(reply, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Receipt receipt, JsonGenerator json) throws IOException {
        Receipt.Submission content = receipt.content();
        json.writeStringField("id", receipt.id());
        json.writeStringField("account", content.account());
        json.writeStringField("text", content.text());
        json.writeArrayFieldStart("media");
        for (Receipt.Picture picture : content.media()) {
            json.writeStartObject();
            json.writeStringField("url", address.media(picture).toString());
            json.writeStringField("type", picture.type());
            json.writeStringField("altText", picture.altText());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("receivedAt", receipt.receivedAt().toString());
        json.writeStringField("link", content.link().map(Object::toString).orElse(null));
        json.writeStringField("mood", content.mood().orElse(null));
        json.writeStringField("name", content.name());
        json.writeStringField("accountId", content.accountId());
        json.writeStringField("delivery", content.delivery());
        json.writeStringField("key", content.key());
    }
}
