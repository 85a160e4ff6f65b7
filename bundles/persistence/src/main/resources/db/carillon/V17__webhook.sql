-- Where other programs want to be called.
CREATE TABLE webhook (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  url VARCHAR(2000) NOT NULL,
  description VARCHAR(500) NOT NULL,
  -- ',post.changed,delivery.changed,'; empty for all.
  types VARCHAR(500) NOT NULL,
  disabled_reason VARCHAR(16),
  disabled_at BIGINT,
  sealed ${text} NOT NULL,
  key_id VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL,
  -- Grows with every change but sealing anew and what calls tell.
  version BIGINT NOT NULL,
  -- When its next call is due; NULL while there is none, or it is disabled.
  wake_at BIGINT,
  -- The one who calls it at this moment, and until when nobody else does.
  claim_id ${id},
  claim_until_at BIGINT,
  -- How many calls have failed in a row, since when, and how long it is left alone because of that.
  failures INTEGER NOT NULL,
  failing_since_at BIGINT,
  rest_until_at BIGINT NOT NULL
);
CREATE INDEX webhook_workspace ON webhook (workspace_id, id);
CREATE INDEX webhook_wake ON webhook (wake_at) ${only_waking};
CREATE INDEX webhook_key ON webhook (key_id, id);

-- What webhooks are called for, kept for a month. It repeats the event, which is forgotten earlier.
CREATE TABLE webhook_call (
  webhook_id ${id} NOT NULL,
  event_id ${id} NOT NULL,
  type VARCHAR(32) NOT NULL,
  data VARCHAR(2000) NOT NULL,
  happened_at BIGINT NOT NULL,
  state VARCHAR(12) NOT NULL,
  attempts INTEGER NOT NULL,
  status INTEGER,
  problem VARCHAR(500),
  tried_at BIGINT,
  -- NULL once it is over.
  next_at BIGINT,
  PRIMARY KEY (webhook_id, event_id)
);
CREATE INDEX webhook_call_newest ON webhook_call (webhook_id, event_id DESC);
CREATE INDEX webhook_call_next ON webhook_call (webhook_id, next_at, event_id) ${only_pending};
