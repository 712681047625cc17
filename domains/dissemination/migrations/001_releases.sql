-- What is published as statistics: dataflows, their releases in numbered versions, and the observations of each. A release
-- that was published is never edited; its observations are written once, with it.

CREATE TABLE dissemination_dataflow (
  id TEXT NOT NULL,
  region TEXT NOT NULL,
  content TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT dissemination_dataflow_pk PRIMARY KEY (id)
);

-- `structure` is the whole structure as JSON; `hash` covers it and every observation. `published` keeps what the dataflow
-- said of itself on the day, so that an old release is cited as it was.
CREATE TABLE dissemination_release (
  dataflow TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  released_on TEXT NOT NULL,
  change TEXT NOT NULL,
  change_en TEXT NOT NULL,
  structure TEXT NOT NULL,
  structure_version BIGINT NOT NULL,
  hash TEXT NOT NULL,
  series BIGINT NOT NULL,
  observations BIGINT NOT NULL,
  first_period TEXT NOT NULL,
  last_period TEXT NOT NULL,
  coverage TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  proposed_by TEXT,
  released_by TEXT,
  released_at BIGINT,
  published TEXT,
  withdrawn_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT dissemination_release_pk PRIMARY KEY (dataflow, version),
  CONSTRAINT dissemination_release_state CHECK (state IN ('draft', 'proposed', 'released', 'withdrawn')),
  CONSTRAINT dissemination_release_dated CHECK (state <> 'released' OR released_at IS NOT NULL),
  CONSTRAINT dissemination_release_two CHECK (released_by IS NULL OR (released_by <> drafted_by AND released_by <> proposed_by)),
  CONSTRAINT dissemination_release_why CHECK (withdrawn_at IS NULL OR reason <> '')
);
-- One release of a dataflow is being made at a time.
CREATE UNIQUE INDEX dissemination_release_open ON dissemination_release (dataflow) WHERE state IN ('draft', 'proposed');

-- `place` is the values of the dimensions one after the other, a byte 31 between them: as bytes both databases keep it in the
-- order in which messages are written, whatever their collation.
CREATE TABLE dissemination_series (
  dataflow TEXT NOT NULL,
  version BIGINT NOT NULL,
  place BYTEA NOT NULL,
  CONSTRAINT dissemination_series_pk PRIMARY KEY (dataflow, version, place)
);

-- Here `place` ends with the period. `attributes` has the values of the declared attributes, a byte 31 between them.
CREATE TABLE dissemination_observation (
  dataflow TEXT NOT NULL,
  version BIGINT NOT NULL,
  place BYTEA NOT NULL,
  value TEXT,
  status TEXT NOT NULL,
  attributes TEXT NOT NULL,
  CONSTRAINT dissemination_observation_pk PRIMARY KEY (dataflow, version, place)
);
