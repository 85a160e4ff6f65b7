package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.Registration;
import java.net.URI;
import java.util.Optional;

/**
 * Where an account's owner gives consent, and as what we are known there.
 *
 * @param server the address of the server, where the account's own server told it
 * @param introduced whether the server gave us a name there when we registered by ourselves, and would do so again. Where we
 *     are known by a document, its address is our name, which no refusal changes
 */
record Place(Registration registration, Optional<URI> server, boolean introduced) {}
