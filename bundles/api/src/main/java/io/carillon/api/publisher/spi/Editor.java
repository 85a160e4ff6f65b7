package io.carillon.api.publisher.spi;

import io.carillon.api.model.Publication;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Changes published posts in place. */
@ConsumerType
public interface Editor {

    /** Replaces the text and media of a published post by the message of the context. */
    PublishOutcome edit(PublishContext context, Publication publication);
}
