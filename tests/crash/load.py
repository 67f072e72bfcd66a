"""People at work, who remember what they were told: opens, events, corrections, readings, repeats."""

import datetime
import json
import sqlite3
import threading
from collections import namedtuple

Act = namedtuple("Act", "kind method path body key version")


class Scene:
    """Where the load takes place: a stay in a hotel, and a ménage for each client to correct."""

    def __init__(self, service, clients):
        structures = service.call("GET", "/api/v1/structures?limit=100").body["items"]
        stays = service.call("GET", "/api/v1/sejours?limit=100").body["items"]
        hotels = {s["id"] for s in structures if s["genre"] == "hotel"}
        stay = next(s for s in stays if s["structure"] in hotels)
        self.parties = {"menage": stay["menage"], "structure": stay["structure"],
                        "sejour": stay["id"]}
        households = service.call("GET", "/api/v1/menages?limit=100").body["items"]
        others = [m for m in households if m["id"] != stay["menage"]][:clients]
        self.households = [[m["id"], m["version"], m.get("referent", "")] for m in others]

    def expected_arrival(self):
        day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
        return {"workflow": "kit_accueil", "parties": self.parties,
                "facts": {"type_accueil": "hotel_initial", "date_prevue": day.isoformat()}}

    @staticmethod
    def arrival():
        now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=2)
        return {"event": "arriver",
                "facts": {"type_accueil": "hotel_initial", "date_arrivee": now.isoformat()}}


ABSENCE = {"event": "constater_non_presentation",
           "facts": {"motif_non_presentation": "personne à la réception"}}


class Client(threading.Thread):
    """Acts until the connection breaks, or until it is told to rest."""

    def __init__(self, service, scene, number, name, dice, documents=0.03):
        super().__init__()
        self.service, self.scene, self.dice, self.label = service, scene, dice, name
        self.documents = documents
        self.household = scene.households[number]
        self.told = []  # (act, answer) of each acknowledged act
        self.events = {}  # events acknowledged, by dossier
        self.open = []
        self.pending = None
        self.surprises = []
        self.resting = False

    def run(self):
        turn = 0
        while not self.resting:
            turn += 1
            if not self.act(f"{self.label}-{turn}"):
                return

    def act(self, key):
        chance = self.dice.random()
        if chance < 0.15 and self.open:
            return self.service.call("GET", "/api/v1/dossiers/" + self.dice.choice(self.open))
        if chance < 0.25 and self.told:
            act, answer = self.dice.choice(self.told[-5:])
            again = self.send(act)
            if again and again[:2] != answer[:2]:
                self.surprises.append(("répétition", act.key, again[:2]))
            return again
        act = self.next_act(key, chance)
        self.pending = act
        answer = self.send(act)
        if answer is None:
            return None
        self.note(act, answer)
        self.pending = None
        return answer

    def next_act(self, key, chance):
        if chance < 0.4:
            body = {"referent": f"Camille {key}"}
            return Act("correction", "PATCH", "/api/v1/menages/" + self.household[0], body, key,
                       self.household[1])
        if chance < 0.7 or not self.open:
            return Act("ouverture", "POST", "/api/v1/dossiers", self.scene.expected_arrival(), key,
                       None)
        arrives = self.dice.random() < self.documents
        path = f"/api/v1/dossiers/{self.open.pop(0)}/events"
        body = self.scene.arrival() if arrives else ABSENCE
        return Act("evenement", "POST", path, body, key, None)

    def send(self, act):
        return self.service.call(act.method, act.path, act.body, act.key, act.version)

    def note(self, act, answer):
        """Remembers what was acknowledged."""
        if answer.status >= 300:
            self.surprises.append((act.kind, answer.status, answer.body))
            return
        self.told.append((act, answer))
        if act.kind == "correction":
            self.household[1:] = [answer.body["version"], answer.body["referent"]]
        elif act.kind == "ouverture":
            self.open.append(answer.body["id"])
            self.events[answer.body["id"]] = ["prevoir"]
        else:
            self.events[answer.body["id"]].append(act.body["event"])


def settle(check, client, service):
    """After a restart: what was not answered is sent again, twice; it must not be done twice."""
    client.service = service
    check("rien d'inattendu sous la charge", not client.surprises, client.surprises[:2])
    if client.pending:
        first, second = client.send(client.pending), client.send(client.pending)
        same = first and second and first[:2] == second[:2] and first.status < 300
        if check("une demande sans réponse se répète sans se doubler", same, (first, second)):
            client.note(client.pending, first)
        client.pending = None
    if client.told:
        act, answer = client.told[-1]
        again = client.send(act)
        check("la même clé rend la même réponse", again and again[:2] == answer[:2], again)
    household, version, referent = client.household
    now = service.call("GET", "/api/v1/menages/" + household)
    check("une correction acquittée est là, une fois",
          now and [now.body["version"], now.body.get("referent", "")] == [version, referent],
          (version, referent, now))


def expect_whole(check, clients, store):
    """Every acknowledged event is there, once; nothing of the outbox or of the documents is
    doubled."""
    wanted = {dossier: events for c in clients for dossier, events in c.events.items()}
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        database.execute("BEGIN")
        rows = database.execute(
            "SELECT dossier, event FROM journal WHERE kind = 'evenement' AND dossier IN "
            "(SELECT value FROM json_each(?)) ORDER BY sequence", (json.dumps(list(wanted)),))
        found = {dossier: [] for dossier in wanted}
        for dossier, event in rows:
            found[dossier].append(event)
        # The event of the arrival may be followed by others that the system adds.
        wrong = {d: (wanted[d], found[d]) for d in wanted if found[d] != wanted[d]}
        check("chaque événement acquitté est au journal, une fois et dans l'ordre", not wrong,
              list(wrong.items())[:3])
        doubles = {
            "aucun document commandé deux fois":
                "SELECT dossier FROM pieces WHERE dossier IN (SELECT value FROM json_each(?1)) "
                "GROUP BY dossier, document, variant, language HAVING count(*) > 1",
            "aucune ligne de la boîte d'envoi en double":
                "SELECT subject FROM outbox WHERE ?1 <> '' GROUP BY kind, subject, "
                "CASE kind WHEN 'emettre' THEN '' ELSE key END HAVING count(*) > 1",
            "aucun travail sans son document":
                "SELECT id FROM pieces WHERE dossier IN (SELECT value FROM json_each(?1)) "
                "AND NOT EXISTS (SELECT 1 FROM outbox WHERE subject = pieces.id)",
            "aucun document émis deux fois":
                "SELECT 1 WHERE ?1 <> '' AND (SELECT count(*) FROM journal WHERE kind = "
                "'piece_emise') <> (SELECT count(*) FROM pieces WHERE issued_at IS NOT NULL)",
        }
        for what, query in doubles.items():
            rows = database.execute(query, (json.dumps(list(wanted)),)).fetchall()
            check(what, not rows, rows[:3])
    finally:
        database.close()
    return sum(len(c.told) for c in clients)
