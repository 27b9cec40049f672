-- The ledger (台账). One text for both engines: ledger/ledger.c fills in {ID} {INT} {TEXT} {BLOB} {STRICT}.
-- Times are UTC ms. Booleans are 0 or 1. site is '' for records of this station's own kiosks, otherwise the id of the
-- station below that sent them.
CREATE TABLE meta (
    key   {TEXT} PRIMARY KEY,
    value {TEXT} NOT NULL
) {STRICT};
INSERT INTO meta (key, value) VALUES ('cursor', '0');

CREATE TABLE kiosk (                             -- and stations below: is_station
    id              {TEXT} PRIMARY KEY,
    number          {INT} NOT NULL UNIQUE,
    name            {TEXT} NOT NULL,
    is_station      {INT} NOT NULL DEFAULT 0,
    token_hash      {BLOB} NOT NULL,
    revoked         {INT} NOT NULL DEFAULT 0,
    paired_ms       {INT} NOT NULL,
    last_seen_ms    {INT} NOT NULL DEFAULT 0,
    last_record_ms  {INT} NOT NULL DEFAULT 0,
    last_seq        {INT} NOT NULL DEFAULT 0,
    waiting         {INT} NOT NULL DEFAULT 0,    -- in its outbox, as it last said
    version         {TEXT} NOT NULL DEFAULT '',
    reader_up       {INT} NOT NULL DEFAULT 1,
    disk_free_bytes {INT} NOT NULL DEFAULT 0,
    status_ms       {INT} NOT NULL DEFAULT 0     -- of the last device_status
) {STRICT};

CREATE TABLE pairing (                           -- one-time codes
    code_hash  {BLOB} PRIMARY KEY,
    name       {TEXT} NOT NULL,
    is_station {INT} NOT NULL,
    expires_ms {INT} NOT NULL,
    wrong      {INT} NOT NULL DEFAULT 0,
    made_by    {TEXT} NOT NULL
) {STRICT};

CREATE TABLE record (                            -- as it came; never changed but by retention, which keeps the row
    no           {ID},
    kiosk        {TEXT} NOT NULL,
    seq          {INT} NOT NULL,
    kind         {TEXT} NOT NULL,
    at_ms        {INT} NOT NULL,
    received_ms  {INT} NOT NULL,
    member_no    {TEXT} NOT NULL DEFAULT '',
    outcome      {TEXT} NOT NULL DEFAULT '',
    reason       {TEXT} NOT NULL DEFAULT '',
    raw          {TEXT} NOT NULL,                 -- firmware/wire/records.h
    UNIQUE (kiosk, seq)
) {STRICT};
CREATE INDEX record_by_time ON record (at_ms);

CREATE TABLE aside (                             -- rows that could not be accepted
    kiosk       {TEXT} NOT NULL,
    seq         {INT} NOT NULL,
    raw         {TEXT} NOT NULL,
    reason      {TEXT} NOT NULL,
    received_ms {INT} NOT NULL,
    PRIMARY KEY (kiosk, seq)
) {STRICT};

CREATE TABLE upstream_outbox (                   -- records without the next tier's receipt
    no {INT} PRIMARY KEY
) {STRICT};

CREATE TABLE boot_clock (                        -- what a boot's time was, once it was known
    kiosk     {TEXT} NOT NULL,
    boot      {TEXT} NOT NULL,
    origin_ms {INT} NOT NULL,                     -- UTC of its CLOCK_BOOTTIME 0
    PRIMARY KEY (kiosk, boot)
) {STRICT};

CREATE TABLE fact (                              -- what goes down: one row a key, newest state
    kind   {TEXT} NOT NULL,
    key    {TEXT} NOT NULL,
    cursor {INT} NOT NULL UNIQUE,
    body   {TEXT} NOT NULL,                       -- firmware/wire/changes.h
    at_ms  {INT} NOT NULL,
    who    {TEXT} NOT NULL DEFAULT '',
    PRIMARY KEY (kind, key)
) {STRICT};

CREATE TABLE blob (
    hash  {TEXT} PRIMARY KEY,
    bytes {BLOB} NOT NULL,
    size  {INT} NOT NULL,
    at_ms {INT} NOT NULL
) {STRICT};
CREATE TABLE blob_part (                         -- of an upload that is not complete
    hash    {TEXT} NOT NULL,
    from_at {INT} NOT NULL,
    bytes   {BLOB} NOT NULL,
    at_ms   {INT} NOT NULL,
    PRIMARY KEY (hash, from_at)
) {STRICT};

