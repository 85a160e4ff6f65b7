package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import java.util.Optional;

/** Preparing with publishers that promise to do no input or output in it. */
final class PureCall {

    private PureCall() {}

    /** Prepares afresh; a publisher that fails has surely sent nothing visible. */
    static PrepareOutcome prepare(Publisher publisher, CallContext context) {
        try {
            PrepareOutcome outcome = publisher.prepare(context.preparing(progress -> true), Optional.empty());
            return outcome != null ? outcome : new Unavailable("The publisher prepared nothing.");
        } catch (Throwable e) {
            return new Unavailable("The publisher failed to prepare: " + Problems.describe(e, context.account()));
        }
    }
}
