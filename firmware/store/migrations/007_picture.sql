-- A picture of the glass that the station asked for: the hash of its file, of a device_status.
ALTER TABLE record ADD COLUMN picture BLOB;
