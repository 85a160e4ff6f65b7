-- The grant that an account lives by: its own, or that of a consent, which is a row of account_grant under an id of its own
-- that several accounts share.
ALTER TABLE account ADD COLUMN grant_id ${id} DEFAULT '' NOT NULL;
UPDATE account SET grant_id = id;
CREATE INDEX account_lives_by ON account (grant_id, id);

-- Who can make it last longer: TOKEN, CONNECTOR or NOBODY; NULL in rows from before, for CONNECTOR.
ALTER TABLE account_grant ADD COLUMN renewal VARCHAR(16);
-- When it ends for good, however often it is renewed; NULL where that is not known, or never.
ALTER TABLE account_grant ADD COLUMN lasts_until_at BIGINT;
