package io.carillon.scheduler.replay;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One day of trouble from one seed: one server or two, five networks, people, and whatever the weather brings; then calm,
 * until everything is at rest. The same seed gives the same day, event by event.
 */
final class Replay {

    /** What came of a seed. */
    record Result(long seed, List<String> violations, Map<String, Integer> counts, String events) {}

    private static final Duration STORM = Duration.ofMinutes(15);

    private final Land land;
    private final List<Machine> machines = new ArrayList<>();
    private final People people;

    private Replay(long seed, Broken broken) {
        land = new Land(seed, broken);
        people = new People(land, () -> machines.forEach(Machine::nudge));
    }

    static Result of(long seed, Broken broken) {
        return new Replay(seed, broken).run();
    }

    private Result run() {
        boolean two = land.nodes.isPresent();
        machines.add(new Machine("n1", land, this::watch));
        if (two) {
            machines.add(new Machine("n2", land, this::watch));
        }
        machines.forEach(Machine::start);
        storm();
        calm();
        new Checks(land, people, two).all();
        return new Result(land.seed, land.story.violations(), land.story.counts(), land.story.events());
    }

    private void storm() {
        for (int i = 5 + land.weather.below(15); i > 0; i--) {
            people.write(people.someTime());
        }
        sometime(12, people::meddle);
        sometime(6, () -> people.write(people.someTime()));
        sometime(8, people::connectAgain);
        for (Machine machine : machines) {
            sometime(2, () -> machine.boot().die());
            sometime(2, machine::stop);
            sometime(3, () -> machine.boot().pause(land.weather.pause()));
            sometime(3, () -> machine.pullOut(someBell()));
            sometime(6, () -> machine.plugBackIn(someBell()));
        }
        sometime(2, () -> outage(land.reach::down));
        sometime(1, () -> outage(land::lockVault));
        // With several nodes, it is the database's clock that would have to be set.
        if (machines.size() == 1) {
            sometime(2, this::setClock);
        }
        land.stage.run(STORM);
    }

    private void sometime(int upTo, Runnable event) {
        for (int i = land.weather.below(upTo + 1); i > 0; i--) {
            land.stage.after(land.weather.between(1, STORM.toMillis()), event);
        }
    }

    private Bell someBell() {
        return land.bells.get(land.weather.below(land.bells.size()));
    }

    private interface Switch {
        void set(boolean on);
    }

    private void outage(Switch what) {
        what.set(true);
        land.stage.after(land.weather.between(100, 30_000), () -> what.set(false));
    }

    /** An hour forward or back; the second time the other way. */
    private void setClock() {
        boolean ahead = land.stage.now().isAfter(land.stage.trueTime());
        boolean behind = land.stage.now().isBefore(land.stage.trueTime());
        boolean forward = behind || !ahead && land.weather.chance(0.5);
        Duration step = Duration.ofHours(forward ? 1 : -1);
        land.story.tell("clock is set by " + step);
        land.story.count("clock steps");
        land.clockWasSet();
        land.stage.time().setWallClockBy(step);
    }

    private void calm() {
        land.story.tell("calm");
        land.weather.calmDown();
        land.reach.down(false);
        land.lockVault(false);
        for (Machine machine : machines) {
            land.bells.forEach(machine::plugBackIn);
        }
        people.connectAgain();
        for (int i = 0; i < 4; i++) {
            land.stage.run(Duration.ofMinutes(20));
            people.connectAgain();
            land.stage.run(Duration.ofMinutes(20));
        }
    }

    /** Looks at every call as it begins: it must be due, claimed, and say what the post says. */
    private void watch(Boot boot, Bell bell, String subject, PublishContext context, PreparedValue prepared) {
        Instant now = boot.instant();
        Optional<Delivery> delivery = subject.contains("/")
                ? Optional.empty()
                : land.store.findDelivery(Workspace.DEFAULT_ID, new DeliveryId(subject));
        Optional<DeliveryState> state = delivery.map(Delivery::state);
        Instant due = delivery.map(Delivery::due).orElse(context.due());
        // What was sent in time may be repeated under its key after the clock was set back.
        boolean repeats = land.isClockSet() && !state.equals(Optional.of(DeliveryState.ARMED));
        boolean held = boot.sinceCheck().compareTo(Bell.DEADLINE) < 0;
        if (held && !repeats && !land.isClockSetSince(boot.checkedAt()) && now.isBefore(due)) {
            land.story.violation(subject + " was called at " + now + ", before it was due at " + due);
        }
        if (!prepared.value().equals(context.message().text())) {
            land.story.violation(subject + " says " + context.message().text() + " but prepared " + prepared.value());
        }
        state.flatMap(known -> land.ledger.throttled(new DeliveryId(subject)))
                .filter(until -> !land.isClockSet() && now.isBefore(until))
                .ifPresent(until ->
                        land.story.violation(subject + " was called at " + now + ", but asked to wait until " + until));
        state.filter(known -> held && known != DeliveryState.ARMED && known != DeliveryState.IN_DOUBT)
                .ifPresent(known -> land.story.violation(subject + " is called while it is " + known));
    }
}
