package io.carillon.core.internal.post;

import io.carillon.api.service.Dispatch;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Nudges the engine if it runs. The engine comes and goes without taking the posts with it, and neither waits for the
 * other to start.
 */
@Component(service = EngineNudge.class)
public final class EngineNudge implements Runnable {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Dispatch dispatch;

    @Override
    public void run() {
        Optional.ofNullable(dispatch).ifPresent(Dispatch::nudge);
    }
}
