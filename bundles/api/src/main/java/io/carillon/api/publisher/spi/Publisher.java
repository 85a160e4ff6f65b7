package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Options;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Publishes to one network. Registered as an OSGi service, or named in {@code META-INF/services} for use without a
 * container. See the package for threads, deadlines and errors.
 */
@ConsumerType
public interface Publisher {

    /** The service property that joins a network's services; its value is the id of the platform. */
    String NETWORK = "carillon.network";

    /** The network as data; the same for the whole life of the service, and answered at once. */
    PublisherProfile profile();

    /** What this account may do; answered from what is known, without asking the network. */
    default Capabilities capabilities(Account account) {
        return Capabilities.of(profile());
    }

    /**
     * How long a text is for the limit of {@link Capabilities#text()}; asked for while people write, so it is answered from
     * what is known.
     *
     * @param options that were chosen for the post, since some of them count too
     * @return empty where nobody can say before the network is asked
     */
    default OptionalInt length(Account account, Options options, String text) {
        return capabilities(account).text().counting().count(text);
    }

    /**
     * Checks what the profile cannot express. Counts, sizes and types are checked against the profile already.
     *
     * @return all problems at once, empty if there are none
     */
    default List<Violation> check(Account account, Message message) {
        return List.of();
    }

    /**
     * Does everything slow and harmless ahead of the due time: uploads, containers, resumable sessions. Nothing it does
     * may be visible on the network. Called again with its own last value after {@code Continue}, after a checkpoint
     * that a crash followed, and when {@code Ready} expires; called afresh after an edit and after {@code PrepareAgain}.
     *
     * @param previous the last value that was stored for this revision; empty at first
     */
    default PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        return Ready.nothing();
    }

    /**
     * Makes the one call that makes the post visible. It is never called twice for an attempt; the next attempt, if
     * any, has the same key and prepared value unless the post was edited while it was surely not published.
     */
    PublishOutcome publish(PublishContext context, PreparedValue prepared);

    /**
     * Looks at the network to settle whether an attempt published. A candidate must have been created at or after the
     * attempt's start, less clock skew, and must not belong to another delivery, as far as that can be seen; ids of prepared media beat text. What
     * another delivery is known to have published is refused by Carillon.
     */
    ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt);

    /**
     * Cleans up what an edit or a cancel leaves behind; best effort, called at most once. The post may be gone by then:
     * the message of the context is empty.
     */
    default void discard(PublishContext context, PreparedValue prepared) {}
}
