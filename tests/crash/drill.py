#!/usr/bin/env python3
"""The restore drill: a backup of a service at work, restored elsewhere, served, and compared.

    tests/crash/drill.py [--seed N]

While clients write, `preavis backup` copies the store beside the service; what was acknowledged
before it began must all be in what is served from it afterwards, once, with a whole chain and the
counts that the backup told. Without the keys of the store nothing of it opens. A second writer stays
refused. Backups cut short or altered are refused.
Ends on "N passed, N failed".
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time

from load import Client, Scene, expect_whole
from service import Checks, Demonstration, Service, run, until

CLIENTS = 3
KEYS = "cles"


def altered(copy, folder):
    """Backups that are not what was written: what was done to each, and where it is."""
    whole = open(copy, "rb").read()

    def made(name, content):
        path = f"{folder}/{name}.sqlite"
        with open(path, "wb") as file:
            file.write(content)
        return path

    yield "coupée à la moitié", made("moitie", whole[:len(whole) // 2])
    yield "coupée d'une page", made("page", whole[:-4096])
    yield "vide", made("vide", b"")
    yield "sans rapport", made("texte", b"ceci n'est pas une base" * 300)
    for number, change in enumerate((
            "UPDATE journal SET actor = 'autre' WHERE sequence = (SELECT max(sequence) / 2 FROM "
            "journal)",
            "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)",
            "DELETE FROM journal WHERE sequence = 5")):
        path = made(f"ligne-{number}", whole)
        database = sqlite3.connect(path)
        triggers = database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'")
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(change)
        database.commit()
        database.close()
        yield change, path


def refuse_altered(check, copy, folder):
    for what, path in altered(copy, folder):
        verdict = run("backup", "--verify", path)
        check(f"une sauvegarde altérée se voit ({what})", verdict.returncode == 1, verdict)
        target = folder + "/jamais.sqlite"
        restored = run("restore", path, "--store", target)
        check(f"et ne se restaure pas ({what})",
              restored.returncode == 3 and not os.path.exists(target), restored)


def refuse_second_writer(check, demonstration):
    for arguments in (("serve", "--port", "0"), ("account", "close", "personne")):
        answer = run(*arguments, "--store", demonstration.store, timeout=30)
        check("un second programme qui écrirait est refusé",
              answer.returncode == 3 and "déjà ouvert" in answer.stderr, answer)


def back_up_under_load(check, demonstration, dice, copy):
    """Answers what the backup told, and the clients as they stood when it began."""
    service = Service(demonstration).ready()
    scene = Scene(service, CLIENTS)
    clients = [Client(service, scene, c, f"exercice-{c}", random.Random(dice.random()),
                      documents=0.05) for c in range(CLIENTS)]
    for client in clients:
        client.start()
    until(lambda: all(len(client.told) > 20 for client in clients))
    refuse_second_writer(check, demonstration)
    before = [{dossier: list(events) for dossier, events in list(client.events.items())}
              for client in clients]
    begun = time.monotonic()
    made = run("backup", copy, "--store", demonstration.store, "--json")
    spent = time.monotonic() - begun
    told_meanwhile = sum(len(client.told) for client in clients)
    check("une sauvegarde se fait pendant que le service écrit", made.returncode == 0, made)
    again = run("backup", copy, "--store", demonstration.store)
    check("une sauvegarde n'écrase aucun fichier", again.returncode == 3, again)
    until(lambda: sum(len(client.told) for client in clients) > told_meanwhile)
    for client in clients:
        client.resting = True
    for client in clients:
        client.join()
        check("rien d'inattendu sous la charge", not client.surprises, client.surprises[:2])
    check("le service a écrit pendant et après la sauvegarde",
          sum(len(client.told) for client in clients) > told_meanwhile)
    check("arrêt demandé", service.stop() == 0)
    print(f"sauvegarde de {os.path.getsize(copy) >> 20} Mo sous la charge : {spent:.2f} s")
    return json.loads(made.stdout or "{}"), before, clients


def expect_served(check, demonstration, copied, before, clients):
    """Everything acknowledged before the backup, nothing doubled, counts and chain as told."""
    service = Service(demonstration).ready()
    for events in before:
        for dossier in list(events)[-5:]:
            answer = service.call("GET", "/api/v1/dossiers/" + dossier)
            check("un dossier acquitté avant la sauvegarde se lit", answer.status == 200, answer)
    database = sqlite3.connect(f"file:{demonstration.store}?mode=ro", uri=True)
    dossiers = database.execute("SELECT count(*) FROM dossiers").fetchone()[0]
    check("autant de dossiers que la sauvegarde le dit", dossiers == copied["dossiers"], dossiers)
    sequence, head = database.execute(
        "SELECT sequence, lower(hex(hash)) FROM journal WHERE sequence = ?",
        (copied["entries"],)).fetchone()
    check("la tête du journal est celle de la sauvegarde",
          [sequence, head] == [copied["entries"], copied["head"]], (sequence, head))
    ahead = {}
    for client, events in zip(clients, before):
        for dossier, kept in events.items():
            rows = database.execute("SELECT event FROM journal WHERE kind = 'evenement' AND "
                                    "dossier = ? ORDER BY sequence", (dossier,)).fetchall()
            found = [event for (event,) in rows]
            if found[:len(kept)] != kept or found != client.events[dossier][:len(found)]:
                ahead[dossier] = (kept, found)
    check("chaque événement acquitté avant la sauvegarde y est, une fois", not ahead,
          list(ahead.items())[:3])
    database.close()
    for client in clients:
        client.events = {}
    expect_whole(check, clients, demonstration.store)
    check("la base rendue prend de nouveaux actes",
          service.call("POST", "/api/v1/dossiers", clients[0].scene.expected_arrival(),
                       "apres").status == 201)
    check("arrêt demandé", service.stop() == 0)
    status, told = demonstration.verify()
    check("la chaîne de la base rendue est intacte", status == 0, told)


def restore_elsewhere(check, demonstration, copy, folder):
    """A store rebuilt from the backup alone, with the accounts' tokens known, and its keys."""
    os.makedirs(folder)
    shutil.copy(demonstration.folder + "/accounts.json", folder)
    shutil.copytree(f"{demonstration.folder}/{KEYS}", f"{folder}/{KEYS}")
    done = run("restore", copy, "--store", folder + "/preavis.sqlite")
    check("la sauvegarde se restaure ailleurs", done.returncode == 0, done)
    return Demonstration(folder)


