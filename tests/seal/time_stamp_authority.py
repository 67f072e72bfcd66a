#!/usr/bin/env python3
"""A time-stamp authority for tests: answers on the loopback by `openssl ts -reply`.

time_stamp_authority.py FOLDER MODE    prints its port, then serves until its input is closed.
FOLDER holds tsa.pem, tsa.key, root.pem. MODE: good, or what to do wrong: silent, garbage, refuse,
stale (the same answer to every question).
"""
import http.server
import pathlib
import subprocess
import sys
import threading

folder, mode = pathlib.Path(sys.argv[1]), sys.argv[2]
(folder / "serial").write_text("01\n")
(folder / "ts.cnf").write_text(f"""
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
digests = sha256
default_policy = 1.2.3.4.1
ess_cert_id_alg = sha256
""")
first = []


def reply(query):
    if mode == "garbage":
        return b"0\x03abc"
    if mode == "refuse":
        return bytes.fromhex("30053003020102")
    if mode == "stale" and first:
        return first[0]
    (folder / "query").write_bytes(query)
    subprocess.run(["openssl", "ts", "-reply", "-config", folder / "ts.cnf", "-section", "it",
                    "-queryfile", folder / "query", "-out", folder / "reply"],
                   check=True, stderr=subprocess.DEVNULL)
    first.append((folder / "reply").read_bytes())
    return first[-1]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        if mode == "silent":
            stopped.wait()
            return
        body = reply(query)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


stopped = threading.Event()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
stopped.set()
