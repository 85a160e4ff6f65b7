package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posts that come back, over HTTP. */
class RecurringPostsTest extends ServerCase {

    /** The service runs on the machine's clock: near enough to be planned, in a zone that never changes its own. */
    private static final LocalDate DAY = LocalDate.now().plusDays(10);

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "one", "one", Grant.none()), Optional.empty());
    }

    private static String at(int days) {
        return DAY.plusDays(days) + "T09:00:00";
    }

    private static String post(String schedule) {
        return "{\"caption\": \"Again\", \"accounts\": [\"sandbox.one\"], \"schedule\": {\"at\": \"" + at(0)
                + "\", \"zone\": \"Asia/Tokyo\", " + schedule + "}}";
    }

    private JsonNode series(String rule) {
        Answer answer = client.post("posts", post("\"rrule\": \"" + rule + "\""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static String part(JsonNode post, String action, String scope, int days) {
        return "posts/" + post.at("/id").asText() + action + "?scope=" + scope + "&occurrence=" + at(days);
    }

    private JsonNode now(JsonNode post) {
        return client.get("posts/" + post.at("/id").asText()).json();
    }

    @Test
    void seriesAnswersItsRuleAndItsNextTimes() {
        Answer answer = client.post(
                "posts",
                post("\"rrule\": \"rrule:freq=daily;count=4\", \"rdates\": [\"" + at(20) + "\"], \"exdates\": [\""
                        + at(1) + "\"]"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode series = answer.json();
        assertThat(series.at("/schedule/rrule").asText()).isEqualTo("FREQ=DAILY;COUNT=4");
        assertThat(series.at("/schedule/rdates/0").asText()).isEqualTo(at(20));
        assertThat(series.at("/schedule/exdates/0").asText()).isEqualTo(at(1));
        assertThat(series.at("/state").asText()).isEqualTo("SCHEDULED");
        assertThat(series.at("/deliveries")).hasSize(4);
        assertThat(series.at("/deliveries/1/occurrence").asText()).isEqualTo(at(2));
        assertThat(series.at("/next")).hasSize(4);
        assertThat(series.at("/next/0/occurrence").asText()).isEqualTo(at(0));
        assertThat(series.at("/next/0/due").asText()).isEqualTo(DAY + "T00:00:00Z");
        assertThat(series.at("/series").isNull()).isTrue();
    }

    @Test
    void answerSentBackChangesNothingOfItsTimes() {
        JsonNode series = series("FREQ=DAILY;COUNT=3");

        Answer answer = client.json("PUT", "posts/" + series.at("/id").asText(), series.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/deliveries/0/id")).isEqualTo(series.at("/deliveries/0/id"));
        assertThat(answer.json().at("/schedule")).isEqualTo(series.at("/schedule"));
    }

    @Test
    void longSeriesIsAnsweredInPartAndListedInWhole() {
        JsonNode series = series("FREQ=HOURLY");

        assertThat(series.at("/deliveries")).hasSize(70);
        assertThat(series.at("/next")).hasSize(5);
        JsonNode all = client.get(
                        "deliveries?limit=200&post=" + series.at("/id").asText())
                .json();
        assertThat(all.at("/items")).hasSize(200);
        assertThat(all.at("/next").asText()).isNotEmpty();
        assertThat(client.get("deliveries?post=p_none").json().at("/items")).isEmpty();
    }

    @Test
    void patchOfOneOccurrenceMakesAPostOfIt() {
        JsonNode series = series("FREQ=DAILY;COUNT=4");

        Answer own = client.json("PATCH", part(series, "", "THIS", 2), "{\"caption\": \"Today only\"}");

        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.at("/series/post")).isEqualTo(series.at("/id").asText());
        assertThat(own.at("/series/occurrence")).isEqualTo(at(2));
        assertThat(own.at("/schedule/at")).isEqualTo(at(2));
        assertThat(own.json().at("/schedule/rrule").isNull()).isTrue();
        assertThat(now(series).at("/schedule/exdates/0").asText()).isEqualTo(at(2));
        assertThat(now(series).at("/deliveries")).hasSize(3);

        Answer moved = client.json(
                "PATCH", part(series, "", "THIS", 2), "{\"schedule\": {\"at\": \"" + DAY.plusDays(2) + "T15:00:00\"}}");

        assertThat(moved.at("/id")).isEqualTo(own.at("/id"));
        assertThat(moved.at("/caption")).isEqualTo("Today only");
        assertThat(moved.at("/deliveries/0/due")).isEqualTo(DAY.plusDays(2) + "T06:00:00Z");
    }

    @Test
    void patchOfTheFollowingSplitsTheSeries() {
        JsonNode series = series("FREQ=DAILY;COUNT=4");

        Answer rest = client.json("PATCH", part(series, "", "FOLLOWING", 2), "{\"caption\": \"New\"}");

        assertThat(rest.status()).as(rest.text()).isEqualTo(200);
        assertThat(rest.at("/schedule/rrule")).isEqualTo("FREQ=DAILY;COUNT=2");
        assertThat(rest.at("/schedule/at")).isEqualTo(at(2));
        assertThat(rest.json().at("/deliveries")).hasSize(2);
        assertThat(now(series).at("/deliveries")).hasSize(2);
        assertThat(now(series).at("/caption").asText()).isEqualTo("Again");
    }

    @Test
    void patchOfAllMovesAll() {
        JsonNode series = series("FREQ=DAILY;COUNT=3");
        assertThat(client.delete(part(series, "", "THIS", 1)).status()).isEqualTo(204);

        Answer moved = client.json(
                "PATCH",
                "posts/" + series.at("/id").asText() + "?scope=ALL",
                "{\"schedule\": {\"at\": \"" + DAY + "T10:00:00\"}}");

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.json().at("/deliveries")).hasSize(2);
        assertThat(moved.at("/deliveries/1/occurrence")).isEqualTo(DAY.plusDays(2) + "T10:00:00");
        assertThat(moved.at("/schedule/exdates/0")).isEqualTo(DAY.plusDays(1) + "T10:00:00");
    }

    @Test
    void partsAreScheduledCancelledAndPublishedByThemselves() {
        JsonNode series = series("FREQ=DAILY;COUNT=6");

        Answer later = client.post(
                part(series, "/schedule", "THIS", 1),
                "{\"at\": \"" + DAY.plusDays(1) + "T12:00:00\", \"zone\": \"Asia/Tokyo\"}");
        assertThat(later.at("/deliveries/0/due")).isEqualTo(DAY.plusDays(1) + "T03:00:00Z");
        assertThat(client.post(part(series, "/cancel", "THIS", 2), "").status()).isEqualTo(200);
        Answer published = client.post(part(series, "/publish", "THIS", 3), "");
        assertThat(published.at("/series/occurrence")).isEqualTo(at(3));
        Answer ended = client.post(part(series, "/cancel", "FOLLOWING", 5), "");

        assertThat(ended.json().at("/deliveries")).hasSize(2);
        assertThat(ended.at("/deliveries/0/occurrence")).isEqualTo(at(0));
        assertThat(ended.at("/deliveries/1/occurrence")).isEqualTo(at(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?scope=SOME&occurrence=2030-01-01T09:00|400|scope|THIS, FOLLOWING, ALL",
                "?scope=THIS|400|occurrence|original local start",
                "?scope=THIS&occurrence=monday|400|occurrence|local time",
                "?occurrence=2030-01-01T09:00|400|scope|how far",
                "?scope=THIS&occurrence=2030-01-01T09:30|422|occurrence|does not come at"
            })
    void partThatIsNoneIsRefused(String query, int status, String field, String words) {
        JsonNode series = series("FREQ=DAILY;COUNT=3");

        Answer answer = client.json("PATCH", "posts/" + series.at("/id").asText() + query, "{\"caption\": \"x\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
        assertThat(answer.at("/errors/0/message")).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"rrule\": \"FREQ=SECONDLY\"|schedule.rrule|once a minute",
                "\"rrule\": \"FREQ=DAILY;UNTIL=20200101\"|schedule.rrule|ends before it starts",
                "\"rrule\": \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\"|schedule.rrule|No day is ever",
                "\"rdates\": [\"2030-02-10\"]|schedule.rdates[0]|at what time",
                "\"rdates\": [\"2030-02-10T09:00/PT1H\"]|schedule.rdates[0]|no length",
                "\"exdates\": [\"2030-02-10T09:00:00Z\"]|schedule.exdates[0]|without an offset",
                "\"exdates\": [\"2030-02-10T09:00:00\"]|schedule.rrule|Exceptions alone"
            })
    void recurrenceThatIsNoneIsRefused(String recurrence, String field, String words) {
        Answer answer = client.post("posts", post(recurrence));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
        assertThat(answer.at("/errors/0/message")).contains(words);
    }

    @Test
    void instantDoesNotComeBack() {
        Answer answer = client.post(
                "posts",
                "{\"caption\": \"x\", \"accounts\": [\"sandbox.one\"], \"schedule\": {\"instant\": \"" + DAY
                        + "T09:00:00Z\", \"zone\": \"UTC\", \"rrule\": \"FREQ=DAILY\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/field")).isEqualTo("schedule.at");
    }

    @Test
    void calendarHasDeliveriesAndWhatIsNotPlannedYet() {
        JsonNode series = series("FREQ=DAILY");
        client.post(
                "posts",
                "{\"caption\": \"Once\", \"accounts\": [\"sandbox.one\"], \"schedule\": {\"at\": \"" + DAY
                        + "T12:00:00\", \"zone\": \"Asia/Tokyo\"}}");

        JsonNode near = calendar(DAY, DAY.plusDays(2), "&zone=Asia/Kolkata");
        assertThat(near.at("/items")).hasSize(3);
        assertThat(near.at("/zone").asText()).isEqualTo("Asia/Kolkata");
        assertThat(near.at("/complete").asBoolean()).isTrue();
        assertThat(near.at("/items/2/due").asText()).isEqualTo(DAY + "T00:00:00Z");
        assertThat(near.at("/items/2/at").asText()).isEqualTo(DAY + "T05:30:00");
        assertThat(near.at("/items/2/occurrence").asText()).isEqualTo(at(0));
        assertThat(near.at("/items/2/planned").asBoolean()).isTrue();
        assertThat(near.at("/items/1/caption").asText()).isEqualTo("Once");
        assertThat(near.at("/items/1/occurrence").isNull()).isTrue();

        JsonNode far = calendar(DAY.plusDays(200), DAY.plusDays(207), "&limit=4");
        assertThat(far.at("/items")).hasSize(4);
        assertThat(far.at("/items/0/planned").asBoolean()).isFalse();
        assertThat(far.at("/items/0/delivery").isNull()).isTrue();
        assertThat(far.at("/items/0/post")).isEqualTo(series.at("/id"));
        JsonNode rest = calendar(
                DAY.plusDays(200),
                DAY.plusDays(207),
                "&limit=4&cursor=" + far.at("/next").asText());
        assertThat(rest.at("/items")).hasSize(3);
        assertThat(rest.at("/items/2/due").asText())
                .startsWith(DAY.plusDays(200).toString());
        assertThat(rest.at("/next").isNull()).isTrue();

        JsonNode edge = calendar(DAY.plusDays(48), DAY.plusDays(52), "&limit=3");
        assertThat(edge.at("/items")).hasSize(3);
        assertThat(edge.at("/items/0/planned").asBoolean()).isFalse();
    }

    private JsonNode calendar(LocalDate from, LocalDate to, String more) {
        Answer answer = client.get("calendar?from=" + from + "T00:00:00Z&to=" + to + "T00:00:00Z" + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calendar|422|from",
                "calendar?from=2030-01-01T00:00:00Z|422|to",
                "calendar?from=2030-01-01T00:00:00Z&to=2031-01-01T00:00:00Z|422|to",
                "calendar?from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z|422|to",
                "calendar?from=2030-01-01T00:00:00Z&to=2030-01-02T00:00:00Z&zone=Mars|422|zone",
                "calendar?from=monday&to=2030-01-02T00:00:00Z|400|from",
                "calendar?from=2030-01-01T00:00:00Z&to=2030-01-02T00:00:00Z&cursor=x|400|cursor",
                "calendar?from=2030-01-01T00:00:00Z&to=2030-01-02T00:00:00Z&cursor=dx|400|cursor"
            })
    void calendarThatIsNoneIsRefused(String path, int status, String field) {
        Answer answer = client.get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
    }
}
