-- Staff, what they did by hand, and what the clock was worth.
CREATE TABLE staff (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,          -- the station's
    name         TEXT NOT NULL,
    card         BLOB UNIQUE CHECK (card IS NULL OR length(card) = 32), -- identity, as in card
    pin          TEXT NOT NULL DEFAULT '',      -- crypto_pin_hash; '' : none, nobody signs in
    wrong        INTEGER NOT NULL DEFAULT 0,    -- PINs, since the last right one
    lock_left_ms INTEGER NOT NULL DEFAULT 0,    -- when last counted,
    lock_boot    TEXT NOT NULL DEFAULT '',      -- in this boot,
    lock_mono_ms INTEGER NOT NULL DEFAULT 0     -- at this CLOCK_BOOTTIME
) STRICT;

CREATE TABLE pin_reset (                        -- signed files taken: none is taken twice
    nonce TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE check_in_note (                    -- of a check-in that was not simply a tap in good time
    occurrence_id INTEGER NOT NULL,
    member_id     INTEGER NOT NULL,
    staff_id      INTEGER REFERENCES staff (id), -- by hand; NULL: a tap
    reason        TEXT NOT NULL DEFAULT '',
    boot          TEXT NOT NULL DEFAULT '',     -- the clock was not synchronised: when it was by this boot
    mono_ms       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (occurrence_id, member_id),
    FOREIGN KEY (occurrence_id, member_id) REFERENCES check_in (occurrence_id, member_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE boot_clock (                       -- what a boot's time was, once it was known
    boot      TEXT PRIMARY KEY,
    origin_ms INTEGER NOT NULL                  -- UTC of its CLOCK_BOOTTIME 0
) STRICT, WITHOUT ROWID;

CREATE INDEX check_in_by_time ON check_in (at_ms);
CREATE INDEX check_in_in_order ON check_in (occurrence_id, at_ms);
CREATE INDEX occurrence_of_activity ON occurrence (activity_id, start_ms);
