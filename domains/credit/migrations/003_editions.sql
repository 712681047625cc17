-- States of the rule book are numbered one by one, and what led to each is written beside it: a rule by its id, a programme by its
-- code, or the codes of an institution that changed. Who knows an earlier state reads only that again.
ALTER TABLE credit_book ADD COLUMN number BIGINT NOT NULL DEFAULT 0;

CREATE TABLE credit_edition (
  number BIGINT NOT NULL,
  place BIGINT NOT NULL,
  revision TEXT NOT NULL,
  kind TEXT NOT NULL,
  institution TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (number, place),
  CONSTRAINT credit_edition_kind CHECK (kind IN ('rule', 'programme', 'codes'))
);
