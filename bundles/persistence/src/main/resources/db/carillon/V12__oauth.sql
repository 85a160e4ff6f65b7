-- Consents that people are about to give on the pages of a network. What is secret about them is sealed, and gone once they
-- are over.
CREATE TABLE oauth_consent (
  -- SHA-256 of the state that goes to the network and back.
  state_hash VARCHAR(64) NOT NULL PRIMARY KEY,
  workspace_id ${id} NOT NULL,
  user_id ${id} NOT NULL,
  platform VARCHAR(32) NOT NULL,
  browser VARCHAR(100) NOT NULL,
  stage VARCHAR(16) NOT NULL,
  failure VARCHAR(64),
  sealed ${text},
  key_id VARCHAR(64),
  expires_at BIGINT NOT NULL
);
CREATE INDEX oauth_consent_expires ON oauth_consent (expires_at);

-- What networks know this installation as, with sealed secrets. No workspace: the apps are the installation's.
CREATE TABLE oauth_app (
  id ${id} NOT NULL PRIMARY KEY,
  platform VARCHAR(32) NOT NULL,
  -- Of the authorization server that knows it; empty where an administrator entered it for the platform.
  server VARCHAR(500) NOT NULL,
  redirect_uri VARCHAR(1000) NOT NULL,
  client_id VARCHAR(2000) NOT NULL,
  sealed ${text} NOT NULL,
  key_id VARCHAR(64) NOT NULL,
  updated_at BIGINT NOT NULL,
  -- Grows with every change but sealing anew.
  version BIGINT NOT NULL
);
CREATE INDEX oauth_app_server ON oauth_app (platform, server);
