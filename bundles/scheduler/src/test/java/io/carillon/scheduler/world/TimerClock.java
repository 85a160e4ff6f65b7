package io.carillon.scheduler.world;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock that a test moves by hand, as people's side reads it. */
final class TimerClock extends Clock {

    private final InstantSource timer;

    TimerClock(InstantSource timer) {
        this.timer = timer;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return timer.instant();
    }
}
