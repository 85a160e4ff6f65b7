package io.carillon.itests.simulators.mastodon;

import java.time.Instant;
import java.util.List;

/** A question of a status. */
record Poll(String id, List<String> options, Instant expiresAt, boolean multiple) {}
