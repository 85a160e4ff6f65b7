-- One schema for Derby and PostgreSQL. The placeholders are the column types and index conditions in which they
-- differ (see Dialect). Conventions: every table but app_user carries workspace_id; ids are given by the
-- application; columns named *_at hold microseconds since the epoch; version columns are for optimistic locking.
-- Derby reads an index in one direction only, so an index that serves a list "newest first" says DESC.

CREATE TABLE workspace (
  id ${id} NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  missed_rule VARCHAR(16) NOT NULL,
  missed_limit_s BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

INSERT INTO workspace VALUES ('default', 'Default', 'UTC', 'PUBLISH_LATE', 3600, 0, 1);

-- A person may belong to several workspaces: the one table without workspace_id that people edit.
CREATE TABLE app_user (
  id ${id} NOT NULL PRIMARY KEY,
  username VARCHAR(200) NOT NULL,
  -- The user name in lower case: two people must not differ by case only.
  username_key VARCHAR(200) NOT NULL,
  password_hash VARCHAR(500) NOT NULL,
  administrator BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT app_user_username UNIQUE (username_key)
);

CREATE TABLE membership (
  user_id ${id} NOT NULL,
  workspace_id ${id} NOT NULL,
  role VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, workspace_id)
);
CREATE INDEX membership_workspace ON membership (workspace_id);

