#!/usr/bin/env python3
"""10 000 different notifications in one batch: documents a second, and the memory at its highest."""

import json
import subprocess
import sys
import tempfile

DOCUMENT = "recepisse_remise"


def rows(count, facts):
    for number in range(count):
        yield facts | {"reference": f"2026-{number:05}",
                       "personnes": [{"nom": f"Mme Salma Haddad {number}"}]}


def run(count, facts, folder):
    source = f"{folder}/rows.ndjson"
    with open(source, "w", encoding="utf-8") as out:
        for row in rows(count, facts):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    done = subprocess.run(
        ["build/release/preavis", "document", "batch", DOCUMENT, "--facts", source,
         "--out", f"{folder}/out", "--name-by", "reference", "--json"],
        capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr[:2000])
    answer = json.loads(done.stdout)
    print(f"  {answer['written']:6} documents {answer['seconds']:8.2f} s "
          f"{answer['written'] / answer['seconds']:8.0f} /s "
          f"peak {answer['peak_memory_mb']:6.1f} MB")


with open(f"examples/facts/{DOCUMENT}.json", encoding="utf-8") as source:
    example = json.load(source)
for size in (1_000, 10_000):
    with tempfile.TemporaryDirectory() as where:
        run(size, example, where)
