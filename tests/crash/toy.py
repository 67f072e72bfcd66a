#!/usr/bin/env python3
"""A program without care, or with: one row per durable transaction, told once it is committed.

    tests/crash/toy.py DATABASE off|full|truncate

What the shim of shim/disk.c is tried on, before anything of ours: with `off` it must lose rows.
"""

import sqlite3
import sys

journal = "DELETE" if sys.argv[2] == "truncate" else "WAL"
level = "OFF" if sys.argv[2] == "off" else "FULL"
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(f"PRAGMA journal_mode = {journal}")
database.execute(f"PRAGMA synchronous = {level}")
database.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, filling TEXT)")
while True:
    row = database.execute("INSERT INTO rows (filling) VALUES (?)", ("x" * 300,)).lastrowid
    print(row, flush=True)
