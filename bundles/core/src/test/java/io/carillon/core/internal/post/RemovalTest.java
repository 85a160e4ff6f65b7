package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.service.UncertainException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people ask networks to take away, and what they are told. */
class RemovalTest extends PublishedTests {

    @Test
    void removedPostSaysSinceWhenAndWhoAskedForIt() {
        Delivery post = published(thread());

        Delivery removed = service.remove(HERE, post.id(), ANNA);

        assertThat(removed.removedAt()).isPresent();
        assertThat(removed.state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(network.removed).containsExactly("root");
        assertThat(told(post)).singleElement().satisfies(line -> {
            assertThat(line.by()).contains(ANNA);
            assertThat(line.result()).isEqualTo(Attempt.Result.DONE);
        });
    }

    @Test
    void whatFollowsGoesToo() {
        Delivery post = published(thread("Two", "Three", "Four"));
        become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));
        become(steps(post).get(1), DeliveryState.FAILED, Optional.empty());

        service.remove(HERE, post.id(), ANNA);

        assertThat(network.removed).containsExactly("root", "two");
        assertThat(steps(post))
                .extracting(Delivery::state, step -> step.removedAt().isPresent())
                .containsExactly(
                        tuple(DeliveryState.PUBLISHED, true),
                        tuple(DeliveryState.CANCELLED, false),
                        tuple(DeliveryState.CANCELLED, false));
        assertConflict(() -> service.remove(HERE, post.id(), ANNA), "removed");
        assertConflict(() -> desk.service.retry(HERE, steps(post).get(1).id(), ANNA), "removed");
    }

    @Test
    void askingAgainGoesOnWithWhatIsLeft() {
        Delivery post = published(thread("Two"));
        become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));
        network.answers.add(new Published(post.publication().orElseThrow()));
        network.answers.add(Rejected.of("locked", "It is locked."));

        assertConflict(() -> service.remove(HERE, post.id(), ANNA), "network-refused");
        Delivery after = service.remove(HERE, post.id(), ANNA);

        assertThat(after.removedAt()).isPresent();
        assertThat(network.removed).containsExactly("root", "two", "two");
        assertThat(told(steps(post).get(0)))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.REJECTED, Attempt.Result.DONE);
    }

    @Test
    void oneStepIsRemovedAlone() {
        Delivery post = published(thread("Two"));
        Delivery two = become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));

        assertThat(service.remove(HERE, two.id(), ANNA).removedAt()).isPresent();

        assertThat(network.removed).containsExactly("two");
        assertThat(desk.service.delivery(HERE, post.id()).removedAt()).isEmpty();
    }

    @Test
    void whatIsNotOnANetworkCannotBeRemoved() {
        Delivery waiting = Desk.of(desk.service.create(HERE, thread()), BELL);
        assertConflict(() -> service.remove(HERE, waiting.id(), ANNA), "not-published");

        Delivery doubtful = published(thread("Two"));
        become(steps(doubtful).get(0), DeliveryState.IN_DOUBT, Optional.empty());
        assertConflict(() -> service.remove(HERE, doubtful.id(), ANNA), "in-doubt");

        Delivery tusk = published(Desk.scheduled(TUSK));
        assertConflict(() -> service.remove(HERE, tusk.id(), ANNA), "not-offered");

        Delivery nameless = published(thread());
        desk.become(desk.service.get(HERE, nameless.post()), BELL, builder -> builder.publication(Optional.empty()));
        assertConflict(() -> service.remove(HERE, nameless.id(), ANNA), "id-unknown");
        desk.publishers.remove(threading);
        Delivery lost = nameless;
        assertThatThrownBy(() -> service.remove(HERE, lost.id(), ANNA)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> service.remove(new WorkspaceId("other"), lost.id(), ANNA))
                .isInstanceOf(NotFoundException.class);
        assertThat(network.removed).isEmpty();
    }

    @Test
    void callThatHangsIsUncertainAtItsDeadlineAndSafeToRepeat() {
        Delivery post = published(thread());
        hangs = true;
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UncertainException.class)
                .hasMessageContaining("not known whether the post was removed")
                .hasMessageContaining("Repeat this");
        assertThat(told(post)).extracting(Attempt::result).containsExactly(Attempt.Result.INDETERMINATE);
        assertThat(desk.service.delivery(HERE, post.id()).removedAt()).isEmpty();

        hangs = false;
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
        hung.forEach(Runnable::run);
    }

    @Test
    void manyCallsThatHangDoNotPileUp() {
        Delivery post = published(thread());
        hangs = true;
        for (int i = 0; i < 16; i++) {
            assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UncertainException.class);
        }
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UnavailableException.class);
        hung.forEach(Runnable::run);
        hangs = false;
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
    }

    @Test
    void whatANetworkSaysIsTold() {
        Delivery post = published(thread());
        network.answers.add(new Throttled(NOW.plusSeconds(90), RateLimit.Scope.ACCOUNT, "Too many."));
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(NOW.plusSeconds(90).toString());
        network.answers.add(new Indeterminate("The line broke."));
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UncertainException.class)
                .hasMessageContaining("The line broke.");
        network.bug = new IllegalStateException("Bug");
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UncertainException.class);
        assertThat(told(post))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.THROTTLED, Attempt.Result.INDETERMINATE, Attempt.Result.INDETERMINATE);
    }

    @Test
    void refusedGrantThatCannotBeRenewedNowIsNoMatterForItsOwner() {
        Delivery post = published(thread());
        owners.renewsLater = true;
        network.answers.add(new ReauthorisationNeeded("Old."));
        network.answers.add(new ReauthorisationNeeded("Still the old one."));

        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Old.");

        assertThat(owners.asked).isEmpty();
        assertThat(network.answers).as("the same is not shown again").hasSize(1);
    }

    @Test
    void refusedGrantIsRenewedOnceAndThenItsOwnerIsAsked() {
        Delivery post = published(thread());
        owners.renews = true;
        network.answers.add(new ReauthorisationNeeded("Old."));
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
        assertThat(owners.renewals).isEqualTo(1);
        assertThat(owners.asked).isEmpty();

        Delivery other = published(thread());
        network.answers.add(new ReauthorisationNeeded("Old."));
        network.answers.add(new ReauthorisationNeeded("Revoked."));
        assertConflict(() -> service.remove(HERE, other.id(), ANNA), "needs-reconnect");
        assertThat(owners.asked).containsExactly("Revoked.");

        owners.status = AccountStatus.NEEDS_RECONNECT;
        assertConflict(() -> service.remove(HERE, other.id(), ANNA), "needs-reconnect");
    }
}
