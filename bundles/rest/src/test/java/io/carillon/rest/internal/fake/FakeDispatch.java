package io.carillon.rest.internal.fake;

import io.carillon.api.service.Dispatch;
import java.util.List;
import java.util.Optional;

/** An engine that only says how it is. */
public final class FakeDispatch implements Dispatch {

    public volatile boolean running = true;

    /** What troubles it while it runs. */
    public volatile String problem = "";

    @Override
    public void nudge() {
        // Nothing to wake.
    }

    @Override
    public Load load() {
        return new Load(0, Optional.empty(), List.of());
    }

    @Override
    public Status status() {
        return new Status("node-1", running, running ? problem : "disk full at /secret/path", 0, 0);
    }
}
