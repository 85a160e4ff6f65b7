package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.Network;
import io.carillon.itests.simulators.Simulator;
import io.carillon.itests.simulators.fault.Faults;
import io.carillon.itests.simulators.oauth.App;
import io.carillon.itests.simulators.oauth.AuthorizationRoutes;
import io.carillon.itests.simulators.receipt.ReceiptLog;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A running server of Mastodon, and what its tests may do to it and see of it. */
public final class MastodonSimulator implements AutoCloseable {

    /** How long films are converted. */
    public static final Duration PROCESSING = Duration.ofSeconds(2);

    private static final String VERSION = "4.5.0";

    private final Simulator simulator;
    private final MastodonNetwork network;

    private MastodonSimulator(MastodonNetwork.Kind kind, Simulator.Settings settings) {
        MastodonNetwork[] made = new MastodonNetwork[1];
        simulator = Simulator.start(world -> made[0] = new MastodonNetwork(world, kind), settings);
        network = made[0];
    }

    public static MastodonSimulator start() {
        return start(Limits.usual());
    }

    public static MastodonSimulator start(Limits limits) {
        return new MastodonSimulator(
                new MastodonNetwork.Kind(limits, VERSION, true, PROCESSING, OptionalInt.empty()),
                Simulator.Settings.usual());
    }

    /** A server of another make that speaks the same API, and knows no {@code Idempotency-Key}. */
    public static MastodonSimulator startCompatible() {
        return startCompatible(OptionalInt.empty());
    }

    /** As {@link #startCompatible()}; it refuses tokens that are not good with a status, and without a word. */
    public static MastodonSimulator startSilent(int status) {
        return startCompatible(OptionalInt.of(status));
    }

    private static MastodonSimulator startCompatible(OptionalInt silently) {
        return new MastodonSimulator(
                new MastodonNetwork.Kind(
                        Limits.usual(), "2.7.2 (compatible; Pleroma 2.6.0)", false, PROCESSING, silently),
                Simulator.Settings.usual());
    }

    /** For a process of its own. */
    public static Network.Factory factory() {
        return world -> new MastodonNetwork(
                world, new MastodonNetwork.Kind(Limits.usual(), VERSION, true, PROCESSING, OptionalInt.empty()));
    }

    public URI url() {
        return simulator.url();
    }

    /** Host and port, as an administrator would allow them. */
    public String host() {
        return url().getAuthority();
    }

    public Faults faults() {
        return simulator.faults();
    }

    public ReceiptLog receipts() {
        return simulator.receipts();
    }

    public void advance(Duration time) {
        simulator.clock().advance(time);
    }

    public User createUser(String name) {
        synchronized (network.state()) {
            return network.state().addUser(name, name);
        }
    }

    /** A token that somebody made in their settings, without the pages. */
    public String token(User user, String... scopes) {
        App app = network.book()
                .register("Made by hand", Optional.empty(), List.of(AuthorizationRoutes.OUT_OF_BAND), List.of(scopes));
        return network.book()
                .issue(app, Optional.of(user.name()), List.of(scopes))
                .value();
    }

    /** Ends everything that somebody ever allowed. */
    public void revoke(User user) {
        network.book().revokeAll(user.name());
    }

    /** Deletes all apps, as the server does with those that nobody uses. */
    public void forgetApps() {
        network.book().forgetApps();
    }

    /** Somebody deletes their account. */
    public void leave(User user) {
        network.leave(user);
    }

    /** Deletes what hangs in no status, as the server does after a day. */
    public void forgetUnattachedMedia() {
        synchronized (network.state()) {
            network.state().forgetUnattachedMedia();
        }
    }

    /** Nothing is known any more by the key under which it was made, as where the server fails once it has made it. */
    public void forgetKeys() {
        synchronized (network.state()) {
            network.state().forgetKeys();
        }
    }

    /** Some reader likes it. */
    public void like(String status) {
        synchronized (network.state()) {
            network.state().favourites(status).add("a reader " + network.state().newId());
        }
    }

    /** Somebody shares it. */
    public void share(String status) {
        synchronized (network.state()) {
            network.state().reblogs(status).add("a reader " + network.state().newId());
        }
    }

    /** What somebody shows, oldest first. */
    public List<Shown> shown(User user) {
        synchronized (network.state()) {
            List<Shown> all = new java.util.ArrayList<>(network.state().statusesOf(user.id()).stream()
                    .map(this::shown)
                    .toList());
            Collections.reverse(all);
            return all;
        }
    }

    private Shown shown(Status status) {
        List<Media> media = status.media().stream()
                .map(id -> network.state().media(id).orElseThrow())
                .toList();
        return new Shown(
                status.id(),
                status.text(),
                status.spoiler(),
                status.sensitive(),
                status.visibility(),
                status.language(),
                status.inReplyTo(),
                media.stream().map(Media::bytes).toList(),
                media.stream().map(Media::description).toList(),
                status.editedAt().isPresent());
    }

    /** A status as its readers see it. */
    public record Shown(
            String id,
            String text,
            String spoiler,
            boolean sensitive,
            String visibility,
            Optional<String> language,
            Optional<String> inReplyTo,
            List<byte[]> media,
            List<String> descriptions,
            boolean edited) {}

    @Override
    public void close() {
        simulator.close();
    }
}
