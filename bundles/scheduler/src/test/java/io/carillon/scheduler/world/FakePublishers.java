package io.carillon.scheduler.world;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import io.carillon.core.publisher.LearnedPace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Publishers that a test plugs in and out. */
public final class FakePublishers implements Publishers {

    private final UploadPace pace = new LearnedPace();
    private final Map<Platform, Publisher> present = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private int uses;

    public void plugIn(Publisher publisher) {
        Platform platform = publisher.profile().platform();
        present.put(platform, publisher);
        List.copyOf(listeners).forEach(listener -> listener.appeared(platform));
    }

    public void pullOut(Platform platform) {
        present.remove(platform);
        List.copyOf(listeners).forEach(listener -> listener.disappeared(platform));
    }

    /** Calls for which a publisher is held at this moment. */
    public int uses() {
        return uses;
    }

    @Override
    public List<PublisherProfile> profiles() {
        return present.values().stream().map(Publisher::profile).toList();
    }

    @Override
    public Optional<PublisherProfile> profile(Platform platform) {
        return Optional.ofNullable(present.get(platform)).map(Publisher::profile);
    }

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
        return Optional.ofNullable(present.get(platform)).map(Held::new);
    }

    @Override
    public Optional<Use<AccountConnector>> useConnector(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<FollowUps>> useFollowUps(Platform platform) {
        return Optional.ofNullable(present.get(platform))
                .filter(FollowUps.class::isInstance)
                .map(publisher -> new HeldFollowUps(new Held(publisher)));
    }

    private record HeldFollowUps(Use<Publisher> use) implements Use<FollowUps> {

        @Override
        public FollowUps service() {
            return (FollowUps) use.service();
        }

        @Override
        public void close() {
            use.close();
        }
    }

    @Override
    public Optional<Use<Remover>> useRemover(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<Editor>> useEditor(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<MetricsSource>> useMetricsSource(Platform platform) {
        return Optional.empty();
    }

    @Override
    public UploadPace pace() {
        return pace;
    }

    @Override
    public List<Platform> contested() {
        return List.of();
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    private final class Held implements Use<Publisher> {

        private final Publisher publisher;

        Held(Publisher publisher) {
            this.publisher = publisher;
            uses++;
        }

        @Override
        public Publisher service() {
            return publisher;
        }

        @Override
        public void close() {
            uses--;
        }
    }
}
