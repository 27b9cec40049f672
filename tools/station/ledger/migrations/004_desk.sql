-- Screenshots: disabled until an administrator enables them; one per kiosk.
ALTER TABLE kiosk ADD COLUMN glass_on {INT} NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN glass_asked_ms {INT} NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN glass_said {TEXT} NOT NULL DEFAULT '';   -- of the last ask: what became of it; '' not yet
ALTER TABLE kiosk ADD COLUMN glass_hash {TEXT} NOT NULL DEFAULT '';   -- blob
ALTER TABLE kiosk ADD COLUMN glass_ms {INT} NOT NULL DEFAULT 0;       -- when it came

-- For a person who is not a member: the grid where the person lives.
ALTER TABLE request ADD COLUMN grid {TEXT} NOT NULL DEFAULT '';
-- The deadline of requests that were made before deadlines existed.
UPDATE request SET due_ms=at_ms + 86400000 * coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE
    key='requests.due_days'), 15) WHERE due_ms=0 AND coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE
    key='requests.due_days'), 15)>0;

-- Kiosks of stations below, as they last reported.
CREATE TABLE kiosk_below (
    site      {TEXT} NOT NULL,
    kiosk     {TEXT} NOT NULL,
    version   {TEXT} NOT NULL,
    waiting   {INT} NOT NULL,
    reader_up {INT} NOT NULL,
    status_ms {INT} NOT NULL,
    PRIMARY KEY (site, kiosk)
) {STRICT};
