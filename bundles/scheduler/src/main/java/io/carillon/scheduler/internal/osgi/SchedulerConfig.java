package io.carillon.scheduler.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the scheduler works. */
@ObjectClassDefinition(name = "Carillon Scheduler", description = "Publishes what is due.")
@interface SchedulerConfig {

    @AttributeDefinition(
            name = "Data folder",
            description = "Keeps the node's id and the journal of what is being sent. Needed.")
    String dataFolder() default "";

    @AttributeDefinition(
            name = "Look-ahead",
            description = "Milliseconds before its time from which on a post is claimed; 200 to 2000.")
    long lookAheadMillis() default 2000;

    @AttributeDefinition(
            name = "Batch size",
            description = "Posts that are claimed, and results that are stored, in one transaction at most; 1 to 1000.")
    int batchSize() default 500;

    @AttributeDefinition(
            name = "Retry base",
            description = "Milliseconds within which an unreachable network is tried again first; doubled each time.")
    long retryBaseMillis() default 2000;

    @AttributeDefinition(
            name = "Retry cap",
            description = "Seconds within which an unreachable network is tried again at the latest.")
    long retryCapSeconds() default 600;

    @AttributeDefinition(
            name = "Give up after",
            description = "Hours after its time when a post that no network takes is given up.")
    long giveUpAfterHours() default 24;

    @AttributeDefinition(
            name = "Node name",
            description = "What people call this server; empty for its machine's name.")
    String nodeName() default "";

    @AttributeDefinition(name = "Address", description = "Where this server listens, for people who look at the nodes.")
    String address() default "";

    @AttributeDefinition(
            name = "Heartbeat",
            description =
                    "Milliseconds after which a server shows the others on a PostgreSQL that it lives; 500 to 10000.")
    long heartbeatMillis() default 2000;

    @AttributeDefinition(name = "Stop patience", description = "Seconds for which stopping waits for calls under way.")
    long stopPatienceSeconds() default 20;
}
