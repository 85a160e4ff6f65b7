package io.carillon.scheduler.clocks;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PageRequest;
import io.carillon.core.ChangingZone;
import io.carillon.core.internal.post.House;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A week around an instant in one zone, as a server lives through it: posts, series and a queue go out at local times,
 * while the server's clock is set and the rules of the zone change.
 */
final class Season {

    /** What happens beside the passing of time. */
    record Trouble(boolean steps, Optional<UnaryOperator<ZoneRules>> rules) {}

    private static final Duration BEFORE = Duration.ofDays(3);
    private static final Duration LENGTH = Duration.ofDays(8);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LEAD = Duration.ofSeconds(10);
    private static final OptionalLong ANY = OptionalLong.empty();

    private final Random random;
    private final ChangingZone zone;
    private final ZoneRules firstRules;
    private final Trouble trouble;
    private final Instant middle;
    private final World world = new World();
    private final Account account;
    private final House house;
    private final List<Expected> expected = new ArrayList<>();
    private final List<PostId> queued = new ArrayList<>();
    private final Map<PostId, Instant> queueTimes = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private List<Slot> slots = List.of();
    private ZoneRules rules;
    private Set<String> sentBefore = Set.of();
    private long offsetHours;

    Season(long seed, ZoneRules rules, Instant middle, Trouble trouble) {
        random = new Random(seed);
        firstRules = rules;
        this.rules = rules;
        this.middle = middle;
        this.trouble = trouble;
        zone = new ChangingZone(rules);
        account = new Account(
                new AccountId("a_bell"),
                Workspace.DEFAULT_ID,
                World.NETWORK,
                "@bell",
                "Bell",
                Optional.empty(),
                AccountStatus.CONNECTED,
                zone.id,
                Map.of(),
                Grant.oauthToken("token"));
        world.timer.pass(Duration.between(World.START, middle.minus(BEFORE)));
        world.accounts.add(account);
        world.missed = new MissedPolicy(MissedPolicy.Rule.PUBLISH_LATE, Duration.ofHours(5));
        house = new House(world.store.sound(), world.publishers, List.of(account), world.timer, this::nudge);
    }

    private void nudge() {
        if (world.engine() != null) {
            world.engine().nudge();
        }
    }

    List<String> violations() {
        return violations;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    Season run() {
        world.start();
        write();
        house.zones("2026a").check();
        List<Long> steps = times(trouble.steps() ? 2 + random.nextInt(4) : 0);
        List<Long> change = trouble.rules().isPresent() ? times(1) : List.of();
        long begin = world.timer.nanoTime();
        TreeSet<Long> stops = new TreeSet<>(steps);
        stops.addAll(change);
        for (long hour = 0; hour <= LENGTH.toHours(); hour++) {
            stops.add(HOUR.multipliedBy(hour).toNanos());
        }
        for (long stop : stops) {
            world.advance(Duration.ofNanos(begin + stop - world.timer.nanoTime()));
            if (steps.contains(stop)) {
                setClock();
            }
            if (change.contains(stop)) {
                changeRules();
            }
            house.series().extend();
        }
        check();
        return this;
    }

    /** After the start: mostly around the middle, at odd seconds. */
    private List<Long> times(int count) {
        return Stream.generate(() -> random.nextInt(3) == 0
                        ? Duration.ofSeconds(
                                random.nextInt((int) BEFORE.multipliedBy(2).toSeconds()))
                        : BEFORE.plus(Duration.ofMinutes(random.nextInt(360) - 180)))
                .map(time -> time.truncatedTo(ChronoUnit.MINUTES).plusSeconds(7).toNanos())
                .distinct()
                .limit(count)
                .sorted()
                .toList();
    }

    /** An hour forward or back; never by more than an hour in all. */
    private void setClock() {
        boolean forward = offsetHours < 0 || offsetHours == 0 && random.nextBoolean();
        offsetHours += forward ? 1 : -1;
        world.timer.setWallClockBy(Duration.ofHours(forward ? 1 : -1));
        world.engine().nudge();
        world.settle();
        count("clock steps");
    }

    private void changeRules() {
        sentBefore = world.network.calls().stream()
                .map(call -> call.delivery().value())
                .collect(Collectors.toSet());
        Instant closed = world.now().plus(LEAD);
        List<PostId> waiting = queued.stream()
                .filter(post -> deliveries(post).stream()
                        .noneMatch(one -> sentBefore.contains(one.id().value())))
                .toList();
        rules = trouble.rules().orElseThrow().apply(firstRules);
        zone.become(rules);
        lay(waiting, closed);
        house.zones("2026b").check();
        count("changed rules");
    }

    private void write() {
        WallClock clock = new WallClock(rules);
        LocalDateTime change = clock.shows(middle).truncatedTo(ChronoUnit.HOURS);
        for (int i = -16; i <= 16; i++) {
            LocalDateTime at = change.plusMinutes(15L * i);
            single(at, Optional.empty());
            if (clock.all(at).size() > 1) {
                clock.all(at).forEach(instant -> single(at, Optional.of(rules.getOffset(instant))));
            }
        }
        LocalDateTime first =
                clock.shows(world.now()).truncatedTo(ChronoUnit.HOURS).plusHours(3);
        series(first, "FREQ=HOURLY;COUNT=110", Duration.ofHours(1), 110);
        series(first, "FREQ=MINUTELY;INTERVAL=30;COUNT=200", Duration.ofMinutes(30), 200);
        series(change.minusDays(2).plusMinutes(random.nextInt(120) - 60L), "FREQ=DAILY;COUNT=5", Duration.ofDays(1), 5);
        fillQueue(change);
    }

    private void single(LocalDateTime at, Optional<ZoneOffset> offset) {
        Schedule schedule =
                offset.map(chosen -> Schedule.at(at, zone.id, chosen)).orElseGet(() -> Schedule.at(at, zone.id));
        PostId post = create(schedule);
        expected.add(new Expected(post, Optional.empty(), at, offset));
        count("posts");
    }

    private void series(LocalDateTime first, String rule, Duration every, int times) {
        PostId post = create(Schedule.at(first, zone.id).withRecurrence(Optional.of(Recurrence.of(rule))));
        for (int i = 0; i < times; i++) {
            LocalDateTime at = first.plus(every.multipliedBy(i));
            expected.add(new Expected(post, Optional.of(at), at, Optional.empty()));
            count("occurrences");
        }
    }

    private PostId create(Schedule schedule) {
        return house.posts()
                .create(
                        Workspace.DEFAULT_ID,
                        Post.to(account).caption("Ring").schedule(schedule).build())
                .post()
                .id();
    }

    private void fillQueue(LocalDateTime change) {
        Set<LocalTime> times = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            times.add(change.toLocalTime().plusMinutes(10L * random.nextInt(18) - 90));
        }
        slots = Arrays.stream(DayOfWeek.values())
                .flatMap(day -> times.stream().map(time -> new Slot(day, time)))
                .toList();
        house.queues().set(Workspace.DEFAULT_ID, account.id(), ANY, slots, false);
        for (int i = 0; i < 5 * times.size(); i++) {
            PostId post = house.posts()
                    .create(
                            Workspace.DEFAULT_ID,
                            Post.to(account).caption("Queued").build())
                    .post()
                    .id();
            house.posts().enqueue(Workspace.DEFAULT_ID, post, ANY, QueueTarget.end());
            queued.add(post);
            count("queued");
        }
        lay(queued, world.now().plus(LEAD));
    }

