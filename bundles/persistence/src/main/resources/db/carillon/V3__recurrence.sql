-- Posts that come back. A series is one post; its occurrences are deliveries of it, made for some time ahead.
-- Rule, further dates and exceptions, as JSON; NULL for a single time.
ALTER TABLE post ADD COLUMN sched_recurrence ${text};
-- The first local start without deliveries, and the instant that it falls on; NULL when none is to come.
ALTER TABLE post ADD COLUMN planned_to VARCHAR(32);
ALTER TABLE post ADD COLUMN planned_to_at BIGINT;
-- When further deliveries are to be made. NULL: never.
ALTER TABLE post ADD COLUMN horizon_at BIGINT;
-- What was due before is history, which the post is no longer shown with.
ALTER TABLE post ADD COLUMN shown_from_at BIGINT;
-- The series that a post was taken out of, and the local start that it had there.
ALTER TABLE post ADD COLUMN series_id ${id};
ALTER TABLE post ADD COLUMN series_occurrence VARCHAR(32);
CREATE INDEX post_horizon ON post (horizon_at) ${only_recurring};
CREATE INDEX post_planned ON post (workspace_id, planned_to_at) ${only_unplanned};
CREATE INDEX post_series ON post (series_id, series_occurrence) ${only_detached};

-- The original local start of an occurrence; NULL for a post that goes out once.
ALTER TABLE delivery ADD COLUMN occurrence VARCHAR(32);
ALTER TABLE step ADD COLUMN occurrence VARCHAR(32);
-- Two nodes that extend a series at once must not make an occurrence twice; rows without one are as many as they like. (To
-- an index of Derby two NULLs are the same, to a constraint they are not.)
${occurrences_once} (post_id, account_id, occurrence);

-- A series has more deliveries than one wants to see, so that they are read by their time.
DROP INDEX delivery_post;
CREATE INDEX delivery_post ON delivery (post_id, due_at DESC, id DESC);
