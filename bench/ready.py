#!/usr/bin/env python3
"""A store of 100 000 dossiers: how long until the service is ready, and how long a backup takes.

    bench/ready.py [DOSSIERS]      (bench/run ready builds what it needs)

Ready: from the start of the process until /readyz answers 200, after a stop that was asked and after
kill -9. Backup: of the store at rest, then while the service answers readings.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/crash")
from service import Demonstration, Service, run, until  # noqa: E402

DOSSIERS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
TURNS = 5


def ready_seconds(demonstration, end):
    begun = time.perf_counter()
    service = Service(demonstration).ready()
    until(lambda: service.readiness()[0] == 200)
    spent = time.perf_counter() - begun
    end(service)
    return spent


def backup_seconds(demonstration, work):
    copy = work + "/copie.sqlite"
    begun = time.perf_counter()
    made = run("backup", copy, "--store", demonstration.store)
    spent = time.perf_counter() - begun
    if made.returncode != 0:
        sys.exit(made.stderr)
    os.remove(copy)
    return spent


def main():
    work = tempfile.mkdtemp(prefix="preavis-ready-", dir=".")
    try:
        subprocess.run(["build/release/bench/bench_drain", "--deadlines", str(DOSSIERS), "--keep",
                        work + "/preavis.sqlite"], check=True, stdout=subprocess.DEVNULL)
        with open(work + "/accounts.json", "w", encoding="utf-8") as file:
            file.write('[{"role": "siao_agent", "api_token": "aucun"}]')
        demonstration = Demonstration(work)
        size = os.path.getsize(demonstration.store) >> 20
        stopped = [ready_seconds(demonstration, Service.stop) for _ in range(TURNS)]
        killed = [ready_seconds(demonstration, Service.kill) for _ in range(TURNS)]
        print(f"{DOSSIERS} dossiers, {size} Mo : prêt en {statistics.median(stopped):.2f} s après un "
              f"arrêt, {statistics.median(killed):.2f} s après un arrêt brutal")
        alone = statistics.median(backup_seconds(demonstration, work) for _ in range(3))
        service = Service(demonstration).ready()
        beside = statistics.median(backup_seconds(demonstration, work) for _ in range(3))
        service.stop()
        print(f"sauvegarde et relecture : {alone:.2f} s au repos, {beside:.2f} s pendant le service")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
