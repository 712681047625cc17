-- County assessments: figures as they were received, in versions that are never edited, and the way of each through the
-- procedure of recognition. `figures` is the whole as JSON, `hash` the SHA-256 of the tables the engine judged.
CREATE TABLE supervision_county (
  id TEXT NOT NULL,
  region TEXT NOT NULL,
  year BIGINT NOT NULL,
  version BIGINT NOT NULL,
  standard TEXT NOT NULL,
  example BIGINT NOT NULL,
  source TEXT NOT NULL,
  small_cell BIGINT NOT NULL,
  figures TEXT NOT NULL,
  hash TEXT NOT NULL,
  verdict TEXT NOT NULL,
  state TEXT NOT NULL,
  number TEXT,
  reason TEXT NOT NULL,
  received_by TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  published_at BIGINT,
  revision BIGINT NOT NULL,
  CONSTRAINT supervision_county_pk PRIMARY KEY (id),
  CONSTRAINT supervision_county_version UNIQUE (region, year, version),
  CONSTRAINT supervision_county_state CHECK (state IN ('qualification', 'quality_monitoring', 'acceptance_survey',
    'indicator_review', 'site_review', 'published', 'returned', 'superseded')),
  CONSTRAINT supervision_county_numbered CHECK ((published_at IS NULL) = (number IS NULL))
);
-- One version of a county's year goes through the procedure.
CREATE UNIQUE INDEX supervision_county_in_procedure ON supervision_county (region, year)
  WHERE state IN ('qualification', 'quality_monitoring', 'acceptance_survey', 'indicator_review', 'site_review');
-- A publication number is given once.
CREATE UNIQUE INDEX supervision_county_number ON supervision_county (number) WHERE number IS NOT NULL;

-- 结论: what the engine says of these figures under this standard, kept under the hash of both.
CREATE TABLE supervision_verdict (
  hash TEXT NOT NULL,
  standard TEXT NOT NULL,
  passed BIGINT,
  verdict TEXT NOT NULL,
  CONSTRAINT supervision_verdict_pk PRIMARY KEY (hash)
);

-- 问题台账: what was found, until when it is mended, and whether it was.
CREATE TABLE supervision_issue (
  county TEXT NOT NULL,
  id TEXT NOT NULL,
  school TEXT NOT NULL,
  severity TEXT NOT NULL,
  text TEXT NOT NULL,
  deadline TEXT NOT NULL,
  state TEXT NOT NULL,
  remedy TEXT NOT NULL,
  recheck TEXT NOT NULL,
  raised_by TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  CONSTRAINT supervision_issue_pk PRIMARY KEY (county, id),
  CONSTRAINT supervision_issue_severity CHECK (severity IN ('minor', 'serious', 'critical')),
  CONSTRAINT supervision_issue_state CHECK (state IN ('open', 'mended', 'closed'))
);

-- 优势、不足、建议、亮点: what an inspector says of the county or of a school.
CREATE TABLE supervision_remark (
  county TEXT NOT NULL,
  id TEXT NOT NULL,
  school TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  CONSTRAINT supervision_remark_pk PRIMARY KEY (county, id),
  CONSTRAINT supervision_remark_kind CHECK (kind IN ('strength', 'weakness', 'suggestion', 'highlight'))
);
