"""To whom the NATS door is open."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from urllib.parse import urlsplit

from pagus.apps.workspace import Workspace
from pagus.doors.openness import Openness

__all__ = ["openness"]


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Who may publish over NATS? The servers are asked whether they let strangers in."""
    settings = workspace.nats
    if settings is None:
        return (Openness("nats", "closed", "nobody: pagus.toml has no [nats] table"),)
    where = ", ".join(urlsplit(each).netloc.rpartition("@")[2] for each in settings.servers)
    where = f"{where}, {settings.workers} workers"
    whom = "whoever the server lets publish under the name of a source: pagus.toml says that it confines them"
    if find_spec("nats") is None:
        wrong = "the client of NATS is not installed: pip install 'pagus[scale]'"
        return (Openness("nats", where, whom, guarded=False, wrong=wrong),)
    from pagus.doors.nats.stream import lets_strangers_in

    let_in = asyncio.run(lets_strangers_in(settings))
    wrong = ""
    if let_in is None:
        wrong = "no server answers: is it running?"
    elif let_in:
        wrong = "it lets clients in that have no name: give it users with permissions"
    elif any(not _safe(each) for each in settings.servers):
        wrong = "a line to it is not encrypted: use tls://"
    return (Openness("nats", where, whom, guarded=not wrong, wrong=wrong),)


def _safe(server: str) -> bool:
    found = urlsplit(server)
    return found.scheme == "tls" or found.hostname in {"127.0.0.1", "::1", "localhost"}
