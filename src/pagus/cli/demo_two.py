"""``pagus demo --two``: two territories side by side, and the kits that go from one to the other."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pagus.apps.workspace import open_workspace
from pagus.cli.life import demo_logins, logins_table
from pagus.cli.screen import say, show

__all__ = ["show_two"]


def show_two(workspace: Path, host: str, port: int, start: bool, json: bool) -> None:
    """Make both territories when they are not there, and serve them on two ports that follow each other."""
    from pagus.demo import make_two

    two = make_two(workspace, say)
    ports = (port, port + 1 if port else 0)
    rows = [
        {"territory": name, "workspace": str(folder), "address": f"http://{host}:{number}", "logins": _logins(folder)}
        for name, folder, number in (("A", two.a, ports[0]), ("B", two.b, ports[1]))
    ]
    document = {"territories": rows, "registry": str(two.registry)}
    show(document, json, lambda console: _draw(console, rows, two.registry, start))
    sys.stdout.flush()
    if start:
        _serve([(two.a, ports[0]), (two.b, ports[1])], host)


def _logins(folder: Path) -> list[dict[str, str]]:
    return demo_logins(open_workspace(folder))


def _draw(console: Any, rows: list[dict[str, Any]], registry: Path, start: bool) -> None:
    for row in rows:
        where = row["address"] if start else row["workspace"]
        console.print(f"\nTerritory {row['territory']}: [bold]{where}[/bold]")
        console.print(logins_table(open_workspace(Path(row["workspace"]))))
    console.print(f"\nThe registry between them: {registry}", markup=False)
    console.print("In B, log in as coordinator and open Kits: what A runs, with what it measured, can be installed.")


def _serve(workspaces: list[tuple[Path, int]], host: str) -> None:
    """Serve both until one of them stops or somebody presses Ctrl+C."""
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "pagus", "serve", "--workspace", str(folder), "--host", host, "--port", str(port)]
        )
        for folder, port in workspaces
    ]
    try:
        servers[0].wait()
    except KeyboardInterrupt:
        say("stopping both")
    finally:
        for server in servers:
            if server.poll() is None:
                server.send_signal(signal.SIGTERM)
        for server in servers:
            server.wait()
