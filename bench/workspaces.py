"""A demo workspace with its tables for a benchmark, and the end of the processes that one started."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

from pagus.apps.workspace import Clock, Workspace, create_workspace

__all__ = ["prepared_workspace", "stop"]


def prepared_workspace(folder: Path, territory: str, now_ms: int) -> Workspace:
    """A demo workspace whose clock stands still at this instant, as the one that Django speaks to from now on."""
    clock = Clock(kind="demo", start_ms=now_ms, started_wall_ms=0, speed=0.0, end_ms=now_ms)
    workspace = create_workspace(
        folder, name="Bench", kind="demo", territory=territory, secret_key=secrets.token_urlsafe(50), clock=clock
    )
    os.environ["PAGUS_WORKSPACE"] = str(workspace.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pagus.web.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return workspace


def stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, then wait for each: half a minute at most."""
    running = tuple(processes)
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        process.wait(30)
