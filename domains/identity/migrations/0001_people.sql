-- People. Every growing table has the person first in its key, so that a database that distributes rows keeps one
-- person's rows together; what must be unique over all people has a small table of its own.

CREATE TABLE identity_person (
    person TEXT NOT NULL,
    status TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    name_sealed BYTEA NOT NULL,
    id_number_sealed BYTEA,
    born_sealed BYTEA,
    birth_year BIGINT,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    CONSTRAINT identity_person_pk PRIMARY KEY (person),
    CONSTRAINT identity_person_status_known CHECK (status IN ('unclaimed', 'active', 'closed')),
    CONSTRAINT identity_person_birth_year_range CHECK (birth_year IS NULL OR birth_year BETWEEN 1800 AND 2200)
);
-- Rows still sealed with an older key: the work list of a rotation.
CREATE INDEX identity_person_by_key ON identity_person (key_id, person);
-- The people who may be minors: the yearly audit looks at the youngest birth years only.
CREATE INDEX identity_person_by_birth_year ON identity_person (birth_year);

CREATE TABLE identity_sign_in_name (
    sign_in_name TEXT NOT NULL,
    person TEXT NOT NULL,
    CONSTRAINT identity_sign_in_name_pk PRIMARY KEY (sign_in_name),
    CONSTRAINT identity_sign_in_name_lower CHECK (sign_in_name = lower(sign_in_name))
);
CREATE UNIQUE INDEX identity_sign_in_name_one_each ON identity_sign_in_name (person);

-- Keyed hash of 身份证号: who has this number, without the number.
CREATE TABLE identity_id_number (
    number_index TEXT NOT NULL,
    person TEXT NOT NULL,
    CONSTRAINT identity_id_number_pk PRIMARY KEY (number_index)
);

-- The organisations that recorded a person. Their staff, and officers above them, find and invite a record nobody claimed,
-- and attest who stands for a minor.
CREATE TABLE identity_holder (
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    since BIGINT NOT NULL,
    CONSTRAINT identity_holder_pk PRIMARY KEY (person, organisation)
);

CREATE TABLE identity_contact (
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    contact_index TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT identity_contact_pk PRIMARY KEY (person, kind),
    CONSTRAINT identity_contact_kind_known CHECK (kind IN ('phone', 'email'))
);
CREATE INDEX identity_contact_by_index ON identity_contact (contact_index);
CREATE INDEX identity_contact_by_key ON identity_contact (key_id, person);
