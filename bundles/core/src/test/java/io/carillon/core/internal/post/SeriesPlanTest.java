package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.FakePublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which occurrences of a post that comes back are planned, and how far ahead. */
class SeriesPlanTest extends RecurringPosts {

    @Test
    void seriesHasADeliveryForEachOccurrenceOfTheNextSixtyDays() {
        PostWithDeliveries view = created("FREQ=DAILY");

        assertThat(view.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(planned(view))
                .hasSize(60)
                .startsWith(START, START.plusDays(1))
                .doesNotHaveDuplicates();
        assertThat(view.deliveries()).extracting(Delivery::key).doesNotHaveDuplicates();
        // After the change of the clock it is nine o'clock still.
        assertThat(at(view, START.plusDays(30)).due()).isEqualTo(Instant.parse("2026-04-01T07:00:00Z"));
        assertThat(at(view, START).due()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void seriesThatEndsIsPlannedToItsEndAndNeverExtended() {
        PostWithDeliveries view = created("FREQ=DAILY;COUNT=3");

        assertThat(planned(view)).hasSize(3);
        assertThat(desk.store.nextExtension()).isEmpty();
        assertThat(desk.series.extend()).isEmpty();
    }

    @Test
    void seriesGoesOnWithoutAGapAndWithoutATwiceHoweverOftenItIsExtended() {
        PostWithDeliveries view = created("FREQ=MINUTELY;INTERVAL=7");
        List<LocalDateTime> all = new ArrayList<>(planned(view));
        assertThat(all).hasSize(500);

        for (int i = 0; i < 20; i++) {
            Instant next = desk.store.nextExtension().orElseThrow();
            Delivery last = at(now(view), all.get(all.size() - 1));
            // There is a lot ahead still when it is extended.
            assertThat(Duration.between(next, last.due())).isGreaterThan(Duration.ofHours(20));
            desk.clock.set(next);
            assertThat(desk.series.extend())
                    .hasValueSatisfying(then -> assertThat(then).isAfter(next));
            desk.series.extend();
            planned(now(view)).stream()
                    .filter(start -> start.isAfter(all.get(all.size() - 1)))
                    .forEach(all::add);
        }

        assertThat(all).hasSizeGreaterThan(3000);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo(START.plusMinutes(7L * i));
        }
        assertThat(desk.store
                        .listDeliveries(
                                new DeliveryQuery(
                                        HERE,
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(view.post().id())),
                                PageRequest.first(200))
                        .items())
                .hasSize(200);
        assertThat(now(view).deliveries().size()).isLessThan(1300);
    }

    @Test
    void everyAccountCounts() {
        Post both = Post.to(BELL)
                .account(TUSK)
                .caption("Ring")
                .schedule(recurring("FREQ=MINUTELY").schedule().orElseThrow())
                .build();

        PostWithDeliveries view = desk.service.create(HERE, both);

        assertThat(view.deliveries()).hasSize(500);
        assertThat(planned(view).stream().distinct()).hasSize(250);
    }

    @Test
    void afterALongAbsenceWhatIsOverForMoreThanAWeekIsLeftOut() {
        PostWithDeliveries view = created("FREQ=DAILY");
        desk.clock.set(NOW.plus(Duration.ofDays(400)));

        desk.series.extend();

        List<LocalDateTime> starts = planned(now(view));
        assertThat(starts.get(0)).isEqualTo(START.plusDays(393));
        assertThat(desk.store.nextExtension())
                .hasValueSatisfying(next -> assertThat(next).isAfter(desk.clock.instant()));
        assertThat(starts).contains(START.plusDays(400), START.plusDays(450));
    }

    @Test
    void yearlySeriesIsSeenToBeforeItsNextTime() {
        PostWithDeliveries view = created("FREQ=YEARLY");
        assertThat(planned(view)).containsExactly(START);

        desk.clock.set(desk.store.nextExtension().orElseThrow());
        desk.series.extend();

        assertThat(planned(now(view))).contains(START.plusYears(1));
    }

    @Test
    void networkThatRefusesRepeatsIsWarnedOf() {
        FakePublisher refusing = new FakePublisher(
                PublisherProfile.builder(BELL.platform(), "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                        .features(Feature.REFUSES_REPEATS)
                        .build());
        desk.publishers.remove(desk.sandbox);
        desk.publishers.add(refusing);

        assertThat(desk.service.preflight(HERE, recurring("FREQ=DAILY")).problems())
                .extracting(Violation::rule, Violation::severity)
                .containsExactly(tuple("identical-repeat", Violation.Severity.WARNING));
        assertThat(desk.service.preflight(HERE, Desk.scheduled(BELL)).problems())
                .isEmpty();
    }
}
