-- Plain SQL that SQLite and PostgreSQL both take. Times are epoch milliseconds, UTC.

CREATE TABLE about (
    name  VARCHAR(32) PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE source_position (
    partition_id    VARCHAR(32) PRIMARY KEY,
    generation      INTEGER NOT NULL,
    sequence_number BIGINT NOT NULL,
    enqueued_time   BIGINT NOT NULL
);

CREATE TABLE counter (
    name  VARCHAR(32) PRIMARY KEY,
    total BIGINT NOT NULL
);

CREATE TABLE latest_value (
    signal      TEXT PRIMARY KEY,
    kind        VARCHAR(8) NOT NULL,
    number      DOUBLE PRECISION,
    number2     DOUBLE PRECISION,
    content     TEXT,
    quality     VARCHAR(16) NOT NULL,
    reason      TEXT,
    source_time BIGINT NOT NULL
);

CREATE TABLE alarm (
    alarm             TEXT PRIMARY KEY,
    active            BOOLEAN NOT NULL,
    acknowledged      BOOLEAN NOT NULL,
    condition_unknown BOOLEAN NOT NULL,
    occurrence        TEXT NOT NULL,
    seq               BIGINT NOT NULL,
    value             DOUBLE PRECISION,
    raised_at         BIGINT NOT NULL,
    cleared_at        BIGINT,
    acknowledged_at   BIGINT,
    acknowledged_by   TEXT,
    comment           TEXT,
    pending_kind      VARCHAR(32),
    pending_partition VARCHAR(32),
    pending_due       BIGINT,
    pending_due_hub   BIGINT,
    pending_value     DOUBLE PRECISION
);

CREATE TABLE alarm_transition (
    id                BIGINT PRIMARY KEY,
    alarms_group      TEXT NOT NULL,
    seq               BIGINT NOT NULL,
    prev              BIGINT NOT NULL,
    kind              VARCHAR(32) NOT NULL,
    event_time        BIGINT NOT NULL,
    cause             TEXT NOT NULL,
    alarm             TEXT NOT NULL,
    occurrence        TEXT NOT NULL,
    signal            TEXT NOT NULL,
    unit              TEXT NOT NULL,
    alarm_type        VARCHAR(16) NOT NULL,
    priority          INTEGER NOT NULL,
    message           TEXT NOT NULL,
    display           VARCHAR(32) NOT NULL,
    condition_unknown BOOLEAN NOT NULL,
    value             DOUBLE PRECISION,
    alarm_limit       DOUBLE PRECISION NOT NULL,
    raised_at         BIGINT NOT NULL,
    cleared_at        BIGINT,
    acknowledged_at   BIGINT,
    acknowledged_by   TEXT,
    comment           TEXT,
    UNIQUE (alarm, cause, kind),
    UNIQUE (alarms_group, seq)
);

CREATE INDEX alarm_transition_cause ON alarm_transition (cause);
