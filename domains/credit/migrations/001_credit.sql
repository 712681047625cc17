-- The credit bank. A table that grows with learners has the learner as the first column of its primary key and of every
-- unique index, so that it can be partitioned or distributed by learner. Rules and deposited files are few and shared.

CREATE TABLE credit_account (
  learner TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by TEXT NOT NULL,
  PRIMARY KEY (learner)
) PARTITION BY HASH (learner);

-- How the OneRoster exports of an institution are read, as its registrar chose it last; JSON. A deposited file keeps the one it
-- was read with.
CREATE TABLE credit_roster (
  institution TEXT NOT NULL,
  mapping TEXT NOT NULL,
  chosen_by TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (institution)
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
  mapping TEXT NOT NULL,
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

-- Of each batch of rows that was written, the rows the bank already had, as numbers with commas between.
CREATE TABLE credit_unchanged (
  deposit TEXT NOT NULL,
  to_row BIGINT NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (deposit, to_row)
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
  CONSTRAINT credit_outcome_class CHECK (class IN
    ('course', 'certificate', 'training', 'online', 'work', 'practice', 'volunteering', 'innovation', 'research')),
  CONSTRAINT credit_outcome_scale CHECK (scale IN ('score', 'named', 'held')),
  CONSTRAINT credit_outcome_credit CHECK (credit >= 0)
) PARTITION BY HASH (learner);
-- An achievement is deposited once: the best attempt at a course, one certificate of a level. What was revoked may be deposited
-- again, put right.
CREATE UNIQUE INDEX credit_outcome_once
  ON credit_outcome (learner, institution, class, issuer, name_key, level_key, level, category) WHERE revoked_at IS NULL;
-- Whom a draft rule would reach: outcomes of an issuer by name.
CREATE INDEX credit_outcome_source ON credit_outcome (issuer, name_key);

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
  CONSTRAINT credit_use_credit CHECK (target_credit >= 0)
) PARTITION BY HASH (learner);

CREATE TABLE credit_target (
  learner TEXT NOT NULL,
  institution TEXT NOT NULL,
  target_code TEXT NOT NULL,
  state TEXT NOT NULL,
  application TEXT NOT NULL,
  PRIMARY KEY (learner, institution, target_code),
  CONSTRAINT credit_target_state CHECK (state IN ('held', 'used'))
) PARTITION BY HASH (learner);

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
) PARTITION BY HASH (learner);

CREATE TABLE credit_balance (
  learner TEXT NOT NULL,
  account TEXT NOT NULL,
  party TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (learner, account, party),
  CONSTRAINT credit_balance_not_negative CHECK (amount >= 0)
) PARTITION BY HASH (learner);

-- One row, changed by whatever changes what counts where. The revision names one state and never comes again; states are
-- numbered one by one.
CREATE TABLE credit_book (
  id BIGINT NOT NULL,
  revision TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT credit_book_one CHECK (id = 1)
);

-- What led to each state: a rule by its id, a programme by its code, or the codes of an institution that changed. Who knows an
-- earlier state reads only that again.
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

-- 专业培养方案 as an institution imported it; the highest version is the one in use. `content` is its canonical JSON.
CREATE TABLE credit_programme (
  institution TEXT NOT NULL,
  code TEXT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  total BIGINT NOT NULL,
  courses BIGINT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (institution, code, version),
  CONSTRAINT credit_programme_state CHECK (state IN ('in_use', 'superseded'))
);
CREATE UNIQUE INDEX credit_programme_in_use ON credit_programme (institution, code) WHERE state = 'in_use';

-- 课程代码沿革: codes of one issuer that mean the same course.
CREATE TABLE credit_change (
  issuer TEXT NOT NULL,
  old_code TEXT NOT NULL,
  new_code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (issuer, old_code, new_code, valid_from)
);