CREATE TABLE grid (
    key        {TEXT} PRIMARY KEY,
    name       {TEXT} NOT NULL,
    liaison_no {TEXT} NOT NULL DEFAULT ''
) {STRICT};
CREATE TABLE team (
    key   {TEXT} PRIMARY KEY,
    name  {TEXT} NOT NULL,
    about {TEXT} NOT NULL DEFAULT ''
) {STRICT};

CREATE TABLE member (
    member_no   {TEXT} PRIMARY KEY,
    name        {TEXT} NOT NULL,
    name_key    {TEXT} NOT NULL DEFAULT '',
    initials    {TEXT} NOT NULL DEFAULT '',
    grid        {TEXT} NOT NULL DEFAULT '',        -- key
    team        {TEXT} NOT NULL DEFAULT '',        -- key
    phone       {TEXT} NOT NULL DEFAULT '',
    branch      {TEXT} NOT NULL DEFAULT '',
    joined_year {INT} NOT NULL DEFAULT 0,
    province    {INT} NOT NULL DEFAULT -1,
    has_left    {INT} NOT NULL DEFAULT 0
) {STRICT};
CREATE INDEX member_by_name_key ON member (name_key, member_no);
CREATE INDEX member_by_grid ON member (grid, name_key);
CREATE TABLE member_initials (                   -- one row a reading, for prefix search
    initials  {TEXT} NOT NULL,
    member_no {TEXT} NOT NULL,
    PRIMARY KEY (initials, member_no)
) {STRICT};
CREATE INDEX member_initials_by_member ON member_initials (member_no);

CREATE TABLE card (
    identity  {BLOB} PRIMARY KEY,
    member_no {TEXT} NOT NULL,
    state     {INT} NOT NULL DEFAULT 0,          -- enum card_state
    at_ms     {INT} NOT NULL DEFAULT 0
) {STRICT};
CREATE INDEX card_by_member ON card (member_no);

CREATE TABLE occurrence (
    uid              {TEXT} NOT NULL,
    recurrence_ms    {INT} NOT NULL,
    title            {TEXT} NOT NULL,
    place            {TEXT} NOT NULL DEFAULT '',
    kind             {INT} NOT NULL DEFAULT 0,
    start_ms         {INT} NOT NULL,
    end_ms           {INT} NOT NULL,
    capacity         {INT} NOT NULL DEFAULT 0,
    counts_hours     {INT} NOT NULL DEFAULT 0,
    needs_sign_up    {INT} NOT NULL DEFAULT 0,
    cancelled        {INT} NOT NULL DEFAULT 0,
    team             {TEXT} NOT NULL DEFAULT '',
    late_after_min   {INT} NOT NULL DEFAULT -1,
    source           {TEXT} NOT NULL DEFAULT '',   -- the file it came from: that file may drop it again
    PRIMARY KEY (uid, recurrence_ms)
) {STRICT};
CREATE INDEX occurrence_by_start ON occurrence (start_ms);

CREATE TABLE attendance (                        -- check-ins; visits: uid '' and recurrence_ms = at_ms
    site          {TEXT} NOT NULL DEFAULT '',
    uid           {TEXT} NOT NULL,
    recurrence_ms {INT} NOT NULL,
    member_no     {TEXT} NOT NULL,
    kiosk         {TEXT} NOT NULL,                -- '': made at the station
    seq           {INT} NOT NULL DEFAULT 0,
    at_ms         {INT} NOT NULL,                -- as the kiosk's clock said
    shown_ms      {INT} NOT NULL,                -- corrected where the clock was found wrong later
    boot          {TEXT} NOT NULL DEFAULT '',      -- with mono_ms: the clock was not synchronised
    mono_ms       {INT} NOT NULL DEFAULT 0,
    late          {INT} NOT NULL DEFAULT 0,
    staff         {TEXT} NOT NULL DEFAULT '',      -- "": by card; otherwise who made the manual check-in
    reason        {TEXT} NOT NULL DEFAULT '',
    out_ms        {INT} NOT NULL DEFAULT 0,      -- sign-out
    minutes       {INT} NOT NULL DEFAULT 0,
    undone        {INT} NOT NULL DEFAULT 0,      -- the row stays, it does not count
    undone_by     {TEXT} NOT NULL DEFAULT '',
    undone_reason {TEXT} NOT NULL DEFAULT '',
    PRIMARY KEY (site, uid, recurrence_ms, member_no)
) {STRICT};
CREATE INDEX attendance_by_time ON attendance (shown_ms, member_no);
CREATE INDEX attendance_by_member ON attendance (member_no, shown_ms);
CREATE INDEX attendance_doubtful ON attendance (kiosk, boot) WHERE boot <> '';

