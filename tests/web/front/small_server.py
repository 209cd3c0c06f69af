"""A small application behind the front, in a process of its own: what it is asked for, it says back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pagus.web.front import bodies, front
from pagus.web.front.bodies import Budget
from pagus.web.waiting import HELD, Later, bench

bodies.GRACE_S = float(os.environ.get("GRACE_S", "1"))
LONGEST = 1_000_000
NEWS: list[str] = []


def say(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """Answer with what came."""
    path, headers = environ["PATH_INFO"], [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    if path == "/file":
        start("200 OK", headers)
        opened = Path(__file__).open("rb")  # noqa: SIM115 - the server closes it
        opened.seek(int(environ["QUERY_STRING"] or 0))
        wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](opened)
        return wrapped
    if path == "/news" and HELD not in environ:
        bench.put_off(environ, Later("news", lambda: bool(NEWS), bench.calls, 10.0))
        start("204 No Content", headers)
        return []
    if path == "/write":
        NEWS.append("written")
        bench.call("news")
    if "pagus.unread" in environ:
        start("408 Request Timeout", headers)
        return [environ["pagus.unread"].encode()]
    length = len(environ["wsgi.input"].read())
    start("200 OK", headers)
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "HTTP_COOKIE", "CONTENT_LENGTH", "HTTP_X_A")
    said = [f"{name}={environ.get(name, '-')}" for name in names]
    return ["\n".join([*said, f"read={length}"]).encode("latin-1")]


application = front.Front(say, 2, lambda _path, _kind: LONGEST, Budget())
