-- The directory is small, shared and read by everybody: a distributed engine keeps a copy of it on every node.
-- Times of regions, names and endings are as exact as the notice they come from: `2015` or `2021-04-09`, compared as
-- text. `search` holds every written and spoken form a person may look for, each behind a `|`.

-- 行政区划: one name under one code for one time.
CREATE TABLE directory_region (
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT,
    sound TEXT NOT NULL,
    search TEXT NOT NULL,
    CONSTRAINT directory_region_pk PRIMARY KEY (code, valid_from),
    CONSTRAINT directory_region_level_known CHECK (level IN ('province', 'city', 'county')),
    CONSTRAINT directory_region_time_runs_forward CHECK (valid_to IS NULL OR valid_from < valid_to)
);
CREATE UNIQUE INDEX directory_region_one_in_force ON directory_region (code) WHERE valid_to IS NULL;
CREATE INDEX directory_region_by_parent ON directory_region (parent, code);
CREATE INDEX directory_region_by_sound ON directory_region (sound, code);

-- Which codes an ended unit's area went to.
CREATE TABLE directory_region_successor (
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    successor TEXT NOT NULL,
    CONSTRAINT directory_region_successor_pk PRIMARY KEY (code, valid_from, successor)
);
CREATE INDEX directory_region_successor_back ON directory_region_successor (successor, code);

-- Schools, colleges and enterprises by their own official code. A code is never deleted and never given twice.
CREATE TABLE directory_institution (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT,
    ownership TEXT NOT NULL,
    authority TEXT NOT NULL,
    region TEXT NOT NULL,
    city TEXT NOT NULL,
    province TEXT NOT NULL,
    ended_on TEXT,
    ended_reason TEXT,
    sound TEXT NOT NULL,
    search TEXT NOT NULL,
    CONSTRAINT directory_institution_code_never_reused PRIMARY KEY (code),
    CONSTRAINT directory_institution_code_length CHECK (length(code) IN (10, 18)),
    CONSTRAINT directory_institution_kind_known CHECK (kind IN ('university', 'vocational_university',
        'vocational_college', 'open_university', 'adult_college', 'school', 'enterprise')),
    CONSTRAINT directory_institution_level_known CHECK (level IS NULL OR level IN ('bachelor', 'associate')),
    CONSTRAINT directory_institution_ownership_known CHECK (ownership IN ('public', 'private', 'joint')),
    CONSTRAINT directory_institution_ended_whole CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
);
CREATE INDEX directory_institution_by_sound ON directory_institution (sound, code);
CREATE INDEX directory_institution_by_region ON directory_institution (region, code);
CREATE INDEX directory_institution_by_name ON directory_institution (name, code);

-- Names an institution used to have, and the first time it no longer had them.
CREATE TABLE directory_past_name (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    until TEXT NOT NULL,
    CONSTRAINT directory_past_name_pk PRIMARY KEY (code, name)
);
CREATE INDEX directory_past_name_by_name ON directory_past_name (name, code);

-- From code to code: change of type, merger.
CREATE TABLE directory_succession (
    predecessor TEXT NOT NULL,
    successor TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT directory_succession_pk PRIMARY KEY (predecessor, successor),
    CONSTRAINT directory_succession_not_itself CHECK (predecessor <> successor),
    CONSTRAINT directory_succession_reason_known CHECK (reason IN ('type_changed', 'merged', 'closed'))
);
CREATE INDEX directory_succession_back ON directory_succession (successor, predecessor);

-- Official lists that were read, and who stood in them. `scope` is regular or adult: two lists of one day.
CREATE TABLE directory_edition (
    scope TEXT NOT NULL,
    edition TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    CONSTRAINT directory_edition_pk PRIMARY KEY (scope, edition),
    CONSTRAINT directory_edition_scope_known CHECK (scope IN ('regular', 'adult'))
);
CREATE TABLE directory_listing (
    code TEXT NOT NULL,
    scope TEXT NOT NULL,
    edition TEXT NOT NULL,
    CONSTRAINT directory_listing_pk PRIMARY KEY (code, scope, edition)
);

CREATE TABLE directory_alliance (
    alliance TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    purpose TEXT NOT NULL,
    founded_on TEXT NOT NULL,
    dissolved_on TEXT,
    sound TEXT NOT NULL,
    search TEXT NOT NULL,
    CONSTRAINT directory_alliance_pk PRIMARY KEY (alliance)
);
CREATE UNIQUE INDEX directory_alliance_name_taken ON directory_alliance (name) WHERE dissolved_on IS NULL;
CREATE INDEX directory_alliance_by_sound ON directory_alliance (sound, alliance);

-- Who belongs to which alliance in which role and for how long; many to many.
CREATE TABLE directory_membership (
    alliance TEXT NOT NULL,
    institution TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    left_on TEXT,
    CONSTRAINT directory_membership_pk PRIMARY KEY (alliance, institution, role, joined_on),
    CONSTRAINT directory_membership_role_known CHECK (role IN ('chair', 'standing', 'secretariat', 'member')),
    CONSTRAINT directory_membership_time_runs_forward CHECK (left_on IS NULL OR joined_on < left_on)
);
CREATE UNIQUE INDEX directory_membership_once ON directory_membership (alliance, institution, role)
    WHERE left_on IS NULL;
CREATE UNIQUE INDEX directory_membership_one_chair ON directory_membership (alliance)
    WHERE left_on IS NULL AND role = 'chair';
CREATE INDEX directory_membership_of_institution ON directory_membership (institution, alliance);

-- Editions of catalogues that were read. The newest of each is in force; elder ones keep what they said.
CREATE TABLE directory_catalogue_edition (
    catalogue TEXT NOT NULL,
    edition TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    CONSTRAINT directory_catalogue_edition_pk PRIMARY KEY (catalogue, edition),
    CONSTRAINT directory_catalogue_edition_catalogue_known CHECK (catalogue IN ('undergraduate', 'vocational_bachelor',
        'vocational_associate'))
);

-- 专业目录: the catalogues of majors as printed in an edition.
CREATE TABLE directory_major (
    code TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    edition TEXT NOT NULL,
    name TEXT NOT NULL,
    discipline TEXT NOT NULL,
    discipline_name TEXT NOT NULL,
    class TEXT NOT NULL,
    class_name TEXT NOT NULL,
    special BIGINT NOT NULL,
    controlled BIGINT NOT NULL,
    degrees TEXT NOT NULL,
    former_code TEXT NOT NULL,
    sound TEXT NOT NULL,
    search TEXT NOT NULL,
    CONSTRAINT directory_major_pk PRIMARY KEY (code, edition),
    CONSTRAINT directory_major_catalogue_known CHECK (catalogue IN ('undergraduate', 'vocational_bachelor',
        'vocational_associate')),
    CONSTRAINT directory_major_special_flag CHECK (special IN (0, 1)),
    CONSTRAINT directory_major_controlled_flag CHECK (controlled IN (0, 1))
);
CREATE INDEX directory_major_by_sound ON directory_major (sound, code);
CREATE INDEX directory_major_by_class ON directory_major (class, catalogue, edition, code);
CREATE INDEX directory_major_by_edition ON directory_major (catalogue, edition, code);
