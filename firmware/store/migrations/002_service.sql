-- Requests sealed and rated, notices, teams, waiting lists, how a member likes the glass, stories of several pictures.

-- The words and the phone are in sealed (libsodium sealed box to the station's key). text and phone hold
-- what an older program filed, until the store is opened by one that can seal it.
ALTER TABLE request ADD COLUMN sealed BLOB;
ALTER TABLE request ADD COLUMN code BLOB;              -- keyed hash of number and last four digits
ALTER TABLE request ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 3);
ALTER TABLE request ADD COLUMN rating_sealed BLOB;     -- the optional word with it

CREATE TABLE request_try (                             -- wrong codes for a number, whether it exists or not
    number   TEXT PRIMARY KEY,
    wrong    INTEGER NOT NULL,
    until_ms INTEGER NOT NULL DEFAULT 0                -- locked until then
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    title   TEXT NOT NULL,
    body    TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms   INTEGER NOT NULL CHECK (to_ms > from_ms)   -- gone from then on
) STRICT;
CREATE INDEX notice_by_time ON notice (to_ms, from_ms);

ALTER TABLE occurrence ADD COLUMN team TEXT NOT NULL DEFAULT '';        -- key or name of a team
ALTER TABLE occurrence ADD COLUMN added_ms INTEGER NOT NULL DEFAULT 0;  -- first seen by this kiosk
CREATE INDEX occurrence_by_added ON occurrence (added_ms);

ALTER TABLE member ADD COLUMN last_visit_ms INTEGER NOT NULL DEFAULT 0;   -- newest tap
ALTER TABLE member ADD COLUMN visit_before_ms INTEGER NOT NULL DEFAULT 0; -- newest tap on an earlier day

CREATE TABLE member_look (                             -- how this member likes the glass
    member_id INTEGER PRIMARY KEY REFERENCES member (id),
    text_size INTEGER NOT NULL CHECK (text_size BETWEEN 0 AND 2),
    contrast  INTEGER NOT NULL CHECK (contrast IN (0, 1)),
    low       INTEGER NOT NULL CHECK (low IN (0, 1))
) STRICT;

ALTER TABLE story ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind IN (0, 1));  -- person, object
ALTER TABLE story ADD COLUMN month_day INTEGER NOT NULL DEFAULT 0; -- "on this day": month * 100 + day
CREATE INDEX story_by_day ON story (month_day) WHERE month_day > 0;

CREATE TABLE story_picture (                           -- beyond the first
    story_id INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    picture  TEXT NOT NULL,
    PRIMARY KEY (story_id, position)
) STRICT, WITHOUT ROWID;