-- `content` is the canonical form of the rule, `hash` its SHA-256, which decisions cite; `body` is the same without id,
-- version and days, by which two rules that say the same are known. The texts are what lists show and search.
CREATE TABLE credit_rule (
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  institution TEXT NOT NULL,
  programme TEXT NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  source_text TEXT NOT NULL,
  target_text TEXT NOT NULL,
  search_key TEXT NOT NULL,
  class TEXT NOT NULL,
  effect TEXT NOT NULL,
  automatic BIGINT NOT NULL,
  evidence_required BIGINT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  published_by TEXT,
  published_at BIGINT,
  ended_at BIGINT,
  reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (id, version),
  CONSTRAINT credit_rule_state CHECK (state IN ('draft', 'submitted', 'published', 'superseded', 'withdrawn')),
  CONSTRAINT credit_rule_effect CHECK (effect IN ('study_and_exam', 'study_only', 'offset')),
  CONSTRAINT credit_rule_flags CHECK (evidence_required IN (0, 1) AND automatic IN (0, 1)),
  CONSTRAINT credit_rule_two_people CHECK (published_by IS NULL OR published_by <> drafted_by)
);
-- One version of a rule is in force, one is being written.
CREATE UNIQUE INDEX credit_rule_in_force ON credit_rule (id) WHERE state = 'published';
CREATE UNIQUE INDEX credit_rule_in_writing ON credit_rule (id) WHERE state IN ('draft', 'submitted');
-- Two published rules never say the same twice.
CREATE UNIQUE INDEX credit_rule_once ON credit_rule (institution, body) WHERE state = 'published';
CREATE INDEX credit_rule_institution ON credit_rule (institution, state, id);

CREATE TABLE credit_application (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  institution TEXT NOT NULL,
  programme TEXT NOT NULL,
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
) PARTITION BY HASH (learner);
-- A reviewer's inbox, oldest first.
CREATE INDEX credit_application_inbox ON credit_application (institution, state, filed_at, id);

-- The way from an application's id to its learner, for whoever has only the id: without it every part would be searched.
-- Made with the application and never changed.
CREATE TABLE credit_application_owner (
  application TEXT NOT NULL,
  learner TEXT NOT NULL,
  CONSTRAINT credit_application_owner_pk PRIMARY KEY (application)
);

-- One outcome beside one course of one use of a rule: a use of two outcomes for three courses has six rows, which share its
-- number. `source_place` and `target_place` are the places of outcome and course in the use.
CREATE TABLE credit_item (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  outcome TEXT NOT NULL,
  target_code TEXT NOT NULL,
  use_number BIGINT NOT NULL,
  source_place BIGINT NOT NULL,
  target_place BIGINT NOT NULL,
  clause TEXT NOT NULL,
  rule TEXT NOT NULL,
  rule_version BIGINT NOT NULL,
  rule_hash TEXT NOT NULL,
  rule_group TEXT NOT NULL,
  shared BIGINT NOT NULL,
  target_name TEXT NOT NULL,
  target_credit BIGINT NOT NULL,
  source_credit BIGINT NOT NULL,
  remainder TEXT NOT NULL,
  surplus BIGINT NOT NULL,
  effect TEXT NOT NULL,
  PRIMARY KEY (learner, application, outcome, target_code),
  CONSTRAINT credit_item_shared CHECK (shared IN (0, 1)),
  CONSTRAINT credit_item_credit CHECK (target_credit >= 0 AND source_credit >= 0)
) PARTITION BY HASH (learner);

-- An outcome is spent once at an institution. Under rules that let it be shared, `slot` names the use, so that it may be spent
-- again; under others it is empty.
CREATE TABLE credit_spent (
  learner TEXT NOT NULL,
  institution TEXT NOT NULL,
  outcome TEXT NOT NULL,
  slot TEXT NOT NULL,
  application TEXT NOT NULL,
  PRIMARY KEY (learner, institution, outcome, slot)
) PARTITION BY HASH (learner);

-- What a filing was proved from: facts of the learner, programme, rules by hash, codes that mean the same. One for each filing.
CREATE TABLE credit_proof (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (learner, application, filed_at)
) PARTITION BY HASH (learner);

