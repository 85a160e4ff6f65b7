-- Under which rules of a zone the instants of its local times were computed, for all nodes.
CREATE TABLE zone_record (
  zone VARCHAR(64) NOT NULL PRIMARY KEY,
  -- Of the time zone data that the rules are from, such as 2025b.
  data_version VARCHAR(32) NOT NULL,
  -- Which offset holds from when on: 'seconds since 1970=offset in seconds', separated by commas.
  rules ${text} NOT NULL,
  -- How many more times everything is to be compared, although the rules are the same.
  again INTEGER NOT NULL,
  -- Until when a node is at it.
  held_until_at BIGINT,
  version BIGINT NOT NULL
);

-- What goes by the wall clock of a zone, so that it is found when the zone's rules change: what goes out once by its
-- instant, what comes back by how far it is planned.
CREATE INDEX post_zone ON post (sched_zone, sched_instant_at, id) ${only_single};
CREATE INDEX post_zone_series ON post (sched_zone, planned_to, id) ${only_series};
