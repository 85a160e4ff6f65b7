-- What has become of accounts, for whoever wants to be told; stored with the change itself, for a week.
CREATE TABLE account_event (
  -- Microseconds since the epoch in hexadecimal digits, and a random end: it sorts by time.
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  account_id ${id} NOT NULL,
  status VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX account_event_workspace ON account_event (workspace_id, id);
