-- Which telling of its story a ledger is: one random word from its making until it is restored from a backup, whose
-- copy has none (backup leaves this table's rows out). Kiosks are told it with every reply.
CREATE TABLE epoch (
    one   {INT} PRIMARY KEY CHECK (one = 1),
    word  {TEXT} NOT NULL,
    at_ms {INT} NOT NULL
) {STRICT};

-- Two live machines under one kiosk's token: run is of the program's start that spoke last, run_before of the one
-- before it; what comes back after another has spoken is a second machine.
ALTER TABLE kiosk ADD COLUMN run {TEXT} NOT NULL DEFAULT '';
ALTER TABLE kiosk ADD COLUMN run_before {TEXT} NOT NULL DEFAULT '';
ALTER TABLE kiosk ADD COLUMN twin_ms {INT} NOT NULL DEFAULT 0;   -- when that was last seen

-- twin: '' for what could not be accepted; else the beginning of the boot id of a record that says something else
-- under a number that is taken.
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
