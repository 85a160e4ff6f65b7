package io.carillon.rest.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueuesTest extends ServerCase {

    private static final String QUEUE = "accounts/sandbox.one/queue";

    @BeforeEach
    void start() {
        List.of("one", "two")
                .forEach(handle -> server.accountStore.add(
                        Account.of(Platform.SANDBOX, handle, handle, Grant.none()), Optional.empty()));
    }

    /** Two a day, of which the second is queued at last. */
    private static String slots(String... weekdays) {
        List<String> slots = new ArrayList<>();
        for (String weekday : weekdays) {
            slots.add("{\"weekday\": \"" + weekday + "\", \"time\": \"09:00\"}");
            slots.add("{\"weekday\": \"" + weekday + "\", \"time\": \"17:30:15\"}");
        }
        return "{\"slots\": [" + String.join(", ", slots) + "]}";
    }

    private Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
        return answer;
    }

    private Answer put(String body) {
        return client.json("PUT", QUEUE, body);
    }

    private String draft(String caption) {
        return ok(client.post("posts", "{\"caption\": \"" + caption + "\", \"accounts\": [\"sandbox.one\"]}"))
                .at("/id");
    }

    private String queued(String caption) {
        String id = draft(caption);
        ok(client.post("posts/" + id + "/enqueue", "{}"));
        return id;
    }

    private List<String> order() {
        List<String> posts = new ArrayList<>();
        ok(client.get(QUEUE + "/posts"))
                .json()
                .path("items")
                .forEach(item -> posts.add(item.path("post").asText()));
        return posts;
    }

    @Test
    void slotsComeBackAsTheyWereSetAndCanBeSentBack() {
        Answer before = ok(client.get(QUEUE));
        assertThat(before.at("/slots")).isEqualTo("[]");
        assertThat(before.at("/zone")).isEqualTo("UTC");

        ok(put(slots("FRIDAY", "MONDAY")));

        Answer after = ok(client.get(QUEUE));
        assertThat(after.at("/slots/0")).isEqualTo("{\"weekday\":\"MONDAY\",\"time\":\"09:00\"}");
        assertThat(after.at("/slots/3")).isEqualTo("{\"weekday\":\"FRIDAY\",\"time\":\"17:30:15\"}");
        assertThat(after.at("/paused")).isEqualTo("false");
        Answer same = ok(put(after.text()));
        assertThat(same.json()).isEqualTo(after.json());
        assertThat(same.header("ETag")).isEqualTo(after.header("ETag"));
        assertThat(ok(put("{\"slots\": [], \"paused\": true}")).at("/paused")).isEqualTo("true");
    }

    @Test
    void changeOfSlotsThatExpectsWhatIsNoMoreIsRefused() {
        String tag = ok(put(slots("MONDAY"))).header("ETag");
        queued("Queued meanwhile");
        ok(client.with("If-Match", tag).json("PUT", QUEUE, slots("TUESDAY")));

        assertThat(client.with("If-Match", tag)
                        .json("PUT", QUEUE, slots("FRIDAY"))
                        .status())
                .isEqualTo(412);
        assertThat(ok(client.get(QUEUE)).at("/slots/0/weekday")).isEqualTo("TUESDAY");
    }

    @Test
    void everythingThatIsWrongWithSlotsIsTold() {
        Answer answer = put("{\"slots\": [{\"weekday\": \"CATURDAY\", \"time\": \"25:00\"}, {\"weekday\": \"monday\"},"
                + " null, {\"weekday\": \"MONDAY\", \"time\": \"09:00:00.5\"}]}");

        assertThat(answer.status()).isEqualTo(422);
        List<String> fields = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asText()));
        assertThat(fields)
                .containsExactly("slots[0].weekday", "slots[0].time", "slots[1].time", "slots[2]", "slots[3].time");
        assertThat(put("{\"slots\": [{\"weekday\": \"MONDAY\", \"time\": \"09:00\"}, {\"weekday\": \"MONDAY\","
                                + " \"time\": \"09:00:00\"}]}")
                        .at("/errors/0/rule"))
                .isEqualTo("unique");
        assertThat(put("{}").at("/errors/0/field")).isEqualTo("slots");
        assertThat(put("{\"slots\": [], \"pause\": true}").at("/errors/0/field"))
                .isEqualTo("pause");
        assertThat(client.get("accounts/nobody/queue").status()).isEqualTo(404);
    }

    @Test
    void queuedPostDoesNotComeBackAndSaysSo() {
        ok(put(slots("MONDAY")));
        String path = "posts/" + queued("Hello");
        ok(client.json("PUT", path, client.get(path).text()));

        for (String wish : List.of(
                "{\"rrule\": \"FREQ=DAILY\"}",
                "{\"rdates\": [\"2030-01-01T09:00:00\"]}",
                "{\"exdates\": [\"2030-01-01T09:00:00\"]}")) {
            Answer answer = client.json("PATCH", path, "{\"schedule\": " + wish + "}");

            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.kind");
        }
    }

    @Test
    void queuedPostSaysSoAndTakesTheNextFreeSlot() {
        ok(put(slots("MONDAY", "THURSDAY")));
        JsonNode free = ok(client.get(QUEUE + "/next?count=2")).json().path("items");
        String id = draft("Hello");

        Answer post = ok(client.post("posts/" + id + "/enqueue", ""));

        assertThat(post.at("/schedule/kind")).isEqualTo("QUEUE");
        assertThat(post.at("/schedule/instant")).isEqualTo("null");
        assertThat(post.at("/state")).isEqualTo("SCHEDULED");
        assertThat(post.at("/deliveries/0/due")).isEqualTo(free.at("/0/instant").asText());
        assertThat(post.at("/deliveries/0/queued")).isEqualTo("true");
        assertThat(post.at("/deliveries/0/place")).isEqualTo("NEXT_FREE");
        assertThat(ok(client.get(QUEUE + "/next")).json().path("items")).hasSize(10);
        assertThat(ok(client.get(QUEUE + "/next?count=1")).at("/items/0"))
                .isEqualTo(free.get(1).toString());
        assertThat(client.get(QUEUE + "/next?count=101").at("/errors/0/field")).isEqualTo("count");
    }

    @Test
    void whatWasReadOfAQueuedPostCanBeSentBackAndATimeTakesItOut() {
        ok(put(slots("MONDAY")));
        String id = queued("Hello");
        Answer read = ok(client.get("posts/" + id));

        Answer same = ok(client.json("PUT", "posts/" + id, read.text()));
        assertThat(same.at("/deliveries/0/due")).isEqualTo(read.at("/deliveries/0/due"));
        assertThat(same.at("/schedule/kind")).isEqualTo("QUEUE");
        Answer patched = ok(client.json("PATCH", "posts/" + id, "{\"caption\": \"Bye\"}"));
        assertThat(patched.at("/deliveries/0/queued")).isEqualTo("true");
        assertThat(client.json(
                                "PATCH",
                                "posts/" + id,
                                "{\"schedule\": {\"kind\": \"QUEUE\", \"at\": \"2099-01-01T09:00\", \"zone\": \"UTC\"}}")
                        .at("/errors/0/field"))
                .isEqualTo("schedule.kind");
        Instant later = Instant.now().plusSeconds(86_400);
        Answer timed = ok(client.json(
                "PATCH", "posts/" + id, "{\"schedule\": {\"instant\": \"" + later + "\", \"zone\": \"UTC\"}}"));
        assertThat(timed.at("/schedule/kind")).isEqualTo("TIME");
        assertThat(timed.at("/deliveries/0/queued")).isEqualTo("false");
        assertThat(order()).isEmpty();
        assertThat(client.json(
                                "PATCH",
                                "posts/" + id,
                                "{\"schedule\": {\"kind\": \"QUEUE\", \"at\": null, \"instant\": null}}")
                        .at("/errors/0/message"))
                .contains("/enqueue");
        assertThat(client.post("posts/" + id + "/schedule", "{\"kind\": \"QUEUE\"}")
                        .at("/errors/0/field"))
                .isEqualTo("kind");
    }

    @Test
    void queueIsReadInOrderPageByPageAndRearranged() {
        ok(put(slots("MONDAY", "TUESDAY", "WEDNESDAY")));
        String a = queued("a");
        String b = queued("b");
        String c = queued("c");
        String d = draft("d");
        ok(client.post("posts/" + d + "/enqueue", "{\"position\": \"FRONT\"}"));
        assertThat(order()).containsExactly(d, a, b, c);

        Answer page = ok(client.get(QUEUE + "/posts?limit=3"));
        String cursor = page.at("/next");
        assertThat(ok(client.get(QUEUE + "/posts?limit=3&cursor=" + cursor)).at("/items/0/post"))
                .isEqualTo(c);
        String delivery = page.at("/items/0/id");
        String last = ok(client.get("posts/" + c)).at("/deliveries/0/id");
        String move = QUEUE + "/posts/" + delivery + "/move";
        String tag = page.header("ETag");
        Client expecting = client.with("If-Match", tag);
        assertThat(ok(expecting.post(move, "{\"after\": \"" + last + "\"}")).at("/id"))
                .isEqualTo(delivery);
        assertThat(order()).containsExactly(a, b, c, d);
        assertThat(expecting.post(move, "{\"to\": 2}").status()).isEqualTo(412);
        ok(client.post(move, "{\"to\": 2}"));
        assertThat(order()).containsExactly(a, d, b, c);
        ok(client.post(move, "{\"before\": \"" + ok(client.get("posts/" + a)).at("/deliveries/0/id") + "\"}"));
        assertThat(order()).containsExactly(d, a, b, c);
        String slot = ok(client.get(QUEUE + "/next?count=1")).at("/items/0/at");
        assertThat(ok(client.post(move, "{\"slot\": \"" + slot + "\"}")).at("/place"))
                .isEqualTo("CHOSEN");
        assertThat(order()).containsExactly(a, b, c, d);
        assertThat(client.post(move, "{}").at("/errors/0/rule")).isEqualTo("exactly-one");
        assertThat(client.post(move, "{\"to\": 1, \"slot\": \"soon\"}").json().path("errors"))
                .hasSize(2);
        assertThat(client.get(QUEUE + "/posts?cursor=nowhere").status()).isEqualTo(400);
    }

    @Test
    void enqueueIsCarriedOutOncePerKeyAndRefusedWithTheReason() {
        String id = draft("Hello");
        Answer refused = client.post("posts/" + id + "/enqueue", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("no-slots");
        assertThat(refused.at("/detail")).contains("PUT /api/v1/accounts/sandbox.one/queue");
        ok(put(slots("MONDAY")));
        Client once = client.with("Idempotency-Key", "k1");
        ok(once.post("posts/" + id + "/enqueue", "{\"position\": \"END\"}"));
        queued("Other");

        Answer again = ok(once.post("posts/" + id + "/enqueue", "{\"position\": \"END\"}"));

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(order()).startsWith(id);
        assertThat(client.post("posts/" + id + "/enqueue", "{\"slot\": \"2026-02-10T09:00\"}")
                        .at("/errors/0/rule"))
                .isEqualTo("in-future");
        assertThat(client.post("posts/" + id + "/enqueue", "{\"position\": \"MIDDLE\"}")
                        .status())
                .isIn(400, 422);
        assertThat(put("{\"slots\": []}").at("/code")).isEqualTo("queue-not-empty");
    }

    @Test
    void settingSlotsAndQueueingTakeTheRightToPublish() {
        Client writer = server.client(server.token(Scope.READ, Scope.WRITE));
        String id = draft("Hello");

        assertThat(writer.json("PUT", QUEUE, slots("MONDAY")).status()).isEqualTo(403);
        ok(put(slots("MONDAY")));
        assertThat(writer.post("posts/" + id + "/enqueue", "{}").status()).isEqualTo(403);
        ok(client.post("posts/" + id + "/enqueue", "{}"));
        assertThat(writer.json("PATCH", "posts/" + id, "{\"schedule\": null}").status())
                .isEqualTo(403);
        assertThat(writer.delete("posts/" + id).status()).isEqualTo(403);
        ok(writer.get(QUEUE + "/posts"));
    }
}
