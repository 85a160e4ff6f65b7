-- When it is next looked how the account stands at its network; 0 where nobody planned that yet.
ALTER TABLE account ADD COLUMN look_at BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX account_look ON account (look_at, id);
