-- The ledger keeps movements: an amount that leaves one account and enters another, so that each row is a debit and a credit at
-- once. Before, every movement was two rows, whose balance a proof had to find again by grouping them. A pair that was not one
-- movement leaves no row here, and the proof of the balances says so.

CREATE TABLE credit_movement (
  learner TEXT NOT NULL,
  posting TEXT NOT NULL,
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  debit TEXT NOT NULL,
  credit TEXT NOT NULL,
  party TEXT NOT NULL,
  amount BIGINT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, posting, number),
  CONSTRAINT credit_movement_positive CHECK (amount > 0),
  CONSTRAINT credit_movement_two_accounts CHECK (debit <> credit),
  CONSTRAINT credit_movement_debit CHECK (debit IN
    ('issuer', 'deposited', 'presented', 'held', 'used', 'granted', 'reserved', 'recognised')),
  CONSTRAINT credit_movement_credit CHECK (credit IN
    ('issuer', 'deposited', 'presented', 'held', 'used', 'granted', 'reserved', 'recognised'))
) PARTITION BY HASH (learner);

INSERT INTO credit_movement (learner, posting, number, kind, debit, credit, party, amount, subject, at)
SELECT d.learner, d.posting, (d.line + 1) / 2, d.kind, d.account, c.account, d.party, d.debit, d.subject, d.at
FROM credit_entry d
JOIN credit_entry c ON c.learner = d.learner AND c.posting = d.posting AND c.line = d.line + 1 AND c.party = d.party
  AND c.credit = d.debit
WHERE d.line % 2 = 1 AND d.debit > 0;

DROP TABLE credit_entry;
