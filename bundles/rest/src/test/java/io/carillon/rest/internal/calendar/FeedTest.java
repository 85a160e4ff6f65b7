package io.carillon.rest.internal.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed as a calendar program reads it: parsed and validated by ical4j. */
class FeedTest extends ServerCase {

    private Client nobody;
    private String token;
    private Instant due;

    @BeforeEach
    void start() {
        nobody = server.nobody();
        token = server.token(Scope.READ);
        server.accountStore.add(Account.of(Platform.SANDBOX, "me", "Me", Grant.none()), Optional.empty());
        server.accountStore.add(Account.of(Platform.SANDBOX, "you", "You", Grant.none()), Optional.empty());
        due = server.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(3));
    }

    private Answer feed() {
        return nobody.get("calendar.ics?token=" + token);
    }

    private List<VEvent> events() throws Exception {
        Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(feed().bytes()));
        assertThat(calendar.validate().hasErrors()).isFalse();
        return calendar.getComponents("VEVENT");
    }

    private String post(String caption, String schedule) {
        Answer created = client.post(
                "posts",
                "{\"caption\": \"" + caption + "\", \"accounts\": [\"sandbox.me\", \"sandbox.you\"], \"schedule\": "
                        + schedule + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.at("/id");
    }

    private String at(Instant instant) {
        return "{\"instant\": \"" + instant + "\", \"zone\": \"Europe/Berlin\"}";
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    private static String utc(Instant instant) {
        return instant.toString().replaceAll("[-:]|\\.\\d+", "");
    }

    @Test
    void postIsAnEventThatCalendarProgramsUnderstand() throws Exception {
        String caption = "Grüße, again; a red door \uD83D\uDD14 \uD83D\uDD14 and \\\\ a bell";
        String id = post(caption + "\\nSecond", at(due));

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(value(event, "UID")).isEqualTo(id + "@carillon");
            assertThat(value(event, "DTSTART")).isEqualTo(utc(due));
            assertThat(value(event, "SUMMARY")).isEqualTo(caption.replace("\\\\", "\\"));
            assertThat(value(event, "DESCRIPTION"))
                    .contains("a bell\nSecond\n\n", "sandbox, me: SCHEDULED", "sandbox, you: SCHEDULED");
            assertThat(value(event, "STATUS")).isEqualTo("CONFIRMED");
            assertThat(value(event, "SEQUENCE")).isEqualTo("0");
            assertThat(value(event, "LAST-MODIFIED")).matches("\\d{8}T\\d{6}Z");
        });
        Answer answer = feed();
        assertThat(answer.header("Content-Type")).isEqualTo("text/calendar;charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        String text = answer.text();
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(75));
    }

    @Test
    void eventKeepsItsUidWhenItIsMovedAndSaysWhenItIsCalledOff() throws Exception {
        String id = post("a", at(due));
        client.post("posts/" + id + "/schedule", at(due.plusSeconds(60)));
        VEvent moved = events().get(0);
        assertThat(value(moved, "UID")).isEqualTo(id + "@carillon");
        assertThat(value(moved, "DTSTART")).isEqualTo(utc(due.plusSeconds(60)));
        assertThat(value(moved, "SEQUENCE")).isEqualTo("1");

        client.post("posts/" + id + "/cancel", "");
        assertThat(value(events().get(0), "STATUS")).isEqualTo("CANCELLED");
    }

    @Test
    void postThatComesBackIsAnEventForEachTimePlannedOrNot() throws Exception {
        String start = due.toString().substring(0, 19);
        String id = post("a", "{\"at\": \"" + start + "\", \"zone\": \"UTC\", \"rrule\": \"FREQ=WEEKLY\"}");

        List<VEvent> events = events();

        assertThat(events).hasSize(13).extracting(event -> value(event, "UID")).doesNotHaveDuplicates();
        assertThat(value(events.get(0), "UID")).isEqualTo(id + "-" + start.replaceAll("[-:]", "") + "@carillon");
        assertThat(value(events.get(12), "DTSTART")).isEqualTo(utc(due.plus(Duration.ofDays(84))));
    }

    @Test
    void accountsWhoseQueuesGiveOtherTimesHaveEventsOfTheirOwn() throws Exception {
        queue("sandbox.me", "09:00");
        queue("sandbox.you", "10:00");
        String id = client.post("posts", "{\"caption\": \"a\", \"accounts\": [\"sandbox.me\", \"sandbox.you\"]}")
                .at("/id");
        assertThat(client.post("posts/" + id + "/enqueue", "").status()).isEqualTo(200);

        assertThat(events())
                .extracting(event -> value(event, "UID"))
                .containsExactlyInAnyOrder(id + "-sandbox.me@carillon", id + "-sandbox.you@carillon");
    }

    private void queue(String account, String time) {
        Answer set = client.json(
                "PUT",
                "accounts/" + account + "/queue",
                "{\"slots\": [{\"weekday\": \"MONDAY\", \"time\": \"" + time + "\"}], \"paused\": false}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
    }

    @Test
    void emptyCalendarIsValidToo() throws Exception {
        assertThat(events()).isEmpty();
    }

    @Test
    void unchangedFeedIsNotSentAgain() {
        post("a", at(due));
        String tag = feed().header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{64}\"");
        Client knowing = nobody.with("If-None-Match", tag);

        Answer same = knowing.get("calendar.ics?token=" + token);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.bytes()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);

        post("b", at(due));
        assertThat(knowing.get("calendar.ics?token=" + token).status()).isEqualTo(200);
    }

    @Test
    void tokenIsJudgedAsInAHeaderAndNeverRepeated() {
        Answer wrong = nobody.get("calendar.ics?token=hush-hush");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.at("/code")).isEqualTo("invalid-token");
        assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(wrong.text()).doesNotContain("hush");
        assertThat(nobody.get("calendar.ics").at("/code")).isEqualTo("not-signed-in");
        assertThat(nobody.get("calendar.ics?token=" + server.token(Scope.WRITE)).at("/code"))
                .isEqualTo("scope-missing");
        server.person("u_view", "view", false, Role.VIEWER);
        assertThat(nobody.get("calendar.ics?token=" + server.token("u_view", Scope.READ))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("calendar.ics").status()).isEqualTo(200);
        assertThat(nobody.get("posts?token=" + token).status()).isEqualTo(401);
    }
}
