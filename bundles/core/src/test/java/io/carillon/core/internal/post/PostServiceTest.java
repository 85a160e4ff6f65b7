package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.LOST;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.WINDOW;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.both;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.post;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.FakePublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Making posts and reading them. */
class PostServiceTest {

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    @Test
    void postWithoutAScheduleIsADraftWithoutDeliveries() {
        PostWithDeliveries created = service.create(HERE, post(BELL));

        assertThat(created.state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(created.deliveries()).isEmpty();
        assertThat(created.post().revision()).isEqualTo(1);
        assertThat(created.post().createdAt()).isEqualTo(NOW);
        assertThat(service.get(HERE, created.post().id())).isEqualTo(created);
        assertThat(service.list(PostQuery.all(HERE), PageRequest.first(5)).items())
                .containsExactly(created);
    }

    @Test
    void scheduledPostHasADeliveryForEachAccountThatWakesTheEngine() {
        PostWithDeliveries created = service.create(HERE, both());

        assertThat(created.deliveries()).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.SCHEDULED);
            assertThat(delivery.due()).isEqualTo(DUE);
            assertThat(delivery.revision()).isEqualTo(1);
            assertThat(delivery.attempts()).isZero();
        });
        assertThat(created.deliveries().stream().map(one -> one.key().value())).doesNotHaveDuplicates();
        assertThat(desk.nudges).isEqualTo(1);
    }

    @Test
    void networkWithoutAPrepareWindowIsWokenWhenItIsDue() {
        Delivery delivery = of(service.create(HERE, scheduled(BELL)), BELL);

        assertThat(delivery.preparation()).isEqualTo(Preparation.NONE);
        assertThat(delivery.wakeAt()).contains(DUE);
    }

    @Test
    void networkThatPreparesIsWokenItsWindowAhead() {
        Delivery delivery = of(service.create(HERE, scheduled(TUSK)), TUSK);

        assertThat(delivery.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(delivery.wakeAt()).contains(DUE.minus(WINDOW));
    }

    @Test
    void prepareWindowThatHasBegunWakesAtOnce() {
        Instant soon = NOW.plusSeconds(5);
        Delivery delivery = of(service.create(HERE, post(TUSK).withSchedule(Optional.of(at(soon)))), TUSK);

        assertThat(delivery.wakeAt()).contains(NOW);
        assertThat(delivery.due()).isEqualTo(soon);
    }

    @Test
    void networkWithoutAPublisherIsLookedAtTwoMinutesAheadAndCanStillBePrepared() {
        Delivery delivery = of(service.create(HERE, scheduled(LOST)), LOST);

        assertThat(delivery.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(delivery.wakeAt()).contains(DUE.minus(Duration.ofMinutes(2)));
    }

    @Test
    void accountsAreStoredAsTheyAreNowNotAsTheCallerKnewThem() {
        desk.accounts.put(BELL.withStatus(AccountStatus.EXPIRING));

        assertThat(service.create(HERE, post(BELL)).post().post().accounts())
                .containsExactly(BELL.withStatus(AccountStatus.EXPIRING));
    }

    @Test
    void accountsAndFilesMustExistInTheWorkspaceEvenForADraft() {
        Account unknown = BELL.withSettings(Map.of());
        Account stranger = new Account(
                new AccountId("a_nobody"),
                HERE,
                Platform.X,
                "@n",
                "n",
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneOffset.UTC,
                Map.of(),
                Grant.none());
        Post post = Post.to(unknown)
                .account(stranger)
                .account(Desk.ELSEWHERE)
                .media(MediaRef.of(Desk.DOOR.id()))
                .media(MediaRef.of(new MediaId("m_none")))
                .build();

        assertThat(violations(() -> service.create(HERE, post)))
                .extracting(Violation::field, Violation::rule, Violation::actual)
                .containsExactly(
                        tuple("accounts[1]", "exists", "a_nobody"),
                        tuple("accounts[2]", "exists", "a_elsewhere"),
                        tuple("media[1].id", "exists", "m_none"));
        assertThat(service.list(PostQuery.all(HERE), PageRequest.first(5)).items())
                .isEmpty();
        assertThat(desk.nudges).isZero();
    }

    @Test
    void pastTimeIsRefusedWithTheFieldThatWasGiven() {
        Instant past = NOW.minusNanos(1000);
        Schedule local = Schedule.at(LocalDateTime.parse("2026-03-01T10:59:59"), ZoneId.of("Europe/Berlin"));

        assertThat(violations(() -> service.create(HERE, post(BELL).withSchedule(Optional.of(at(past))))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("schedule.instant");
                    assertThat(violation.rule()).isEqualTo("in-future");
                    assertThat(violation.limit()).isEqualTo(NOW.toString());
                    assertThat(violation.actual()).isEqualTo(past.toString());
                });
        assertThat(violations(() -> service.create(HERE, post(BELL).withSchedule(Optional.of(local)))))
                .extracting(Violation::field)
                .containsExactly("schedule.at");
    }

    @Test
    void presentInstantIsNotPast() {
        assertThat(service.create(HERE, post(BELL).withSchedule(Optional.of(at(NOW))))
                        .state())
                .isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void nobodySchedulesMoreThanTenYearsAhead() {
        Instant limit = Instant.parse("2036-03-01T10:00:00.000001Z");

        service.create(HERE, post(BELL).withSchedule(Optional.of(at(limit))));
        assertThat(violations(
                        () -> service.create(HERE, post(BELL).withSchedule(Optional.of(at(limit.plusSeconds(1)))))))
                .extracting(Violation::rule, Violation::limit)
                .containsExactly(tuple("max-ahead", limit.toString()));
    }

    @Test
    void rulesOfNetworksBindWhatIsScheduledButNotDrafts() {
        Post tooLong = Post.to(BELL).caption("x".repeat(501)).build();

        service.create(HERE, tooLong);
        assertThat(violations(() -> service.create(HERE, tooLong.withSchedule(Optional.of(at(DUE))))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.account()).contains(BELL.id());
                    assertThat(violation.field()).isEqualTo("caption");
                    assertThat(violation.actual()).isEqualTo("501");
                });
    }

    @Test
    void warningsDoNotKeepAPostBack() {
        desk.accounts.put(BELL.withStatus(AccountStatus.NEEDS_RECONNECT));

        assertThat(service.create(HERE, scheduled(BELL)).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(service.preflight(HERE, scheduled(BELL)).problems())
                .extracting(Violation::rule, Violation::severity)
                .containsExactly(tuple("connected", Violation.Severity.WARNING));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        desk.sandbox.finding(Violation.error("caption", "no-shouting", "", "", "Do not shout."));
        Post post = Post.to(BELL)
                .caption("x".repeat(501))
                .media(MediaRef.of(new MediaId("m_none")))
                .label("l".repeat(65))
                .schedule(at(NOW.minusSeconds(1)))
                .build();

        assertThat(violations(() -> service.create(HERE, post)))
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder("max-length", "exists", "in-future", "max-length", "no-shouting");
    }

    @Test
    void preflightStoresNothingAndSaysWhatWouldBeWrongWithADraftToo() {
        Post draft = Post.to(BELL).account(LOST).caption("x".repeat(501)).build();

        assertThat(service.preflight(HERE, draft).problems())
                .extracting(Violation::rule)
                .containsExactly("max-length", "publisher-absent");
        assertThat(service.list(PostQuery.all(HERE), PageRequest.first(5)).items())
                .isEmpty();
    }

    @Test
    void armedDeliveriesAreListedAsBeingPublished() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));
        desk.claim(DUE);
        DeliveryQuery publishing = new DeliveryQuery(
                HERE, Set.of(DeliveryState.PUBLISHING), Optional.empty(), Optional.empty(), Optional.empty());
        DeliveryQuery failed = new DeliveryQuery(
                HERE, Set.of(DeliveryState.FAILED), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(service.listDeliveries(publishing, PageRequest.first(5)).items())
                .extracting(Delivery::id)
                .containsExactly(of(created, BELL).id());
        assertThat(service.listDeliveries(failed, PageRequest.first(5)).items()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFoundWhateverIsAskedOfIt() {
        PostId none = new PostId("p_none");
        DeliveryId no = new DeliveryId("d_none");
        Delivery delivery = of(service.create(HERE, scheduled(BELL)), BELL);
        WorkspaceId other = new WorkspaceId("other");

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> service.get(HERE, none),
                () -> service.get(other, delivery.post()),
                () -> service.edit(HERE, none, OptionalLong.empty(), post(BELL)),
                () -> service.schedule(HERE, none, OptionalLong.empty(), at(DUE)),
                () -> service.publishNow(HERE, none, OptionalLong.empty()),
                () -> service.cancel(other, delivery.post(), OptionalLong.empty(), Desk.ANNA),
                () -> service.cancel(other, delivery.id(), Desk.ANNA),
                () -> service.cancel(HERE, no, Desk.ANNA),
                () -> service.remove(HERE, none, OptionalLong.of(1)),
                () -> service.delivery(HERE, no),
                () -> service.delivery(other, delivery.id()),
                () -> service.attempts(other, delivery.id()),
                () -> service.retry(HERE, no, Desk.ANNA),
                () -> service.resolve(HERE, no, true, Optional.empty(), Desk.ANNA))) {
            assertThatThrownBy(call).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void publisherThatFailsToCheckKeepsNobodyFromWriting() {
        List<UnaryOperator<FakePublisher>> bugs = List.of(
                publisher -> publisher.failingWith(new IllegalStateException("a bug")),
                publisher -> publisher.failingWith(new StackOverflowError()),
                publisher -> publisher.failingWith(new NoClassDefFoundError("gone/With/The/Bundle")));
        for (UnaryOperator<FakePublisher> bug : bugs) {
            FakePublisher broken = new FakePublisher(desk.sandbox.profile());
            desk.publishers.add(broken, "sandbox", 100);
            bug.apply(broken);

            assertThat(service.create(HERE, scheduled(BELL)).state()).isEqualTo(DeliveryState.SCHEDULED);
            assertThat(service.preflight(HERE, scheduled(BELL)).problems())
                    .extracting(Violation::field, Violation::rule)
                    .containsExactly(tuple("accounts[0]", "check-failed"));
            desk.publishers.remove(broken);
        }
    }

    private static List<Violation> violations(ThrowingCallable call) {
        List<Violation> found = new ArrayList<>();
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidException.class))
                .satisfies(refused -> found.addAll(refused.violations()));
        return found;
    }

    @Test
    void postInAnUnknownZoneIsPublishedAtOnceAllTheSame() {
        PostWithDeliveries view = desk.service.create(HERE, scheduled(BELL));
        Schedule known = view.post().post().schedule().orElseThrow();
        Schedule unknown = new Schedule(
                Schedule.Basis.LOCAL,
                known.local(),
                TimeZones.of("Europe/Atlantis"),
                Optional.empty(),
                known.instant(),
                Optional.empty());
        desk.store.change(new PostChange(
                view.post().withPost(view.post().post().withSchedule(Optional.of(unknown))),
                1,
                List.of(),
                List.of(),
                List.of()));

        PostWithDeliveries now = desk.service.publishNow(HERE, view.post().id(), OptionalLong.empty());

        assertThat(of(now, BELL).due()).isEqualTo(NOW);
        assertThat(now.post().post().schedule().orElseThrow().zone()).isEqualTo(ZoneOffset.UTC);
    }
}
