-- The credit bank. A table that grows with learners has the learner as the first column of its primary key and of every
-- unique index, so that it can be partitioned or distributed by learner. Rules and deposited files are few and shared.

CREATE TABLE credit_account (
  learner TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by TEXT NOT NULL,
  PRIMARY KEY (learner)
);

-- A deposited file. `reader` is the version of the reading rules it was checked under; `reading` names the one process that
-- reads it now, until which moment others leave it alone.
CREATE TABLE credit_deposit (
  id TEXT NOT NULL,
  institution TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_size BIGINT NOT NULL,
  uploaded_by TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  template TEXT NOT NULL,
  generation TEXT NOT NULL,
  encoding TEXT NOT NULL,
  reader BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  bad_row_count BIGINT NOT NULL,
  fault_count BIGINT NOT NULL,
  done_row BIGINT NOT NULL,
  deposited BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  choice TEXT NOT NULL,
  chosen_by TEXT NOT NULL,
  ended_at BIGINT,
  refusal TEXT NOT NULL,
  refusal_args TEXT NOT NULL,
  reading TEXT NOT NULL,
  reading_until BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT credit_deposit_state CHECK (state IN ('uploaded', 'checked', 'committing', 'committed', 'refused', 'discarded')),
  CONSTRAINT credit_deposit_choice CHECK (choice IN ('', 'all', 'good')),
  CONSTRAINT credit_deposit_counts CHECK (row_count >= 0 AND bad_row_count >= 0 AND bad_row_count <= row_count)
);
-- The same file of the same institution is one deposit, however often it is uploaded.
CREATE UNIQUE INDEX credit_deposit_file ON credit_deposit (institution, file_hash);
-- One file of an institution is deposited at a time, so that what was checked still holds when it is written.
CREATE UNIQUE INDEX credit_deposit_turn ON credit_deposit (institution) WHERE state = 'committing';
CREATE INDEX credit_deposit_latest ON credit_deposit (institution, uploaded_at, id);

CREATE TABLE credit_fault (
  deposit TEXT NOT NULL,
  line BIGINT NOT NULL,
  place BIGINT NOT NULL,
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  args TEXT NOT NULL,
  PRIMARY KEY (deposit, line, place)
);

CREATE TABLE credit_outcome (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  class TEXT NOT NULL,
  institution TEXT NOT NULL,
  issuer TEXT NOT NULL,
  issuer_name TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  certificate_kind TEXT NOT NULL,
  certificate_level TEXT NOT NULL,
  level_key TEXT NOT NULL,
  major TEXT NOT NULL,
  level TEXT NOT NULL,
  category TEXT NOT NULL,
  credit BIGINT NOT NULL,
  hours BIGINT,
  grade TEXT NOT NULL,
  scale TEXT NOT NULL,
  scale_value BIGINT NOT NULL,
  obtained TEXT NOT NULL,
  cohort BIGINT,
  ending TEXT NOT NULL,
  season TEXT NOT NULL,
  remark TEXT NOT NULL,
  student_number TEXT NOT NULL,
  content TEXT NOT NULL,
  deposit TEXT NOT NULL,
  line BIGINT NOT NULL,
  deposited_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_outcome_class CHECK (class IN ('course', 'certificate')),
  CONSTRAINT credit_outcome_scale CHECK (scale IN ('score', 'named', 'held')),
  CONSTRAINT credit_outcome_credit CHECK (credit >= 0)
);
-- An achievement is deposited once: the best attempt at a course, one certificate of a level. What was revoked may be deposited
-- again, put right.
CREATE UNIQUE INDEX credit_outcome_once
  ON credit_outcome (learner, institution, class, issuer, name_key, level_key, level, category) WHERE revoked_at IS NULL;

-- What an outcome is held or spent for. The last columns are what a deposited file says of a conversion already made; they are
-- empty where an application led to it.
CREATE TABLE credit_use (
  learner TEXT NOT NULL,
  outcome TEXT NOT NULL,
  institution TEXT NOT NULL,
  target_code TEXT NOT NULL,
  target_name TEXT NOT NULL,
  target_credit BIGINT NOT NULL,
  state TEXT NOT NULL,
  application TEXT NOT NULL,
  deposit TEXT NOT NULL,
  grade_recorded TEXT NOT NULL,
  converted_in TEXT NOT NULL,
  converting_school TEXT NOT NULL,
  target_level TEXT NOT NULL,
  target_major TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, outcome, institution, target_code),
  CONSTRAINT credit_use_state CHECK (state IN ('held', 'used')),
  CONSTRAINT credit_use_credit CHECK (target_credit > 0)
);

CREATE TABLE credit_target (
  learner TEXT NOT NULL,
  institution TEXT NOT NULL,
  target_code TEXT NOT NULL,
  state TEXT NOT NULL,
  application TEXT NOT NULL,
  PRIMARY KEY (learner, institution, target_code),
  CONSTRAINT credit_target_state CHECK (state IN ('held', 'used'))
);

