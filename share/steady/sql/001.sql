-- Times are microseconds since 1970, UTC; zone_offset is the seconds east of UTC they were lived in.

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Per schedule: the moment up to which everything is decided, and the `when` lines that held then.
CREATE TABLE schedule (
	id      TEXT PRIMARY KEY,
	handled INTEGER NOT NULL,
	spec    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The random moments of a window, kept from their first use on. `day`: days since 1970-01-01, local.
CREATE TABLE draw (
	schedule TEXT NOT NULL,
	trigger  INTEGER NOT NULL,
	day      INTEGER NOT NULL,
	moments  TEXT NOT NULL,
	PRIMARY KEY (schedule, trigger, day)
) STRICT, WITHOUT ROWID;

-- What became of one occurrence. Exactly one row each, for silences too.
CREATE TABLE decision (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	schedule    TEXT NOT NULL,
	kind        TEXT NOT NULL,
	due         INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL,
	first       INTEGER NOT NULL,           -- a catch-up covers occurrences from first to due
	missed      INTEGER NOT NULL DEFAULT 0, -- how many of them were missed
	decided     INTEGER NOT NULL,
	expires     INTEGER NOT NULL,
	asked       INTEGER NOT NULL DEFAULT 0, -- 1: the person asked for it themself
	available   INTEGER NOT NULL CHECK (available IN (0, 1)),
	reason      TEXT,                       -- why not available
	probability REAL NOT NULL DEFAULT 1 CHECK (probability BETWEEN 0 AND 1),
	draw        REAL,
	option      TEXT NOT NULL,              -- what was chosen: 'prompt' or 'none'
	content     TEXT,                       -- the article or protocol
	shown       INTEGER,
	reminded    INTEGER,
	delivery    TEXT,                       -- desktop, terminal
	owner       TEXT,                       -- the notification server's unique name
	bubble      INTEGER,                    -- and its number for the prompt
	closed      INTEGER,
	outcome     TEXT,                       -- answered, read, dismissed, expired, missed, dropped, merged, undelivered
	UNIQUE (schedule, due)
) STRICT;
CREATE INDEX decision_open ON decision (id) WHERE closed IS NULL;
CREATE INDEX decision_shown ON decision (shown);

-- One answer to one item. `begun` ties the answers of one check-in together.
CREATE TABLE response (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	decision    INTEGER REFERENCES decision (id),
	protocol    TEXT NOT NULL,
	begun       INTEGER NOT NULL,
	item        TEXT NOT NULL,
	value       TEXT,                       -- NULL: skipped
	number      INTEGER,                    -- scale value or score, NULL: none
	score       TEXT,                       -- 'missing' or 'need' where it counts there
	at          INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL,
	route       TEXT NOT NULL,              -- notification, terminal, command
	late        INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1))
) STRICT;
CREATE INDEX response_decision ON response (decision);
CREATE INDEX response_at ON response (at);

CREATE TABLE urge (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	begun       INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL,
	ended       INTEGER,
	acted       TEXT CHECK (acted IN ('no', 'partly', 'yes')),
	delay       INTEGER                     -- microseconds chosen to wait; NULL: none was
) STRICT;

CREATE TABLE rating (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	urge      INTEGER NOT NULL REFERENCES urge (id),
	at        INTEGER NOT NULL,
	intensity INTEGER NOT NULL CHECK (intensity BETWEEN 0 AND 10)
) STRICT;
CREATE INDEX rating_urge ON rating (urge);

-- Deadlines of elapsed spans: a pause, a snooze (subject: decision), a delay (subject: urge).
CREATE TABLE pending (
	kind    TEXT NOT NULL CHECK (kind IN ('pause', 'snooze', 'delay')),
	subject INTEGER NOT NULL,
	wall    INTEGER NOT NULL,
	boot    INTEGER NOT NULL,
	boot_id TEXT NOT NULL,
	PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- For people's own scripts: these names and columns stay.
CREATE VIEW v_decisions AS
	SELECT id, schedule, kind, due / 1000000 AS due_s, datetime(due / 1000000 + zone_offset, 'unixepoch') AS due_local,
	       shown / 1000000 AS shown_s, closed / 1000000 AS closed_s, available, reason, content, outcome
	FROM decision;
CREATE VIEW v_checkins AS
	SELECT id, decision, protocol, begun / 1000000 AS begun_s, item, value, number, at / 1000000 AS at_s,
	       datetime(at / 1000000 + zone_offset, 'unixepoch') AS at_local, route, late
	FROM response;
CREATE VIEW v_urges AS
	SELECT urge.id, begun / 1000000 AS begun_s, datetime(begun / 1000000 + zone_offset, 'unixepoch') AS begun_local,
	       ended / 1000000 AS ended_s, acted,
	       (SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id LIMIT 1) AS first_intensity,
	       (SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id DESC LIMIT 1) AS last_intensity
	FROM urge;