    /** The queue's times by the wall clock's own account: whoever comes first has the first slot. */
    private void lay(List<PostId> waiting, Instant closed) {
        WallClock clock = new WallClock(rules);
        TreeSet<Instant> times = new TreeSet<>();
        for (int day = -2; day < LENGTH.toDays() + 4; day++) {
            LocalDateTime date = clock.shows(closed).plusDays(day);
            slots.stream()
                    .filter(slot -> slot.weekday() == date.getDayOfWeek())
                    .map(slot -> clock.of(date.toLocalDate().atTime(slot.time()), Optional.empty()))
                    .filter(instant -> instant.isAfter(closed))
                    .forEach(times::add);
        }
        List<Instant> free = List.copyOf(times);
        for (int i = 0; i < waiting.size(); i++) {
            queueTimes.put(waiting.get(i), free.get(i));
        }
    }

    private List<Delivery> deliveries(PostId post) {
        return world.store
                .sound()
                .listDeliveries(
                        new DeliveryQuery(
                                Workspace.DEFAULT_ID,
                                Set.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(post)),
                        PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }

    private void check() {
        Map<String, List<ScriptedPublisher.Call>> calls = world.network.calls().stream()
                .collect(Collectors.groupingBy(call -> call.delivery().value()));
        Map<PostId, List<Delivery>> all = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (Expected one : expected) {
            List<Delivery> found = all.computeIfAbsent(one.post(), this::deliveries).stream()
                    .filter(delivery -> delivery.occurrence().equals(one.occurrence()))
                    .toList();
            known.addAll(check(one.toString(), found, calls, delivery -> due(one, delivery)));
        }
        for (PostId post : queued) {
            known.addAll(check("queued " + post, deliveries(post), calls, delivery -> queueTimes.get(post)));
        }
        calls.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> violations.add("nobody expected " + id));
    }

    /** What went out before the rules changed did so by the old ones. */
    private Instant due(Expected one, Delivery delivery) {
        boolean isOld = sentBefore.contains(delivery.id().value());
        return new WallClock(isOld ? firstRules : rules).of(one.at(), one.offset());
    }

    private interface Dues {
        Instant of(Delivery delivery);
    }

    private List<String> check(
            String what, List<Delivery> found, Map<String, List<ScriptedPublisher.Call>> calls, Dues dues) {
        if (found.size() != 1) {
            violations.add(what + " has " + found.size() + " deliveries");
            return List.of();
        }
        Delivery delivery = found.get(0);
        Instant due = dues.of(delivery);
        List<ScriptedPublisher.Call> own = calls.getOrDefault(delivery.id().value(), List.of());
        if (own.size() != 1 || delivery.state() != DeliveryState.PUBLISHED) {
            violations.add(what + " went out " + own.size() + " times and is " + delivery.state());
        }
        if (!delivery.due().equals(due)) {
            violations.add(what + " is due at " + delivery.due() + " instead of " + due);
        }
        for (ScriptedPublisher.Call call : own) {
            count("published");
            if (call.at().isBefore(due)) {
                violations.add(what + " went out at " + call.at() + ", before it was due at " + due);
            }
            boolean isCalm = !trouble.steps() && trouble.rules().isEmpty();
            if (isCalm && call.at().isAfter(due.plusMillis(1))) {
                violations.add(what + " went out at " + call.at() + ", after it was due at " + due);
            }
        }
        return List.of(delivery.id().value());
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
