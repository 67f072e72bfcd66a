#!/usr/bin/env python3
"""The real server while the machine's clock jumps: a day on, a day back, 400 days on, over both
changes between summer and winter time, by steps and while it is down.

    tests/crash/clock.py [--seed N]

Of every deadline that was over when the clock said so, one passing is in the journal, no more,
whatever the clock did afterwards; acknowledged events stay; readiness tells a clock that went back or
leapt; the chain holds. Ends on "N passed, N failed".
"""

import argparse
import datetime
import os
import shutil
import sqlite3
import sys
import tempfile

from load import Scene
from power_loss import build_shim
from service import Checks, Demonstration, Service, until

DAY = 86400


class Clock:
    """How far the wall clock is ahead of the machine's."""

    def __init__(self, folder):
        self.file, self.ahead = folder + "/ahead", 0
        self.library = build_shim("clock")
        with open(self.file, "wb") as file:
            file.write(b"0".ljust(4096, b"\0"))

    def environment(self):
        return dict(os.environ, LD_PRELOAD=self.library, CLOCK_AHEAD=self.file)

    def set(self, seconds):
        self.ahead = int(seconds)
        with open(self.file, "r+b") as file:
            file.write(str(self.ahead).encode().ljust(32, b"\0"))

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(
            seconds=self.ahead)


def ask(store, query, *parameters):
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        return database.execute(query, parameters).fetchall()
    finally:
        database.close()


def passings(store):
    """How often each passing is in the journal: by dossier, deadline and due instant."""
    return dict(((dossier, event, due), count) for dossier, event, due, count in ask(
        store, "SELECT dossier, event, happened_at, count(*) FROM journal "
               "WHERE kind = 'echeance_passee' GROUP BY dossier, event, happened_at"))


def unnoted(store, clock):
    """Deadlines that are over by the clock, still run, and whose passing nobody has noted."""
    limit = int(clock.now().timestamp() * 1000) - 2000
    return ask(store, "SELECT id FROM deadlines WHERE settled = 0 AND suspended = 0 AND fired = 0 "
                      "AND due < ?", limit)


class Walk:
    def __init__(self, check, work):
        self.check, self.clock = check, Clock(work)
        self.demonstration = Demonstration(work + "/store")
        self.store = self.demonstration.store
        self.service = Service(self.demonstration, self.clock.environment()).ready()
        self.scene = Scene(self.service, 1)
        self.opened, self.noted = [], {}

    def open(self):
        """A dossier whose deadlines run from now, by the clock as it stands."""
        moment = (self.clock.now() - datetime.timedelta(seconds=5)).isoformat()
        body = {"workflow": "kit_accueil", "parties": self.scene.parties,
                "facts": {"type_accueil": "hotel_initial", "date_arrivee": moment}}
        answer = self.service.call("POST", "/api/v1/dossiers", body, f"horloge-{len(self.opened)}")
        self.check("un dossier s'ouvre quoi que dise l'horloge", answer.status == 201, answer)
        self.opened.append(answer.body["id"])

    def jump(self, what, seconds, told=None):
        self.clock.set(seconds)
        self.settled(what)
        if told is not None:
            red = until(lambda: ("horloge" in self.service.readiness()[1]) == told, 6)
            self.check(f"/readyz dit l'horloge, ou n'en dit rien ({what})", red,
                       self.service.readiness())

    def restart(self, what, seconds):
        self.check("arrêt demandé", self.service.stop() == 0)
        self.clock.set(seconds)
        self.service = Service(self.demonstration, self.clock.environment()).ready()
        self.settled(what)

    def settled(self, what):
        self.check(f"tout ce qui est échu est constaté ({what})",
                   until(lambda: not unnoted(self.store, self.clock)),
                   unnoted(self.store, self.clock)[:3])
        now = passings(self.store)
        doubled = [key for key, count in now.items() if count != 1]
        self.check(f"chaque passage une seule fois ({what})", not doubled, doubled[:3])
        gone = [key for key in self.noted if key not in now]
        self.check(f"aucun passage n'est défait ({what})", not gone, gone[:3])
        self.noted = now
        lost = [d for d in self.opened
                if self.service.call("GET", "/api/v1/dossiers/" + d).status != 200]
        self.check(f"aucun dossier acquitté n'est perdu ({what})", not lost, lost)

    def rungs(self):
        twice = ask(self.store, "SELECT deadline, rung FROM reminders GROUP BY deadline, rung "
                                "HAVING count(*) > 1")
        self.check("aucun rappel deux fois", not twice, twice[:3])


def seconds_to(clock, year_month_day_hour):
    """From the machine's now to an instant of the coming year, in UTC."""
    machine = clock.now() - datetime.timedelta(seconds=clock.ahead)
    month, day, hour, minute = year_month_day_hour
    goal = datetime.datetime(machine.year + 1, month, day, hour, minute,
                             tzinfo=datetime.timezone.utc)
    return (goal - machine).total_seconds()


def last_sunday(year, month):
    day = datetime.date(year, month, 31)
    return day.day - (day.weekday() + 1) % 7


def walk(check, work):
    steps = Walk(check, work)
    steps.open()
    steps.jump("au repos", 0, told=False)
    steps.jump("un jour en avant", DAY, told=True)
    steps.open()
    steps.jump("retour d'un jour", 0, told=True)
    steps.open()
    steps.jump("un jour en arrière", -DAY, told=True)
    steps.jump("de nouveau à l'heure", 0)
    steps.restart("arrêt de trois jours", 3 * DAY)
    steps.open()
    # Over both changes of the hour, minute by minute around each.
    year = steps.clock.now().year + 1
    for what, month in (("heure d'été", 3), ("heure d'hiver", 10)):
        change = (month, last_sunday(year, month), 0, 58)
        steps.restart(f"avant l'{what}", seconds_to(steps.clock, change))
        steps.open()
        for minute in (1, 2, 3, 62, 124):
            steps.jump(f"{what}, {minute} min", seconds_to(steps.clock, change) + 60 * minute)
    steps.jump("quatre cents jours en avant", 400 * DAY, told=True)
    steps.open()
    steps.restart("quatre cents jours encore", 800 * DAY)
    steps.restart("retour d'un an, service arrêté", 435 * DAY)
    steps.rungs()
    check("arrêt demandé", steps.service.stop() == 0)
    status, told = steps.demonstration.verify()
    check("la chaîne est intacte après tous ces sauts", status == 0, told)


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    check = Checks()
    work = tempfile.mkdtemp(prefix="preavis-clock-")
    try:
        walk(check, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return check.status()


if __name__ == "__main__":
    sys.exit(main())
