package io.carillon.scheduler.world;

import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Settlement;
import io.carillon.api.store.StoreException;
import io.carillon.core.store.InMemoryPostStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** A store of which a test can make any call fail, before it took effect or after. */
public final class FaultyStore {

    /** When a call fails. */
    public enum When {
        BEFORE,
        /** It took effect, but its answer is lost. */
        AFTER
    }

    private final InMemoryPostStore store = new InMemoryPostStore();
    private final DispatchStore faulty = (DispatchStore) Proxy.newProxyInstance(
            FaultyStore.class.getClassLoader(),
            new Class<?>[] {DispatchStore.class},
            (proxy, method, arguments) -> call(method, arguments));
    private final List<String> calls = new ArrayList<>();
    private int failAt = -1;
    private When when = When.BEFORE;
    private Runnable onFailure = () -> {};
    private boolean down;
    private Predicate<Settlement> refused = settlement -> false;

    public InMemoryPostStore sound() {
        return store;
    }

    public DispatchStore dispatch() {
        return faulty;
    }

    /** The names of the calls that were made. */
    public List<String> calls() {
        return calls;
    }

    /** Makes one call fail, counted from 0. */
    public void failAt(int call, When moment) {
        failAt = call;
        when = moment;
    }

    /** Makes the process die at a call, counted from 0. */
    public void dieAt(int call, When moment, Runnable death) {
        failAt(call, moment);
        onFailure = death;
    }

    public boolean hasFailed() {
        return calls.size() > failAt;
    }

    public void down(boolean value) {
        down = value;
    }

    /** Fails with everything that is stored together with such a settlement, as a database does with what it cannot keep. */
    public void refuses(Predicate<Settlement> unstorable) {
        refused = unstorable;
    }

    private boolean isRefused(Method method, Object[] arguments) {
        return method.getName().equals("settle")
                && ((Collection<?>) arguments[0])
                        .stream().map(Settlement.class::cast).anyMatch(refused);
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        int number = calls.size();
        calls.add(method.getName());
        if (number == failAt && when == When.BEFORE) {
            onFailure.run();
        }
        if (down || number == failAt && when == When.BEFORE) {
            throw new StoreException("The database is away", null);
        }
        if (isRefused(method, arguments)) {
            throw new StoreException("The database cannot keep this", null);
        }
        try {
            Object answer = method.invoke(store, arguments);
            if (number == failAt) {
                onFailure.run();
                throw new StoreException("The answer to the commit is lost", null);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
