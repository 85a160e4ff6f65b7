-- How many visits to prepare an attempt stands for; 1 for everything else.
ALTER TABLE attempt ADD COLUMN times INTEGER DEFAULT 1 NOT NULL;

-- Published deliveries whose figures are yet to be read, each until its last age. Apart from delivery, so that collecting
-- figures touches nothing that the engine works on.
CREATE TABLE sampling (
  delivery_id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  account_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  remote_id VARCHAR(500) NOT NULL,
  permalink VARCHAR(2000),
  published_at BIGINT NOT NULL,
  -- The next age at which figures are read, in seconds since it was published.
  age_s BIGINT NOT NULL,
  -- When that is to be done, or tried again. While somebody does it, when they have given up.
  wake_at BIGINT NOT NULL,
  failures INTEGER NOT NULL
);
CREATE INDEX sampling_wake ON sampling (wake_at);

-- Figures at an age. Kept for ever.
CREATE TABLE sample (
  delivery_id ${id} NOT NULL,
  age_s BIGINT NOT NULL,
  workspace_id ${id} NOT NULL,
  account_id ${id} NOT NULL,
  taken_at BIGINT NOT NULL,
  -- JSON: figures by their names.
  figures ${text} NOT NULL,
  PRIMARY KEY (delivery_id, age_s)
);
