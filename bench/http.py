#!/usr/bin/env python3
"""An acknowledged event over HTTP against a read of the same dossier, one client, medians.

    bench/http.py URL ACCOUNTS.json PID      (bench/run starts the service)

Reads and writes alternate in one run, so that both meet the same machine.
"""

import datetime
import http.client
import json
import statistics
import sys
import time
import urllib.parse

URL, ACCOUNTS, PID = sys.argv[1:4]
ROUNDS = 150
host = urllib.parse.urlparse(URL).netloc
token = next(a["api_token"] for a in json.load(open(ACCOUNTS)) if a["role"] == "siao_agent")


def call(method, path, body=None):
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(host, timeout=30)
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    view = json.loads(answer.read())
    connection.close()
    if answer.status >= 300:
        sys.exit(f"{method} {path} : {answer.status} {view}")
    return view, (time.perf_counter() - begun) * 1000


def resident_mb():
    lines = open(f"/proc/{PID}/status", encoding="ascii").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


idle = resident_mb()
hotels = {s["id"] for s in call("GET", "/api/v1/structures?limit=100")[0]["items"]
          if s["genre"] == "hotel"}
stay = next(s for s in call("GET", "/api/v1/sejours?limit=100")[0]["items"]
            if s["structure"] in hotels)
parties = {"menage": stay["menage"], "structure": stay["structure"], "sejour": stay["id"]}
events, openings, reads = [], [], []
for _ in range(ROUNDS):
    moment = datetime.datetime.now(datetime.timezone.utc).isoformat()
    dossier, spent = call("POST", "/api/v1/dossiers", {
        "workflow": "kit_accueil", "parties": parties,
        "facts": {"type_accueil": "hotel_initial", "date_arrivee": moment}})
    openings.append(spent)
    moment = datetime.datetime.now(datetime.timezone.utc).isoformat()
    events.append(call("POST", f"/api/v1/dossiers/{dossier['id']}/events", {
        "event": "presenter_lieux",
        "facts": {"presente_par": "le gérant", "date_presentation": moment}})[1])
    reads.append(call("GET", "/api/v1/dossiers/" + dossier["id"])[1])

read, event, opening = map(statistics.median, (reads, events, openings))
print(f"lecture d'un dossier            médiane {read:7.2f} ms")
print(f"événement sans document         médiane {event:7.2f} ms   rapport {event / read:.1f}")
print(f"ouverture, 4 documents émis     médiane {opening:7.2f} ms   rapport {opening / read:.1f}")
print(f"mémoire : {idle:.0f} Mo au repos, {resident_mb():.0f} Mo après {2 * ROUNDS} écritures")
