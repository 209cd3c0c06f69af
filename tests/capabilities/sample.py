"""A capability for the tests: ``python sample.py LOG`` prints its port; the path of a request says how it behaves.

It "reads" a weight from a picture: 100 times the newest point. Every body it receives is a line of LOG.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DIGEST = "a" * 64


class Reader(BaseHTTPRequestHandler):
    """Answers as its path says."""

    def do_POST(self) -> None:
        """Log the body, then behave."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with Path(sys.argv[1]).open("ab") as log:
            log.write(body + b"\n")
        question = json.loads(body)
        behaviour = self.path.strip("/")
        if behaviour == "asks-who" and self.headers["Authorization"] != "Bearer t0ken":
            self._give(401, b"{}")
            return
        if behaviour == "hangs-up":
            return
        if behaviour == "slow":
            time.sleep(3)
        if behaviour == "elsewhere":
            self.send_response(307)
            self.send_header("Location", "/answers")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if behaviour == "fails" or (behaviour == "fails-without-points" and not question["points"]):
            self._give(500, b"{}")
        elif behaviour == "broken":
            self._give(200, b'{"model_digest": ')
        elif behaviour == "large":
            self._give(200, b" " * 300_000)
        else:
            self._give(200, json.dumps(self._answer(question, behaviour)).encode())

    def _answer(self, question: dict, behaviour: str) -> dict:
        value = 100 * question["points"][-1]["value"] if question["points"] else 80
        value = 9_000 if behaviour == "implausible" else value
        subject = "0" * 32 if behaviour == "somebody-else" else question["subject"]
        t = 0 if behaviour == "long-ago" else question["at"]
        results = [] if behaviour == "nothing" else [{"subject": subject, "t": t, "value": value, "unit": "kg"}]
        digest = "b" * 64 if behaviour == "other-model" else question["model_digest"]
        return {"model_digest": digest, "results": results}

    def _give(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Reader)
    print(server.server_address[1], flush=True)
    server.serve_forever()
