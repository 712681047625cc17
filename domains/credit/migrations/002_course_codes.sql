-- Outcomes have the code their issuer gave the course, so that rules may take them by it; and a reported conversion says itself
-- whether its target's credit was counted with it, so that striking it counts no target twice.

ALTER TABLE credit_outcome ADD COLUMN code TEXT NOT NULL DEFAULT '';
-- Whom a draft rule would reach: outcomes of an issuer by code.
CREATE INDEX credit_outcome_code ON credit_outcome (issuer, code) WHERE code <> '';

ALTER TABLE credit_declaration ADD COLUMN code TEXT NOT NULL DEFAULT '';

-- The target's credit as far as it was posted with this use: of several outcomes that were reported for one target, one has it.
ALTER TABLE credit_use ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
UPDATE credit_use SET counted = target_credit WHERE application = '' AND NOT EXISTS
  (SELECT 1 FROM credit_use earlier WHERE earlier.learner = credit_use.learner AND earlier.institution = credit_use.institution
    AND earlier.target_code = credit_use.target_code AND earlier.application = ''
    AND (earlier.at < credit_use.at OR (earlier.at = credit_use.at AND earlier.outcome < credit_use.outcome)));

-- Which filing of its application a proof is of, counted from one: moments say it wrongly where the clock was set back.
ALTER TABLE credit_proof ADD COLUMN filing BIGINT NOT NULL DEFAULT 0;

-- 课程代码沿革 as an institution imported it; its changes stand in credit_change once a second person published them.
CREATE TABLE credit_change_table (
  id TEXT NOT NULL,
  institution TEXT NOT NULL,
  state TEXT NOT NULL,
  size BIGINT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  reason TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT credit_change_table_state CHECK (state IN ('submitted', 'published', 'returned', 'withdrawn')),
  CONSTRAINT credit_change_table_reason CHECK (state <> 'returned' OR reason <> ''),
  CONSTRAINT credit_change_table_two_people CHECK (state <> 'published' OR decided_by <> imported_by)
);
-- The same table waits once.
CREATE UNIQUE INDEX credit_change_table_waiting ON credit_change_table (institution, hash) WHERE state = 'submitted';
CREATE INDEX credit_change_table_latest ON credit_change_table (institution, imported_at, id);
