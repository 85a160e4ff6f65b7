package io.carillon.core.internal.queue;

import io.carillon.api.store.QueueChange;

/** A place in a queue: when it is, and what becomes of the queue by somebody taking it. */
public record Place(Due due, QueueChange change) {}
