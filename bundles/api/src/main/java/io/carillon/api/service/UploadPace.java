package io.carillon.api.service;

import io.carillon.api.model.Platform;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How long networks take to get ready what a post carries, as experience has it: what is scheduled is prepared so much
 * earlier. Safe for use by many threads.
 */
@ProviderType
public interface UploadPace {

    /** How long preparing so many bytes may be expected to take; cautious where nothing is known. */
    Duration expected(Platform platform, long bytes);

    /**
     * A post is ready.
     *
     * @param took from the first call to prepare it until its network had everything and had made of it what it makes
     */
    void learn(Platform platform, long bytes, Duration took);
}
