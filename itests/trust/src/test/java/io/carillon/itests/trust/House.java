package io.carillon.itests.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A server with the publisher for the networks in its deploy folder, and what people do with it. */
final class House {

    static final String KEYED = "trust-keyed";
    static final String READABLE = "trust-readable";
    static final String NONE = "trust-none";
    static final String CALM = "trust-calm-keyed";

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** A server that has just been started writes its first posts slowly. */
    private static final Duration FIRST_LEAD = Duration.ofSeconds(15);

    private final CarillonServer server;
    private final Map<String, String> accounts = new LinkedHashMap<>();
    private final Map<String, List<String>> posts = new LinkedHashMap<>();
    private Client client;
    private Instant lastDue = Instant.EPOCH;
    private Duration lead = FIRST_LEAD;

    House(CarillonServer server, Oracle oracle) {
        this.server =
                server.with("CARILLON_TRUST_NETWORK", oracle.address()).with("CARILLON_ALLOWED_HOSTS", oracle.host());
        try {
            Path jar = Path.of(System.getProperty("carillon.trust.publisher"));
            Files.copy(jar, server.home().resolve("deploy").resolve(jar.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server, and waits for the networks to be there. */
    void start() {
        begin();
        awaitStart();
    }

    void awaitStart() {
        Instant begun = Instant.now();
        server.awaitReady();
        client = server.signIn();
        // A machine that starts it slowly writes its first posts slowly, too.
        Duration asSlow = Duration.between(begun, Instant.now()).multipliedBy(3);
        lead = lead.compareTo(asSlow) < 0 ? asSlow : lead;
        Waiting.await(
                "the networks' publishers",
                () -> client.get("/api/v1/platforms").text().contains(CALM));
    }

    /** Starts the server, and does not wait. */
    void begin() {
        server.begin();
    }

    /** @return the accounts, in the order of the networks */
    List<String> connect(String... networks) {
        for (String network : networks) {
            String id = client.post("/api/v1/accounts", Map.of("platform", network, "settings", Map.of()))
                    .json(201)
                    .path("id")
                    .asText();
            accounts.put(network, id);
        }
        return List.of(networks).stream().map(accounts::get).toList();
    }

    /** Goes on with the accounts of another server on the same database. */
    void adopt(House other) {
        accounts.putAll(other.accounts);
        lead = other.lead;
    }

    /** When posts can be due so that all of them are written by then: as long as it took last time, and more. */
    Instant soon() {
        return Instant.now().plus(lead);
    }

    /** Schedules posts for some networks; their texts begin with a prefix. */
    void schedule(String prefix, int count, Instant due, Duration apart, String... networks) {
        Instant begun = Instant.now();
        List<String> ids = List.of(networks).stream().map(accounts::get).toList();
        Instant at = due;
        for (int i = 0; i < count; i++) {
            String post = client.post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption",
                                    prefix + i,
                                    "accounts",
                                    ids,
                                    "schedule",
                                    Map.of("instant", at.toString(), "zone", "UTC")))
                    .json(201)
                    .path("id")
                    .asText();
            posts.computeIfAbsent(prefix, first -> new ArrayList<>()).add(post);
            at = at.plus(apart);
        }
        lastDue = at;
        lead = Duration.between(begun, Instant.now()).multipliedBy(2).plusSeconds(4);
    }

    /** Waits until everything with a prefix is at rest, and tells how it is then. */
    List<Delivery> settled(String prefix) {
        List<Delivery> all = new ArrayList<>();
        List<String> open = new ArrayList<>(posts.get(prefix));
        Waiting.await("all of " + prefix + " to be settled", patience(), () -> {
            for (String post : List.copyOf(open)) {
                List<Delivery> deliveries = deliveries(post);
                if (!deliveries.stream().allMatch(Delivery::isAtRest)) {
                    return false;
                }
                all.addAll(deliveries);
                open.remove(post);
            }
            return true;
        });
        return all;
    }

    /** From the last due time on, which is far ahead where the machine is slow. */
    private Duration patience() {
        Duration ahead = Duration.between(Instant.now(), lastDue);
        return ahead.isNegative() ? PATIENCE : PATIENCE.plus(ahead);
    }

    /** The servers that sent something of what has a prefix. */
    Set<String> senders(String prefix) {
        Set<String> senders = new TreeSet<>();
        for (String post : posts.get(prefix)) {
            for (JsonNode delivery :
                    client.get("/api/v1/posts/" + post).json(200).path("deliveries")) {
                for (JsonNode attempt : client.get(
                                "/api/v1/deliveries/" + delivery.path("id").asText())
                        .json(200)
                        .path("attempts")) {
                    senders.add(attempt.path("node").asText());
                }
            }
        }
        return senders;
    }

    private List<Delivery> deliveries(String post) {
        Client.Answer answer = client.get("/api/v1/posts/" + post);
        if (answer.status() == 503) {
            return List.of(new Delivery("", "", "UNKNOWN", ""));
        }
        JsonNode json = answer.json(200);
        List<Delivery> all = new ArrayList<>();
        json.path("deliveries")
                .forEach(one -> all.add(Delivery.of(one, json.path("caption").asText())));
        return all;
    }

    CarillonServer server() {
        return server;
    }

    Client client() {
        return client;
    }
}
