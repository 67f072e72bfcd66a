"""The real server, for tests that kill it, spoil its disk or move its clock."""

import http.client
import json
import os
import re
import select
import signal
import subprocess
import threading
from collections import namedtuple

PROGRAM = os.environ.get("PREAVIS", "build/release/preavis")
Answer = namedtuple("Answer", "status body headers")


class Checks:
    """Counts what holds and what does not; tells what does not."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lock = threading.Lock()

    def __call__(self, what, holds, detail=""):
        with self.lock:
            self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print(f"FAUX : {what} {str(detail)[:400]}", flush=True)
        return bool(holds)

    def status(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0


def pause(seconds):
    """A moment of the load, as long as the dice said."""
    threading.Event().wait(seconds)


def until(holds, seconds=30):
    """Asks again and again; the last answer, true or not."""
    for _ in range(int(seconds * 20)):
        answer = holds()
        if answer:
            return answer
        pause(0.05)
    return holds()


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], text=True, capture_output=True, **options)


class Demonstration:
    """A store with accounts, in a folder of its own."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.store = folder + "/preavis.sqlite"
        accounts = folder + "/accounts.json"
        if not os.path.exists(accounts):
            made = run("demonstration", "--store", self.store, "--accounts", accounts)
            if made.returncode != 0:
                raise SystemExit(made.stderr)
        with open(accounts, encoding="utf-8") as file:
            self.tokens = {a["role"]: a["api_token"] for a in json.load(file)}

    def verify(self, first=1):
        """What `journal verify` says from a line on, while nobody serves."""
        verdict = run("journal", "verify", "--from", str(first), "--json", "--store", self.store)
        return verdict.returncode, verdict.stdout


class Service:
    """`preavis serve` on a store, until it is stopped or killed."""

    def __init__(self, demonstration, environment=None, options=(), role="siao_agent"):
        self.store = demonstration.store
        self.token = demonstration.tokens[role]
        self.errors = demonstration.folder + "/err"
        with open(self.errors, "a", encoding="utf-8") as told:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--store", self.store, "--port", "0", *options],
                stdout=subprocess.PIPE, stderr=told, text=True, env=environment)
        self.port = None

    def ready(self, seconds=60):
        """Waits for the line in which it tells its port."""
        there, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if there else ""
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            with open(self.errors, encoding="utf-8") as file:
                raise SystemExit("le service n'a pas démarré : " + file.read()[-2000:])
        self.port = int(found.group(1))
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)

    def call(self, method, path, body=None, key=None, version=None, token=None):
        """What came back; None where the connection broke: then nothing was acknowledged."""
        headers = {"Authorization": "Bearer " + (token or self.token)}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        if version:
            headers["If-Match"] = f'"{version}"'
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None,
                               headers)
            answer = connection.getresponse()
            text = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return Answer(answer.status, json.loads(text) if is_json else text.decode(),
                          answer.headers)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def readiness(self):
        answer = self.call("GET", "/readyz")
        return (answer.status, answer.body) if answer else (0, "")
