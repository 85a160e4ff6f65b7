package io.carillon.scheduler.replay;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.store.Claim;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.Settlement;
import io.carillon.api.store.StoreException;
import io.carillon.core.store.InMemoryPostStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one store, as a process reaches it: the way there and the way back may fail, and the process may die on either. */
final class Reach {

    private final InMemoryPostStore store;
    private final Ledger ledger;
    private final Story story;
    private final Broken broken;
    private final List<Claim> everybodys = new ArrayList<>();
    private boolean down;

    Reach(InMemoryPostStore store, Ledger ledger, Story story, Broken broken) {
        this.store = store;
        this.ledger = ledger;
        this.story = story;
        this.broken = broken;
    }

    void down(boolean value) {
        down = value;
        story.tell("database " + (value ? "goes away" : "is back"));
    }

    <T> T by(Boot boot, Class<T> type, T stored) {
        Object proxy = Proxy.newProxyInstance(
                Reach.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(boot, stored, method, arguments));
        return type.cast(proxy);
    }

    private Object call(Boot boot, Object stored, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        String what = name.equals("settle") ? "settle " + told(arguments) : name;
        Runnable away = () -> {
            throw new StoreException("The database is away", null);
        };
        boolean[] dropped = new boolean[1];
        boot.at(what, name.equals("settle") && broken == Broken.RESULTS_ARE_DROPPED ? () -> dropped[0] = true : away);
        if (dropped[0]) {
            return claimsOf(arguments);
        }
        if (name.equals("claimDoubted") && broken == Broken.HINDSIGHT_IS_DROPPED) {
            return List.of();
        }
        if (down) {
            away.run();
        }
        Object answer;
        try {
            answer = method.invoke(stored, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        observe(boot, what, answer);
        if (name.equals("settle")) {
            throttles(arguments, (Set<?>) answer);
        }
        boot.at(what + " done", () -> {
            throw new StoreException("The answer to the commit is lost", null);
        });
        return name.equals("claim") ? distorted(answer) : answer;
    }

    private void throttles(Object[] arguments, Set<?> taken) {
        for (Object one : (Collection<?>) arguments[0]) {
            Settlement settlement = (Settlement) one;
            boolean asked = settlement
                    .attempt()
                    .filter(attempt -> attempt.result() == Attempt.Result.THROTTLED)
                    .isPresent();
            if (asked && taken.contains(settlement.claim())) {
                settlement
                        .delivery()
                        .retryAt()
                        .ifPresent(
                                until -> ledger.throttled(settlement.delivery().id(), until));
            }
        }
    }

    private static Set<AttemptId> claimsOf(Object[] arguments) {
        return ((Collection<?>) arguments[0])
                .stream().map(one -> ((Settlement) one).claim()).collect(Collectors.toSet());
    }

    private static String told(Object[] arguments) {
        StringBuilder text = new StringBuilder();
        for (Object one : (Collection<?>) arguments[0]) {
            Settlement settlement = (Settlement) one;
            text.append(settlement.claim())
                    .append("=")
                    .append(settlement.delivery().id())
                    .append(":")
                    .append(settlement.delivery().state())
                    .append(" ");
        }
        return text.toString();
    }

    private void observe(Boot boot, String what, Object answer) {
        boolean nothing = answer instanceof Collection<?> all && all.isEmpty()
                || answer instanceof Optional<?>
                || answer instanceof Integer count && count == 0;
        if (answer instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Claim claim) {
                    ledger.claimed(boot, claim);
                    story.count("claims");
                    story.tell(boot.name() + " claims " + claim.kind() + " "
                            + claim.delivery().id() + " by " + claim.id() + " until " + claim.until());
                }
            }
        }
        if (!nothing && !what.equals("claim")) {
            story.tell(boot.name() + " " + what
                    + (answer instanceof Set<?> taken ? "-> " + taken.size() : "-> " + summary(answer)));
        }
    }

    private static String summary(Object answer) {
        return answer instanceof Collection<?> all ? all.size() + " rows" : String.valueOf(answer);
    }

    /** As if nobody had compared and set, or nobody could read a clock. */
    private Object distorted(Object answer) {
        List<Claim> claims = new ArrayList<>();
        ((List<?>) answer).forEach(one -> claims.add((Claim) one));
        return switch (broken) {
            case CLAIMS_ARE_SHARED -> {
                List<Claim> both = new ArrayList<>(everybodys);
                both.addAll(claims);
                everybodys.clear();
                everybodys.addAll(claims);
                yield both;
            }
            case CLAIMS_ARE_EARLY -> claims.stream().map(Reach::early).toList();
            default -> claims;
        };
    }

    private static Claim early(Claim claim) {
        Delivery delivery = claim.delivery();
        return new Claim(
                claim.id(),
                claim.kind(),
                delivery.toBuilder().due(delivery.due().minusSeconds(1)).build(),
                claim.post(),
                claim.prepared(),
                claim.preparedExpiresAt(),
                claim.until(),
                claim.doubted(),
                claim.published(),
                claim.wake().minusSeconds(1));
    }

    DispatchStore dispatch(Boot boot) {
        return by(boot, DispatchStore.class, store);
    }

    PostStore posts(Boot boot) {
        return by(boot, PostStore.class, store);
    }
}
