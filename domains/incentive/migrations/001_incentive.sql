-- Points for rewards: schemes, the ledger of points, the catalogue, stock and orders. A table that grows with learners has the
-- learner as the first column of its primary key and of every unique index; what must be unique across learners has a small
-- table of its own. Schemes, items and stock are few and shared.

-- `authority` is the code of an institution or, with six digits, of the region of a bank or its branch.
CREATE TABLE incentive_scheme (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  authority TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  class TEXT NOT NULL,
  basis TEXT NOT NULL,
  points BIGINT NOT NULL,
  hours_per_credit BIGINT,
  year_max BIGINT,
  months BIGINT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  published_by TEXT,
  published_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT incentive_scheme_pk PRIMARY KEY (id, version),
  CONSTRAINT incentive_scheme_state CHECK (state IN ('draft', 'submitted', 'published', 'superseded', 'withdrawn')),
  CONSTRAINT incentive_scheme_class CHECK (class IN
    ('any', 'course', 'certificate', 'training', 'online', 'work', 'practice', 'volunteering', 'innovation', 'research')),
  CONSTRAINT incentive_scheme_basis CHECK (basis IN ('hour', 'outcome', 'once')),
  CONSTRAINT incentive_scheme_amounts CHECK (points > 0 AND (year_max IS NULL OR year_max > 0)
    AND (hours_per_credit IS NULL OR hours_per_credit > 0) AND (months IS NULL OR months > 0)),
  CONSTRAINT incentive_scheme_validity CHECK (valid_to IS NULL OR valid_from < valid_to),
  CONSTRAINT incentive_scheme_two_people CHECK (published_by IS NULL OR published_by <> drafted_by)
);
-- One version of a scheme is in force, one is being written.
CREATE UNIQUE INDEX incentive_scheme_in_force ON incentive_scheme (id) WHERE state = 'published';
CREATE UNIQUE INDEX incentive_scheme_in_writing ON incentive_scheme (id) WHERE state IN ('draft', 'submitted');
CREATE INDEX incentive_scheme_authority ON incentive_scheme (authority, state, id);

-- Points earned at once: each stands in exactly one of the places that its amount is the sum of.
CREATE TABLE incentive_lot (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  scheme TEXT NOT NULL,
  version BIGINT NOT NULL,
  source TEXT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_name TEXT NOT NULL,
  institution TEXT NOT NULL,
  year BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  available BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  expired BIGINT NOT NULL,
  reversed BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  earned_at BIGINT NOT NULL,
  expires_on TEXT,
  reversed_at BIGINT,
  CONSTRAINT incentive_lot_pk PRIMARY KEY (learner, id),
  CONSTRAINT incentive_lot_amount CHECK (amount > 0),
  CONSTRAINT incentive_lot_not_negative CHECK (available >= 0 AND reserved >= 0 AND spent >= 0 AND expired >= 0
    AND reversed >= 0 AND settled >= 0),
  CONSTRAINT incentive_lot_sum CHECK (amount = available + reserved + spent + expired + reversed + settled)
) PARTITION BY HASH (learner);
-- The same event never earns twice under a scheme, whatever its version.
CREATE UNIQUE INDEX incentive_lot_once ON incentive_lot (learner, scheme, source);
CREATE INDEX incentive_lot_usable ON incentive_lot (learner, expires_on, id) WHERE available > 0;
CREATE INDEX incentive_lot_due ON incentive_lot (expires_on, learner) WHERE available > 0;

-- Outcomes that no longer stand earn nothing, in whatever order the news arrives.
CREATE TABLE incentive_revocation (
  learner TEXT NOT NULL,
  outcome TEXT NOT NULL,
  CONSTRAINT incentive_revocation_pk PRIMARY KEY (learner, outcome)
) PARTITION BY HASH (learner);

-- What a learner has earned under a scheme in a calendar year, held against its ceiling.
CREATE TABLE incentive_year (
  learner TEXT NOT NULL,
  scheme TEXT NOT NULL,
  year BIGINT NOT NULL,
  earned BIGINT NOT NULL,
  CONSTRAINT incentive_year_pk PRIMARY KEY (learner, scheme, year),
  CONSTRAINT incentive_year_not_negative CHECK (earned >= 0)
) PARTITION BY HASH (learner);

CREATE TABLE incentive_entry (
  learner TEXT NOT NULL,
  posting TEXT NOT NULL,
  line BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  debit BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT incentive_entry_pk PRIMARY KEY (learner, posting, line),
  CONSTRAINT incentive_entry_one_side CHECK ((debit > 0 AND credit = 0) OR (debit = 0 AND credit > 0)),
  CONSTRAINT incentive_entry_account CHECK (account IN
    ('issued', 'owed', 'available', 'reserved', 'spent', 'expired', 'reversed')),
  CONSTRAINT incentive_entry_kind CHECK (kind IN
    ('earning', 'settlement', 'reservation', 'collection', 'release', 'expiry', 'reversal'))
) PARTITION BY HASH (learner);

