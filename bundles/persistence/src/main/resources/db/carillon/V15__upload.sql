-- How much of the media library a delivery carries, so that its time to be prepared can be told without reading its post;
-- NULL where it is nothing.
ALTER TABLE delivery ADD COLUMN upload_bytes BIGINT;
