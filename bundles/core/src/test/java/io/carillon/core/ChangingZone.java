package io.carillon.core;

import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A zone whose rules a test changes, as newer time zone data would. The thousandth after it has its name again. */
public final class ChangingZone {

    private static final Map<String, ZoneRules> RULES = new ConcurrentHashMap<>();
    private static final int COUNT = 1_000;
    private static final Set<String> NAMES =
            IntStream.range(0, COUNT).mapToObj(i -> "Test/Changing-" + i).collect(Collectors.toSet());
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        ZoneRulesProvider.registerProvider(new Provider());
    }

    private static final class Provider extends ZoneRulesProvider {

        @Override
        protected Set<String> provideZoneIds() {
            return NAMES;
        }

        /** Without rules to be cached, Java asks for them every time. */
        @Override
        protected ZoneRules provideRules(String zone, boolean forCaching) {
            return forCaching ? null : RULES.getOrDefault(zone, ZoneId.of("UTC").getRules());
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
            return new TreeMap<>(Map.of("1", provideRules(zone, false)));
        }
    }

    public final ZoneId id;

    public ChangingZone(ZoneRules rules) {
        String name = "Test/Changing-" + NEXT.getAndIncrement() % COUNT;
        RULES.put(name, rules);
        id = ZoneId.of(name);
    }

    public void become(ZoneRules rules) {
        RULES.put(id.getId(), rules);
    }
}
