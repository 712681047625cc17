-- Figures by region and period in versions, evaluations made of them, and what they came to. They are few and shared.

-- `about` says as JSON what the elements and regions are and where the figures come from; `hash` covers it and every figure.
CREATE TABLE statistics_data_set (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  key TEXT NOT NULL,
  about TEXT NOT NULL,
  hash TEXT NOT NULL,
  figures BIGINT NOT NULL,
  first_period BIGINT NOT NULL,
  last_period BIGINT NOT NULL,
  received_by TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  CONSTRAINT statistics_data_set_pk PRIMARY KEY (id, version),
  CONSTRAINT statistics_data_set_figures CHECK (figures > 0)
);
-- Who hands over the same thing again gets the next version of it.
CREATE UNIQUE INDEX statistics_data_set_key ON statistics_data_set (key, version);

-- One figure of a region in a period; `persons` is how many people it stands on, where that is known.
CREATE TABLE statistics_figure (
  data_set TEXT NOT NULL,
  version BIGINT NOT NULL,
  element TEXT NOT NULL,
  region TEXT NOT NULL,
  period BIGINT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  persons BIGINT,
  CONSTRAINT statistics_figure_pk PRIMARY KEY (data_set, version, element, region, period)
);

-- `content` is the whole document as JSON, `hash` its SHA-256; `result` names what it came to.
CREATE TABLE statistics_evaluation (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  result TEXT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  published_by TEXT,
  published_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT statistics_evaluation_pk PRIMARY KEY (id, version),
  CONSTRAINT statistics_evaluation_state CHECK (state IN ('draft', 'proposed', 'published', 'superseded', 'withdrawn')),
  CONSTRAINT statistics_evaluation_two_persons CHECK (published_by IS NULL OR published_by <> drafted_by),
  CONSTRAINT statistics_evaluation_published CHECK ((published_at IS NULL) = (published_by IS NULL))
);
-- One version of an evaluation is in force, one is being written.
CREATE UNIQUE INDEX statistics_evaluation_in_force ON statistics_evaluation (id) WHERE state = 'published';
CREATE UNIQUE INDEX statistics_evaluation_in_writing ON statistics_evaluation (id) WHERE state IN ('draft', 'proposed');

-- Regions whose officers work on a version, as its content names them.
CREATE TABLE statistics_member (
  region TEXT NOT NULL,
  evaluation TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT statistics_member_pk PRIMARY KEY (region, evaluation, version)
);
CREATE INDEX statistics_member_version ON statistics_member (evaluation, version);

-- What a document came to on a data set, under the hash of both: computed once, whoever asks.
CREATE TABLE statistics_result (
  hash TEXT NOT NULL,
  computed TEXT NOT NULL,
  input TEXT NOT NULL,
  CONSTRAINT statistics_result_pk PRIMARY KEY (hash)
);
