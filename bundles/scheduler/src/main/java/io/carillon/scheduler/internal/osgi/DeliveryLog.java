package io.carillon.scheduler.internal.osgi;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.store.Settlement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what happened to which post: what a person has to know as warnings, what went as planned for those who ask. */
final class DeliveryLog implements DispatchObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.carillon.scheduler");

    @Override
    public void settled(List<Settlement> settlements) {
        settlements.forEach(DeliveryLog::stored);
    }

    private static void stored(Settlement settlement) {
        Delivery delivery = settlement.delivery();
        String what = settlement.attempt().map(Attempt::detail).orElse("");
        switch (delivery.state()) {
            case PUBLISHED, SCHEDULED, CANCELLED ->
                LOG.debug(
                        "{} of {} on {} is {}. {}",
                        delivery.id(),
                        delivery.post(),
                        delivery.platform(),
                        delivery.state(),
                        what);
            default ->
                LOG.warn(
                        "{} of {} on {} is {}{}. {}",
                        delivery.id(),
                        delivery.post(),
                        delivery.platform(),
                        delivery.state(),
                        delivery.retryAt().map(at -> " until " + at).orElse(""),
                        delivery.problem().map(problem -> problem.detail()).orElse(what));
        }
    }
}
