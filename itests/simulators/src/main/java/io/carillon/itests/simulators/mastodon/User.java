package io.carillon.itests.simulators.mastodon;

import java.time.Instant;

/** Somebody with an account on the simulated server. */
public record User(String id, String name, String displayName, Instant since) {}
