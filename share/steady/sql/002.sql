-- When an occurrence was really due (jitter makes it later than `due`), and how long a prompt of it lives.
ALTER TABLE decision ADD COLUMN at INTEGER;
ALTER TABLE decision ADD COLUMN lifetime INTEGER;

-- What a prompt that waits is held for, from when on; the first of it stands in the decision itself.
CREATE TABLE held (
	decision INTEGER NOT NULL REFERENCES decision (id),
	at       INTEGER NOT NULL,
	reason   TEXT NOT NULL,
	PRIMARY KEY (decision, at)
) STRICT, WITHOUT ROWID;

-- From where an interval counts: its latest occurrence, or the moment its schedule became known; elapsed time, as in pending.
CREATE TABLE anchor (
	schedule TEXT NOT NULL,
	trigger  INTEGER NOT NULL,
	wall     INTEGER NOT NULL,
	boot     INTEGER NOT NULL,
	boot_id  TEXT NOT NULL,
	PRIMARY KEY (schedule, trigger)
) STRICT, WITHOUT ROWID;

-- What others follow is looked for by when it was.
CREATE INDEX decision_closed ON decision (closed);
CREATE INDEX urge_begun ON urge (begun);
