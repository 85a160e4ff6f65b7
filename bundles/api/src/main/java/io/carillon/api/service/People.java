package io.carillon.api.service;

import org.osgi.annotation.versioning.ProviderType;

/** The people who sign in, for whoever runs the server. */
@ProviderType
public interface People {

    /**
     * Gives somebody a new password in the place of one that is lost, and ends their sessions. Their tokens stay.
     *
     * @param username whatever its case
     * @return the password, which is kept nowhere
     * @throws NotFoundException if there is nobody of that name
     * @throws io.carillon.api.store.StaleException if they changed it at the same moment
     */
    String resetPassword(String username);
}
