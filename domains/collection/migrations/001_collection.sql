-- Collection of figures: campaigns, their forms and units, returns in versions, what was said to flags, and reminders.

CREATE TABLE collection_campaign (
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  region TEXT NOT NULL,
  year BIGINT NOT NULL,
  period TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  unit_due TEXT NOT NULL,
  county_due TEXT NOT NULL,
  city_due TEXT NOT NULL,
  province_due TEXT NOT NULL,
  example BIGINT NOT NULL,
  state TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT collection_campaign_pk PRIMARY KEY (id),
  CONSTRAINT collection_campaign_state CHECK (state IN ('configuring', 'open', 'reviewing', 'completed', 'stopped')),
  CONSTRAINT collection_campaign_days CHECK (opens_on <= unit_due AND unit_due <= county_due AND county_due <= city_due
    AND city_due <= province_due),
  CONSTRAINT collection_campaign_ended CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'stopped')))
);
CREATE INDEX collection_campaign_region ON collection_campaign (region, id);

-- The form as it was when the campaign was made; `hash` is the SHA-256 of `content`.
CREATE TABLE collection_campaign_form (
  campaign TEXT NOT NULL,
  form TEXT NOT NULL,
  version BIGINT NOT NULL,
  level TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  CONSTRAINT collection_campaign_form_pk PRIMARY KEY (campaign, form),
  CONSTRAINT collection_campaign_form_level CHECK (level IN ('school', 'county'))
);

CREATE TABLE collection_unit (
  campaign TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  county TEXT NOT NULL,
  city TEXT NOT NULL,
  province TEXT NOT NULL,
  CONSTRAINT collection_unit_pk PRIMARY KEY (campaign, code),
  CONSTRAINT collection_unit_level CHECK (level IN ('school', 'county'))
);

-- A unit's return on a form. What it says stands in its versions; `current` is the latest, by which lists find their way.
CREATE TABLE collection_return (
  id TEXT NOT NULL,
  campaign TEXT NOT NULL,
  form TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  county TEXT NOT NULL,
  city TEXT NOT NULL,
  province TEXT NOT NULL,
  current BIGINT NOT NULL,
  CONSTRAINT collection_return_pk PRIMARY KEY (id),
  CONSTRAINT collection_return_once UNIQUE (campaign, form, unit)
);
CREATE INDEX collection_return_unit ON collection_return (unit, id);
CREATE INDEX collection_return_county ON collection_return (county, campaign, form);
CREATE INDEX collection_return_city ON collection_return (city, campaign);
CREATE INDEX collection_return_province ON collection_return (province, campaign);

-- What is approved is never changed: a correction is the next version.
CREATE TABLE collection_version (
  ret TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  revision BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  since BIGINT NOT NULL,
  submitted_by TEXT,
  submitted_at BIGINT,
  correction TEXT NOT NULL,
  reason TEXT NOT NULL,
  returned_by TEXT,
  CONSTRAINT collection_version_pk PRIMARY KEY (ret, version),
  CONSTRAINT collection_version_state CHECK (state IN
    ('draft', 'returned', 'at_county', 'at_city', 'at_province', 'approved', 'superseded', 'excused')),
  CONSTRAINT collection_version_tier CHECK (returned_by IS NULL OR returned_by IN ('county', 'city', 'province'))
);
CREATE UNIQUE INDEX collection_version_in_force ON collection_version (ret) WHERE state = 'approved';
CREATE UNIQUE INDEX collection_version_in_work ON collection_version (ret)
  WHERE state IN ('draft', 'returned', 'at_county', 'at_city', 'at_province');

CREATE TABLE collection_step (
  ret TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  verb TEXT NOT NULL,
  tier TEXT,
  done_by TEXT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  due_on TEXT,
  hash TEXT NOT NULL,
  CONSTRAINT collection_step_pk PRIMARY KEY (ret, id)
);

-- A flag is named by its check, fields and entries, so that what was said to it counts only while these stay the same.
CREATE TABLE collection_answer (
  ret TEXT NOT NULL,
  flag TEXT NOT NULL,
  kind TEXT NOT NULL,
  check_code TEXT NOT NULL,
  text TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  CONSTRAINT collection_answer_pk PRIMARY KEY (ret, flag, kind),
  CONSTRAINT collection_answer_kind CHECK (kind IN ('answer', 'overrule'))
);

-- A reader, a unit or a region, is told once of each day and stage.
CREATE TABLE collection_notice (
  reader TEXT NOT NULL,
  campaign TEXT NOT NULL,
  party TEXT NOT NULL,
  due_on TEXT NOT NULL,
  stage TEXT NOT NULL,
  waiting BIGINT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT collection_notice_pk PRIMARY KEY (reader, campaign, party, due_on, stage),
  CONSTRAINT collection_notice_stage CHECK (stage IN ('soon', 'overdue'))
);
