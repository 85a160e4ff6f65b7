package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Content;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Violation.Severity;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Series;
import io.carillon.api.store.AccountStore.Renewal;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People learn when they schedule that an account's consent ends before. */
class ConsentEndsTest {

    private static final Instant END = NOW.plus(Duration.ofDays(30));

    private final Desk desk = new Desk();
    private boolean renews;
    private boolean broken;

    @BeforeEach
    void connect() {
        desk.publishers.addCompanion(AccountConnector.class, new Connector(), "sandbox", 0);
        desk.accounts.putGrant(BELL.id(), new SealedGrant("eyJ…", "key-1", Optional.of(END)));
    }

    private final class Connector implements AccountConnector {

        @Override
        public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
            throw new AssertionError("Nobody connects here");
        }

        @Override
        public boolean renews() {
            if (broken) {
                throw new IllegalStateException("SECRET");
            }
            return renews;
        }
    }

    @Test
    void postThatIsDueAfterTheConsentHasEndedIsAWarning() {
        List<Violation> said = problems(schedule(END));

        assertThat(said)
                .extracting(Violation::account, Violation::field, Violation::rule, Violation::severity)
                .containsExactly(tuple(Optional.of(BELL.id()), "accounts[0]", "consent-ends", Severity.WARNING));
        assertThat(said.get(0).limit()).isEqualTo(END.toString());
        assertThat(said.get(0).message()).contains(BELL.handle(), "Connect it again before then");
    }

    @Test
    void postThatIsDueBeforeIsNone() {
        assertThat(problems(schedule(END.minusSeconds(1)))).isEmpty();
    }

    @Test
    void whatComesBackOutlivesEveryConsent() {
        Schedule daily = Schedule.at(
                        NOW.plus(Duration.ofDays(1)).atZone(ZoneOffset.UTC).toLocalDateTime(), ZoneOffset.UTC)
                .withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY")));

        assertThat(problems(daily)).extracting(Violation::rule).contains("consent-ends");
    }

    @Test
    void whatComesBackAFewTimesBeforeTheEndIsNoProblem() {
        LocalDateTime last = LocalDateTime.ofInstant(END.minusSeconds(1), ZoneOffset.UTC);
        Schedule before = Schedule.at(last.minusDays(2), ZoneOffset.UTC)
                .withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=3")));
        Schedule beyond = before.withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=4")));

        assertThat(problems(before)).isEmpty();
        assertThat(problems(beyond)).extracting(Violation::rule).contains("consent-ends");
    }

    @Test
    void whateverSchedulesAPostPastTheEndIsToldSo() {
        Post late = Post.to(BELL).caption("Ring").schedule(schedule(END)).build();
        PostWithDeliveries created = desk.service.create(HERE, late);
        PostId id = created.post().id();
        OptionalLong any = OptionalLong.empty();

        assertThat(List.of(
                        created,
                        desk.service.edit(HERE, id, any, late.withContent(Content.text("Ring twice"))),
                        desk.service.schedule(HERE, id, any, schedule(END.plusSeconds(60)))))
                .allSatisfy(said ->
                        assertThat(said.warnings()).extracting(Violation::rule).containsExactly("consent-ends"));
        assertThat(desk.service
                        .schedule(HERE, id, any, schedule(END.minusSeconds(1)))
                        .warnings())
                .isEmpty();
        assertThat(desk.service.get(HERE, id).warnings()).isEmpty();
    }

    @Test
    void whoeverTakesAnOccurrenceOutIsToldToo() {
        LocalDateTime first = LocalDateTime.ofInstant(END.minus(Duration.ofDays(1)), ZoneOffset.UTC);
        Schedule daily =
                Schedule.at(first, ZoneOffset.UTC).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=3")));
        PostId id = desk.service
                .create(HERE, Post.to(BELL).caption("Ring").schedule(daily).build())
                .post()
                .id();

        PostWithDeliveries taken = desk.series.edit(
                HERE,
                id,
                first.plusDays(2),
                Series.Reach.THIS,
                OptionalLong.empty(),
                part -> part.withContent(Content.text("Last")),
                Optional.empty());

        assertThat(taken.warnings()).extracting(Violation::rule).containsExactly("consent-ends");
    }

    @Test
    void draftIsNotDueYet() {
        assertThat(desk.service
                        .preflight(HERE, Post.to(BELL).caption("Ring").build())
                        .problems())
                .isEmpty();
    }

    @Test
    void networkThatRenewsByItselfIsNoProblem() {
        renews = true;

        assertThat(problems(schedule(END.plusSeconds(1)))).isEmpty();
    }

    @Test
    void grantThatDoesNotEndIsNoProblem() {
        desk.accounts.putGrant(BELL.id(), new SealedGrant("eyJ…", "key-1", Optional.empty()));

        assertThat(problems(schedule(END.plusSeconds(1)))).isEmpty();
    }

    private void give(Renewal renewal, Instant expiresAt, Optional<Instant> lastsUntil) {
        desk.accounts.putGrant(
                BELL.id(), new SealedGrant("eyJ…", "key-1", Optional.of(expiresAt), renewal, lastsUntil));
    }

    @Test
    void consentWithoutARefreshTokenCannotBeRenewedWhateverItsConnectorCan() {
        renews = true;
        give(Renewal.NOBODY, END, Optional.of(END));

        assertThat(problems(schedule(END))).extracting(Violation::rule).containsExactly("consent-ends");
    }

    @Test
    void consentWithARefreshTokenThatDoesNotEndIsRenewedWhateverItsConnectorCan() {
        give(Renewal.TOKEN, NOW.plusSeconds(60), Optional.empty());

        assertThat(problems(schedule(END))).isEmpty();
    }

    @Test
    void refreshTokenThatEndsIsTheEnd() {
        renews = true;
        give(Renewal.TOKEN, NOW.plusSeconds(60), Optional.of(END));

        assertThat(problems(schedule(END.minusSeconds(1)))).isEmpty();
        assertThat(problems(schedule(END))).extracting(Violation::limit).containsExactly(END.toString());
    }

    @Test
    void accountThatMustBeConnectedAgainAnywayIsSaidOnce() {
        desk.accounts.put(BELL.withStatus(AccountStatus.NEEDS_RECONNECT));

        assertThat(problems(schedule(END))).extracting(Violation::rule).containsExactly("connected");
    }

    @Test
    void bugOfAConnectorKeepsNobodyFromWriting() {
        broken = true;

        assertThat(problems(schedule(END))).isEmpty();
    }

    private static Schedule schedule(Instant due) {
        return Schedule.at(due, ZoneOffset.UTC);
    }

    private List<Violation> problems(Schedule when) {
        return desk.service
                .preflight(HERE, Post.to(BELL).caption("Ring").schedule(when).build())
                .problems();
    }
}
