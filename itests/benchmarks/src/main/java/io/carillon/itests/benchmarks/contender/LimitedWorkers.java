package io.carillon.itests.benchmarks.contender;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Workers;
import java.util.concurrent.Executor;

/** The server's threads with another limit of calls under way, so that contenders have the same. */
record LimitedWorkers(Workers threads, int permits) implements Workers {

    @Override
    public Executor dispatcher() {
        return threads.dispatcher();
    }

    @Override
    public Executor writer() {
        return threads.writer();
    }

    @Override
    public Executor loader() {
        return threads.loader();
    }

    @Override
    public Executor network(Platform platform) {
        return threads.network(platform);
    }

    @Override
    public void close() {
        threads.close();
    }
}
