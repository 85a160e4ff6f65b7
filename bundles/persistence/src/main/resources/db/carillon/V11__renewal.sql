-- Grows with every change of the grant: whoever renews puts the new one only in the place of the one that it was made of.
ALTER TABLE account_grant ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- How often the right to renew was given out, which names the one who has it now.
ALTER TABLE account_grant ADD COLUMN lease BIGINT NOT NULL DEFAULT 0;
-- Until when, by the database's clock, somebody alone may renew; NULL where nobody does.
ALTER TABLE account_grant ADD COLUMN leased_until_at BIGINT;

-- Walked page by page, the first to end first.
DROP INDEX account_grant_expires;
CREATE INDEX account_grant_expires ON account_grant (expires_at, account_id);
