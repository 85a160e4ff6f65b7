-- What networks allow, counted for all nodes. Whose it is says the key: an account's id or a platform, with a word before
-- it. No workspace_id: a developer app's limit is shared by all workspaces.
CREATE TABLE budget (
  budget_key VARCHAR(100) NOT NULL PRIMARY KEY,
  -- Until when the network wants nothing more, and what it said. NULL: it never said so.
  held_until_at BIGINT,
  reason VARCHAR(1000)
);
CREATE INDEX budget_held ON budget (held_until_at);

-- Places that are taken: of what was sent, what is armed, and what waits for its place. Whether one counts follows from
-- the state of its delivery or step, so that nothing has to give a place back.
CREATE TABLE budget_place (
  budget_key VARCHAR(100) NOT NULL,
  delivery_id ${id} NOT NULL,
  place_at BIGINT NOT NULL,
  PRIMARY KEY (budget_key, delivery_id)
);
-- Read from the latest place on, and by the last places of a day.
CREATE INDEX budget_place_latest ON budget_place (budget_key, place_at DESC);
