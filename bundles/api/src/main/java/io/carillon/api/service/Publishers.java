package io.carillon.api.service;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The publishers that are installed at this moment. They come and go while the server runs. */
@ProviderType
public interface Publishers {

    /** The profiles of all present publishers, by platform. */
    List<PublisherProfile> profiles();

    Optional<PublisherProfile> profile(Platform platform);

    /**
     * Takes a publisher for one or more calls; the caller closes the use when they are over. Whoever removes the
     * publisher waits for that.
     *
     * @return empty if no publisher for the platform is present
     */
    Optional<Use<Publisher>> use(Platform platform);

    /** Takes the connector of a network for one or more calls, like {@link #use}. */
    Optional<Use<AccountConnector>> useConnector(Platform platform);

    /** Takes what follows up on posts of a network for one or more calls, like {@link #use}. */
    Optional<Use<FollowUps>> useFollowUps(Platform platform);

    /** Takes the source of a network's figures for one or more calls, like {@link #use}. */
    Optional<Use<MetricsSource>> useMetricsSource(Platform platform);

    /** Takes what removes posts from a network for one or more calls, like {@link #use}. */
    Optional<Use<Remover>> useRemover(Platform platform);

    /** Takes what changes posts on a network for one or more calls, like {@link #use}. */
    Optional<Use<Editor>> useEditor(Platform platform);

    /** How long their networks take to get ready what a post carries. */
    UploadPace pace();

    /** Platforms for which several publishers are present, of which the one with the highest ranking counts. */
    List<Platform> contested();

    /** Tells the listener of every coming and going from now on, on the thread that brings it about. */
    void addListener(Listener listener);

    void removeListener(Listener listener);

    /** A publisher at work. */
    interface Use<T> extends AutoCloseable {

        T service();

        @Override
        void close();
    }

    /** Learns of comings and goings. */
    interface Listener {

        /** There is a publisher now, or one that was there can follow up on its posts now. */
        void appeared(Platform platform);

        void disappeared(Platform platform);
    }
}
