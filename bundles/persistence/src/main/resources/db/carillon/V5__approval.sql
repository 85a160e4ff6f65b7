-- Whether a post goes out only once somebody has approved it.
ALTER TABLE workspace ADD COLUMN approval_required BOOLEAN NOT NULL DEFAULT FALSE;

-- The last that was said of a post, by whom, and of which revision: of another one, an approval says nothing.
ALTER TABLE post ADD COLUMN review_verdict VARCHAR(12);
ALTER TABLE post ADD COLUMN review_by ${id};
ALTER TABLE post ADD COLUMN review_at BIGINT;
ALTER TABLE post ADD COLUMN review_revision BIGINT;
ALTER TABLE post ADD COLUMN review_reason VARCHAR(2000);

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