def expect_closed(check, copy, clients, folder):
    """A backup without the keys of its store opens for nobody, and tells nothing."""
    os.makedirs(folder)
    store = folder + "/preavis.sqlite"
    done = run("restore", copy, "--store", store)
    check("une sauvegarde se restaure et se relit sans aucune clé", done.returncode == 0, done)
    refused = run("serve", "--store", store, "--port", "0", timeout=30)
    check("sans les clés, rien ne s'ouvre, et une phrase le dit",
          refused.returncode == 3 and "clés" in refused.stderr, refused)
    with open(copy, "rb") as file:
        content = file.read()
    written = [body["referent"] for client in clients for (act, answer) in client.told
               for body in [act.body] if act.kind == "correction"]
    clear = [text for text in written if text.encode() in content]
    check("aucun nom n'est en clair dans la sauvegarde", written and not clear, clear[:3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1 << 30)
    print(f"graine {seed}")
    check, dice = Checks(), random.Random(seed)
    work = tempfile.mkdtemp(prefix="preavis-drill-")
    try:
        demonstration = Demonstration(work + "/lieu")
        copy = work + "/copie.sqlite"
        copied, before, clients = back_up_under_load(check, demonstration, dice, copy)
        verdict = run("backup", "--verify", copy)
        check("la sauvegarde se relit entière", verdict.returncode == 0, verdict)
        expect_closed(check, copy, clients, work + "/sans-cles")
        elsewhere = restore_elsewhere(check, demonstration, copy, work + "/ailleurs")
        expect_served(check, elsewhere, copied, before, clients)
        refuse_altered(check, copy, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return check.status()


if __name__ == "__main__":
    sys.exit(main())