CREATE TABLE sign_up (
    site          {TEXT} NOT NULL DEFAULT '',
    uid           {TEXT} NOT NULL,
    recurrence_ms {INT} NOT NULL,
    member_no     {TEXT} NOT NULL,
    at_ms         {INT} NOT NULL,
    waiting       {INT} NOT NULL DEFAULT 0,
    cancelled     {INT} NOT NULL DEFAULT 0,
    PRIMARY KEY (site, uid, recurrence_ms, member_no)
) {STRICT};
CREATE INDEX sign_up_by_member ON sign_up (member_no);

CREATE TABLE request (
    site          {TEXT} NOT NULL DEFAULT '',
    number        {TEXT} NOT NULL,
    kiosk         {TEXT} NOT NULL,
    member_no     {TEXT} NOT NULL DEFAULT '',
    category      {TEXT} NOT NULL,
    at_ms         {INT} NOT NULL,
    code          {BLOB},
    sealed        {BLOB},                         -- NULL: taken away by retention, or of a station below
    voice_note    {TEXT} NOT NULL DEFAULT '',      -- blob
    stage         {INT} NOT NULL DEFAULT 0,
    stage_ms      {INT} NOT NULL,
    assignee      {TEXT} NOT NULL DEFAULT '',      -- user
    due_ms        {INT} NOT NULL DEFAULT 0,
    answer        {TEXT} NOT NULL DEFAULT '',
    rating        {INT} NOT NULL DEFAULT 0,
    rating_sealed {BLOB},
    rated_ms      {INT} NOT NULL DEFAULT 0,
    PRIMARY KEY (site, number)
) {STRICT};
CREATE INDEX request_by_stage ON request (stage, due_ms);
CREATE INDEX request_by_member ON request (member_no, at_ms);
CREATE INDEX request_by_time ON request (at_ms);
CREATE TABLE request_step (
    site   {TEXT} NOT NULL DEFAULT '',
    number {TEXT} NOT NULL,
    stage  {INT} NOT NULL,
    at_ms  {INT} NOT NULL,
    who    {TEXT} NOT NULL,
    note   {TEXT} NOT NULL DEFAULT '',
    PRIMARY KEY (site, number, stage)
) {STRICT};

CREATE TABLE home_visit (                        -- 走访
    id        {ID},
    member_no {TEXT} NOT NULL,
    at_ms     {INT} NOT NULL,
    who       {TEXT} NOT NULL,
    note      {TEXT} NOT NULL DEFAULT '',
    due_ms    {INT} NOT NULL DEFAULT 0           -- the next one
) {STRICT};
CREATE INDEX home_visit_by_member ON home_visit (member_no, at_ms);
CREATE INDEX home_visit_due ON home_visit (due_ms);

CREATE TABLE staff (                             -- who signs in at kiosks
    key  {TEXT} PRIMARY KEY,
    name {TEXT} NOT NULL,
    card {BLOB} UNIQUE,
    pin  {TEXT} NOT NULL DEFAULT ''
) {STRICT};

CREATE TABLE account (                           -- who signs in at the console
    name       {TEXT} PRIMARY KEY,
    display    {TEXT} NOT NULL,
    role       {TEXT} NOT NULL CHECK (role IN ('admin', 'staff', 'viewer')),
    grid       {TEXT} NOT NULL DEFAULT '',         -- a liaison sees this grid only
    password   {TEXT} NOT NULL,                   -- Argon2id
    wrong      {INT} NOT NULL DEFAULT 0,
    locked_ms  {INT} NOT NULL DEFAULT 0,         -- until then
    disabled   {INT} NOT NULL DEFAULT 0,
    must_change {INT} NOT NULL DEFAULT 0
) {STRICT};
CREATE TABLE session (
    id_hash {BLOB} PRIMARY KEY,
    account {TEXT} NOT NULL,
    csrf    {TEXT} NOT NULL,
    made_ms {INT} NOT NULL,
    seen_ms {INT} NOT NULL
) {STRICT};

CREATE TABLE audit (                             -- each row holds the hash of the one before
    id     {INT} PRIMARY KEY,
    at_ms  {INT} NOT NULL,
    who    {TEXT} NOT NULL,
    what   {TEXT} NOT NULL,
    detail {TEXT} NOT NULL,
    hash   {BLOB} NOT NULL
) {STRICT};
