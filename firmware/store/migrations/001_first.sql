-- Times are UTC ms. Text is UTF-8. Booleans are 0 or 1. Ids are this kiosk's own; natural keys are the station's.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE grid (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    liaison_no TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE team (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL UNIQUE,
    name  TEXT NOT NULL,
    about TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE member (
    id          INTEGER PRIMARY KEY,
    member_no   TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL,             -- pinyin, "wang jian guo"
    initials    TEXT NOT NULL,             -- "wjg", more readings after spaces
    grid_id     INTEGER REFERENCES grid (id),
    team_id     INTEGER REFERENCES team (id),
    phone       TEXT NOT NULL DEFAULT '',
    branch      TEXT NOT NULL DEFAULT '',
    joined_year INTEGER NOT NULL DEFAULT 0,
    province    INTEGER NOT NULL DEFAULT -1,
    has_left    INTEGER NOT NULL DEFAULT 0 CHECK (has_left IN (0, 1))
) STRICT;
CREATE INDEX member_by_name_key ON member (name_key);
CREATE INDEX member_by_name ON member (name);
CREATE INDEX member_by_grid ON member (grid_id, has_left);
CREATE INDEX member_by_province ON member (has_left, province);

CREATE TABLE member_initials (             -- one row a reading, for prefix search
    initials  TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    PRIMARY KEY (initials, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_initials_by_member ON member_initials (member_id);

CREATE TABLE card (
    identity  BLOB PRIMARY KEY CHECK (length(identity) = 32), -- keyed hash; no UID anywhere
    member_id INTEGER NOT NULL REFERENCES member (id),
    state     INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)) -- active, lost, revoked
) STRICT, WITHOUT ROWID;
CREATE INDEX card_by_member ON card (member_id);

CREATE TABLE activity (
    id     INTEGER PRIMARY KEY,
    uid    TEXT NOT NULL UNIQUE,            -- VEVENT UID
    source TEXT NOT NULL                    -- the file it came from: that file may drop it again
) STRICT;

CREATE TABLE occurrence (
    id                INTEGER PRIMARY KEY,
    activity_id       INTEGER NOT NULL REFERENCES activity (id),
    recurrence_ms     INTEGER NOT NULL,     -- RECURRENCE-ID
    title             TEXT NOT NULL,
    place             TEXT NOT NULL,
    kind              INTEGER NOT NULL,
    start_ms          INTEGER NOT NULL,
    end_ms            INTEGER NOT NULL CHECK (end_ms >= start_ms),
    opens_before_min  INTEGER NOT NULL,     -- -1: the station's rule
    closes_after_min  INTEGER NOT NULL,
    late_after_min    INTEGER NOT NULL,
    capacity          INTEGER NOT NULL,
    all_day           INTEGER NOT NULL,
    counts_hours      INTEGER NOT NULL,
    needs_sign_up     INTEGER NOT NULL,
    cancelled         INTEGER NOT NULL,
    organiser         TEXT NOT NULL,
    bring             TEXT NOT NULL,
    description       TEXT NOT NULL,
    UNIQUE (activity_id, recurrence_ms)
) STRICT;
CREATE INDEX occurrence_by_start ON occurrence (start_ms);

CREATE TABLE sign_up (
    occurrence_id INTEGER NOT NULL REFERENCES occurrence (id),
    member_id     INTEGER NOT NULL REFERENCES member (id),
    at_ms         INTEGER NOT NULL,
    PRIMARY KEY (occurrence_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_up_by_member ON sign_up (member_id);

CREATE TABLE check_in (
    occurrence_id INTEGER NOT NULL REFERENCES occurrence (id),
    member_id     INTEGER NOT NULL REFERENCES member (id),
    at_ms         INTEGER NOT NULL,
    late          INTEGER NOT NULL,
    last_tap_ms   INTEGER NOT NULL,
    out_ms        INTEGER,                  -- sign-out, NULL while in
    minutes       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (occurrence_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_in_by_member ON check_in (member_id, at_ms);

CREATE TABLE request (
    id           INTEGER PRIMARY KEY,
    number       TEXT NOT NULL UNIQUE,      -- on the ticket
    member_id    INTEGER REFERENCES member (id),
    category_key TEXT NOT NULL,
    text         TEXT NOT NULL,
    phone        TEXT NOT NULL,
    at_ms        INTEGER NOT NULL,
    stage        INTEGER NOT NULL DEFAULT 0 CHECK (stage BETWEEN 0 AND 4), -- registered .. followed_up
    answer       TEXT NOT NULL DEFAULT '',
    answer_seen  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX request_by_member ON request (member_id);

CREATE TABLE request_step (
    request_id INTEGER NOT NULL REFERENCES request (id),
    stage      INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 4),
    at_ms      INTEGER NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (request_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    initials    TEXT NOT NULL,
    title       TEXT NOT NULL,
    summary     TEXT NOT NULL,
    honour      TEXT NOT NULL,
    first_class INTEGER NOT NULL,
    sample      INTEGER NOT NULL,
    portrait    TEXT NOT NULL,
    picture     TEXT NOT NULL,
    source      TEXT NOT NULL,
    consent     INTEGER NOT NULL,
    sort        INTEGER NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX story_in_order ON story (sort, name_key, id);

CREATE TABLE story_tag (                    -- the honour is position 0
    story_id INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag      TEXT NOT NULL,
    PRIMARY KEY (story_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_tag_by_tag ON story_tag (tag);

CREATE TABLE guide (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    title    TEXT NOT NULL,
    initials TEXT NOT NULL,
    summary  TEXT NOT NULL,
    category TEXT NOT NULL,
    sample   INTEGER NOT NULL,
    source   TEXT NOT NULL,
    sort     INTEGER NOT NULL,
    body     TEXT NOT NULL
) STRICT;

CREATE TABLE category (
    key     TEXT PRIMARY KEY,
    title   TEXT NOT NULL,
    hint    TEXT NOT NULL,
    icon    TEXT NOT NULL,
    sort    INTEGER NOT NULL,
    phrases TEXT NOT NULL                   -- one a line
) STRICT, WITHOUT ROWID;

CREATE TABLE record (                       -- what the kiosk made; goes up
    kiosk         TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    at_ms         INTEGER NOT NULL,
    boot          TEXT NOT NULL,
    mono_ms       INTEGER NOT NULL,
    synced        INTEGER NOT NULL,
    outcome       TEXT NOT NULL DEFAULT '', -- of a tap
    reason        TEXT NOT NULL DEFAULT '', -- of a refused tap
    member_id     INTEGER REFERENCES member (id),
    card          BLOB,
    occurrence_id INTEGER REFERENCES occurrence (id),
    request_id    INTEGER REFERENCES request (id),
    detail        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kiosk, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_by_time ON record (at_ms);
CREATE INDEX record_by_request ON record (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX record_by_occurrence ON record (occurrence_id) WHERE occurrence_id IS NOT NULL;

CREATE TABLE outbox (                       -- records without a receipt
    kiosk TEXT NOT NULL,
    seq   INTEGER NOT NULL,
    PRIMARY KEY (kiosk, seq),
    FOREIGN KEY (kiosk, seq) REFERENCES record (kiosk, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (                        -- each row holds the hash of the one before
    id     INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
