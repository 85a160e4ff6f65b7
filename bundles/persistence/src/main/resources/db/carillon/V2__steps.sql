-- What follows a publish: a first comment, the further parts of a thread, the look-up of a permalink. A step goes the way
-- of a delivery, so that it has every column that the engine works with there; kept apart so that what is due of posts
-- never waits behind what follows others.
CREATE TABLE step (
  -- The delivery's id, a dot, and the step's number.
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  delivery_id ${id} NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  part INTEGER NOT NULL,
  -- What it says, as JSON, frozen when the post was published: a later edit of the post changes nothing of it.
  content ${text} NOT NULL,
  post_id ${id} NOT NULL,
  account_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  -- Since when it can be taken.
  due_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  state VARCHAR(12) NOT NULL,
  wait_reason VARCHAR(32),
  -- NULL while it waits for the part of the thread before it, and when there is nothing left to do.
  wake_at BIGINT,
  idempotency_key VARCHAR(64) NOT NULL,
  key_minted_at BIGINT NOT NULL,
  prep_state VARCHAR(8) NOT NULL,
  prepared ${text},
  prepared_expires_at BIGINT,
  claim_id ${id},
  claim_kind VARCHAR(12),
  claim_node VARCHAR(64),
  claim_boot VARCHAR(64),
  claim_at BIGINT,
  claim_until_at BIGINT,
  doubt_attempt_id ${id},
  doubt_started_at BIGINT,
  doubt_asked INTEGER,
  attempts INTEGER NOT NULL,
  retry_at BIGINT,
  remote_id VARCHAR(500),
  permalink VARCHAR(2000),
  published_at BIGINT,
  lateness_us BIGINT,
  problem_code VARCHAR(100),
  problem_detail VARCHAR(4000)
);
CREATE UNIQUE INDEX step_delivery ON step (delivery_id, seq);
CREATE INDEX step_wake ON step (wake_at) ${only_waking};
CREATE INDEX step_claim ON step (claim_id) ${only_claimed};
CREATE INDEX step_state ON step (state, platform);
CREATE INDEX step_account ON step (account_id, state);
