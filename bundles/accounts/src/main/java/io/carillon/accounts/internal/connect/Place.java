package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.Registration;
import java.net.URI;
import java.util.Optional;

/**
 * Where an account's owner gives consent, and as what we are known there.
 *
 * @param server the address of the server, where the account's own server told it
 * @param introduced whether we registered there by ourselves, and can do so again
 */
record Place(Registration registration, Optional<URI> server, boolean introduced) {}
