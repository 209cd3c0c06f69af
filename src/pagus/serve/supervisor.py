"""The supervisor: one of each process, restarted when it crashes, stopped in order.

web      granian with the front and the Django pages and the HTTP doors
ingest   the only writer of observations, the only owner of window state and timers
jobs     what is done now and then: closing days, feeding the demo
mqtt     the MQTT door, where pagus.toml has [mqtt]
nats-N   one worker of the NATS door each, where pagus.toml has [nats]
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pagus.apps.streams.line.frames import Line, Ping, Status
from pagus.apps.workspace import ENVIRONMENT_KEY, Workspace
from pagus.errors import Conflict, StoreError
from pagus.serve.address import Address
from pagus.serve.child import Child

__all__ = ["serve", "web_arguments"]

READY_WITHIN_S = 90.0
TICK_S = 0.2
ROLE = (sys.executable, "-m", "pagus.serve.role")


def serve(workspace: Workspace, address: Address, *, say: Callable[[str], None], ready: Callable[[], None]) -> None:
    """Run the workspace until SIGINT or SIGTERM.

    Takes: where to listen; ``say`` for what a person should know meanwhile; ``ready``, called once all answer.
    Refuses: Conflict when the workspace is served already; StoreError when it does not become ready.
    """
    stopping = _stop_signals()
    with _only_one(workspace, address):
        _bring_tables_up_to_date(workspace)
        children = _children(workspace, address)
        try:
            for child in children:
                child.start()
            _wait_until_ready(workspace, address, children, stopping)
            if not stopping:
                ready()
            while not stopping:
                _tick(children, say)
                time.sleep(TICK_S)
        finally:
            for child in reversed(children):
                child.stop()


def _children(workspace: Workspace, address: Address) -> list[Child]:
    web = web_arguments(address.host, address.port)
    if address.tls:
        certificate, key = workspace.hosting.tls_certificate, workspace.hosting.tls_key
        web[:0] = [
            "--ssl-certificate",
            str(workspace.folder / certificate),
            "--ssl-keyfile",
            str(workspace.folder / key),
        ]
    roles = {"ingest": [], "web": web, "jobs": []}
    environment, log = _environment(workspace), workspace.folder / "serve.log"
    children = [Child(name, [*ROLE, name, *arguments], environment, log) for name, arguments in roles.items()]
    if workspace.mqtt is not None:
        children.append(Child("mqtt", [*ROLE, "mqtt"], environment, log))
    workers = 0 if workspace.nats is None else workspace.nats.workers
    return children + [Child(f"nats-{n}", [*ROLE, "nats", str(n)], environment, log) for n in range(workers)]


def web_arguments(host: str, port: int) -> list[str]:
    """How granian is asked to serve the pages and the HTTP doors; its last word is the application."""
    web = ["--interface", "rsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--workers-kill-timeout", "5", "--no-access-log", "--log-level", "warning"]
    return [*web, "pagus.web.server:application"]


def _environment(workspace: Workspace) -> dict[str, str]:
    return {**os.environ, ENVIRONMENT_KEY: str(workspace.folder), "DJANGO_SETTINGS_MODULE": "pagus.web.settings"}


def _bring_tables_up_to_date(workspace: Workspace) -> None:
    # In a process of its own, so that the supervisor stays small: it never loads Django.
    done = subprocess.run([*ROLE, "tables"], env=_environment(workspace), capture_output=True, text=True, check=False)
    if done.returncode:
        (workspace.folder / "serve.log").write_text(done.stderr, encoding="utf-8")
        reason = _last_line(workspace.folder / "serve.log")
        raise StoreError("the tables cannot be brought to this version: {reason}", reason=reason)


def _tick(children: list[Child], say: Callable[[str], None]) -> None:
    for child in children:
        code = child.tick()
        if code is not None:
            say(f"{child.name} ended with code {code}: it is started again (see serve.log)")


def _wait_until_ready(workspace: Workspace, address: Address, children: list[Child], stopping: list[int]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not stopping:
        for child in children:
            code = child.tick()
            if code is not None:
                raise StoreError(
                    "{name} ended with code {code} while starting: {reason}",
                    name=child.name,
                    code=code,
                    reason=_last_line(child.log),
                )
        if _answers(address) and _ingest_answers(workspace):
            return
        if time.monotonic() > deadline:
            raise StoreError("the server was not ready within {seconds:.0f} s: see serve.log", seconds=READY_WITHIN_S)
        time.sleep(TICK_S)


def _answers(address: Address) -> bool:
    # Our own certificate may be made for another name: this only asks whether the process answers.
    context = ssl._create_unverified_context() if address.tls else None
    host = "127.0.0.1" if address.host == "0.0.0.0" else address.host
    url = Address("::1" if host == "::" else host, address.port, address.tls).url + "health"
    try:
        with urllib.request.urlopen(url, timeout=2, context=context) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _ingest_answers(workspace: Workspace) -> bool:
    try:
        line = Line(workspace.folder, timeout_s=5.0)
    except OSError:
        return False
    try:
        reply = line.ask(Ping())
    except OSError:
        return False
    finally:
        line.close()
    return isinstance(reply, Status) and reply.ready


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _stop_signals() -> list[int]:
    received: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return received


@contextmanager
def _only_one(workspace: Workspace, address: Address) -> Iterator[None]:
    path = workspace.folder / "serve.lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Conflict("this workspace is served already: {where}", where=lock.read() or "starting") from error
        lock.truncate(0)
        lock.write(json.dumps({"address": address.url, "pid": os.getpid()}))
        lock.flush()
        yield
        lock.truncate(0)
