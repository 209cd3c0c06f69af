"""Calling the WSGI application in a thread: the environment of a request, and what became of the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from pagus.errors import StoreError, TooLate
from pagus.web.front.bodies import Unread

__all__ = ["UNREAD", "Answer", "Head", "Unreadable", "call", "environment"]

UNREAD = "pagus.unread"
"""The key of the environment that says why a body was not read."""


class Head(Protocol):
    """What granian says of a request (RSGI 1.x)."""

    http_version: str
    method: str
    path: str
    query_string: str
    client: str
    server: str
    scheme: str
    headers: Any


@dataclass(slots=True)
class Answer:
    """An answer: its head, and its content or the name of a file; ``close`` must be called when a file was sent."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""
    file: str = ""
    close: Callable[[], None] = lambda: None


class Unreadable:
    """Stands where a body would be that was not read: whoever reads it learns why."""

    def __init__(self, reason: Unread) -> None:
        self._reason = reason

    def read(self, *_size: int) -> bytes:
        """Refuses: TooLate, or StoreError when too much comes at once."""
        if self._reason == "crowded":
            raise StoreError("too much is being sent at once: try again in a moment", retryable=True)
        raise TooLate("the rest of the request did not come in time: send it again", protocol="http")

    readline = read


class _FileAnswer:
    """What a view gives to be sent as a file; read here only where the server cannot send the file by itself."""

    def __init__(self, stream: Any, block: int = 64 * 1024) -> None:
        self.stream, self._block = stream, block
        self.close = getattr(stream, "close", lambda: None)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.stream.read(self._block), b"")


_BASE: dict[str, Any] = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": _FileAnswer,
}


def environment(head: Head, body: IO[bytes] | Unreadable) -> dict[str, Any]:
    """The environment of a request (PEP 3333). Paths come decoded and are given as WSGI has them: bytes as Latin-1."""
    server, _, port = head.server.rpartition(":")
    found: dict[str, Any] = _BASE | {
        "REQUEST_METHOD": head.method,
        "PATH_INFO": head.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": head.query_string,
        "SERVER_PROTOCOL": f"HTTP/{head.http_version}",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": head.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": head.scheme,
        "wsgi.input": body,
    }
    for name, value in head.headers.items():
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        joined = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{joined}{value}" if key in found else value
    return found


def call(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    """Ask the application. A file that is whole on the disk is named, so that the server sends it without a thread."""
    answer = Answer()

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        answer.status, answer.headers = int(status[:3]), headers

    result = application(environ, start)
    close: Callable[[], None] = getattr(result, "close", answer.close)
    if isinstance(result, _FileAnswer) and (file := _whole_file(result.stream)):
        answer.file, answer.close = file, close
        return answer
    try:
        answer.content = b"".join(result)
    finally:
        close()
    return answer


def _whole_file(stream: Any) -> str:
    """The path of a file that is sent from its first byte to its last; "" for anything else."""
    name = getattr(stream, "name", None)
    if not isinstance(name, str) or not Path(name).is_file():
        return ""
    return name if stream.tell() == 0 else ""
