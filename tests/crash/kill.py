#!/usr/bin/env python3
"""kill -9 of the real server under mixed load.

    tests/crash/kill.py ROUNDS [--seed N] [--shards N] [--state FILE]

Each round lets a few clients open dossiers, apply events, correct records, read and repeat, for a
moment drawn at random, kills the server with SIGKILL, starts it again (and sometimes kills it while
it starts), and asks: is everything that was acknowledged there, once, in order? Does a request that
was sent again with its key give its first answer? Is nothing of the outbox doubled? The chain of the
journal is verified from where it was left, after every kill before or after the restart; whole at
the end of each store, which serves some hundreds of rounds.

--shards: so many campaigns side by side, each with its own store and a share of the rounds.
--state: what is done is noted there, and not done again. Ends on "N passed, N failed".
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from load import Client, Scene, expect_whole, settle
from service import Checks, Demonstration, Service, pause

CLIENTS = 4
ROUNDS_OF_A_STORE = 250
LONGEST_LOAD_S = 0.25
KILLED_WHILE_STARTING = 0.15


class Campaign:
    def __init__(self, rounds, seed, state, check):
        self.rounds, self.dice, self.state, self.check = rounds, random.Random(seed), state, check
        self.seed, self.done, self.acknowledged, self.kills, self.lines = seed, 0, 0, 0, 0
        self.begun = time.monotonic()
        self.work = tempfile.mkdtemp(prefix="preavis-kill-")

    def run(self):
        try:
            pristine = Demonstration(self.work + "/first").folder
            while self.done < self.rounds:
                folder = f"{self.work}/store-{self.done}"
                shutil.copytree(pristine, folder)
                self.run_store(Demonstration(folder))
                shutil.rmtree(folder)
        finally:
            shutil.rmtree(self.work, ignore_errors=True)

    def run_store(self, demonstration):
        service = Service(demonstration).ready()
        scene = Scene(service, CLIENTS)
        verified = 1
        for number in range(min(ROUNDS_OF_A_STORE, self.rounds - self.done)):
            clients = [Client(service, scene, c, f"{self.seed}-{self.done}-{c}",
                              random.Random(self.dice.random())) for c in range(CLIENTS)]
            for client in clients:
                client.start()
            pause(self.dice.uniform(0, LONGEST_LOAD_S))
            self.kill(service)
            for client in clients:
                client.join()
            if number % 2 == 0:
                verified = self.verify(demonstration, verified)
            service = self.restart(demonstration)
            for client in clients:
                settle(self.check, client, service)
            self.acknowledged += expect_whole(self.check, clients, demonstration.store)
            self.done += 1
            if self.done % 50 == 0:
                self.tell()
        self.kill(service)
        self.lines += self.verify(demonstration, 1) - 1

    def kill(self, service):
        service.kill()
        self.kills += 1

    def restart(self, demonstration):
        service = Service(demonstration)
        while self.dice.random() < KILLED_WHILE_STARTING:
            pause(self.dice.uniform(0, 0.3))
            self.kill(service)
            service = Service(demonstration)
        return service.ready()

    def verify(self, demonstration, first):
        """The chain from a line on; answers where it is to be taken up."""
        status, told = demonstration.verify(first)
        self.check("la chaîne du journal est intacte", status == 0, told)
        return first + (json.loads(told)["entries"] if status == 0 else 0)

    def tell(self):
        summary = {"graine": self.seed, "rounds": self.done, "kills": self.kills,
                   "acknowledged": self.acknowledged, "lines": self.lines,
                   "passed": self.check.passed, "failed": self.check.failed,
                   "seconds": round(time.monotonic() - self.begun)}
        if self.state:
            with open(self.state + ".new", "w", encoding="utf-8") as file:
                json.dump(summary, file)
            os.replace(self.state + ".new", self.state)
        return summary


def one_shard(options):
    check = Checks()
    already = {}
    if options.state and os.path.exists(options.state):
        with open(options.state, encoding="utf-8") as file:
            already = json.load(file)
    seed = options.seed or random.SystemRandom().randrange(1 << 30)
    campaign = Campaign(options.rounds, seed, options.state, check)
    campaign.done = already.get("rounds", 0)
    campaign.kills, campaign.acknowledged = already.get("kills", 0), already.get("acknowledged", 0)
    campaign.lines = already.get("lines", 0)
    check.passed, check.failed = already.get("passed", 0), already.get("failed", 0)
    campaign.begun -= already.get("seconds", 0)
    campaign.run()
    print(json.dumps(campaign.tell()), flush=True)
    return check.status()


def many_shards(options):
    """Each shard is this program again; their summaries are added up."""
    parts = []
    for number in range(options.shards):
        share = options.rounds // options.shards + (number < options.rounds % options.shards)
        arguments = [sys.executable, __file__, str(share)]
        if options.seed:
            arguments += ["--seed", str(options.seed + number)]
        if options.state:
            arguments += ["--state", f"{options.state}.{number}"]
        parts.append(subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True))
    told = [part.communicate()[0] for part in parts]
    total = {}
    for text in told:
        print(text, end="")
        for line in text.splitlines():
            if line.startswith("{"):
                for name, value in json.loads(line).items():
                    total[name] = total.get(name, 0) + value
    print(f"{total.get('kills', 0)} kill -9 en {total.get('rounds', 0)} tours, "
          f"{total.get('acknowledged', 0)} écritures acquittées, {total.get('lines', 0)} lignes de "
          f"journal relues, {total.get('seconds', 0)} s")
    failed = total.get("failed", 0) + sum(part.returncode not in (0, 1) for part in parts)
    print(f"{total.get('passed', 0)} passed, {failed} failed")
    return 1 if failed or not total.get("passed") else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--state")
    options = parser.parse_args()
    return many_shards(options) if options.shards > 1 else one_shard(options)


if __name__ == "__main__":
    sys.exit(main())
