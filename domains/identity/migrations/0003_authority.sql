-- Who may what, where, and for whom.

CREATE TABLE identity_grant (
    person TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_code TEXT NOT NULL,
    region TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    valid_until BIGINT,
    revoked_at BIGINT,
    revoked_by TEXT,
    CONSTRAINT identity_grant_pk PRIMARY KEY (person, grant_id),
    CONSTRAINT identity_grant_scope_kind_known CHECK (scope_kind IN ('everywhere', 'region', 'organisation')),
    CONSTRAINT identity_grant_scope_code_whole CHECK ((scope_kind = 'everywhere') = (scope_code = '')),
    CONSTRAINT identity_grant_valid_after_start CHECK (valid_until IS NULL OR valid_until > granted_at),
    CONSTRAINT identity_grant_revoked_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX identity_grant_once ON identity_grant (person, role, scope_kind, scope_code) WHERE revoked_at IS NULL;
CREATE INDEX identity_grant_by_region ON identity_grant (region, person);

CREATE TABLE identity_invitation (
    invitation TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    person TEXT,
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_code TEXT NOT NULL,
    region TEXT NOT NULL,
    valid_until BIGINT,
    invited_by TEXT NOT NULL,
    invited_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_by TEXT,
    accepted_at BIGINT,
    withdrawn_at BIGINT,
    CONSTRAINT identity_invitation_pk PRIMARY KEY (invitation),
    CONSTRAINT identity_invitation_expires_after CHECK (expires_at > invited_at),
    CONSTRAINT identity_invitation_accepted_whole CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CONSTRAINT identity_invitation_one_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX identity_invitation_by_inviter ON identity_invitation (invited_by, invitation);
-- Which records were claimed lately?
CREATE INDEX identity_invitation_claimed ON identity_invitation (accepted_at) WHERE person IS NOT NULL;

-- The principal lets the delegate act on the principal's behalf within one of the principal's grants.
CREATE TABLE identity_delegation (
    principal TEXT NOT NULL,
    delegation TEXT NOT NULL,
    delegate TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT identity_delegation_pk PRIMARY KEY (principal, delegation),
    CONSTRAINT identity_delegation_not_oneself CHECK (principal <> delegate),
    CONSTRAINT identity_delegation_valid_after_start CHECK (valid_until > given_at)
);
CREATE INDEX identity_delegation_by_delegate ON identity_delegation (delegate, principal);