CREATE TABLE credit_entry (
  learner TEXT NOT NULL,
  posting TEXT NOT NULL,
  line BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  party TEXT NOT NULL,
  debit BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, posting, line),
  CONSTRAINT credit_entry_one_side CHECK ((debit > 0 AND credit = 0) OR (debit = 0 AND credit > 0)),
  CONSTRAINT credit_entry_account CHECK (account IN
    ('issuer', 'deposited', 'presented', 'held', 'used', 'granted', 'reserved', 'recognised'))
);

CREATE TABLE credit_balance (
  learner TEXT NOT NULL,
  account TEXT NOT NULL,
  party TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (learner, account, party),
  CONSTRAINT credit_balance_not_negative CHECK (amount >= 0)
);

CREATE TABLE credit_rule (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  institution TEXT NOT NULL,
  source_class TEXT NOT NULL,
  source_issuer TEXT NOT NULL,
  source_issuer_key TEXT NOT NULL,
  source_name TEXT NOT NULL,
  source_name_key TEXT NOT NULL,
  source_level TEXT NOT NULL,
  source_level_key TEXT NOT NULL,
  programme TEXT NOT NULL,
  target_code TEXT NOT NULL,
  target_name TEXT NOT NULL,
  target_name_key TEXT NOT NULL,
  target_credit BIGINT NOT NULL,
  minimum_score BIGINT,
  minimum_named TEXT,
  effect TEXT NOT NULL,
  cap BIGINT,
  months_max BIGINT,
  evidence_required BIGINT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  hash TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  published_by TEXT,
  published_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (id, version),
  CONSTRAINT credit_rule_state CHECK (state IN ('draft', 'submitted', 'published', 'superseded', 'withdrawn')),
  CONSTRAINT credit_rule_class CHECK (source_class IN ('course', 'certificate')),
  CONSTRAINT credit_rule_effect CHECK (effect IN ('study_and_exam', 'study_only')),
  CONSTRAINT credit_rule_credit CHECK (target_credit > 0 AND (cap IS NULL OR cap > 0)),
  CONSTRAINT credit_rule_evidence CHECK (evidence_required IN (0, 1)),
  CONSTRAINT credit_rule_validity CHECK (valid_to IS NULL OR valid_from < valid_to),
  CONSTRAINT credit_rule_two_people CHECK (published_by IS NULL OR published_by <> drafted_by)
);
-- One version of a rule is in force, one is being written.
CREATE UNIQUE INDEX credit_rule_in_force ON credit_rule (id) WHERE state = 'published';
CREATE UNIQUE INDEX credit_rule_in_writing ON credit_rule (id) WHERE state IN ('draft', 'submitted');
-- Two published rules never say the same twice.
CREATE UNIQUE INDEX credit_rule_once
  ON credit_rule (institution, programme, target_code, source_class, source_issuer_key, source_name_key, source_level_key)
  WHERE state = 'published';
-- What counts where: from an outcome to the rules that take it.
CREATE INDEX credit_rule_source ON credit_rule (source_class, source_issuer_key, source_name_key) WHERE state = 'published';
CREATE INDEX credit_rule_institution ON credit_rule (institution, state, id);

CREATE TABLE credit_application (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  institution TEXT NOT NULL,
  state TEXT NOT NULL,
  credit BIGINT NOT NULL,
  consent TEXT,
  drafted_at BIGINT NOT NULL,
  filed_at BIGINT,
  decided_at BIGINT,
  decided_by TEXT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_application_state CHECK
    (state IN ('draft', 'filed', 'returned', 'accepted', 'rejected', 'withdrawn', 'suspended', 'reversed')),
  CONSTRAINT credit_application_reason CHECK (state NOT IN ('returned', 'rejected', 'reversed') OR reason <> ''),
  CONSTRAINT credit_application_decided CHECK
    (state NOT IN ('accepted', 'rejected', 'suspended', 'reversed') OR decided_by IS NOT NULL)
);
-- A reviewer's inbox, oldest first, and the way from an application's id to its learner.
CREATE INDEX credit_application_inbox ON credit_application (institution, state, filed_at, id);
CREATE INDEX credit_application_id ON credit_application (id);

CREATE TABLE credit_item (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  outcome TEXT NOT NULL,
  target_code TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_version BIGINT NOT NULL,
  rule_hash TEXT NOT NULL,
  target_name TEXT NOT NULL,
  target_credit BIGINT NOT NULL,
  source_credit BIGINT NOT NULL,
  effect TEXT NOT NULL,
  PRIMARY KEY (learner, application, outcome, target_code)
);

CREATE TABLE credit_attachment (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, application, hash)
);

-- Who is told what, each stage of a matter once. `reader` is a person, an institution or a province; `args` are texts by name.
CREATE TABLE credit_notice (
  learner TEXT NOT NULL,
  reader TEXT NOT NULL,
  about TEXT NOT NULL,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  args TEXT NOT NULL,
  href TEXT NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (learner, reader, about, stage)
);
CREATE INDEX credit_notice_latest ON credit_notice (reader, at);
CREATE INDEX credit_notice_unread ON credit_notice (reader) WHERE read_at IS NULL;

