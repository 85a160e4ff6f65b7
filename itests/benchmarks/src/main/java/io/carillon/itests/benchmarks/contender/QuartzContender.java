package io.carillon.itests.benchmarks.contender;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz, clustered, with its own tables, and batches as large as it has threads. */
final class QuartzContender implements Contender {

    private static final String NAME = "bench";
    private static final String OF_RUN = " WHERE sched_name = '" + NAME + "' AND trigger_name > ? AND trigger_name < ?";
    private static final int THREADS = 20;

    /** Quartz makes its jobs itself. */
    private static volatile Receiver present = id -> {};

    /** One job for all triggers. */
    public static final class PostJob implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                present.receive(context.getTrigger().getKey().getName());
            } catch (Exception e) {
                throw new JobExecutionException(e);
            }
        }
    }

    @Override
    public void makeTables(Target target) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (String command : script(target.isPostgres() ? "tables_postgres.sql" : "tables_derby.sql")) {
                statement.execute(command);
            }
            if (!target.isPostgres()) {
                // Its script for Derby has no index; without this one it would scan every trigger for each batch.
                statement.execute("CREATE INDEX idx_qrtz_t_nft_st"
                        + " ON qrtz_triggers (sched_name, trigger_state, next_fire_time)");
            }
            statement.execute(
                    "INSERT INTO qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable,"
                            + " is_nonconcurrent, is_update_data, requests_recovery) VALUES ('" + NAME
                            + "', 'post', 'post', '"
                            + PostJob.class.getName()
                            + (target.isPostgres()
                                    ? "', TRUE, FALSE, FALSE, FALSE)"
                                    : "', 'true', 'false', 'false', 'false')"));
        }
    }

    private static List<String> script(String name) {
        try (InputStream in = Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(command -> !command.isEmpty() && !command.equalsIgnoreCase("commit"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void store(Connection connection, List<Item> items) throws SQLException {
        Bulk.load(
                connection,
                "qrtz_triggers",
                "sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time, prev_fire_time, priority,"
                        + " trigger_state, trigger_type, start_time, end_time, misfire_instr",
                items,
                item -> NAME + "," + item.id("d") + ",post,post,post,"
                        + item.due().toEpochMilli() + ",-1,5,WAITING,SIMPLE,"
                        + item.due().toEpochMilli() + ",0,0");
        Bulk.load(
                connection,
                "qrtz_simple_triggers",
                "sched_name, trigger_name, trigger_group, repeat_count, repeat_interval, times_triggered",
                items,
                item -> NAME + "," + item.id("d") + ",post,0,0,0");
    }

    @Override
    public List<String> tables() {
        return List.of("qrtz_triggers", "qrtz_simple_triggers");
    }

    @Override
    public int unfinished(Connection connection, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM qrtz_triggers" + OF_RUN)) {
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
        for (String table : List.of("qrtz_fired_triggers", "qrtz_simple_triggers", "qrtz_triggers")) {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table + OF_RUN)) {
                statement.setString(1, Item.start("d", run));
                statement.setString(2, Item.start("d", run + 1));
                statement.executeUpdate();
            }
        }
    }

    @Override
    public Service open(Target target, int inFlight) {
        int threads = inFlight == 0 ? THREADS : inFlight;
        HikariDataSource pool = target.pool(Math.min(threads + 5, 50));
        DBConnectionManager.getInstance().addConnectionProvider(NAME, new Pooled(pool));
        return new Service() {
            @Override
            public Engine start(Receiver receiver) throws SchedulerException {
                present = receiver;
                Scheduler scheduler = new StdSchedulerFactory(settings(target, threads)).getScheduler();
                scheduler.start();
                return () -> scheduler.shutdown(true);
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    private static Properties settings(Target target, int threads) {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", NAME);
        settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(threads));
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.setProperty("org.quartz.jobStore.misfireThreshold", "3600000");
        settings.setProperty("org.quartz.jobStore.dataSource", NAME);
        settings.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore." + (target.isPostgres() ? "PostgreSQLDelegate" : "StdJDBCDelegate"));
        return settings;
    }

    private record Pooled(HikariDataSource pool) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {
            // Whoever opened the pool closes it.
        }

        @Override
        public void initialize() {
            // It is open.
        }
    }
}
