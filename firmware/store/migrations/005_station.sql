-- The station at the other end: what a record needs to go up, and what came down and could not be taken.
ALTER TABLE record ADD COLUMN staff TEXT NOT NULL DEFAULT '';      -- key, where one of them did it
ALTER TABLE record ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;  -- of a sign-out: what counted

CREATE TABLE change_aside (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    key    TEXT NOT NULL,
    change TEXT NOT NULL,                                          -- as the wire has it
    reason TEXT NOT NULL,
    at_ms  INTEGER NOT NULL,
    UNIQUE (kind, key)
) STRICT;
