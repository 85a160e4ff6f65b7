package io.carillon.api.publisher.spi;

import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the steps that follow a publish: a first comment, the parts of a thread, the look-up of a permalink. A network
 * whose profile names {@link io.carillon.api.publisher.Feature#FIRST_COMMENT}, {@code THREAD} or {@code PERMALINK} has
 * one, registered with the same service property as its {@link Publisher}.
 *
 * <p>Each call is to a step what the call of the same name is to a post, and the same is promised and asked for. In the
 * context, the message is what the step says (empty for a permalink), the key is the step's own and stays the same for
 * every call about it, {@code delivery()} is the delivery of the post, and {@code due()} when that was published. Parts of
 * a thread come one after the other: a part is followed only once the part before it is published.
 */
@ConsumerType
public interface FollowUps {

    /**
     * Does what is slow and harmless, such as uploading the media of a thread's part; pure where the profile's prepare
     * window is zero. See {@link Publisher#prepare}.
     */
    default PrepareOutcome prepare(PrepareContext context, FollowUp step, Optional<PreparedValue> previous) {
        return Ready.nothing();
    }

    /**
     * Makes the one call that takes the step. Its outcome never touches the post itself. A look-up of a permalink answers
     * with the post's publication, address included, or with {@code Unavailable} while there is none.
     */
    PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared);

    /** Settles whether an attempt at a step did happen. See {@link Publisher#reconcile}. */
    ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt);
}