CREATE TABLE user_session (
  id_hash VARCHAR(128) NOT NULL PRIMARY KEY,
  user_id ${id} NOT NULL,
  csrf_hash VARCHAR(128) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX user_session_user ON user_session (user_id);
CREATE INDEX user_session_expires ON user_session (expires_at);

CREATE TABLE api_token (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  user_id ${id} NOT NULL,
  name VARCHAR(200) NOT NULL,
  token_hash VARCHAR(128) NOT NULL,
  scopes VARCHAR(200) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT,
  CONSTRAINT api_token_hash UNIQUE (token_hash)
);
CREATE INDEX api_token_workspace ON api_token (workspace_id, id);

CREATE TABLE account (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  handle VARCHAR(300) NOT NULL,
  display_name VARCHAR(300) NOT NULL,
  avatar_url VARCHAR(2000),
  status VARCHAR(16) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  settings ${text} NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX account_workspace ON account (workspace_id, id);

-- Apart from the account, so that whatever lists accounts never has a secret in its hands, sealed as it is.
CREATE TABLE account_grant (
  account_id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  sealed ${text} NOT NULL,
  key_id VARCHAR(64) NOT NULL,
  expires_at BIGINT,
  updated_at BIGINT NOT NULL
);
CREATE INDEX account_grant_key ON account_grant (key_id);
CREATE INDEX account_grant_expires ON account_grant (expires_at);

CREATE TABLE media (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  name VARCHAR(500) NOT NULL,
  type VARCHAR(100) NOT NULL,
  bytes BIGINT NOT NULL,
  width INTEGER,
  height INTEGER,
  duration_ms BIGINT,
  sha256 VARCHAR(64) NOT NULL,
  storage_key VARCHAR(500) NOT NULL,
  alt_text VARCHAR(4000) NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX media_workspace ON media (workspace_id, created_at DESC, id DESC);
CREATE INDEX media_sha256 ON media (workspace_id, sha256);

CREATE TABLE post (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  revision BIGINT NOT NULL,
  -- Everything that a person composed, as the JSON that PostDocument describes. The truth; post_label, post_account,
  -- post_media and search_text only find it again.
  content ${text} NOT NULL,
  search_text ${text} NOT NULL,
  -- Without a delivery. Lists of drafts would else have to look at every post.
  bare BOOLEAN NOT NULL,
  sched_basis VARCHAR(8),
  sched_local VARCHAR(32),
  sched_zone VARCHAR(64),
  sched_offset VARCHAR(16),
  sched_instant_at BIGINT,
  sched_adjusted VARCHAR(8),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX post_workspace ON post (workspace_id, created_at DESC, id DESC);
CREATE INDEX post_bare ON post (workspace_id, bare, created_at DESC, id DESC);

-- Lists of posts are read from these indexes newest first, which is why they repeat when the post was made.
CREATE TABLE post_label (
  post_id ${id} NOT NULL,
  workspace_id ${id} NOT NULL,
  post_created_at BIGINT NOT NULL,
  label VARCHAR(100) NOT NULL,
  PRIMARY KEY (post_id, label)
);
CREATE INDEX post_label_label ON post_label (workspace_id, label, post_created_at DESC, post_id DESC);

CREATE TABLE post_account (
  post_id ${id} NOT NULL,
  workspace_id ${id} NOT NULL,
  post_created_at BIGINT NOT NULL,
  account_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  PRIMARY KEY (post_id, account_id)
);
CREATE INDEX post_account_account ON post_account (account_id, post_created_at DESC, post_id DESC);
CREATE INDEX post_account_platform ON post_account (workspace_id, platform, post_created_at DESC, post_id DESC);

-- Which posts show a file: what refuses to delete one that is still needed.
CREATE TABLE post_media (
  post_id ${id} NOT NULL,
  workspace_id ${id} NOT NULL,
  media_id ${id} NOT NULL,
  PRIMARY KEY (post_id, media_id)
);
CREATE INDEX post_media_media ON post_media (media_id, post_id);

-- The hot table. No foreign keys on it: posts and accounts are never deleted from under it, and each would cost a
-- lookup per row of every batch.
CREATE TABLE delivery (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  post_id ${id} NOT NULL,
  post_created_at BIGINT NOT NULL,
  account_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  due_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  state VARCHAR(12) NOT NULL,
  wait_reason VARCHAR(32),
  -- The next instant at which the engine has to touch this row, for whatever reason. NULL: never.
  wake_at BIGINT,
  idempotency_key VARCHAR(64) NOT NULL,
  key_minted_at BIGINT NOT NULL,
  prep_state VARCHAR(8) NOT NULL,
  prepared ${text},
  prepared_expires_at BIGINT,
  -- The attempt that holds the row, for what, which node and which start of it, since when and until when.
  claim_id ${id},
  claim_kind VARCHAR(12),
  claim_node VARCHAR(64),
  claim_boot VARCHAR(64),
  claim_at BIGINT,
  claim_until_at BIGINT,
  -- While IN_DOUBT: which attempt is, since when, and how often the network was asked.
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
CREATE INDEX delivery_wake ON delivery (wake_at) ${only_waking};
CREATE INDEX delivery_claim ON delivery (claim_id) ${only_claimed};
CREATE INDEX delivery_post ON delivery (post_id);
CREATE INDEX delivery_state ON delivery (state, workspace_id, post_created_at DESC, post_id DESC);
CREATE INDEX delivery_state_due ON delivery (workspace_id, state, due_at DESC, id DESC);
CREATE INDEX delivery_account_due ON delivery (account_id, due_at DESC, id DESC);
CREATE INDEX delivery_due ON delivery (workspace_id, due_at DESC, id DESC);

-- Kept for ever: together they tell each delivery's story.
CREATE TABLE attempt (
  id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  delivery_id ${id} NOT NULL,
  kind VARCHAR(20) NOT NULL,
  attempt_number INTEGER NOT NULL,
  node VARCHAR(64) NOT NULL,
  armed_at BIGINT NOT NULL,
  sent_at BIGINT,
  answered_at BIGINT,
  result VARCHAR(24) NOT NULL,
  detail VARCHAR(4000) NOT NULL
);
CREATE INDEX attempt_delivery ON attempt (delivery_id, id);

-- The first answers to requests that carried an Idempotency-Key.
CREATE TABLE idempotency (
  workspace_id ${id} NOT NULL,
  request_key VARCHAR(255) NOT NULL,
  request_hash VARCHAR(128) NOT NULL,
  status INTEGER,
  location VARCHAR(2000),
  body ${text},
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, request_key)
);
CREATE INDEX idempotency_expires ON idempotency (expires_at);
