-- What one domain handed over and another refused: its job stays, with what it was about and why, until a person lets it be tried again.

-- What the job hands over, and which part of it, where one thing is handed over in parts.
ALTER TABLE op_job ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE op_job ADD COLUMN part TEXT NOT NULL DEFAULT '';
-- Why it was refused, as JSON, and when; empty and 0 for a job that nobody refused.
ALTER TABLE op_job ADD COLUMN refusal TEXT NOT NULL DEFAULT '';
ALTER TABLE op_job ADD COLUMN refused_at BIGINT NOT NULL DEFAULT 0;
-- Jobs that were refused are few; pages ask for them often.
CREATE INDEX op_job_refused ON op_job (subject, id) WHERE refusal <> '';
