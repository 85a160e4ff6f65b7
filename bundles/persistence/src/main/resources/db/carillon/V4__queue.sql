-- Weekly slots per account. What is queued are ordinary deliveries, in the order of their due times.
CREATE TABLE account_queue (
  account_id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  -- As 'MONDAY 09:00,MONDAY 17:30': read and written as a whole.
  slots ${text} NOT NULL,
  -- In which they were laid out last.
  zone VARCHAR(64) NOT NULL,
  paused_at BIGINT,
  -- The slot of the last in order, so that the next one is found without reading the queue.
  last_at BIGINT,
  revision BIGINT NOT NULL,
  -- Whoever changes anything in the queue raises this, and nobody who read it before gets through.
  version BIGINT NOT NULL
);

-- How it came by its slot, NULL for what was never queued. What was published keeps it; the state tells that it is no
-- longer in the queue.
ALTER TABLE delivery ADD COLUMN queued VARCHAR(12);
CREATE INDEX delivery_queue ON delivery (account_id, queued, due_at, id) ${only_queued};
