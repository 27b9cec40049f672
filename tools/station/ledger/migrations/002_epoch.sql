-- The epoch: a random word that identifies this ledger until it is restored from a backup, which has none (backup omits the
-- rows of this table). Kiosks get it with every reply.
CREATE TABLE epoch (
    one   {INT} PRIMARY KEY CHECK (one = 1),
    word  {TEXT} NOT NULL,
    at_ms {INT} NOT NULL
) {STRICT};

-- Two running machines with one kiosk's token: run is the program start that made the last call, run_before the one before
-- it. A run that appears again after another one is a second machine.
ALTER TABLE kiosk ADD COLUMN run {TEXT} NOT NULL DEFAULT '';
ALTER TABLE kiosk ADD COLUMN run_before {TEXT} NOT NULL DEFAULT '';
ALTER TABLE kiosk ADD COLUMN twin_ms {INT} NOT NULL DEFAULT 0;   -- when that was last seen

-- twin: '' for a row that could not be accepted; otherwise the beginning of the boot id of a different record under a
-- number that is in use.
CREATE TABLE aside_with_twins (
    kiosk       {TEXT} NOT NULL,
    seq         {INT} NOT NULL,
    twin        {TEXT} NOT NULL DEFAULT '',
    raw         {TEXT} NOT NULL,
    reason      {TEXT} NOT NULL,
    received_ms {INT} NOT NULL,
    PRIMARY KEY (kiosk, seq, twin)
) {STRICT};
INSERT INTO aside_with_twins (kiosk, seq, raw, reason, received_ms)
    SELECT kiosk, seq, raw, reason, received_ms FROM aside;
DROP TABLE aside;
ALTER TABLE aside_with_twins RENAME TO aside;
