#!/usr/bin/env python3
"""The real server on a disk that forgets, fills up, fails or goes bad.

    tests/crash/faults.py [--rounds N] [--seed N] [--only NAME,...]

Power: rounds under shim/disk.c, which loses what was not synced. Full: no room, on a small disk of
its own where one can be mounted, and by the shim everywhere. Faulty: each operation that SQLite asks
of the disk fails once. Damaged: bytes of the database or of its log go bad. Each time: a state that
says what it is and what to do, reading goes on, nothing acknowledged is lost, and all goes on
afterwards. First the shim itself: a program that never syncs must lose rows under it, or it proves
nothing. Ends on "N passed, N failed".
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from load import Client, Scene, expect_whole, settle
from power_loss import Disk
from service import Checks, Demonstration, Service, pause, run, until

CLIENTS = 2


class Bench:
    """What every part works with: the dice, the count, a demonstration to copy."""

    def __init__(self, seed):
        self.dice, self.check = random.Random(seed), Checks()
        self.work = tempfile.mkdtemp(prefix="preavis-faults-")
        self.pristine = Demonstration(self.work + "/first").folder
        self.count = 0

    def fresh(self, beneath=None):
        """A demonstration of its own, and a disk around it."""
        self.count += 1
        folder = f"{beneath or self.work}/store-{self.count}"
        shutil.copytree(self.pristine, folder)
        beside = f"{self.work}/beside-{self.count}"
        os.mkdir(beside)
        return Demonstration(folder), Disk(folder, beside)

    def clients(self, service, scene, label):
        return [Client(service, scene, c, f"{label}-{c}", random.Random(self.dice.random()),
                       documents=0.01) for c in range(CLIENTS)]


# The shim itself ----------------------------------------------------------------------------------


def toy_round(bench, disk, database, level):
    """Kills the toy after some rows; answers whether one it had told of is gone, or all is broken."""
    toy = subprocess.Popen([sys.executable, "tests/crash/toy.py", database, level],
                           env=disk.environment(), stdout=subprocess.PIPE, text=True)
    told = 0
    for _ in range(bench.dice.randint(20, 120)):
        told = int(toy.stdout.readline())
    toy.kill()
    told = max([told] + [int(line) for line in toy.stdout.read().split()])
    toy.wait()
    disk.lose_power(bench.dice)
    try:
        reading = sqlite3.connect(database)
        sound = reading.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        kept = reading.execute("SELECT max(id) FROM rows").fetchone()[0] or 0
        reading.close()
    except sqlite3.Error:
        sound, kept = False, 0
    return not sound or kept < told


def the_shim_itself(bench, _rounds):
    """Without syncs it loses rows; with them it loses none."""
    lost = {}
    for level in ("off", "full"):
        lost[level] = 0
        for number in range(8):
            folder = f"{bench.work}/toy-{level}-{number}"
            os.makedirs(folder + "/disk")
            disk = Disk(folder + "/disk", folder)
            lost[level] += toy_round(bench, disk, folder + "/disk/toy.db", level)
    bench.check("sous le simulateur, un programme sans synchronisation perd des lignes",
                lost["off"] >= 1, lost)
    bench.check("sous le simulateur, un programme qui synchronise n'en perd pas",
                lost["full"] == 0, lost)


# A disk that forgets ------------------------------------------------------------------------------


def power(bench, rounds):
    """The server is killed and the disk forgets what was not synced: nothing acknowledged is lost."""
    demonstration, disk = bench.fresh()
    service = Service(demonstration, disk.environment()).ready()
    scene = Scene(service, CLIENTS)
    forgotten = verified = 0
    for number in range(rounds):
        clients = bench.clients(service, scene, f"courant-{number}")
        for client in clients:
            client.start()
        pause(bench.dice.uniform(0.02, 0.3))
        service.kill()
        for client in clients:
            client.join()
        forgotten += sum(disk.lose_power(bench.dice))
        status, told = demonstration.verify(verified + 1)
        bench.check("la chaîne est intacte après une coupure", status == 0, told)
        service = Service(demonstration, disk.environment()).ready()
        for client in clients:
            settle(bench.check, client, service)
        expect_whole(bench.check, clients, demonstration.store)
    bench.check("le disque a vraiment oublié quelque chose", forgotten > 0)
    service.stop()
    pages = run("backup", "--verify", demonstration.store)
    bench.check("la base est entière après les coupures", pages.returncode == 0, pages.stdout)


# A disk without room ------------------------------------------------------------------------------


def expect_read_only(bench, service, scene, reason, status):
    """The state that says so: red readiness, metrics, refused writes, reading that goes on."""
    code, text = service.readiness()
    bench.check(f"/readyz est rouge et le dit ({reason})", code == 503 and reason in text, text)
    bench.check("avec une phrase qui dit quoi faire",
                any(word in text for word in ("Libérez", "Faites vérifier", "restaurez")), text)
    metrics = service.call("GET", "/metrics").body
    bench.check("les mesures le disent", "preavis_store_writable 0" in metrics, metrics[:300])
    answer = service.call("POST", "/api/v1/dossiers", scene.expected_arrival(), "refusee")
    bench.check(f"une écriture est refusée par {status}", answer.status == status, answer)
    bench.check("en problem+json, avec une phrase",
                answer.headers["Content-Type"] == "application/problem+json"
                and len(answer.body["detail"]) > 20, answer)
    bench.check("avec Retry-After quand attendre a un sens",
                (answer.headers["Retry-After"] is not None) == (status == 507), answer.headers)
    bench.check("la lecture continue",
                service.call("GET", "/api/v1/dossiers?limit=3").status == 200)


def opened(service, scene, key):
    answer = service.call("POST", "/api/v1/dossiers", scene.expected_arrival(), key)
    if answer.status != 201:
        print("refusé :", answer.status, answer.body)
    return answer if answer.status == 201 else None


def fill(bench, service, scene, statuses=(507,)):
    """Opens dossiers until one is refused; answers those that were acknowledged."""
    acknowledged = []
    for _ in range(3000):
        key = f"plein-{bench.dice.random()}"
        answer = service.call("POST", "/api/v1/dossiers", scene.expected_arrival(), key)
        if answer.status in statuses:
            return acknowledged
        if answer.status != 201:
            bench.check("le plein se dit par son code", False, answer)
            return acknowledged
        acknowledged.append(answer.body["id"])
    bench.check("le disque a fini par être plein", False)
    return acknowledged


def expect_kept(bench, service, acknowledged, what):
    lost = [d for d in acknowledged if service.call("GET", "/api/v1/dossiers/" + d).status != 200]
    bench.check(f"rien d'acquitté n'est perdu ({what})", not lost, lost[:3])


def expect_recovery(bench, service, scene, acknowledged, what):
    """Without a restart: green again, writing again, documents of the outbox too."""
    bench.check(f"/readyz redevient vert ({what})",
                until(lambda: service.readiness()[0] == 200), service.readiness())
    key = f"apres-{bench.dice.random()}"
    answer = opened(service, scene, key)
    expect_kept(bench, service, acknowledged, what)
    if not bench.check(f"les écritures reprennent ({what})", answer is not None):
        return
    path = f"/api/v1/dossiers/{answer.body['id']}"
    service.call("POST", path + "/events", Scene.arrival(), "arrivee-" + key)

    def drawn():
        papers = service.call("GET", path + "/documents").body["items"]
        return papers and all(paper["issued_at"] for paper in papers)

    bench.check(f"les documents s'émettent de nouveau ({what})", until(drawn))


def incidents(demonstration):
    """What the journal says of alerts that were raised and lifted."""
    database = sqlite3.connect(f"file:{demonstration.store}?mode=ro", uri=True)
    rows = database.execute("SELECT kind FROM journal WHERE kind LIKE 'alerte%'").fetchall()
    database.close()
    return [kind for (kind,) in rows]


def full_by_shim(bench, _rounds):
    demonstration, disk = bench.fresh()
    service = Service(demonstration, disk.environment(notes=False)).ready()
    scene = Scene(service, CLIENTS)
    acknowledged = [opened(service, scene, "avant").body["id"]]
    disk.fail("write", "*", "ENOSPC")
    acknowledged += fill(bench, service, scene)
    expect_read_only(bench, service, scene, "magasin_plein", 507)
    disk.heal()
    expect_recovery(bench, service, scene, acknowledged, "simulateur")
    bench.check("l'incident est au journal, avec sa fin",
                until(lambda: "alerte_levee" in incidents(demonstration)), incidents(demonstration))
    # Half a write, then no room: the half is not there afterwards.
    disk.fail("write", "-wal", "SHORT", 3)
    acknowledged += fill(bench, service, scene)
    disk.heal()
    expect_recovery(bench, service, scene, acknowledged, "écriture partielle")
    bench.check("arrêt demandé", service.stop() == 0)
    status, told = demonstration.verify()
    bench.check("la chaîne est intacte après le plein", status == 0, told)


def full_disk(bench, _rounds):
    """A real one, small, where this may be mounted; the shim has shown the same elsewhere."""
    small = bench.work + "/petit"
    os.mkdir(small)
    size = sum(f.stat().st_size for f in os.scandir(bench.pristine) if f.is_file())
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + (12 << 20)}", "tmpfs",
                              small], capture_output=True, check=False).returncode == 0
    if not mounted:
        print("sans droit de monter un petit disque : le simulateur seul l'a montré")
        return
    try:
        demonstration, _ = bench.fresh(small)
        service = Service(demonstration).ready()
        scene = Scene(service, CLIENTS)
        ballast = small + "/lest"
        free = os.statvfs(small)
        with open(ballast, "wb") as file:
            file.write(bytes(max(0, free.f_bavail * free.f_bsize - (1 << 20))))
        acknowledged = fill(bench, service, scene)
        expect_read_only(bench, service, scene, "magasin_plein", 507)
        bench.check("la réserve laisse noter l'incident pendant qu'il dure",
                    until(lambda: "alerte" in incidents(demonstration)))
        bench.check("un arrêt demandé reste propre sur un disque plein", service.stop() == 0)
        service = Service(demonstration).ready()
        bench.check("le service redémarre sur un disque plein et lit",
                    service.call("GET", "/api/v1/dossiers?limit=3").status == 200)
        os.remove(ballast)
        expect_recovery(bench, service, scene, acknowledged, "petit disque")
        service.stop()
    finally:
        subprocess.run(["umount", small], check=False)


# A disk that fails --------------------------------------------------------------------------------

FAULTS = [("write", "-wal", "EIO"), ("sync", "-wal", "EIO"), ("sync", "-wal", "ENOSPC"),
          ("read", ".sqlite", "EIO")]


def faulty(bench, _rounds):
    for call, suffix, error in FAULTS:
        what = f"{call} {suffix} {error}"
        demonstration, disk = bench.fresh()
        service = Service(demonstration, disk.environment(notes=False)).ready()
        scene = Scene(service, CLIENTS)
        acknowledged = [opened(service, scene, f"avant-{n}").body["id"] for n in range(3)]
        known = [one["id"] for one in service.call("GET", "/api/v1/dossiers?limit=200").body["items"]]
        # A read may be a loop's, or not needed for what is remembered: this fault lasts, and each
        # reading is of something else.
        disk.fail(call, suffix, error, 1, 0 if call == "read" else 1)
        for turn in range(300):
            if call == "read":
                answer = service.call("GET", f"/api/v1/dossiers/{known[turn % len(known)]}/history")
            else:
                answer = service.call("POST", "/api/v1/dossiers", scene.expected_arrival(), f"{call}{suffix}{error}{turn}")
            if answer.status >= 500:
                break
            if answer.status == 201:
                acknowledged.append(answer.body["id"])
        bench.check(f"la faute répond 503 ({what})", answer.status == 503, answer)
        disk.heal()
        # SQLite takes a page that cannot be read for one that is damaged, or not, as it comes by it.
        damaged = call == "read" and "magasin_abime" in service.readiness()[1]
        expect_read_only(bench, service, scene,
                         "magasin_abime" if damaged else "disque_en_faute", 503)
        expect_kept(bench, service, acknowledged, what)
        bench.check(f"l'arrêt reste propre ({what})", service.stop() == 0)
        service = Service(demonstration).ready()
        expect_recovery(bench, service, scene, acknowledged, what)
        service.stop()
        status, told = demonstration.verify()
        bench.check(f"la chaîne est intacte ({what})", status == 0, told)


# Bytes that go bad --------------------------------------------------------------------------------


def flip(path, place, count=64):
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(b"\xff" * count)


def damaged_page(bench, _rounds):
    """The root of the dossiers' table: found at the first reading, which stops all writing."""
    demonstration, _ = bench.fresh()
    database = sqlite3.connect(demonstration.store)
    (root,) = database.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'dossiers'").fetchone()
    database.close()
    flip(demonstration.store, (root - 1) * 4096)
    service = Service(demonstration).ready()
    answer = service.call("GET", "/api/v1/dossiers?limit=3")
    bench.check("une page abîmée répond 503", answer.status == 503, answer)
    code, text = service.readiness()
    bench.check("/readyz dit que la base est abîmée", code == 503 and "magasin_abime" in text, text)
    bench.check("et ce qu'il faut faire", "restaurez" in text, text)
    bench.check("ce qui n'est pas abîmé se lit encore",
                service.call("GET", "/api/v1/structures?limit=3").status == 200)
    bench.check("les mesures répondent encore",
                "preavis_store_writable 0" in service.call("GET", "/metrics").body)
    bench.check("arrêt demandé", service.stop() == 0)
    verdict = run("backup", "--verify", demonstration.store)
    bench.check("la relecture le dit", verdict.returncode == 1, verdict)


