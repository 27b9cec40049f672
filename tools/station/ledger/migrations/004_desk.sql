-- Pictures of a kiosk's glass: off until switched on, one a kiosk.
ALTER TABLE kiosk ADD COLUMN glass_on {INT} NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN glass_asked_ms {INT} NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN glass_said {TEXT} NOT NULL DEFAULT '';   -- of the last ask: what became of it; '' not yet
ALTER TABLE kiosk ADD COLUMN glass_hash {TEXT} NOT NULL DEFAULT '';   -- blob
ALTER TABLE kiosk ADD COLUMN glass_ms {INT} NOT NULL DEFAULT 0;       -- when it came

-- Of who is no member: the grid they live in.
ALTER TABLE request ADD COLUMN grid {TEXT} NOT NULL DEFAULT '';
-- The term of those that came before there was one, as the desk has shown it since.
UPDATE request SET due_ms=at_ms + 86400000 * coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE
    key='requests.due_days'), 15) WHERE due_ms=0 AND coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE
    key='requests.due_days'), 15)>0;

-- Kiosks of stations below, as they last said how they are.
CREATE TABLE kiosk_below (
    site      {TEXT} NOT NULL,
    kiosk     {TEXT} NOT NULL,
    version   {TEXT} NOT NULL,
    waiting   {INT} NOT NULL,
    reader_up {INT} NOT NULL,
    status_ms {INT} NOT NULL,
    PRIMARY KEY (site, kiosk)
) {STRICT};
