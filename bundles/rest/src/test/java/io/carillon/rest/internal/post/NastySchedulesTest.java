package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.PostChange;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that nobody can mean, and times that are over: each refused with its rule and what would be right. */
class NastySchedulesTest extends ServerCase {

    private static final LocalDate DAY = LocalDate.of(LocalDate.now().getYear() + 1, 3, 2);

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "one", "one", Grant.none()), Optional.empty());
    }

    private Answer post(String at, String more) {
        return client.post(
                "posts",
                "{\"caption\": \"x\", \"accounts\": [\"sandbox.one\"], \"schedule\": {\"at\": \"" + at
                        + "\", \"zone\": \"Europe/Berlin\"" + more + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30|never-fires|look at the days and months",
                "FREQ=SECONDLY|max-frequency|use FREQ=MINUTELY or less",
                "FREQ=MINUTELY;BYSECOND=0,30|max-frequency|name one second",
                "FREQ=DAILY;UNTIL=20200101T000000|ends-before-start|choose a later UNTIL",
                "FREQ=DAILY;UNTIL=120000101T000000|format|a local time such as",
                "FREQ=DAILY;COUNT=1000000000|range|COUNT goes from 1 to 10000",
                "FREQ=DAILY;COUNT=0|range|COUNT goes from 1 to 10000",
                "FREQ=YEARLY;INTERVAL=10001|range|INTERVAL goes from 1 to 10000",
                "FREQ=YEARLY;INTERVAL=10000|max-ahead|choose a smaller INTERVAL",
                "FREQ=YEARLY;INTERVAL=11|max-ahead|within 10 years"
            })
    void ruleThatNobodyCanMeanIsRefused(String rule, String broken, String fix) {
        Answer answer = post(DAY + "T09:00:00", ", \"rrule\": \"" + rule + "\"");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.rrule");
        assertThat(answer.at("/errors/0/rule")).isEqualTo(broken);
        assertThat(answer.at("/errors/0/message")).contains(fix);
        assertThat(client.get("posts").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12026-01-01T09:00:00,format", "+12026-01-01T09:00:00,max-ahead", "9999-12-31T23:59:59,max-ahead"})
    void timeThatNobodyLivesToSeeIsRefused(String at, String broken) {
        Answer answer = post(at, "");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.at");
        assertThat(answer.at("/errors/0/rule")).isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"+999999900-01-01T09:00", "+999999999-12-31T23:59", "9999-12-31T23:59:59"})
    void seriesWhoseStartNobodyLivesToSeeIsRefused(String at) {
        Answer created = post(at, ", \"rrule\": \"FREQ=DAILY\"");
        Answer series = post(DAY + "T09:00:00", ", \"rrule\": \"FREQ=DAILY\", \"exdates\": [\"" + DAY + "T09:00:00\"]");
        String address = "posts/" + series.at("/id");
        Answer moved = client.json("PATCH", address, "{\"schedule\": {\"at\": \"" + at + "\"}}");
        Answer following = client.json(
                "PATCH",
                address + "?scope=FOLLOWING&occurrence=" + DAY.plusDays(3) + "T09:00:00",
                "{\"schedule\": {\"at\": \"" + at + "\"}}");

        for (Answer answer : List.of(created, moved, following)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.at");
            assertThat(answer.at("/errors/0/rule")).isEqualTo("max-ahead");
        }
    }

    @ParameterizedTest
    @CsvSource({"FREQ=DAILY", "FREQ=DAILY;COUNT=3", "FREQ=MINUTELY;COUNT=10000"})
    void seriesThatBeganBeforeTheWorldIsRefused(String rule) {
        String at = "-999999999-01-01T00:00:00";
        Answer created = post(at, ", \"rrule\": \"" + rule + "\"");
        Answer series =
                post(DAY + "T09:00:00", ", \"rrule\": \"" + rule + "\", \"exdates\": [\"" + DAY + "T09:00:00\"]");
        Answer moved = client.json("PATCH", "posts/" + series.at("/id"), "{\"schedule\": {\"at\": \"" + at + "\"}}");

        for (Answer answer : List.of(created, moved)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.at("/errors/0/rule")).isEqualTo("max-behind");
        }
    }

    @Test
    void furtherDateThatNobodyLivesToSeeIsRefused() {
        Answer answer = post(DAY + "T09:00:00", ", \"rdates\": [\"9999-01-01T09:00:00\"]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.rdates");
        assertThat(answer.at("/errors/0/message")).contains("leave out 9999-01-01T09:00");
    }

    @Test
    void ruleThatEndsInTenThousandYearsIsPlannedAsFarAsItsHorizon() {
        Answer answer = post(DAY + "T09:00:00", ", \"rrule\": \"FREQ=DAILY;UNTIL=99991231T235959\"");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().get("deliveries").size()).isLessThanOrEqualTo(100);
        String far = DAY.plusYears(9).toString();
        assertThat(client.get("calendar?from=" + far + "T00:00:00Z&to="
                                + DAY.plusYears(9).plusDays(7) + "T00:00:00Z")
                        .json()
                        .get("items"))
                .hasSize(7);
    }

    @Test
    void slotsThatOverlapAreNamed() {
        Answer answer = client.json(
                "PUT",
                "accounts/sandbox.one/queue",
                "{\"slots\": [{\"weekday\": \"MONDAY\", \"time\": \"09:00\"}, {\"weekday\": \"MONDAY\", \"time\":"
                        + " \"09:00:00\"}], \"paused\": false}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("slots[1]");
        assertThat(answer.at("/errors/0/rule")).isEqualTo("unique");
        assertThat(answer.at("/errors/0/message")).contains("choose another time");
    }

    @Test
    void occurrenceThatWasPublishedStaysAsItIs() {
        JsonNode series =
                post(DAY + "T09:00:00", ", \"rrule\": \"FREQ=DAILY;COUNT=3\"").json();
        publish(series.at("/deliveries/0/id").asText());
        String part = "posts/" + series.at("/id").asText();
        String first = "?scope=THIS&occurrence=" + DAY + "T09:00:00";

        for (Answer refused : List.of(
                client.json("PATCH", part + first, "{\"caption\": \"Later\"}"),
                client.json("DELETE", part + first, ""),
                client.post(part + "/publish" + first, ""),
                client.post(part + "/cancel" + first, ""))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.at("/code")).isEqualTo("published");
            assertThat(refused.at("/detail")).contains("duplicate the post");
        }
        Answer all = client.json("PATCH", part, "{\"caption\": \"From now on\"}");
        assertThat(all.status()).as(all.text()).isEqualTo(200);
        assertThat(client.get("deliveries/" + series.at("/deliveries/0/id").asText())
                        .at("/state"))
                .isEqualTo("PUBLISHED");
    }

    private void publish(String id) {
        Delivery before = server.postStore
                .findDelivery(Workspace.DEFAULT_ID, new DeliveryId(id))
                .orElseThrow();
        StoredPost post = server.postStore
                .find(Workspace.DEFAULT_ID, before.post())
                .orElseThrow()
                .post();
        Delivery after = before.toBuilder()
                .state(DeliveryState.PUBLISHED)
                .attempts(1)
                .wakeAt(Optional.empty())
                .build();
        server.postStore.change(
                new PostChange(post, 1, List.of(), List.of(new PostChange.DeliveryChange(before, after)), List.of()));
    }

    @Test
    void postThatComesBackIsNotQueued() {
        JsonNode series = post(DAY + "T09:00:00", ", \"rrule\": \"FREQ=DAILY\"").json();

        Answer refused = client.post("posts/" + series.at("/id").asText() + "/enqueue", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("recurs");
        assertThat(refused.at("/detail")).contains("duplicate it");
        assertThat(client.get("posts/" + series.at("/id").asText()).json()).isEqualTo(series);
    }

    @Test
    void queuedPostWaitsForItsApprovalInItsSlot() {
        client.json("PATCH", "workspaces/default", "{\"approvalRequired\": true}");
        Answer slots = client.json(
                "PUT",
                "accounts/sandbox.one/queue",
                "{\"slots\": [{\"weekday\": \"MONDAY\", \"time\": \"09:00\"}], \"paused\": false}");
        assertThat(slots.status()).as(slots.text()).isEqualTo(200);
        server.person("u_edit", "edit", false, Role.EDITOR);
        Client editor = server.client(server.token("u_edit", Scope.ALL));
        String id = editor.post("posts", "{\"caption\": \"x\", \"accounts\": [\"sandbox.one\"]}")
                .at("/id");

        Answer queued = editor.post("posts/" + id + "/enqueue", "");
        assertThat(queued.at("/deliveries/0/state")).as(queued.text()).isEqualTo("WAITING");
        assertThat(queued.at("/deliveries/0/waitReason")).isEqualTo("APPROVAL_MISSING");
        assertThat(queued.at("/deliveries/0/queued")).isEqualTo("true");

        Answer approved = client.post("posts/" + id + "/approve", "");
        assertThat(approved.at("/deliveries/0/state")).as(approved.text()).isEqualTo("SCHEDULED");
        assertThat(approved.at("/deliveries/0/due")).isEqualTo(queued.at("/deliveries/0/due"));
        assertThat(approved.at("/deliveries/0/queued")).isEqualTo("true");
        assertThat(client.get("deliveries/" + approved.at("/deliveries/0/id")).at("/attempts/0/by/name"))
                .isEqualTo("admin");
    }
}