CREATE TABLE credit_attachment (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (learner, application, hash)
) PARTITION BY HASH (learner);

-- Statistics, counted from uses and applications and replaced as a whole: few rows, no learner in them. A period is a year,
-- or `all`.
CREATE TABLE credit_flow (
  period TEXT NOT NULL,
  level TEXT NOT NULL,
  source TEXT NOT NULL,
  institution TEXT NOT NULL,
  source_region TEXT NOT NULL,
  region TEXT NOT NULL,
  targets BIGINT NOT NULL,
  learners BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  PRIMARY KEY (period, level, source, institution),
  CONSTRAINT credit_flow_level CHECK (level IN ('institution', 'province'))
);
CREATE INDEX credit_flow_credit ON credit_flow (period, level, credit, source, institution);

CREATE TABLE credit_standing (
  period TEXT NOT NULL,
  institution TEXT NOT NULL,
  region TEXT NOT NULL,
  filed BIGINT NOT NULL,
  waiting BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  reversed BIGINT NOT NULL,
  median_hours BIGINT,
  ninth_hours BIGINT,
  PRIMARY KEY (period, institution)
);

CREATE TABLE credit_census (
  period TEXT NOT NULL,
  accounts BIGINT NOT NULL,
  converters BIGINT NOT NULL,
  ever_converters BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (period)
);

-- What a learner declares: texts as typed, read by the rules of deposited files. Credit and hours are texts here, because nothing is
-- counted until an institution verified it and it became an outcome. Its evidence stands in credit_attachment under its id.
CREATE TABLE credit_declaration (
  learner TEXT NOT NULL,
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  institution TEXT NOT NULL,
  class TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,
  major TEXT NOT NULL,
  certificate_kind TEXT NOT NULL,
  certificate_level TEXT NOT NULL,
  level TEXT NOT NULL,
  category TEXT NOT NULL,
  credit_text TEXT NOT NULL,
  hours_text TEXT NOT NULL,
  grade TEXT NOT NULL,
  obtained TEXT NOT NULL,
  consent TEXT,
  drafted_at BIGINT NOT NULL,
  filed_at BIGINT,
  decided_at BIGINT,
  decided_by TEXT,
  reason TEXT NOT NULL,
  outcome TEXT,
  revision BIGINT NOT NULL,
  PRIMARY KEY (learner, id),
  CONSTRAINT credit_declaration_state CHECK (state IN ('draft', 'unverified', 'verified', 'refused', 'withdrawn')),
  CONSTRAINT credit_declaration_class CHECK (class IN
    ('course', 'certificate', 'training', 'online', 'work', 'practice', 'volunteering', 'innovation', 'research')),
  CONSTRAINT credit_declaration_reason CHECK (state <> 'refused' OR reason <> ''),
  CONSTRAINT credit_declaration_verified CHECK ((state = 'verified') = (outcome IS NOT NULL)),
  CONSTRAINT credit_declaration_decided CHECK (state NOT IN ('verified', 'refused') OR decided_by IS NOT NULL)
) PARTITION BY HASH (learner);
-- What waits for a registrar, oldest first, and the way from a declaration's id to its learner.
CREATE INDEX credit_declaration_inbox ON credit_declaration (institution, state, filed_at, id);
CREATE INDEX credit_declaration_id ON credit_declaration (id);

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
) PARTITION BY HASH (learner);
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
) PARTITION BY HASH (learner);
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
) PARTITION BY HASH (learner);
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
) PARTITION BY HASH (learner);
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
) PARTITION BY HASH (learner);
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
) PARTITION BY HASH (learner);

-- Until when a filed application is to be decided, and which reminder was sent last.
CREATE TABLE credit_clock (
  learner TEXT NOT NULL,
  application TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  PRIMARY KEY (learner, application)
) PARTITION BY HASH (learner);

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
) PARTITION BY HASH (learner);
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
