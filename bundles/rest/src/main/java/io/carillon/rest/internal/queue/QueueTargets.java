package io.carillon.rest.internal.queue;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.service.QueueTarget;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads where in a queue something is to go. */
public final class QueueTargets {

    private final Violations violations = new Violations();
    private final List<QueueTarget> found = new ArrayList<>();
    private int named;

    private QueueTargets() {}

    /** Where a post joins its accounts' queues; both null for the end. */
    public record EnqueueBody(Position position, String slot) {}

    /** The ends of a queue. */
    public enum Position {
        FRONT,
        END
    }

    /** Where a delivery moves in its queue; one of them. */
    public record MoveBody(String before, String after, Integer to, String slot) {}

    /** @param body null for the end */
    public static QueueTarget read(EnqueueBody body) {
        if (body == null || body.position() == null && body.slot() == null) {
            return QueueTarget.end();
        }
        QueueTargets targets = new QueueTargets();
        targets.take(
                "position",
                body.position(),
                position -> position == Position.FRONT ? QueueTarget.front() : QueueTarget.end(),
                "");
        targets.slot(body.slot());
        return targets.one("position or slot");
    }

    static QueueTarget read(MoveBody body) {
        QueueTargets targets = new QueueTargets();
        targets.take("before", body.before(), id -> QueueTarget.before(new DeliveryId(id)), "the id of a delivery");
        targets.take("after", body.after(), id -> QueueTarget.after(new DeliveryId(id)), "the id of a delivery");
        targets.take("to", body.to(), QueueTarget::place, "");
        targets.slot(body.slot());
        return targets.one("before, after, to or slot");
    }

    private void slot(String text) {
        take(
                "slot",
                text,
                given -> given.endsWith("Z")
                        ? QueueTarget.slot(Instant.parse(given))
                        : QueueTarget.slot(LocalDateTime.parse(given)),
                "an instant such as 2026-02-10T08:00:00Z, or a local time in the account's zone such as"
                        + " 2026-02-10T09:00");
    }

    private <T> void take(String field, T given, Function<T, QueueTarget> reader, String rule) {
        if (given == null) {
            return;
        }
        named++;
        try {
            found.add(reader.apply(given));
        } catch (DateTimeException | IllegalArgumentException e) {
            violations.add(
                    field, "format", rule, given.toString(), field + " is " + rule + "; it was '" + given + "'.");
        }
    }

    private QueueTarget one(String names) {
        if (named != 1) {
            violations.add(
                    "",
                    "exactly-one",
                    "1",
                    String.valueOf(named),
                    "Say where in one way: " + names + ". It was said in " + named + ".");
        }
        violations.throwIfAny();
        return found.get(0);
    }
}