def damaged_log(bench, _rounds):
    """In the log that a kill leaves: acknowledged acts behind the damage are not forgotten in
    silence."""
    demonstration, _ = bench.fresh()
    service = Service(demonstration).ready()
    scene = Scene(service, CLIENTS)
    acknowledged = [opened(service, scene, f"journal-{n}").body["id"] for n in range(10)]
    service.kill()
    log = demonstration.store + "-wal"
    kept = open(log, "rb").read()
    flip(log, 32 + 24 + 100)
    refused = run("serve", "--store", demonstration.store, "--port", "0", timeout=60)
    bench.check("un journal d'écriture abîmé refuse le démarrage, par une phrase",
                refused.returncode == 3 and "abîmée" in refused.stderr, refused.stderr)
    bench.check("rien n'y a été touché", os.path.getsize(log) == len(kept))
    with open(log, "wb") as file:
        file.write(kept)
    service = Service(demonstration).ready()
    expect_kept(bench, service, acknowledged, "journal d'écriture rendu")
    service.stop()


PARTS = {"shim": the_shim_itself, "power": power, "full": full_by_shim, "disk": full_disk,
         "faulty": faulty, "page": damaged_page, "log": damaged_log}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1 << 30)
    print(f"graine {seed}", flush=True)
    bench = Bench(seed)
    try:
        for name in options.only.split(","):
            before = bench.check.passed, bench.check.failed
            PARTS[name](bench, options.rounds)
            print(f"{name} : {bench.check.passed - before[0]} justes, "
                  f"{bench.check.failed - before[1]} faux", flush=True)
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)
    return bench.check.status()


if __name__ == "__main__":
    sys.exit(main())
