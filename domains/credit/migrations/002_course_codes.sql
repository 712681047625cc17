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
