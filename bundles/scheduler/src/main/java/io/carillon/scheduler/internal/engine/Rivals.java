package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What else may have put there what was found for a delivery in doubt: others of its account that say the same and of which
 * nobody knows yet what came. What belongs to one of them must not count for both, so it is better asked later. Safe for use
 * by many threads.
 */
final class Rivals {

    /** How long after its deadline a call may still come back, as far as another node can know. */
    private static final Duration LATE = Duration.ofSeconds(30);

    /** Of several in doubt this one takes what is found first; every node sees the same. */
    private static final Comparator<Delivery> TURN =
            Comparator.comparing(Delivery::due).thenComparing(Delivery::id);

    private final DispatchStore store;
    private final PostStore posts;
    private final Composer composer;
    private final LateAnswers late;

    Rivals(DispatchStore store, PostStore posts, Composer composer, LateAnswers late) {
        this.store = store;
        this.posts = posts;
        this.composer = composer;
        this.late = late;
    }

    /**
     * Finds one that has to be settled first. To be called before it is asked whose that is that was found: what is settled
     * between the two calls is found by the second.
     */
    Optional<DeliveryId> of(Delivery delivery, CallContext context, PublisherProfile profile, Instant now) {
        Instant callsSince = now.minus(profile.callDeadline()).minus(LATE);
        String said = plain(context.message().text());
        return store.underWay(delivery.workspace(), delivery.account()).stream()
                .filter(other -> !other.id().equals(delivery.id()))
                .filter(other -> isFirst(other, delivery, callsSince))
                .filter(other -> maySay(other, said, context.account()))
                .map(Delivery::id)
                .findFirst();
    }

    private boolean isFirst(Delivery other, Delivery delivery, Instant callsSince) {
        if (other.state() != DeliveryState.IN_DOUBT) {
            return true;
        }
        // One that a person is asked about is settled by what they see there.
        boolean isAsked = other.wakeAt().isPresent();
        return isAsked && TURN.compare(other, delivery) < 0 || mayComeBack(other, callsSince);
    }

    private boolean mayComeBack(Delivery other, Instant callsSince) {
        return posts.attempts(other.id()).stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.PUBLISH
                        && attempt.answeredAt().isEmpty())
                .anyMatch(attempt -> late.isOutstanding(attempt.id())
                        || attempt.sentAt().orElse(attempt.armedAt()).isAfter(callsSince));
    }

    private boolean maySay(Delivery other, String said, Account account) {
        Optional<StoredPost> post = posts.find(other.workspace(), other.post()).map(PostWithDeliveries::post);
        if (post.isEmpty()) {
            return true;
        }
        if (other.step().isEmpty() && other.revision() != post.get().revision()) {
            // It was edited since, for other accounts: nobody knows any more what was sent.
            return true;
        }
        StoredPost sent = other.step().map(step -> Steps.said(step, post.get())).orElse(post.get());
        return plain(composer.compose(sent, account).text()).equals(said);
    }

    /** What is left of a text wherever it is shown: networks change spaces, marks and cases. */
    private static String plain(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