CREATE TABLE incentive_balance (
  learner TEXT NOT NULL,
  account TEXT NOT NULL,
  amount BIGINT NOT NULL,
  CONSTRAINT incentive_balance_pk PRIMARY KEY (learner, account),
  CONSTRAINT incentive_balance_not_negative CHECK (amount >= 0)
) PARTITION BY HASH (learner);

-- Days on which points expire: each has one job, made with its row.
CREATE TABLE incentive_due (
  day TEXT NOT NULL,
  CONSTRAINT incentive_due_pk PRIMARY KEY (day)
);

CREATE TABLE incentive_item (
  id TEXT NOT NULL,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  description_en TEXT NOT NULL,
  counter TEXT NOT NULL,
  price BIGINT NOT NULL,
  learner_max BIGINT,
  open_from TEXT NOT NULL,
  open_to TEXT,
  region TEXT NOT NULL,
  collect_days BIGINT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  published_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  CONSTRAINT incentive_item_pk PRIMARY KEY (id),
  CONSTRAINT incentive_item_state CHECK (state IN ('draft', 'published', 'withdrawn')),
  CONSTRAINT incentive_item_kind CHECK (kind IN ('discount', 'book', 'course_place', 'venue', 'goods', 'service')),
  CONSTRAINT incentive_item_amounts CHECK (price > 0 AND (learner_max IS NULL OR learner_max > 0) AND collect_days > 0),
  CONSTRAINT incentive_item_open CHECK (open_to IS NULL OR open_from < open_to)
);
CREATE INDEX incentive_item_catalogue ON incentive_item (state, price, id);
CREATE INDEX incentive_item_provider ON incentive_item (provider, drafted_at, id);

-- Every piece that was ever supplied is free, held or collected: what is sold is never more than there is.
CREATE TABLE incentive_stock (
  item TEXT NOT NULL,
  supplied BIGINT NOT NULL,
  free BIGINT NOT NULL,
  held BIGINT NOT NULL,
  collected BIGINT NOT NULL,
  CONSTRAINT incentive_stock_pk PRIMARY KEY (item),
  CONSTRAINT incentive_stock_not_negative CHECK (free >= 0 AND held >= 0 AND collected >= 0),
  CONSTRAINT incentive_stock_sum CHECK (supplied = free + held + collected)
);

CREATE TABLE incentive_order (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  item TEXT NOT NULL,
  provider TEXT NOT NULL,
  price BIGINT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL,
  held_at BIGINT NOT NULL,
  held_until BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT incentive_order_pk PRIMARY KEY (learner, id),
  CONSTRAINT incentive_order_state CHECK (state IN ('held', 'collected', 'cancelled', 'declined', 'lapsed')),
  CONSTRAINT incentive_order_reason CHECK (state <> 'declined' OR reason <> ''),
  CONSTRAINT incentive_order_ended CHECK ((state = 'held') = (ended_at IS NULL))
) PARTITION BY HASH (learner);
CREATE INDEX incentive_order_counter ON incentive_order (provider, state, held_at, id);
CREATE INDEX incentive_order_id ON incentive_order (id);
CREATE INDEX incentive_order_item ON incentive_order (item, state);

-- Which points an order holds, so that they go back to where they came from.
CREATE TABLE incentive_hold (
  learner TEXT NOT NULL,
  order_id TEXT NOT NULL,
  lot TEXT NOT NULL,
  amount BIGINT NOT NULL,
  CONSTRAINT incentive_hold_pk PRIMARY KEY (learner, order_id, lot),
  CONSTRAINT incentive_hold_amount CHECK (amount > 0)
) PARTITION BY HASH (learner);

-- How many of an item a learner holds or has collected.
CREATE TABLE incentive_take (
  learner TEXT NOT NULL,
  item TEXT NOT NULL,
  pieces BIGINT NOT NULL,
  CONSTRAINT incentive_take_pk PRIMARY KEY (learner, item),
  CONSTRAINT incentive_take_not_negative CHECK (pieces >= 0)
) PARTITION BY HASH (learner);

-- What is said at the counter, before anybody knows whose order it is.
CREATE TABLE incentive_code (
  provider TEXT NOT NULL,
  code TEXT NOT NULL,
  learner TEXT NOT NULL,
  order_id TEXT NOT NULL,
  CONSTRAINT incentive_code_pk PRIMARY KEY (provider, code)
);
