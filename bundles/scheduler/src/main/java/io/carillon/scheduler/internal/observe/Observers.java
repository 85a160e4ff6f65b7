package io.carillon.scheduler.internal.observe;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.store.Settlement;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells everybody who looks, who may come and go. Whoever throws is not told any more: a mistake in looking must not
 * disturb what is looked at. Safe for use by many threads.
 */
public final class Observers implements DispatchObserver {

    private static final System.Logger LOG = System.getLogger("io.carillon.scheduler");

    private final List<DispatchObserver> all;

    public Observers(DispatchObserver... first) {
        all = new CopyOnWriteArrayList<>(first);
    }

    public void add(DispatchObserver observer) {
        all.add(observer);
    }

    public void remove(DispatchObserver observer) {
        all.remove(observer);
    }

    @Override
    public void stored(StoreCall call, int rows, long nanos) {
        tell(observer -> observer.stored(call, rows, nanos));
    }

    @Override
    public void entered(Platform platform, long lateness) {
        tell(observer -> observer.entered(platform, lateness));
    }

    @Override
    public void prepared(Platform platform, Attempt.Result result, long nanos) {
        tell(observer -> observer.prepared(platform, result, nanos));
    }

    @Override
    public void settled(List<Settlement> settlements) {
        tell(observer -> observer.settled(settlements));
    }

    private void tell(Consumer<DispatchObserver> event) {
        for (DispatchObserver observer : all) {
            try {
                event.accept(observer);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.ERROR, observer.getClass().getName() + " failed, and is not told any more.", e);
                all.remove(observer);
            }
        }
    }
}
