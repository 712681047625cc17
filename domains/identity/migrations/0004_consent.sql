-- What a learner allows others to read, who stands for a minor, and what was in fact read.

CREATE TABLE identity_guardian (
    learner TEXT NOT NULL,
    guardian TEXT NOT NULL,
    relation TEXT NOT NULL,
    named_by TEXT NOT NULL,
    named_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    attested_at BIGINT,
    attested_by TEXT,
    ended_at BIGINT,
    CONSTRAINT identity_guardian_pk PRIMARY KEY (learner, guardian),
    CONSTRAINT identity_guardian_not_oneself CHECK (learner <> guardian),
    CONSTRAINT identity_guardian_attested_whole CHECK ((attested_at IS NULL) = (attested_by IS NULL)),
    CONSTRAINT identity_guardian_attested_after_confirmed CHECK (attested_at IS NULL OR confirmed_at IS NOT NULL),
    CONSTRAINT identity_guardian_relation_known CHECK (relation IN ('parent', 'grandparent', 'sibling', 'appointed'))
) PARTITION BY HASH (learner);
CREATE INDEX identity_guardian_by_guardian ON identity_guardian (guardian, learner);
-- What waits for a school or an officer to attest.
CREATE INDEX identity_guardian_waiting ON identity_guardian (confirmed_at) WHERE attested_at IS NULL AND ended_at IS NULL;

CREATE TABLE identity_consent (
    learner TEXT NOT NULL,
    consent TEXT NOT NULL,
    organisation TEXT NOT NULL,
    purpose TEXT NOT NULL,
    what TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    guardian_needed BIGINT NOT NULL,
    guardian TEXT,
    guardian_at BIGINT,
    refused_at BIGINT,
    withdrawn_at BIGINT,
    withdrawn_by TEXT,
    CONSTRAINT identity_consent_pk PRIMARY KEY (learner, consent),
    CONSTRAINT identity_consent_guardian_needed_flag CHECK (guardian_needed IN (0, 1)),
    CONSTRAINT identity_consent_until_after_given CHECK (until_at > given_at),
    CONSTRAINT identity_consent_guardian_whole CHECK ((guardian IS NULL) = (guardian_at IS NULL)),
    CONSTRAINT identity_consent_withdrawn_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) PARTITION BY HASH (learner);
CREATE INDEX identity_consent_by_reader ON identity_consent (learner, organisation, purpose);

-- Every read across an organisation's border, every one refused for want of consent, and (`own`) what an organisation saw
-- again of what it had deposited itself.
CREATE TABLE identity_read (
    learner TEXT NOT NULL,
    read_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    purpose TEXT NOT NULL,
    what TEXT NOT NULL,
    consent TEXT,
    reader TEXT NOT NULL,
    outcome TEXT NOT NULL,
    CONSTRAINT identity_read_pk PRIMARY KEY (learner, read_id),
    CONSTRAINT identity_read_outcome_known CHECK (outcome IN ('read', 'refused', 'own')),
    CONSTRAINT identity_read_with_consent CHECK ((outcome = 'read') = (consent IS NOT NULL))
) PARTITION BY HASH (learner);
CREATE INDEX identity_read_by_time ON identity_read (at);
