-- Who said what the line tells: a person's id, or 'console'. Nobody for what servers do.
ALTER TABLE attempt ADD COLUMN by_user ${id};

-- The entity tag of a kept answer; NULL where it had none.
ALTER TABLE idempotency ADD COLUMN etag VARCHAR(100);
