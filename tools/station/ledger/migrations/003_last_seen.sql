-- The last attendance of each of this station's members (site '', not undone). Stored beside attendance, because 35,000
-- index look-ups per page would be too slow.
CREATE TABLE last_seen (
    member_no {TEXT} PRIMARY KEY,
    last_ms   {INT} NOT NULL                     -- 0: nothing that counts
) {STRICT};
INSERT INTO last_seen (member_no, last_ms)
    SELECT member_no, max(shown_ms) FROM attendance
    WHERE site='' AND undone=0 AND member_no NOT LIKE '#%' GROUP BY member_no;
