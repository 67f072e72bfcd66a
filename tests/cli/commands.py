#!/usr/bin/env python3
"""Runs tests/cli/commands.txt: what somebody types, what comes back. Ends on "N passed, N failed"."""

import shlex
import subprocess
import sys
import tempfile

passed = failed = 0
with tempfile.TemporaryDirectory() as folder:
    text = open("tests/cli/commands.txt", encoding="utf-8").read().replace("$TMP", folder)
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        wanted = {mark: [line[2:] for line in lines if line[0] == mark] for mark in "$=>!"}
        command = wanted["$"][0]
        run = subprocess.run(["build/release/preavis", *shlex.split(command)], text=True,
                             capture_output=True, timeout=60)
        wrong = [f"statut {run.returncode}, attendu {status}" for status in wanted["="]
                 if run.returncode != int(status)]
        wrong += [f"sortie sans « {part} »" for part in wanted[">"] if part not in run.stdout]
        wrong += [f"erreur sans « {part} »" for part in wanted["!"] if part not in run.stderr]
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for problem in wrong:
            print(f"FAUX : preavis {command} : {problem}\n{run.stdout[-800:]}{run.stderr[-800:]}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
