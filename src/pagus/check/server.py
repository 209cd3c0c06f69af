"""A demo of one's own to walk through: made in a temporary folder, served on a free port, gone afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagus.errors import StoreError

__all__ = ["RunningDemo", "running_demo", "serving", "two_running_demos"]

STOP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """Where the demo answers, and who may log in."""

    workspace: Path
    host: str
    port: int
    logins: Mapping[str, str]


@contextmanager
def running_demo(folder: Path | None = None, prepare: Callable[[Path], None] | None = None) -> Iterator[RunningDemo]:
    """Make a demo workspace and serve it while the block runs.

    Takes: where the workspace goes (a temporary folder that is removed, unless one is given); what is done to it
    before it is served.
    Refuses: StoreError when it cannot be made or served; the words of the program are in it.
    """
    with tempfile.TemporaryDirectory(prefix="pagus-check-") as temporary:
        workspace = folder or Path(temporary) / "workspace"
        _run("demo", "--workspace", str(workspace), "--no-serve", "--json")
        if prepare is not None:
            prepare(workspace)
        with serving(workspace) as served:
            yield served


@contextmanager
def two_running_demos() -> Iterator[tuple[RunningDemo, RunningDemo]]:
    """Make two territories with a registry between them, and serve both while the block runs. Refuses: StoreError."""
    with tempfile.TemporaryDirectory(prefix="pagus-check-") as temporary:
        workspace = Path(temporary) / "workspace"
        _run("demo", "--two", "--workspace", str(workspace), "--no-serve", "--json")
        with serving(workspace) as a, serving(workspace.with_name("workspace-b")) as b:
            yield a, b


@contextmanager
def serving(workspace: Path) -> Iterator[RunningDemo]:
    """Serve a workspace that is there, on a free port, while the block runs. Refuses: StoreError."""
    command = [sys.executable, "-m", "pagus", "serve", "--workspace", str(workspace), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as server:
        try:
            ready = _first_document(server)
            host, port = ready["address"].removeprefix("http://").rstrip("/").rsplit(":", 1)
            logins = {login["name"]: login["password"] for login in ready["logins"]}
            yield RunningDemo(workspace, host, int(port), logins)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _first_document(server: subprocess.Popen[str]) -> dict[str, Any]:
    """What the server says of itself once it is ready: the JSON document it prints first."""
    text = ""
    for line in server.stdout or ():
        text += line
        try:
            return dict(json.loads(text))
        except json.JSONDecodeError:
            continue
    raise StoreError("the server stopped with exit code {code} before it was ready", code=server.wait())


def _run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pagus", *arguments], capture_output=True, text=True, check=False, env=_environment()
    )
    if done.returncode != 0:
        raise StoreError("pagus {verb} failed: {reason}", verb=arguments[0], reason=done.stderr.strip()[-2_000:])


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PAGUS_WORKSPACE"}
