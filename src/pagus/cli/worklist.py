"""``pagus worklist`` and ``pagus chain``: who needs somebody first, and is the chain to that list proven?"""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.kernel.time import format_instant

if TYPE_CHECKING:
    from pagus.apps.worklist.listing import Worklist, WorklistRow

__all__ = ["app", "worklist"]

MOST = 300
_NOT_PROVEN = 4
app = typer.Typer(help="Test the chain from device to worklist.", no_args_is_help=True)


@app.callback()
def chain() -> None:
    """Test the chain from device to worklist."""


def worklist(
    team: Annotated[str, typer.Option(help="The code of one care team; all by default.")] = "",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Show who needs somebody first, and why: one row a person. The reading is journalled."""
    enter(workspace)
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.people.queries import teams
    from pagus.apps.worklist.listing import worklist as listed
    from pagus.errors import NotFound

    if team and team not in {each.code for each in teams()}:
        raise NotFound("no team here has the code {code}", code=team)
    found = listed(SYSTEM, team=team, per_page=MOST)
    show(_document(found), json, lambda console: _draw(console, found))


def _document(found: Worklist) -> dict[str, Any]:
    return {
        "now": format_instant(found.now_ms),
        "people": found.total,
        "overdue": found.overdue,
        "hands": None if found.hands is None else asdict(found.hands),
        "on_duty": list(found.on_duty),
        "rows": [_row(row, found.now_ms) for row in found.rows],
    }


def _row(row: WorklistRow, now_ms: int) -> dict[str, Any]:
    return {
        "person": row.subject,
        "simulated": row.simulated,
        "team": row.team,
        "place": row.place_name,
        "severity": row.severity,
        "since": format_instant(row.since_ms),
        "deadline": format_instant(row.deadline_ms),
        "minutes_left": (row.deadline_ms - now_ms) // 60_000,
        "claimed_by": row.claimed_by or None,
        "alerts": [{"number": each.id, "rule": each.rule, "severity": each.severity} for each in row.alerts],
        "burden_30_days": row.burden,
        "signals": [
            {
                "signal": each.signal.code,
                "value": each.glance.values[-1],
                "usual": None if each.glance.low is None else [each.glance.low, each.glance.high],
                "direction": each.glance.direction,
                "missing_since": None if each.missing_ms is None else format_instant(each.missing_ms),
            }
            for each in row.signals
        ],
    }


def _draw(console: Console, found: Worklist) -> None:
    if not found.rows:
        console.print("nobody waits")
        return
    rows = [
        (
            row.subject,
            row.severity,
            f"with {row.claimed_by}" if row.is_looked_at else _left(row.deadline_ms - found.now_ms),
            ", ".join(dict.fromkeys(each.rule for each in row.alerts)),
            row.burden,
        )
        for row in found.rows
    ]
    console.print(table(("person", "severity", "time left", "rules", "in 30 days"), rows, numbers=("in 30 days",)))
    console.print(f"{found.total} people wait, {found.overdue} over their time")
    if found.hands is not None:
        over = f", {found.hands.over} more than today's staff can handle" if found.hands.over else ""
        console.print(f"{found.hands.minutes / 60:.1f} h of duty left: {found.hands.least} to {found.hands.most}{over}")


def _left(milliseconds: int) -> str:
    minutes = abs(milliseconds) // 60_000
    text = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    return f"over by {text}" if milliseconds < 0 else text


@app.command()
def begin(
    place: Annotated[str, typer.Option(help="The commune of the test thing; the first of the territory.")] = "",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Let the workspace test itself each day from now on."""
    enter(workspace)
    from pagus.apps.worklist.chain import THING
    from pagus.apps.worklist.chain import begin as begun

    number = begun(place=place)
    document = {"installation": number, "thing": THING}
    show(document, json, lambda console: console.print(f"{THING} sends a test reading each day, pagus serve looks"))


@app.command(name="show")
def show_state(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Say whether the chain is proven today. Exit code 4 when it is not, as that of pagus doctor."""
    enter(workspace)
    from pagus.apps.worklist.chain import chain_state

    _tell(asdict(chain_state()), json)


@app.command()
def run(
    wait: Annotated[int, typer.Option(help="For how many seconds the alert is awaited.")] = 60,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Test the chain now: send the test reading, wait for its alert. Exit code 4 when it does not come."""
    enter(workspace)
    from pagus.apps.worklist.chain import prove

    began_ms, until = time.time_ns() // 1_000_000, time.monotonic() + wait
    found = prove(anew=True)
    # The outcome of an older test does not count.
    while (found.ended_ms or 0) < began_ms and found.state != "absent" and time.monotonic() < until:
        time.sleep(0.2)
        found = prove()
    if (found.ended_ms or 0) < began_ms and found.state != "absent":
        found = replace(found, state="failed", reason=f"no alert within {wait} s; the jobs of pagus serve look on")
    _tell(asdict(found), json)


def _tell(found: dict[str, Any], json: bool) -> None:
    words = {
        "absent": "not tested: pagus chain begin",
        "waiting": "no test has ended yet",
        "proven": f"proven in {found['seconds'] or 0:.1f} s",
        "failed": f"not proven: {found['reason']}",
    }
    show(found, json, lambda console: console.print(f"the chain is {words[found['state']]}"))
    if found["state"] == "failed":
        raise typer.Exit(_NOT_PROVEN)
