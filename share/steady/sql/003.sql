-- An answer that was taken back stays, and counts nowhere. `urge`: the episode it belongs to.
ALTER TABLE response ADD COLUMN withdrawn INTEGER;
ALTER TABLE response ADD COLUMN urge INTEGER REFERENCES urge (id);

-- What an episode was: how it felt, missing or needing, what set it off, what was done about it, what was expected of it.
ALTER TABLE urge ADD COLUMN feeling TEXT;
ALTER TABLE urge ADD COLUMN sort TEXT CHECK (sort IN ('missing', 'need', 'both'));
ALTER TABLE urge ADD COLUMN cue TEXT;
ALTER TABLE urge ADD COLUMN plan TEXT;
ALTER TABLE urge ADD COLUMN forecast INTEGER CHECK (forecast BETWEEN 0 AND 10); -- how strong the person expects it
ALTER TABLE urge ADD COLUMN forecast_for INTEGER;                               -- at this moment
ALTER TABLE urge ADD COLUMN later TEXT;                                         -- how it looked a day later
CREATE INDEX response_urge ON response (urge);
CREATE INDEX response_steady ON response (at) WHERE protocol = 'weekly' AND item = 'steady';

-- Of a snooze (reason 'snoozed'): to when.
ALTER TABLE held ADD COLUMN until INTEGER;

-- How likely the article was that a prompt drew, among how many that fitted.
ALTER TABLE decision ADD COLUMN content_probability REAL CHECK (content_probability BETWEEN 0 AND 1);
ALTER TABLE decision ADD COLUMN content_among INTEGER;

-- Without those that were not: most decisions are written before either, and each index is a page more to write.
DROP INDEX decision_shown;
DROP INDEX decision_closed;
CREATE INDEX decision_shown ON decision (shown) WHERE shown IS NOT NULL;
CREATE INDEX decision_closed ON decision (closed) WHERE closed IS NOT NULL;

CREATE TABLE contact (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	at          INTEGER NOT NULL,           -- when it was
	zone_offset INTEGER NOT NULL,
	recorded    INTEGER NOT NULL UNIQUE,    -- when it was noted
	began       TEXT NOT NULL CHECK (began IN ('me', 'them', 'chance')),
	kind        TEXT NOT NULL CHECK (kind IN ('message', 'call', 'met', 'checked', 'necessary')),
	necessity   TEXT CHECK (necessity IN ('children', 'work', 'money', 'law', 'other')),
	note        TEXT,
	count       TEXT CHECK (count IN ('keep', 'restart')), -- what the person chose after a slip
	confidence  INTEGER CHECK (confidence BETWEEN 0 AND 10),
	urge        INTEGER REFERENCES urge (id)
) STRICT;
CREATE INDEX contact_at ON contact (at);
CREATE INDEX contact_urge ON contact (urge);

-- A note, or a draft that will not be sent.
CREATE TABLE entry (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	kind        TEXT NOT NULL CHECK (kind IN ('note', 'draft')),
	at          INTEGER NOT NULL UNIQUE,
	zone_offset INTEGER NOT NULL,
	prompt      TEXT,                       -- the question it answers
	text        TEXT NOT NULL,
	sealed      INTEGER,                    -- since when, and until when it stays closed
	opens       INTEGER,
	opened      INTEGER,
	still_true  TEXT CHECK (still_true IN ('no', 'partly', 'yes')),
	still_needed TEXT CHECK (still_needed IN ('no', 'partly', 'yes'))
) STRICT;

-- What became of something that was put before the person: a plan, a slot, an article, the helplines.
CREATE TABLE outcome (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	kind        TEXT NOT NULL CHECK (kind IN ('plan', 'slot', 'article', 'helplines')),
	name        TEXT NOT NULL,
	value       TEXT NOT NULL,              -- plan: offered, rehearsed, used, helped, unhelpful; slot: done, else, empty; article: helpful, unhelpful
	at          INTEGER NOT NULL,
	zone_offset INTEGER NOT NULL,
	decision    INTEGER REFERENCES decision (id),
	urge        INTEGER REFERENCES urge (id),
	withdrawn   INTEGER,                    -- when it was taken back; it counts nowhere since
	late        INTEGER NOT NULL DEFAULT 0  -- 1: its prompt was over by then
) STRICT;
CREATE INDEX outcome_name ON outcome (kind, name, at);
CREATE INDEX outcome_decision ON outcome (decision);
CREATE INDEX outcome_urge ON outcome (urge);

-- Deadlines of elapsed spans, with new kinds: an urge asked about again, how it looks a day later, the hours after a contact.
CREATE TABLE pending_now (
	kind    TEXT NOT NULL CHECK (kind IN ('pause', 'snooze', 'delay', 'again', 'later', 'aftercare', 'hidden')),
	subject INTEGER NOT NULL,
	wall    INTEGER NOT NULL,
	boot    INTEGER NOT NULL,
	boot_id TEXT NOT NULL,
	PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO pending_now SELECT kind, subject, wall, boot, boot_id FROM pending;
DROP TABLE pending;
ALTER TABLE pending_now RENAME TO pending;

DROP VIEW v_checkins;
CREATE VIEW v_checkins AS
	SELECT id, decision, protocol, begun / 1000000 AS begun_s, item, value, number, at / 1000000 AS at_s,
	       datetime(at / 1000000 + zone_offset, 'unixepoch') AS at_local, route, late, withdrawn / 1000000 AS withdrawn_s
	FROM response;
DROP VIEW v_urges;
CREATE VIEW v_urges AS
	SELECT urge.id, begun / 1000000 AS begun_s, datetime(begun / 1000000 + zone_offset, 'unixepoch') AS begun_local,
	       ended / 1000000 AS ended_s, acted,
	       (SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id LIMIT 1) AS first_intensity,
	       (SELECT intensity FROM rating WHERE rating.urge = urge.id ORDER BY rating.id DESC LIMIT 1) AS last_intensity,
	       feeling, sort, cue, plan, forecast, later
	FROM urge;
CREATE VIEW v_contacts AS
	SELECT id, at / 1000000 AS at_s, datetime(at / 1000000 + zone_offset, 'unixepoch') AS at_local, began, kind, necessity, note,
	       count, confidence
	FROM contact;
CREATE VIEW v_entries AS
	SELECT id, kind, at / 1000000 AS at_s, datetime(at / 1000000 + zone_offset, 'unixepoch') AS at_local, prompt, text,
	       opens / 1000000 AS opens_s, still_true, still_needed
	FROM entry;
CREATE VIEW v_outcomes AS
	SELECT id, kind, name, value, at / 1000000 AS at_s, datetime(at / 1000000 + zone_offset, 'unixepoch') AS at_local, decision, urge,
	       withdrawn / 1000000 AS withdrawn_s, late
	FROM outcome;
