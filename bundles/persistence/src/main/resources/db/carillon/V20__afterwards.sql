-- Since when it is no longer on its network because a person asked for that; NULL while it is there, or never was.
ALTER TABLE delivery ADD COLUMN removed_at BIGINT;
ALTER TABLE step ADD COLUMN removed_at BIGINT;

-- What a published post said, and what a person wrote instead: for the lines of stories that are about that.
CREATE TABLE wording (
  attempt_id ${id} NOT NULL PRIMARY KEY,
  delivery_id ${id} NOT NULL,
  -- NULL where that is not known for sure.
  text_before ${text},
  text_after ${text} NOT NULL
);
CREATE INDEX wording_delivery ON wording (delivery_id);
