-- Why an account cannot publish, or not for long, for its owner; NULL while there is nothing to say.
ALTER TABLE account ADD COLUMN problem_code VARCHAR(64);
ALTER TABLE account ADD COLUMN problem_detail VARCHAR(1000);

-- Walked page by page when the vault's key is changed.
DROP INDEX account_grant_key;
CREATE INDEX account_grant_key ON account_grant (key_id, account_id);
