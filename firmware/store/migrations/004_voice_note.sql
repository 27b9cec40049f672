-- What was spoken for a request: the name of its sealed file in outgoing/.
ALTER TABLE request ADD COLUMN voice_note BLOB CHECK (voice_note IS NULL OR length(voice_note) = 32);
