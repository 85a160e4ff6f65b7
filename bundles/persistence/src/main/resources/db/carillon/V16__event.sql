-- What has happened, for whoever wants to be told; stored with the change itself, for a week.
CREATE TABLE event (
  workspace_id ${id} NOT NULL,
  -- Microseconds since the epoch in hexadecimal digits, and a random end: it sorts by time.
  id ${id} NOT NULL,
  type VARCHAR(32) NOT NULL,
  -- A JSON object of ids and states.
  data VARCHAR(2000) NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- Events that webhooks have yet to be called for. Where there are no webhooks, nothing is here.
CREATE TABLE event_outbox (
  event_id ${id} NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL
);

-- Where somebody listens. Looked up with every change of posts and deliveries, which are told nobody else.
CREATE TABLE event_listener (
  workspace_id ${id} NOT NULL PRIMARY KEY,
  -- Streams are open, or were not long ago.
  streams_until_at BIGINT NOT NULL,
  -- How many webhooks are called.
  webhooks INTEGER NOT NULL
);

-- The networks that can be published to, as was told last.
CREATE TABLE event_platform (
  platform VARCHAR(32) NOT NULL PRIMARY KEY
);

INSERT INTO event (workspace_id, id, type, data, created_at)
  SELECT workspace_id, id, 'account.changed',
    '{"account":"' || account_id || '","status":"' || status || '"}', created_at FROM account_event;
DROP TABLE account_event;
