-- What happened: one row for each write, in the write's own transaction. Rows are never changed.
CREATE TABLE op_journal (
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    on_behalf TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    request TEXT,
    change TEXT NOT NULL,
    CONSTRAINT op_journal_pk PRIMARY KEY (id)
);

-- Whose timeline shows a journal row: its subject and everything else it concerns.
CREATE TABLE op_about (
    subject TEXT NOT NULL,
    journal TEXT NOT NULL,
    CONSTRAINT op_about_pk PRIMARY KEY (subject, journal)
);

-- Answers given to requests that carried a key, so that a repeat is answered and not done again.
CREATE TABLE op_request (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT op_request_pk PRIMARY KEY (actor, key)
);
CREATE INDEX op_request_at ON op_request (at);

-- Work that happens after a write has committed.
CREATE TABLE op_job (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    CONSTRAINT op_job_pk PRIMARY KEY (id),
    CONSTRAINT op_job_state CHECK (state IN ('waiting', 'running', 'done', 'failed'))
);
CREATE INDEX op_job_due ON op_job (state, run_at);

-- Attached files: the content lies in the file store under its hash, the row says that something leans on it.
CREATE TABLE op_file (
    hash TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT op_file_pk PRIMARY KEY (hash),
    CONSTRAINT op_file_size CHECK (size >= 0)
);
