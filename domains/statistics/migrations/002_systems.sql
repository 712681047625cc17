-- Indicator systems under which evaluations are made, as they were published: a version never changes once it is kept.

-- `content` is the whole system as JSON: its name, and each line with its definition; `hash` is the one its publisher gave it.
CREATE TABLE statistics_system (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  number TEXT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  CONSTRAINT statistics_system_pk PRIMARY KEY (id, version)
);