-- Decisions on many applications that were handed in together. Each line is decided in an operation of its own, which moves it
-- out of 'waiting' in the same transaction.
CREATE TABLE credit_bulk (
  id TEXT NOT NULL,
  institution TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  at BIGINT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX credit_bulk_latest ON credit_bulk (institution, at, id);

CREATE TABLE credit_bulk_line (
  learner TEXT NOT NULL,
  bulk TEXT NOT NULL,
  application TEXT NOT NULL,
  place BIGINT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  state TEXT NOT NULL,
  refusal TEXT NOT NULL,
  refusal_args TEXT NOT NULL,
  PRIMARY KEY (learner, bulk, application),
  CONSTRAINT credit_bulk_line_state CHECK (state IN ('waiting', 'done', 'refused')),
  CONSTRAINT credit_bulk_line_refusal CHECK ((state = 'refused') = (refusal <> ''))
);
CREATE INDEX credit_bulk_line_of ON credit_bulk_line (bulk, place);

-- An outcome is taken back by its depositor: one person asks, another confirms.
CREATE TABLE credit_revocation (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  institution TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_revocation_state CHECK (state IN ('asked', 'confirmed', 'declined')),
  CONSTRAINT credit_revocation_reason CHECK (reason <> ''),
  CONSTRAINT credit_revocation_two_people CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
CREATE UNIQUE INDEX credit_revocation_once ON credit_revocation (learner, outcome) WHERE state IN ('asked', 'confirmed');
CREATE INDEX credit_revocation_latest ON credit_revocation (institution, asked_at, id);
CREATE INDEX credit_revocation_id ON credit_revocation (id);

-- What leaned on a revoked outcome, and what became of it: an application, or a conversion a deposited file had reported.
CREATE TABLE credit_consequence (
  learner TEXT NOT NULL,
  revocation TEXT NOT NULL,
  subject TEXT NOT NULL,
  institution TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  settled_by TEXT,
  settled_at BIGINT,
  PRIMARY KEY (learner, revocation, subject),
  CONSTRAINT credit_consequence_kind CHECK (kind IN ('returned', 'suspended', 'struck')),
  CONSTRAINT credit_consequence_state CHECK (state IN ('open', 'done', 'reversed', 'upheld')),
  CONSTRAINT credit_consequence_reason CHECK (state NOT IN ('reversed', 'upheld') OR reason <> '')
);
CREATE INDEX credit_consequence_open ON credit_consequence (institution, subject) WHERE state = 'open';

-- 申诉: a learner asks the joint committee of the four provinces to look at a rejection, or at silence past the due day.
CREATE TABLE credit_appeal (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  application TEXT NOT NULL,
  institution TEXT NOT NULL,
  ground TEXT NOT NULL,
  statement TEXT NOT NULL,
  state TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  decided_at BIGINT,
  first_decider TEXT NOT NULL,
  first_decided_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_appeal_ground CHECK (ground IN ('rejection', 'silence')),
  CONSTRAINT credit_appeal_state CHECK (state IN ('filed', 'upheld', 'set_aside', 'withdrawn', 'lapsed')),
  CONSTRAINT credit_appeal_statement CHECK (statement <> '')
);
-- One decision, or one filing that was met with silence, is appealed once.
CREATE UNIQUE INDEX credit_appeal_once ON credit_appeal (learner, application, ground, first_decided_at);
CREATE INDEX credit_appeal_latest ON credit_appeal (state, filed_at, id);
CREATE INDEX credit_appeal_id ON credit_appeal (id);

-- Each province has one voice in an appeal.
CREATE TABLE credit_voice (
  learner TEXT NOT NULL,
  appeal TEXT NOT NULL,
  province TEXT NOT NULL,
  member TEXT NOT NULL,
  finding TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, appeal, province),
  CONSTRAINT credit_voice_finding CHECK (finding IN ('uphold', 'set_aside')),
  CONSTRAINT credit_voice_reason CHECK (reason <> '')
);

-- Until when a filed application is to be decided, and which reminder was sent last.
CREATE TABLE credit_clock (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  PRIMARY KEY (learner, application)
);

-- 专家评审: a reviewer asks an expert of the institution for an opinion.
CREATE TABLE credit_opinion (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  application TEXT NOT NULL,
  institution TEXT NOT NULL,
  expert TEXT NOT NULL,
  question TEXT NOT NULL,
  state TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_opinion_state CHECK (state IN ('asked', 'given', 'declined', 'withdrawn')),
  CONSTRAINT credit_opinion_given CHECK
    ((state = 'given') = (recommendation IN ('recognise', 'refuse', 'undecided')) AND (state <> 'given' OR reason <> '')),
  CONSTRAINT credit_opinion_not_oneself CHECK (expert <> asked_by AND expert <> learner)
);
CREATE UNIQUE INDEX credit_opinion_once ON credit_opinion (learner, application, expert) WHERE state IN ('asked', 'given');
CREATE INDEX credit_opinion_expert ON credit_opinion (expert, asked_at, id);
CREATE INDEX credit_opinion_id ON credit_opinion (id);

-- Days and numbers an institution or the whole bank (an empty institution) has set; what stands nowhere has the shipped value.
CREATE TABLE credit_setting (
  institution TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (institution, name)
);
