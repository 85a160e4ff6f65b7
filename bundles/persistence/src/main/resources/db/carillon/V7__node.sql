-- The servers that share this database. A row says which networks its server has publishers for and when it was last heard
-- of, by the database's clock. No workspace: servers are all workspaces' alike.
CREATE TABLE node (
  id ${id} NOT NULL PRIMARY KEY,
  boot VARCHAR(64) NOT NULL,
  -- Where it runs: two runs at the same place cannot be at work at once.
  place VARCHAR(64) NOT NULL,
  name VARCHAR(300) NOT NULL,
  address VARCHAR(500) NOT NULL,
  version VARCHAR(64) NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  beat_us BIGINT NOT NULL,
  stopped BOOLEAN NOT NULL,
  -- Separated by commas.
  platforms VARCHAR(4000) NOT NULL,
  clock_offset_us BIGINT NOT NULL,
  arming BOOLEAN NOT NULL,
  -- What all must have in common, as lines of name=value.
  shared VARCHAR(4000) NOT NULL
);
