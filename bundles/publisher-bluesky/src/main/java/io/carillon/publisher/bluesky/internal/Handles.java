package io.carillon.publisher.bluesky.internal;

import java.net.URI;
import java.time.Instant;

/**
 * Which name of an account is shown. A data server says of its people what it likes, so a name counts only where it holds both
 * ways: it leads to the account, and the account's document has it.
 */
final class Handles {

    private final Directory directory;
    private final URI service;

    /** @param service which answers for handles; never the account's own server, unless an administrator chose that one */
    Handles(Directory directory, URI service) {
        this.directory = directory;
        this.service = service;
    }

    /**
     * The name to show of an account.
     *
     * @param claimed by its server
     * @return its permanent name where the claimed one does not hold, or that cannot be found out
     */
    String shown(String did, String claimed, Instant deadline) {
        try {
            return holds(did, claimed, deadline) ? "@" + claimed : did;
        } catch (TroubleException e) {
            // Whoever connects has nothing to do with it; the next look at the account finds out.
            return did;
        }
    }

    /** @throws TroubleException if it cannot be found out now */
    boolean holds(String did, String claimed, Instant deadline) throws TroubleException {
        try {
            return directory.names(did, claimed, deadline)
                    && directory.did(claimed, service, deadline).equals(did);
        } catch (TroubleException e) {
            if (e.isRefusal()) {
                return false;
            }
            throw e;
        }
    }
}
