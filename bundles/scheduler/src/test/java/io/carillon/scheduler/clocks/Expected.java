package io.carillon.scheduler.clocks;

import io.carillon.api.model.PostId;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Something that is to go out once, at a local time.
 *
 * @param occurrence where it is one of a series
 * @param offset where it was chosen
 */
record Expected(PostId post, Optional<LocalDateTime> occurrence, LocalDateTime at, Optional<ZoneOffset> offset) {}
