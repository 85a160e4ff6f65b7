package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostsTest extends ServerCase {

    /** Far enough ahead for posts that run on the machine's clock. */
    private static final int YEAR = LocalDate.now().getYear() + 2;

    @BeforeEach
    void start() {
        account("one");
        account("two");
    }

    private void account(String handle) {
        server.accountStore.add(Account.of(Platform.SANDBOX, handle, handle, Grant.none()), Optional.empty());
    }

    private static String schedule(String at) {
        return "{\"at\": \"" + YEAR + "-" + at + "\", \"zone\": \"Europe/Berlin\"}";
    }

    private static String post(String schedule) {
        return "{\"caption\": \"Hello\", \"accounts\": [\"sandbox.one\"], \"schedule\": " + schedule + "}";
    }

    private Answer created(String json) {
        Answer answer = client.post("posts", json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    @Test
    void draftComesBackAsItWasWritten() {
        Answer answer = created("""
                {"caption": "Launch", "hashtags": ["#launch", "creator"],
                 "media": [{"url": "https://example.com/a.png", "altText": "A red door"}],
                 "link": "https://example.com/launch", "firstComment": "First!", "labels": ["spring"],
                 "thread": [{"text": "More"}],
                 "accounts": ["sandbox.one", "sandbox.two"],
                 "variations": [{"platform": "sandbox", "caption": "Short"}, {"account": "sandbox.two", "hashtags": []}]}
                """);

        String id = answer.at("/id");
        assertThat(answer.header("Location")).endsWith("/api/v1/posts/" + id);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        JsonNode post = client.get("posts/" + id).json();
        assertThat(post.at("/state").asText()).isEqualTo("DRAFT");
        assertThat(post.at("/hashtags/1").asText()).isEqualTo("#creator");
        assertThat(post.at("/media/0/altText").asText()).isEqualTo("A red door");
        assertThat(post.at("/media/0/id").asText()).as("the copy").isEqualTo("m_1");
        assertThat(post.at("/media/0").has("url")).isFalse();
        assertThat(post.at("/thread/0/text").asText()).isEqualTo("More");
        assertThat(post.at("/variations/1/hashtags")).isEmpty();
        assertThat(post.at("/variations/1").has("caption")).isFalse();
        assertThat(post.at("/deliveries")).isEmpty();
        assertThat(post.get("schedule").isNull()).isTrue();
        assertThat(post.at("/firstComment").asText()).isEqualTo("First!");
    }

    @Test
    void scheduledPostHasADeliveryPerAccount() {
        Answer answer = created(post(schedule("02-10T09:00")));

        JsonNode schedule = answer.json().get("schedule");
        assertThat(schedule.get("at").asText()).isEqualTo(YEAR + "-02-10T09:00:00");
        assertThat(schedule.get("instant").asText()).isEqualTo(YEAR + "-02-10T08:00:00Z");
        assertThat(schedule.get("offset").asText()).isEqualTo("+01:00");
        assertThat(schedule.get("adjusted").isNull()).isTrue();
        assertThat(schedule.get("rrule").isNull()).isTrue();
        assertThat(schedule.get("rdates").isArray()).isTrue();
        JsonNode delivery = answer.json().at("/deliveries/0");
        assertThat(delivery.get("state").asText()).isEqualTo("SCHEDULED");
        assertThat(delivery.get("account").asText()).isEqualTo("sandbox.one");
        assertThat(delivery.get("platform").asText()).isEqualTo("sandbox");
        assertThat(delivery.get("due").asText()).isEqualTo(YEAR + "-02-10T08:00:00Z");
        assertThat(delivery.get("attempt").asInt()).isZero();
        assertThat(delivery.fieldNames())
                .toIterable()
                .contains("id", "retryAt", "remoteId", "permalink", "publishedAt", "latenessMs", "problem");
    }

    @Test
    void clockChangesAreTold() {
        LocalDate spring = lastSunday(3);
        Answer gap = created(post("{\"at\": \"" + spring + "T02:30:00\", \"zone\": \"Europe/Berlin\"}"));
        assertThat(gap.at("/schedule/adjusted")).isEqualTo("GAP");
        assertThat(gap.at("/schedule/at")).isEqualTo(spring + "T02:30:00");
        assertThat(gap.at("/schedule/instant")).isEqualTo(spring + "T01:30:00Z");

        LocalDate autumn = lastSunday(10);
        Answer earlier = created(post("{\"at\": \"" + autumn + "T02:30\", \"zone\": \"Europe/Berlin\"}"));
        assertThat(earlier.at("/schedule/adjusted")).isEqualTo("OVERLAP");
        assertThat(earlier.at("/schedule/offset")).isEqualTo("+02:00");
        Answer later = created(
                post("{\"at\": \"" + autumn + "T02:30\", \"zone\": \"Europe/Berlin\", \"offset\": \"+01:00\"}"));
        assertThat(later.at("/schedule/instant")).isEqualTo(autumn + "T01:30:00Z");
        assertThat(later.at("/schedule/adjusted")).isEqualTo("OVERLAP");
    }

    @Test
    void offsetThatNeverHoldsThenIsRefused() {
        String[] times = {YEAR + "-02-10T09:00", lastSunday(3) + "T02:30", lastSunday(10) + "T02:30"};
        for (String at : times) {
            Answer answer = client.post(
                    "posts", post("{\"at\": \"" + at + "\", \"zone\": \"Europe/Berlin\", \"offset\": \"+05:00\"}"));
            assertThat(answer.status()).as(at).isEqualTo(422);
            assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.offset");
            assertThat(answer.at("/errors/0/limit")).contains("+01:00");
        }
    }

    private static LocalDate lastSunday(int month) {
        LocalDate day = LocalDate.of(YEAR, month, 31);
        return day.minusDays(day.getDayOfWeek().getValue() % 7);
    }

    @Test
    void instantIsShownInItsZone() {
        Answer answer =
                created(post("{\"instant\": \"" + YEAR + "-02-10T08:00:00.25Z\", \"zone\": \"Europe/Berlin\"}"));

        assertThat(answer.at("/schedule/at")).isEqualTo(YEAR + "-02-10T09:00:00.25");
        assertThat(answer.at("/schedule/instant")).isEqualTo(YEAR + "-02-10T08:00:00.250Z");
    }

    @Test
    void wrongSchedulesAreTold() {
        assertSchedule("{\"at\": \"2030-02-10T09:00\", \"zone\": \"Berlin\"}", "schedule.zone", "Europe/Berlin");
        assertSchedule(
                "{\"at\": \"2030-02-10T09:00\", \"zone\": \"europe/berlin\"}",
                "schedule.zone",
                "Did you mean Europe/Berlin?");
        assertSchedule("{\"at\": \"2030-02-10T09:00\"}", "schedule.zone", "IANA");
        assertSchedule("{\"at\": \"2030-02-10T09:00Z\", \"zone\": \"UTC\"}", "schedule.at", "without offset");
        assertSchedule("{\"at\": \"tomorrow\", \"zone\": \"UTC\"}", "schedule.at", "local time");
        assertSchedule("{\"instant\": \"2030-02-10\", \"zone\": \"UTC\"}", "schedule.instant", "moment");
        assertSchedule("{\"zone\": \"UTC\"}", "schedule.at", "instant");
        assertSchedule("{\"at\": \"2001-01-01T00:00\", \"zone\": \"UTC\"}", "schedule.at", "over");
        assertSchedule("{\"at\": \"+999999999-01-01T00:00\", \"zone\": \"UTC\"}", "schedule.at", "at most");
        assertSchedule(
                "{\"at\": \"2030-02-10T09:00\", \"instant\": \"2030-02-10T08:30:00Z\", \"zone\": \"UTC\"}",
                "schedule.instant",
                "one of the two");
        assertSchedule(
                "{\"at\": \"2030-02-10T09:00\", \"zone\": \"UTC\", \"offset\": \"two\"}", "schedule.offset", "+02:00");
    }

    @Test
    void recurrenceMayBeNamedAndEmpty() {
        created(post("{\"at\": \"" + YEAR
                + "-02-10T09:00\", \"zone\": \"UTC\", \"rrule\": null, \"rdates\": [], \"exdates\": null}"));
    }

    private void assertSchedule(String schedule, String field, String words) {
        Answer answer = client.post("posts", post(schedule));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).as(schedule).isEqualTo(field);
        assertThat(answer.at("/errors/0/message")).contains(words);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer = client.post("posts", """
                {"hashtags": ["two words"], "media": [{}, {"url": "ftp://example.com/x"}], "link": "example.com",
                 "accounts": ["sandbox.one", "a_gone", "sandbox.one"],
                 "variations": [{}, {"platform": "No Net", "caption": "x"}], "labels": [null],
                 "schedule": {"zone": "Mars/Base"}}
                """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .contains(
                        "hashtags[0]",
                        "media[0]",
                        "media[1].url",
                        "link",
                        "accounts[1]",
                        "accounts[2]",
                        "variations[0]",
                        "variations[1].platform",
                        "labels[0]",
                        "schedule.zone",
                        "schedule.at");
    }

    @Test
    void networkLimitsAreToldByAccount() {
        Answer answer = client.post("posts", post(schedule("02-10T09:00")).replace("Hello", "x".repeat(51)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/account")).isEqualTo("sandbox.one");
        assertThat(answer.at("/errors/0/limit")).isEqualTo("50");
        assertThat(answer.at("/errors/0/actual")).isEqualTo("51");
    }

    @Test
    void whoeverSchedulesAPostIsToldWhatItWillWaitFor() {
        server.accountStore.add(
                Account.of(Platform.SANDBOX, "gone", "gone", Grant.none()).withStatus(AccountStatus.NEEDS_RECONNECT),
                Optional.empty());
        String post = post(schedule("05-01T09:00")).replace("sandbox.one", "sandbox.gone");

        Answer created = created(post);
        String address = "posts/" + created.at("/id");
        List<Answer> answers = List.of(
                created,
                client.json("PATCH", address, "{\"caption\": \"Hello again\"}"),
                client.post(address + "/schedule", schedule("05-02T09:00")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.at("/warnings/0/rule")).as(answer.text()).isEqualTo("connected");
            assertThat(answer.at("/warnings/0/field")).isEqualTo("accounts[0]");
            assertThat(answer.at("/warnings/0/message")).contains("the post waits");
        });
        assertThat(client.get(address).json().at("/warnings")).isEmpty();
    }

    @Test
    void preflightStoresNothing() {
        Answer answer = client.post("preflight", post("null").replace("Hello", "x".repeat(51)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/problems/0/account")).isEqualTo("sandbox.one");
        assertThat(answer.at("/problems/0/platform")).isEqualTo("sandbox");
        assertThat(answer.at("/problems/0/severity")).isEqualTo("ERROR");
        assertThat(answer.at("/counts/0/used")).isEqualTo("51");
        assertThat(answer.at("/counts/0/limit")).isEqualTo("50");
        assertThat(client.get("posts").json().get("items")).isEmpty();
    }

    @Test
    void whatWasReadCanBeSentBack() {
        Answer created = created(post("{\"instant\": \"" + YEAR + "-02-10T08:00:00Z\", \"zone\": \"Europe/Berlin\"}"));
        ObjectNode whole = (ObjectNode) created.json();
        whole.put("caption", "Changed");

        Answer answer = client.with("If-Match", created.header("ETag"))
                .json("PUT", "posts/" + created.at("/id"), whole.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/caption")).isEqualTo("Changed");
        assertThat(answer.at("/schedule")).isEqualTo(created.at("/schedule"));
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void patchChangesWhatItNames() {
        Answer created = created(post(schedule("02-10T09:00")));
        String path = "posts/" + created.at("/id");

        Answer text = client.json("PATCH", path, "{\"caption\": \"Other\", \"labels\": [\"new\"]}");
        assertThat(text.at("/caption")).isEqualTo("Other");
        assertThat(text.at("/labels/0")).isEqualTo("new");
        assertThat(text.at("/accounts/0")).isEqualTo("sandbox.one");
        assertThat(text.at("/schedule")).isEqualTo(created.at("/schedule"));

        Answer at = client.json("PATCH", path, "{\"schedule\": {\"at\": \"" + YEAR + "-07-10T09:00\"}}");
        assertThat(at.at("/schedule/instant")).as(at.text()).isEqualTo(YEAR + "-07-10T07:00:00Z");

        Answer zone = client.json("PATCH", path, "{\"schedule\": {\"zone\": \"UTC\"}}");
        assertThat(zone.at("/schedule/instant")).isEqualTo(YEAR + "-07-10T09:00:00Z");

        Answer instant = client.json("PATCH", path, "{\"schedule\": {\"instant\": \"" + YEAR + "-08-10T09:00:00Z\"}}");
        assertThat(instant.at("/schedule/at")).isEqualTo(YEAR + "-08-10T09:00:00");

        Answer local = client.json("PATCH", path, "{\"schedule\": {\"at\": \"" + YEAR + "-09-10T09:00\"}}");
        assertThat(local.at("/schedule/instant")).as(local.text()).isEqualTo(YEAR + "-09-10T09:00:00Z");

        Answer draft = client.json("PATCH", path, "{\"schedule\": null}");
        assertThat(draft.json().get("schedule").isNull()).isTrue();
    }

    @Test
    void patchOfWhatTheServerDecidesIsRefused() {
        String id = created(post("null")).at("/id");

        Answer answer = client.json("PATCH", "posts/" + id, "{\"state\": \"CANCELLED\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("state");
        assertThat(answer.at("/errors/0/message")).contains("/cancel");
    }

    @Test
    void changeOfAnOldRevisionIsRefused() {
        Answer created = created(post("null"));
        String path = "posts/" + created.at("/id");
        client.json("PATCH", path, "{\"caption\": \"First\"}");

        Client stale = client.with("If-Match", created.header("ETag"));
        assertThat(stale.json("PATCH", path, "{\"caption\": \"Second\"}").status())
                .isEqualTo(412);
        assertThat(stale.json("PUT", path, "{\"caption\": \"Second\"}").status())
                .isEqualTo(412);
        assertThat(stale.delete(path).status()).isEqualTo(412);
        assertThat(client.with("If-Match", "\"foreign\"").delete(path).status()).isEqualTo(412);
        assertThat(client.with("If-Match", "\"1\", \"2\"").delete(path).status())
                .isEqualTo(400);
        assertThat(client.get(path).at("/caption")).isEqualTo("First");
        assertThat(client.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void actionsMoveAPost() {
        String path = "posts/" + created(post("null")).at("/id");

        Answer scheduled = client.post(path + "/schedule", schedule("02-10T09:00"));
        assertThat(scheduled.at("/state")).as(scheduled.text()).isEqualTo("SCHEDULED");
        Answer cancelled = client.post(path + "/cancel", "");
        assertThat(cancelled.at("/state")).as(cancelled.text()).isEqualTo("CANCELLED");
        Answer now = client.post(path + "/publish", "");
        assertThat(now.at("/state")).as(now.text()).isEqualTo("SCHEDULED");
        Answer copy = client.post(path + "/duplicate", "");
        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.at("/state")).isEqualTo("DRAFT");
        assertThat(copy.at("/id")).isNotEqualTo(now.at("/id"));
        assertThat(copy.at("/caption")).isEqualTo("Hello");
        assertThat(client.post("posts/p_0/publish", "").status()).isEqualTo(404);
        assertThat(client.post(path + "/schedule", "{}").status()).isEqualTo(422);
    }

    @Test
    void schedulingNeedsPublishHoweverItIsAskedFor() {
        Client writer = server.client(server.token(Scope.READ, Scope.WRITE));

        assertThat(writer.post("posts", post(schedule("02-10T09:00"))).status()).isEqualTo(403);
        Answer draft = writer.post("posts", post("null"));
        assertThat(draft.status()).isEqualTo(201);
        String path = "posts/" + draft.at("/id");
        assertThat(writer.json("PATCH", path, "{\"schedule\": " + schedule("02-10T09:00") + "}")
                        .at("/code"))
                .isEqualTo("scope-missing");
        assertThat(writer.post(path + "/publish", "").status()).isEqualTo(403);
        assertThat(writer.json("PATCH", path, "{\"caption\": \"Better\"}").status())
                .isEqualTo(200);
        client.post(path + "/schedule", schedule("02-10T09:00"));
        assertThat(writer.json("PATCH", path, "{\"caption\": \"Best\"}").at("/code"))
                .isEqualTo("scope-missing");
        assertThat(writer.delete(path).at("/code")).isEqualTo("scope-missing");
        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @Test
    void listsAreFilteredAndPaged() {
        IntStream.range(0, 5).forEach(i -> created("{\"caption\": \"Draft " + i + "\", \"labels\": [\"l" + i + "\"]}"));
        created(post(schedule("02-10T09:00")));

        assertThat(client.get("posts").json().get("items")).hasSize(6);
        assertThat(client.get("posts?state=DRAFT").json().get("items")).hasSize(5);
        assertThat(client.get("posts?state=scheduled,MISSED&state=FAILED")
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(client.get("posts?label=l3").json().get("items")).hasSize(1);
        assertThat(client.get("posts?q=draft%204").json().get("items")).hasSize(1);
        assertThat(client.get("posts?account=sandbox.one").json().get("items")).hasSize(1);
        assertThat(client.get("posts?platform=sandbox").json().get("items")).hasSize(1);
        assertThat(client.get("posts?from=" + YEAR + "-02-10T08:00:00Z&to=" + YEAR + "-02-10T08:00:01Z")
                        .json()
                        .get("items"))
                .hasSize(1);

        Answer first = client.get("posts?limit=4");
        assertThat(first.json().get("items")).hasSize(4);
        Answer second = client.get("posts?limit=4&cursor=" + first.at("/next"));
        assertThat(second.json().get("items")).hasSize(2);
        assertThat(second.json().get("next").isNull()).isTrue();
    }

    /** As another server may have stored it, whose Java knows the zone. */
    private String inUnknownZone(JsonNode post) {
        PostId id = new PostId(post.at("/id").asText());
        StoredPost stored =
                server.postStore.find(Workspace.DEFAULT_ID, id).orElseThrow().post();
        Schedule known = stored.post().schedule().orElseThrow();
        Schedule unknown = new Schedule(
                Schedule.Basis.LOCAL,
                known.local(),
                TimeZones.of("Europe/Atlantis"),
                Optional.empty(),
                known.instant(),
                Optional.empty());
        server.postStore.change(new PostChange(
                stored.withPost(stored.post().withSchedule(Optional.of(unknown))),
                stored.revision(),
                List.of(),
                List.of(),
                List.of()));
        return "posts/" + id;
    }

    @Test
    void postInAnUnknownZoneIsShownWithAWarningAndAsksForAnotherWhenItIsChanged() {
        JsonNode usual = client.post("posts", post(schedule("07-10T09:00:00"))).json();
        JsonNode post = client.post("posts", post(schedule("07-10T09:00:00"))).json();
        assertThat(post.at("/warnings")).isEmpty();
        String odd = inUnknownZone(post);

        JsonNode list = client.get("posts").json();
        assertThat(list.at("/items")).hasSize(2);
        JsonNode read = client.get(odd).json();
        assertThat(read.at("/schedule/zone").asText()).isEqualTo("Europe/Atlantis");
        assertThat(read.at("/schedule/offset").isNull()).isTrue();
        assertThat(read.at("/schedule/instant")).isEqualTo(usual.at("/schedule/instant"));
        assertThat(read.at("/warnings/0/field").asText()).isEqualTo("schedule.zone");
        assertThat(read.at("/warnings/0/rule").asText()).isEqualTo("known-zone");
        assertThat(read.at("/warnings/0/message").asText())
                .contains("'Europe/Atlantis'", "goes out at its instant", "Choose a zone");

        Answer patched = client.json("PATCH", odd, "{\"caption\": \"Other\"}");
        assertThat(patched.status()).isEqualTo(422);
        assertThat(patched.at("/errors/0/field")).isEqualTo("schedule.zone");
        Answer put = client.json("PUT", odd, read.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(422);
        assertThat(put.at("/errors/0/field")).isEqualTo("schedule.zone");
        Answer moved =
                client.json("PATCH", odd, "{\"caption\": \"Other\", \"schedule\": {\"zone\": \"Asia/Calcutta\"}}");
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/schedule/zone")).isEqualTo("Asia/Calcutta");
        assertThat(moved.json().at("/warnings")).isEmpty();
    }

    @Test
    void postThatWasMovedWithTheRulesOfItsZoneSaysSo() {
        JsonNode post = client.post("posts", post(schedule("07-10T09:00:00"))).json();
        PostId id = new PostId(post.at("/id").asText());
        PostWithDeliveries stored =
                server.postStore.find(Workspace.DEFAULT_ID, id).orElseThrow();
        Delivery before = stored.deliveries().get(0);
        Delivery moved = before.toBuilder()
                .problem(Optional.of(new Problem(Problem.ZONE_RULES_CHANGED, "Moved by an hour.")))
                .build();
        server.postStore.change(new PostChange(
                stored.post(), 1, List.of(), List.of(new PostChange.DeliveryChange(before, moved)), List.of()));

        JsonNode read = client.get("posts/" + id).json();

        assertThat(read.at("/state").asText()).isEqualTo("SCHEDULED");
        assertThat(read.at("/warnings")).hasSize(1);
        assertThat(read.at("/warnings/0/field").asText()).isEqualTo("schedule.instant");
        assertThat(read.at("/warnings/0/message").asText()).isEqualTo("Moved by an hour.");
        assertThat(read.at("/deliveries/0/problem/code").asText()).isEqualTo("zone-rules-changed");
    }
}
