package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.scheduler.Journal;
import io.carillon.scheduler.SchedulerSettings;
import io.carillon.scheduler.Workers;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that the engine is made of.
 *
 * @param missed each workspace's policy for posts whose time went by; may be slow, so callers keep answers for a while
 * @param random safe for use by many threads
 * @param ids fresh ids for claims and evidence
 * @param keys fresh keys for steps
 * @param observer told of what happens, on the engine's threads; must be quick and not throw
 */
public record Parts(
        DispatchStore store,
        PostStore posts,
        Publishers publishers,
        AccountSource accounts,
        Composer composer,
        Function<WorkspaceId, MissedPolicy> missed,
        Journal journal,
        Time time,
        Workers workers,
        RandomGenerator random,
        Supplier<AttemptId> ids,
        Supplier<IdempotencyKey> keys,
        Claimant claimant,
        SchedulerSettings settings,
        Fellows fellows,
        DispatchObserver observer) {}
