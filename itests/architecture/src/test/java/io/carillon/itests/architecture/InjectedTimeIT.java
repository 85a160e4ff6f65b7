package io.carillon.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Time, chance and threads are injected, so that a whole system can be replayed from one seed. The classes that stand
 * for the real clock, timer and threads, and the components that wire them up, are the only exceptions.
 */
class InjectedTimeIT {

    private static final Set<String> OWNERS = Set.of(
            "java.lang.Thread",
            "java.util.concurrent.locks.LockSupport",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.Executors",
            "java.util.Random",
            "java.security.SecureRandom");

    /** What a thread may be asked without making or stopping one. */
    private static final Set<String> HARMLESS =
            Set.of("currentThread", "interrupt", "isInterrupted", "getName", "getUncaughtExceptionHandler");

    private static final Set<String> REAL_MACHINE = Set.of(
            "io.carillon.scheduler.internal.time",
            "io.carillon.scheduler.internal.work",
            "io.carillon.scheduler.internal.osgi");

    /** What puts the parts together, with the real clock and real chance among them. */
    private static final Set<String> WIRING = Set.of(
            "io.carillon.core.internal.post.TimeAndChance",
            "io.carillon.core.internal.post.CallThreads",
            "io.carillon.scheduler.SchedulerBuilder");

    private static final Set<String> CLOCK_READS =
            Set.of("currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "random");

    @Test
    void clockChanceAndThreadsAreInjected() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.carillon.api", "io.carillon.core", "io.carillon.scheduler");
        noClasses()
                .that(resideInAPackage("io.carillon.."))
                .and(areNotTheRealThing())
                .should()
                .callCodeUnitWhere(readsClockChanceOrThreads())
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> areNotTheRealThing() {
        return DescribedPredicate.describe(
                "do not stand for the real machine",
                type -> !REAL_MACHINE.contains(type.getPackageName()) && !WIRING.contains(type.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> readsClockChanceOrThreads() {
        return DescribedPredicate.describe("reads a clock, chance or threads", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            boolean noArgumentNow = name.equals("now")
                    && owner.startsWith("java.time.")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            boolean thread = OWNERS.contains(owner) && !HARMLESS.contains(name);
            return noArgumentNow || thread || CLOCK_READS.contains(name) && owner.startsWith("java.");
        });
    }
}
