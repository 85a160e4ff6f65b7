package io.carillon.api.publisher.spi;

import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.ReconcileOutcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the steps that follow a publish: a first comment, the parts of a thread, the look-up of a permalink. */
@ConsumerType
public interface FollowUps {

    /** Takes one step; its outcome never touches the post itself. */
    PublishOutcome follow(PublishContext context, FollowUp step);

    /** Settles whether a step whose answer was lost did happen. */
    ReconcileOutcome reconcile(PublishContext context, FollowUp step);
}
