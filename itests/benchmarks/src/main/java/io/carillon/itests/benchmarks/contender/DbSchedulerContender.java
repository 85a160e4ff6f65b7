package io.carillon.itests.benchmarks.contender;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * db-scheduler at the settings of its own benchmark. It knows no Derby: there it gets its plain SQL by its own extension
 * point, and polls by {@code fetch}, since locking on fetching is for databases that skip locked rows.
 */
final class DbSchedulerContender implements Contender {

    private static final String OF_RUN =
            " FROM scheduled_tasks WHERE task_name = 'post' AND task_instance > ? AND task_instance < ?";

    private static final int THREADS = 20;
    private static final DateTimeFormatter DERBY_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private static final String TABLE = """
            CREATE TABLE scheduled_tasks (
              task_name %1$s NOT NULL,
              task_instance %1$s NOT NULL,
              task_data %2$s,
              execution_time %3$s NOT NULL,
              picked BOOLEAN NOT NULL,
              picked_by VARCHAR(50),
              last_success %3$s,
              last_failure %3$s,
              consecutive_failures INT,
              last_heartbeat %3$s,
              version BIGINT NOT NULL,
              priority SMALLINT,
              PRIMARY KEY (task_name, task_instance))""";

    @Override
    public void makeTables(Target target) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    target.isPostgres()
                            ? String.format(TABLE, "TEXT", "BYTEA", "TIMESTAMP WITH TIME ZONE")
                            : String.format(TABLE, "VARCHAR(100)", "BLOB", "TIMESTAMP"));
            statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
            statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        }
    }

    @Override
    public void store(Connection connection, List<Item> items) throws SQLException {
        boolean derby = connection.getMetaData().getURL().startsWith("jdbc:derby:");
        Bulk.load(
                connection,
                "scheduled_tasks",
                "task_name, task_instance, execution_time, picked, version, priority",
                items,
                item -> "post," + item.id("d") + ","
                        + (derby
                                ? DERBY_TIME.format(LocalDateTime.ofInstant(item.due(), ZoneOffset.UTC))
                                : item.due().toString())
                        + ",FALSE,1,0");
    }

    @Override
    public List<String> tables() {
        return List.of("scheduled_tasks");
    }

    @Override
    public int unfinished(Connection connection, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*)" + OF_RUN)) {
            statement.setString(1, Item.start("d", run));
            statement.setString(2, Item.start("d", run + 1));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public void forget(Connection connection, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE" + OF_RUN)) {
            statement.setString(1, Item.start("d", run));
            statement.setString(2, Item.start("d", run + 1));
            statement.executeUpdate();
        }
    }

    @Override
    public Service open(Target target, int inFlight) {
        int threads = inFlight == 0 ? THREADS : inFlight;
        // Threads that wait for a network hold no connection.
        HikariDataSource pool = target.pool(Math.min(threads + 5, 50));
        return new Service() {
            @Override
            public Engine start(Receiver receiver) {
                Scheduler scheduler = scheduler(target, pool, threads, receiver);
                scheduler.start();
                return scheduler::stop;
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    private static Scheduler scheduler(Target target, HikariDataSource pool, int threads, Receiver receiver) {
        OneTimeTask<Void> task = Tasks.oneTime("post").execute((instance, context) -> {
            try {
                receiver.receive(instance.getId());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        boolean few = threads == THREADS;
        Optional<ExecutorService> virtual = few ? Optional.empty() : Threads.virtual();
        double lower = few ? 4 : 0.5;
        // Virtual threads are not limited, so that what it has in its hands has to be.
        double upper = few ? 20 : virtual.isPresent() ? 1 : 4;
        SchedulerBuilder builder = Scheduler.create(pool, task)
                .threads(threads)
                .pollingInterval(Duration.ofMillis(1))
                .shutdownMaxWait(Duration.ofSeconds(5));
        virtual.ifPresent(builder::executorService);
        if (target.isPostgres()) {
            builder.pollUsingLockAndFetch(lower, upper);
        } else {
            builder.pollUsingFetch(lower, upper).jdbcCustomization(new DefaultJdbcCustomization(true));
        }
        return builder.build();
    }
}
