package io.carillon.scheduler.world;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
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
        return use(Publisher.class, platform);
    }

    @Override
    public <S> Optional<Use<S>> use(Class<S> companion, Platform platform) {
        return Optional.ofNullable(present.get(platform))
                .filter(companion::isInstance)
                .map(companion::cast)
                .map(Held::new);
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

    private final class Held<S> implements Use<S> {

        private final S service;

        Held(S service) {
            this.service = service;
            uses++;
        }

        @Override
        public S service() {
            return service;
        }

        @Override
        public void close() {
            uses--;
        }
    }
}
