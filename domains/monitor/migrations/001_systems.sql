-- Indicator systems: documents in versions, with what the members said about each version. They are few and shared.

-- `content` is the whole document as JSON, `hash` its SHA-256: what is cited when a number is computed again.
CREATE TABLE monitor_system (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  consult_until TEXT,
  number TEXT,
  published_by TEXT,
  published_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT monitor_system_pk PRIMARY KEY (id, version),
  CONSTRAINT monitor_system_state CHECK (state IN
    ('draft', 'consulting', 'proposed', 'published', 'superseded', 'withdrawn')),
  CONSTRAINT monitor_system_consulting CHECK (state <> 'consulting' OR consult_until IS NOT NULL),
  CONSTRAINT monitor_system_numbered CHECK ((published_at IS NULL) = (number IS NULL))
);
-- One version of a system is in force, one is being written.
CREATE UNIQUE INDEX monitor_system_in_force ON monitor_system (id) WHERE state = 'published';
CREATE UNIQUE INDEX monitor_system_in_writing ON monitor_system (id) WHERE state IN ('draft', 'consulting', 'proposed');
-- A publication number is given once.
CREATE UNIQUE INDEX monitor_system_number ON monitor_system (number) WHERE number IS NOT NULL;

-- Regions whose authorities a version needs the agreement of, as its content names them.
CREATE TABLE monitor_member (
  region TEXT NOT NULL,
  system TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT monitor_member_pk PRIMARY KEY (region, system, version)
);
CREATE INDEX monitor_member_version ON monitor_member (system, version);

-- 意见: what a member says of a version or of one indicator, and the answer.
CREATE TABLE monitor_comment (
  system TEXT NOT NULL,
  version BIGINT NOT NULL,
  id TEXT NOT NULL,
  region TEXT NOT NULL,
  indicator TEXT NOT NULL,
  text TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  outcome TEXT,
  answer TEXT NOT NULL,
  answered_by TEXT,
  answered_at BIGINT,
  CONSTRAINT monitor_comment_pk PRIMARY KEY (system, version, id),
  CONSTRAINT monitor_comment_outcome CHECK (outcome IS NULL OR outcome IN ('adopted', 'partly', 'declined')),
  CONSTRAINT monitor_comment_answered CHECK ((outcome IS NULL) = (answered_at IS NULL))
);

-- 审定: one voice a member for what was proposed.
CREATE TABLE monitor_voice (
  system TEXT NOT NULL,
  version BIGINT NOT NULL,
  region TEXT NOT NULL,
  stance TEXT NOT NULL,
  reason TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  CONSTRAINT monitor_voice_pk PRIMARY KEY (system, version, region),
  CONSTRAINT monitor_voice_stance CHECK (stance IN ('agree', 'object'))
);
