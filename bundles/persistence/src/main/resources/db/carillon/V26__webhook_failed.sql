-- When the last of the calls that failed in a row did; NULL where none has.
ALTER TABLE webhook ADD COLUMN failed_at BIGINT;
-- What fails now is left alone since then, for minutes or as long as it asked for.
UPDATE webhook SET failed_at = rest_until_at WHERE failing_since_at IS NOT NULL AND rest_until_at > 0;
