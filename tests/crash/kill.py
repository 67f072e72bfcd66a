#!/usr/bin/env python3
"""kill -9 of the real server under mixed load.

    tests/crash/kill.py ROUNDS [SEED]

Each round starts the service on the same store, lets a few clients open dossiers and apply events for
a moment drawn at random, kills it with SIGKILL, starts it again, and asks: is everything that was
acknowledged there, once? Does a request that was sent again with its key give its first answer? Are
the ordered documents issued, once? Then the chain of the journal is verified. Ends on "N passed, N
failed".
"""

import datetime
import http.client
import json
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 30)
PROGRAM = "build/release/preavis"
CLIENTS = 4

print(f"graine {SEED}")
dice = random.Random(SEED)
folder = tempfile.mkdtemp()
store, accounts = folder + "/preavis.sqlite", folder + "/accounts.json"
passed = failed = 0


def check(what, holds, detail=""):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAUX : {what} {str(detail)[:300]}")


class Server:
    def __init__(self):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--store", store, "--port", "0"], stdout=subprocess.PIPE,
            stderr=open(folder + "/err", "a"), text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else ""
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            raise SystemExit("le service n'a pas démarré : " + open(folder + "/err").read())
        self.port = int(found.group(1))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def call(port, method, path, body=None, key=None):
    """(status, body); None where the connection broke: then nothing was acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": "Bearer " + token}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if key:
        headers["Idempotency-Key"] = key
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def opening():
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1)
    return {"workflow": "kit_accueil", "parties": parties,
            "facts": {"type_accueil": "hotel_initial", "date_arrivee": moment.isoformat()}}


class Client(threading.Thread):
    """Opens dossiers and shows places until the connection breaks; remembers what it was told."""

    def __init__(self, port, name):
        super().__init__()
        self.port, self.name_ = port, name
        self.opened, self.shown, self.pending = {}, [], None

    def run(self):
        for turn in range(10_000):
            key, body = f"{self.name_}-{turn}", opening()
            self.pending = (key, "/api/v1/dossiers", body)
            answer = call(self.port, "POST", "/api/v1/dossiers", body, key)
            if answer is None:
                return
            if answer[0] != 201:
                print("inattendu", str(answer)[:300])
                return
            self.opened[key] = (answer[1]["id"], body)
            moment = datetime.datetime.now(datetime.timezone.utc).isoformat()
            event = {"event": "presenter_lieux",
                     "facts": {"presente_par": "le gérant", "date_presentation": moment}}
            path = f"/api/v1/dossiers/{answer[1]['id']}/events"
            self.pending = (key + "-p", path, event)
            shown = call(self.port, "POST", path, event, key + "-p")
            if shown is None:
                return
            if shown[0] == 200:
                self.shown.append(answer[1]["id"])
            self.pending = None


def expect_whole(port, client):
    """What this client was told is there, once."""
    for key, (dossier, body) in client.opened.items():
        answer = call(port, "GET", "/api/v1/dossiers/" + dossier)
        check("un dossier acquitté est là", answer and answer[0] == 200, key)
        if dossier in client.shown:
            check("son événement acquitté aussi", answer and answer[1]["state"] == "presente", key)
    for dossier in client.shown[-2:]:
        _, history = call(port, "GET", f"/api/v1/dossiers/{dossier}/history")
        events = [line["event"] for line in history["items"] if line["kind"] == "evenement"]
        check("chaque événement une seule fois", events == ["arriver", "presenter_lieux"], events)
        _, papers = call(port, "GET", f"/api/v1/dossiers/{dossier}/documents")
        names = sorted((p["document"], p["variant"]) for p in papers["items"])
        check("aucun document en double", len(names) == len(set(names)), names)
        issued = [l["payload"]["piece"] for l in history["items"] if l["kind"] == "piece_emise"]
        check("chaque document émis une seule fois", len(issued) == len(set(issued)))
    if client.opened:
        key, (dossier, body) = list(client.opened.items())[-1]
        again = call(port, "POST", "/api/v1/dossiers", body, key)
        check("la même clé rend la même réponse", again and again[1].get("id") == dossier, key)
    if client.pending:
        key, path, body = client.pending
        first, second = call(port, "POST", path, body, key), call(port, "POST", path, body, key)
        check("une demande sans réponse se répète sans se doubler",
              first and second and first[0] < 300 and first == second, (first, second))


try:
    subprocess.run([PROGRAM, "demonstration", "--store", store, "--accounts", accounts], check=True)
    token = next(a["api_token"] for a in json.load(open(accounts)) if a["role"] == "siao_agent")
    server = Server()
    _, stays = call(server.port, "GET", "/api/v1/sejours?limit=100")
    _, structures = call(server.port, "GET", "/api/v1/structures?limit=100")
    hotels = {s["id"] for s in structures["items"] if s["genre"] == "hotel"}
    stay = next(s for s in stays["items"] if s["structure"] in hotels)
    parties = {"menage": stay["menage"], "structure": stay["structure"], "sejour": stay["id"]}
    acknowledged = 0
    for number in range(ROUNDS):
        clients = [Client(server.port, f"{SEED}-{number}-{c}") for c in range(CLIENTS)]
        for client in clients:
            client.start()
        threading.Event().wait(dice.uniform(0.02, 0.4))
        server.kill()
        for client in clients:
            client.join()
        server = Server()
        for client in clients:
            expect_whole(server.port, client)
            acknowledged += len(client.opened) + len(client.shown)
    server.stop()
    verdict = subprocess.run([PROGRAM, "journal", "verify", "--store", store], text=True,
                             capture_output=True)
    check("la chaîne du journal est intacte", verdict.returncode == 0, verdict.stdout)
    print(f"{ROUNDS} arrêts brutaux, {acknowledged} écritures acquittées, {verdict.stdout.strip()}")
finally:
    shutil.rmtree(folder, ignore_errors=True)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
