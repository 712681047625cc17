-- What a person proves themselves with, and the sessions that follow.

CREATE TABLE identity_password (
    person TEXT NOT NULL,
    phc TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    CONSTRAINT identity_password_pk PRIMARY KEY (person)
);

-- A link by which somebody whose account it is sets a new password, made by whoever is responsible. Only the hash of its
-- secret is kept.
CREATE TABLE identity_reset (
    person TEXT NOT NULL,
    reset TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT identity_reset_pk PRIMARY KEY (person, reset),
    CONSTRAINT identity_reset_expires_after CHECK (expires_at > made_at)
);
CREATE UNIQUE INDEX identity_reset_one_open ON identity_reset (person) WHERE ended_at IS NULL;

CREATE TABLE identity_second_factor (
    person TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    secret_sealed BYTEA NOT NULL,
    enrolled_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,
    CONSTRAINT identity_second_factor_pk PRIMARY KEY (person),
    CONSTRAINT identity_second_factor_step_not_negative CHECK (last_step >= 0)
);
CREATE INDEX identity_second_factor_by_key ON identity_second_factor (key_id, person);

CREATE TABLE identity_recovery_code (
    person TEXT NOT NULL,
    code_index TEXT NOT NULL,
    used_at BIGINT,
    CONSTRAINT identity_recovery_code_pk PRIMARY KEY (person, code_index)
);

CREATE TABLE identity_session (
    person TEXT NOT NULL,
    session TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    device TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    second_factor_at BIGINT,
    ended_at BIGINT,
    acting_for TEXT,
    acting_by TEXT,
    CONSTRAINT identity_session_pk PRIMARY KEY (person, session),
    CONSTRAINT identity_session_expires_after_start CHECK (expires_at > started_at),
    CONSTRAINT identity_session_acting_whole CHECK ((acting_for IS NULL) = (acting_by IS NULL))
);

-- A browser that completed a sign-in before: its attempts are counted apart from a stranger's.
CREATE TABLE identity_device (
    person TEXT NOT NULL,
    device_hash TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    CONSTRAINT identity_device_pk PRIMARY KEY (person, device_hash)
);

-- Attempts, by keyed hash of (name, network), (name, known device), the network alone, or the person alone.
CREATE TABLE identity_throttle (
    bucket TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    CONSTRAINT identity_throttle_pk PRIMARY KEY (bucket),
    CONSTRAINT identity_throttle_attempts_positive CHECK (attempts > 0)
);
CREATE INDEX identity_throttle_by_time ON identity_throttle (last_at);

CREATE TABLE identity_token (
    person TEXT NOT NULL,
    token TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    grants TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    CONSTRAINT identity_token_pk PRIMARY KEY (person, token),
    CONSTRAINT identity_token_expires_after_issue CHECK (expires_at > issued_at)
);
