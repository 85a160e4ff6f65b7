-- Prepared values that an edit, a cancel or a removal made useless, until their publisher cleans them up.
CREATE TABLE discard (
  idempotency_key VARCHAR(64) NOT NULL,
  key_minted_at BIGINT NOT NULL,
  workspace_id ${id} NOT NULL,
  post_id ${id} NOT NULL,
  delivery_id ${id} NOT NULL,
  account_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  due_at BIGINT NOT NULL,
  prepared ${text} NOT NULL
);
-- Keys sort by time: the oldest first.
CREATE UNIQUE INDEX discard_key ON discard (idempotency_key);
