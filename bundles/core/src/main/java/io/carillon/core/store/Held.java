package io.carillon.core.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import java.time.Instant;

/** A claim on a delivery, as its row remembers it. */
record Held(AttemptId id, ClaimKind kind, Claimant claimant, Instant since) {}
