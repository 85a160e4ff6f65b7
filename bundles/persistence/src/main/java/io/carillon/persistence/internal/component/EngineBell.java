package io.carillon.persistence.internal.component;

import io.carillon.api.service.Dispatch;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Nudges this server's engine if it runs. It needs the stores to start, so they don't wait for it. */
@Component(service = EngineBell.class)
public final class EngineBell implements Runnable {

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
