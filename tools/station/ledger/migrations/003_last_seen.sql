-- When each of this station's own members was last here: what attendance says (site '', not undone), kept beside it, for
-- 35,000 questions of the index a page are too many.
CREATE TABLE last_seen (
    member_no {TEXT} PRIMARY KEY,
    last_ms   {INT} NOT NULL                     -- 0: nothing that counts
) {STRICT};
INSERT INTO last_seen (member_no, last_ms)
    SELECT member_no, max(shown_ms) FROM attendance
    WHERE site='' AND undone=0 AND member_no NOT LIKE '#%' GROUP BY member_no;
