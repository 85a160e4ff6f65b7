package io.carillon.publisher.contract;

import io.carillon.api.model.Account;
import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What readers see on the network under test: the word that counts. It must not be asked of the publisher, which is what
 * is being tested.
 */
@ConsumerType
@FunctionalInterface
public interface VisiblePosts {

    /** Everything that the account shows, oldest first. */
    List<VisiblePost> of(Account account) throws IOException;

    /**
     * A post as a reader sees it.
     *
     * @param media the bytes of each picture or film, in order
     */
    record VisiblePost(String remoteId, String text, List<byte[]> media) {

        public VisiblePost {
            media = List.copyOf(media);
        }
    }
}
