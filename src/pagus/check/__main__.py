"""``python3 start.py check``: every page and endpoint of a fresh demo, over real HTTP, as each role."""

from __future__ import annotations

import sys
from collections import defaultdict

from rich.console import Console, JustifyMethod
from rich.table import Table

from pagus.check.browser import Visitor
from pagus.check.endpoints import REFUSALS, Expectation, machine_calls
from pagus.check.journey import walk_to_b
from pagus.check.server import RunningDemo, two_running_demos
from pagus.check.walk import Finding, Walk, pattern_of, walk

LANGUAGES = {"nobody": "fr", "coordinator": "fr", "nurse": "de", "educator": "fr", "clinician": "fr", "analyst": "en"}
STARTS = {"nobody": ("/", "/_components/"), "": ("/console/", "/")}


def visit(demo: RunningDemo, role: str) -> tuple[Walk, list[Expectation]]:
    """Walk as one role, then ask for what it must not get."""
    visitor = Visitor(demo.host, demo.port, LANGUAGES[role])
    if role != "nobody":
        visitor.post("/login", {"username": role, "password": demo.logins[role]})
    taken = walk(visitor, role, STARTS.get(role, STARTS[""]))
    refused = [Expectation(path, status, visitor.get(path).status) for path, status in REFUSALS[role].items()]
    return taken, refused


def pages_table(taken: Walk) -> Table:
    """One row a kind of page."""
    table = Table(title=f"{taken.role}: {len(taken.answers)} pages", title_justify="left")
    columns: tuple[tuple[str, JustifyMethod], ...] = (
        ("page", "left"),
        ("visited", "right"),
        ("first byte, ms", "right"),
        ("kB", "right"),
    )
    for name, justify in columns:
        table.add_column(name, justify=justify)
    kinds: dict[str, list[str]] = defaultdict(list)
    for path in taken.answers:
        kinds[pattern_of(path)].append(path)
    for kind, paths in sorted(kinds.items()):
        slowest = max(taken.answers[path].first_byte_ms for path in paths)
        heaviest = max(taken.weights.get(path, taken.answers[path].sent_bytes) for path in paths)
        table.add_row(kind, str(len(paths)), f"{slowest:.0f}", f"{heaviest / 1_000:.0f}")
    return table


def main() -> int:
    """Walk, print, judge."""
    console = Console()
    findings: list[tuple[str, Finding]] = []
    remarks: list[tuple[str, Finding]] = []
    expectations: list[tuple[str, Expectation]] = []
    console.print("Making two demo territories in a temporary folder and serving them…")
    with two_running_demos() as (demo, other):
        for role in LANGUAGES:
            taken, refused = visit(demo, role)
            console.print(pages_table(taken))
            findings += [(role, finding) for finding in taken.findings]
            remarks += [(role, finding) for finding in taken.slow()]
            expectations += [(role, each) for each in refused]
        expectations += [("machine", each) for each in machine_calls(demo)]
        expectations += [("A to B", each) for each in walk_to_b(other)]
    calls = Table(title="calls", title_justify="left")
    for name in ("who", "call", "expected", "found"):
        calls.add_column(name)
    for who, each in expectations:
        calls.add_row(who, each.name, str(each.expected), str(each.found) if each.holds else f"[red]{each.found}[/red]")
    console.print(calls)
    wrong = [f"{who}: {each.name} answered {each.found} {each.detail}" for who, each in expectations if not each.holds]
    wrong += [f"{role}: {finding.path} {finding.what}" for role, finding in findings]
    for role, remark in remarks:
        console.print(f"[yellow]remark: {role}: {remark.path} {remark.what}[/yellow]")
    for line in wrong:
        console.print(f"[red]{line}[/red]")
    console.print("all is well" if not wrong else f"{len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
