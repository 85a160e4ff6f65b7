-- From when on it is late, where that is after its due time: what its network made it wait for, preparing that had begun in
-- time, and a person who asks for another try put that off. NULL: from its due time on.
ALTER TABLE delivery ADD COLUMN late_from_at BIGINT;
ALTER TABLE step ADD COLUMN late_from_at BIGINT;
