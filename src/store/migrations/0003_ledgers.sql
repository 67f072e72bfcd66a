-- The ledger of each time limit.

ALTER TABLE deadlines ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1));
-- The earlier and the later end where texts are read in two ways.
ALTER TABLE deadlines ADD COLUMN act_by INTEGER;
ALTER TABLE deadlines ADD COLUMN late_after INTEGER;
-- As store/codec.h writes it.
ALTER TABLE deadlines ADD COLUMN ledger TEXT NOT NULL DEFAULT '[]';

-- What was kept before has its start, and its end if it was settled.
UPDATE deadlines SET ledger = json_array(
    json_object('kind', 'start', 'at', started_at, 'author', '', 'role', 'systeme',
                'reason', 'échéance antérieure à la tenue des registres', 'source', source));
UPDATE deadlines SET ledger = json_insert(ledger, '$[#]', json(
    json_object('kind', 'stop', 'at', max(started_at, settled_at), 'author', '', 'role', 'systeme',
                'reason', 'échéance close avant la tenue des registres', 'source', source)))
    WHERE settled <> 0;

-- A suspended limit is not due.
DROP INDEX deadlines_running;
DROP INDEX deadlines_to_fire;
CREATE INDEX deadlines_running ON deadlines (due, id) WHERE settled = 0 AND suspended = 0;
CREATE INDEX deadlines_suspended ON deadlines (due, id) WHERE settled = 0 AND suspended = 1;
CREATE INDEX deadlines_to_fire ON deadlines (due, dossier)
    WHERE settled = 0 AND suspended = 0 AND fired = 0;
