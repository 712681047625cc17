-- What the pages of an evaluation's form say before it is computed: few, and gone once it is.

-- `region` is the authority that will publish it; `evaluation` and `version` name the draft it changes, empty and 0 for a new one.
CREATE TABLE statistics_plan (
  id TEXT NOT NULL,
  region TEXT NOT NULL,
  evaluation TEXT NOT NULL,
  version BIGINT NOT NULL,
  content TEXT NOT NULL,
  kept_by TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT statistics_plan_pk PRIMARY KEY (id)
);
CREATE INDEX statistics_plan_region ON statistics_plan (region, id);
-- A draft is changed on one set of pages at a time.
CREATE UNIQUE INDEX statistics_plan_of ON statistics_plan (evaluation, version) WHERE evaluation <> '';
