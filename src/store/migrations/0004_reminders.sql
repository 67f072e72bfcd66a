-- Rungs of the ladder, alerts, the lives of the service.

-- When the next rung of a deadline comes: 0 until its ladder is planned, NULL once no rung is left.
ALTER TABLE deadlines ADD COLUMN remind_at INTEGER DEFAULT 0;
CREATE INDEX deadlines_to_remind ON deadlines (remind_at, id)
    WHERE settled = 0 AND suspended = 0 AND remind_at IS NOT NULL;
CREATE TRIGGER a_moved_deadline_is_planned_again
AFTER UPDATE OF due, settled, suspended ON deadlines
WHEN NEW.due <> OLD.due OR NEW.settled < OLD.settled OR NEW.suspended < OLD.suspended
BEGIN
    UPDATE deadlines SET remind_at = 0 WHERE id = NEW.id;
END;

-- The primary key is the claim: a rung is raised once for a deadline, whoever raises it.
CREATE TABLE reminders (
    deadline TEXT NOT NULL REFERENCES deadlines (id) ON DELETE CASCADE,
    rung TEXT NOT NULL,
    dossier TEXT NOT NULL,
    audience TEXT NOT NULL,
    roles TEXT NOT NULL,  -- JSON
    message TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by TEXT NOT NULL,
    PRIMARY KEY (deadline, rung)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_unseen ON reminders (raised_at, deadline, rung)
    WHERE acknowledged_at IS NULL;
CREATE INDEX reminders_of_dossier ON reminders (dossier);

CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER
) STRICT;
CREATE UNIQUE INDEX alerts_lasting ON alerts (key) WHERE until IS NULL;

-- One row for each run of the service; the times between two rows are the times without it.
CREATE TABLE lives (
    number INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL,
    stopped_at INTEGER
) STRICT;
CREATE INDEX lives_by_start ON lives (started_at);

-- Passings by their due instant, the last statement of health.
CREATE INDEX journal_by_kind ON journal (kind, happened_at);

-- Jobs that ended and whose key is never asked for again: a piece is issued once by itself.
CREATE INDEX outbox_to_forget ON outbox (queued_at) WHERE done = 1 AND kind = 'emettre';
