"""A gateway and a mail server of the test: what came in, and what they answer."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def sms_gateway(statuses: list[int], pause_s: float = 0.0) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """A gateway that answers with these statuses in turn (the last one goes on); 0 hangs up. Gives: url, what came."""
    taken: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((dict(self.headers), body))
            time.sleep(pause_s)
            status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
            if status:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/send?v=1", taken
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server(answer: bytes = b"250 taken", *, hangs_up: bool = False) -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that answers so to a whole mail, or hangs up instead. Gives: its port, the mails."""
    taken: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    mail = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        mail += part
                    taken.append(mail)
                    if hangs_up:
                        return
                    self.wfile.write(answer + b"\r\n")
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server.server_address[1], taken
        finally:
            server.shutdown()
