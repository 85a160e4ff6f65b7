package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.scheduler.world.FaultyStore.When;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same day over and over, each time with another call to the store failing, until there is no such call. Whatever
 * fails, every post and every step ends up on the network, once, and threads in their order.
 */
class FaultSweepTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final List<String> THREADS = List.of("p1", "p3", "p4");

    /** What the network has, by the key under which it was sent. */
    private final Map<DeliveryId, Integer> receipts = new HashMap<>();

    /** What the network has of steps: what they say, by their keys, in the order in which they came. */
    private final Map<String, List<String>> steps = new LinkedHashMap<>();

    private Published acceptStep(World world, PublishContext context) {
        String key = context.key().value();
        steps.computeIfAbsent(key, known -> new ArrayList<>())
                .add(context.message().text());
        return world.network.published("r-" + key);
    }

    private ReconcileOutcome lookForStep(World world, PublishContext context) {
        String key = context.key().value();
        return steps.containsKey(key)
                ? new ReconcileOutcome.Found(world.network.published("r-" + key).publication())
                : new ReconcileOutcome.Absent();
    }

    /** The first calls for steps meet every fate too. */
    private void stepFates(World world) {
        ScriptedPublisher.Following accepted = (context, step) -> acceptStep(world, context);
        world.network.follows(
                accepted,
                (context, step) -> new Throttled(world.now().plusSeconds(5), "slow down"),
                (context, step) -> new Unavailable("down"),
                (context, step) -> {
                    acceptStep(world, context);
                    return new Indeterminate("the answer was lost");
                },
                (context, step) -> new Indeterminate("the request was lost"),
                (context, step) -> {
                    PublishOutcome late = acceptStep(world, context);
                    world.advance(Duration.ofSeconds(40));
                    return late;
                });
        for (int i = 0; i < 60; i++) {
            world.network.follows(accepted);
            world.network.reconcilesSteps((context, step, attempt) -> lookForStep(world, context));
        }
    }

    private Published accept(World world, PublishContext context) {
        receipts.merge(context.delivery(), 1, Integer::sum);
        return world.network.published("r-" + context.delivery());
    }

    private ReconcileOutcome look(World world, PublishContext context) {
        return receipts.containsKey(context.delivery())
                ? new ReconcileOutcome.Found(
                        world.network.published("r-" + context.delivery()).publication())
                : new ReconcileOutcome.Absent();
    }

    /** The first call for each post meets another fate; later ones are accepted. */
    private List<DeliveryId> day(World world) {
        ScriptedPublisher.Publishing accepted = (context, prepared) -> accept(world, context);
        world.network.publishes(
                accepted,
                (context, prepared) -> new Throttled(world.now().plusSeconds(5), "slow down"),
                (context, prepared) -> new Unavailable("down"),
                (context, prepared) -> {
                    accept(world, context);
                    return new Indeterminate("the answer was lost");
                },
                (context, prepared) -> new Indeterminate("the request was lost"),
                (context, prepared) -> {
                    PublishOutcome late = accept(world, context);
                    world.advance(Duration.ofSeconds(40));
                    return late;
                });
        for (int i = 0; i < 40; i++) {
            world.network.publishes(accepted);
            world.network.reconciles((context, attempt) -> look(world, context));
        }
        stepFates(world);
        return Stream.of("p1", "p2", "p3", "p4", "p5", "p6")
                .map(name -> THREADS.contains(name) ? world.thread(name, DUE, 2) : world.post(name, DUE))
                .toList();
    }

    private void assertOnce(World world, List<DeliveryId> posts, String failed) {
        for (DeliveryId id : posts) {
            assertThat(world.state(id)).as(id + " after " + failed).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(receipts.get(id))
                    .as("receipts of " + id + " after " + failed)
                    .isEqualTo(1);
        }
        assertStepsOnceAndInOrder(world, failed);
        assertThat(world.journal().notes()).as("notes after " + failed).isEmpty();
        assertThat(world.publishers.uses()).isZero();
    }

    private void assertStepsOnceAndInOrder(World world, String failed) {
        for (String name : THREADS) {
            assertThat(world.stepStates(new DeliveryId("d-" + name)))
                    .as("steps of " + name + " after " + failed)
                    .containsExactly(DeliveryState.PUBLISHED, DeliveryState.PUBLISHED, DeliveryState.PUBLISHED);
            assertThat(steps.values().stream().flatMap(List::stream).filter(text -> text.startsWith(name)))
                    .as("receipts of steps of " + name + " after " + failed)
                    .containsExactlyInAnyOrder(name + "-c", name + "-1", name + "-2")
                    .containsSubsequence(name + "-1", name + "-2");
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void anyCallToTheStoreMayFail(When when) {
        boolean failed = true;
        for (int n = 0; failed; n++) {
            receipts.clear();
            steps.clear();
            World world = new World();
            world.store.failAt(n, when);
            world.start();
            List<DeliveryId> posts = day(world);
            world.advanceTo(DUE.plusSeconds(300));
            failed = world.store.hasFailed();
            assertOnce(world, posts, failed ? world.store.calls().get(n) + " as call " + n : "none");
            assertThat(n).isLessThan(2000);
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void theProcessMayDieAtAnyCallToTheStore(When when) {
        boolean died = true;
        for (int n = 0; died; n++) {
            receipts.clear();
            steps.clear();
            World world = new World();
            world.store.dieAt(n, when, world::kill);
            world.start();
            List<DeliveryId> posts = day(world);
            world.advanceTo(DUE.plusSeconds(100));
            died = world.store.hasFailed();
            if (died) {
                world.start();
            }
            world.advance(Duration.ofSeconds(400));
            assertOnce(world, posts, died ? "death at " + world.store.calls().get(n) + " as call " + n : "none");
            assertThat(n).isLessThan(2000);
        }
    }
}
