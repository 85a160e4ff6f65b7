package io.carillon.api.service;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
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

    /**
     * Takes what else belongs to a network for one or more calls, like {@link #use(Platform)}.
     *
     * @param companion which of the services in {@code io.carillon.api.publisher.spi} beside {@code Publisher}, such as
     *     {@code AccountConnector}
     * @return empty if none for the platform is present
     */
    <S> Optional<Use<S>> use(Class<S> companion, Platform platform);

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
