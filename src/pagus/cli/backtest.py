"""``pagus simulate cohort`` and ``pagus backtest``: invented people, and what a kit would have been worth to them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.values import Parameters, read_instant, read_values

if TYPE_CHECKING:
    from pagus.analytics.backtest import Backtest
    from pagus.engines.backtest import Measure, Verdict

__all__ = ["app", "backtest"]

app = typer.Typer(help="Make simulated people.", no_args_is_help=True)


@app.callback()
def simulate() -> None:
    """Make simulated people."""


@app.command()
def cohort(
    kit: Annotated[str, typer.Option(help="The slug of the kit that they are followed with.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the cohort is written, as people.cohort.")],
    patients: Annotated[int, typer.Option(help="How many people.")] = 100,
    days: Annotated[int, typer.Option(help="Over how many days.")] = 365,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    start: Annotated[str, typer.Option("--from", help="The first day.")] = "2026-01-01T00:00:00Z",
    json: Json = False,
) -> None:
    """Simulate people who measure at home, with planted events, missing data and device faults."""
    from pagus.doors.cohort_file import write_cohort
    from pagus.engines.cohorts import simulate as simulated
    from pagus.library.cohorts import cohort_profile

    profile = cohort_profile(kit)
    made = simulated(profile, patients, days, seed, read_instant(start))
    card = write_cohort(out, made, kit, profile.id)
    document = {
        "file": str(out),
        "simulated": True,
        "kit": kit,
        "people": card.people,
        "days": card.days,
        "observations": made.observations.height,
        "events": made.events.height,
        "mimics": made.mimics.height,
        "faulty": made.faults.height,
    }
    show(document, json, lambda console: _draw_cohort(console, document))


def _draw_cohort(console: Console, document: dict[str, object]) -> None:
    console.print("[bold]SIMULATED[/bold] people: no row speaks of a person")
    rows = [(name, f"{value:,}" if isinstance(value, int) else value) for name, value in document.items()]
    console.print(table(("", ""), rows[2:], numbers=()))
    console.print(str(document["file"]))


def backtest(
    kit: Annotated[str, typer.Argument(metavar="KIT", help="The slug of a library kit, or a folder.")],
    people: Annotated[Path, typer.Option("--cohort", metavar="FILE", help="A file of `pagus simulate cohort`.")],
    param: Parameters = None,
    horizon: Annotated[str, typer.Option(help="An alert is right when an event follows within this time.")] = "14d",
    json: Json = False,
) -> None:
    """Try a kit on people whose events are known: burden, sensitivity, predictive value, lead time, with intervals."""
    from pagus.analytics.backtest import backtest as tried
    from pagus.analytics.backtest import usual_question
    from pagus.apps.installations.kit_library import kit_folder
    from pagus.doors.cohort_file import read_cohort
    from pagus.kernel.time import parse_duration
    from pagus.kit_language import load_kit

    card, history = read_cohort(people)
    question = usual_question(history, parse_duration(horizon))
    found = tried(load_kit(kit_folder(kit)), history, read_values(param), question)
    document = {"cohort": {"file": str(people), "seed": card.seed, "profile": card.profile}, **asdict(found)}
    show(document, json, lambda console: _draw(console, found))


def _draw(console: Console, found: Backtest) -> None:
    label = "SIMULATED people" if found.simulated else "people"
    whole = found.verdict
    console.print(f"[bold]{found.kit} {found.version}[/bold] on {whole.people} {label}, {whole.person_years:.0f} years")
    console.print(f"{whole.events} events; {found.silence_a_day:.2f} alerts a day only say that nothing came in")
    rows = [_row("all together", whole), *(_row(name, rule) for name, rule in whole.by_rule.items())]
    heads = ("rule", "alerts/day", "sensitivity", "PPV", "lead days", "false/year")
    console.print(table(heads, rows, numbers=heads[1:]))
    least, most = whole.nurse_hours_a_day
    console.print(f"{least:.1f} to {most:.1f} nurse-hours a day. False: a person-year. In brackets: 95 % intervals.")
    if found.simulated:
        console.print("Figures of simulated people compare rules; they say nothing about how a rule does with people.")


def _row(name: str, verdict: Verdict) -> tuple[str, ...]:
    return (
        name,
        _shown(verdict.alerts_a_day, "{:.2f}"),
        _shown(verdict.sensitivity, "{:.1%}"),
        _shown(verdict.ppv, "{:.1%}"),
        _shown(verdict.lead_days, "{:.1f}" if (verdict.lead_days.value or 0) >= 0.1 else "{:.3f}"),
        _shown(verdict.false_alerts_a_person_year, "{:.2f}"),
    )


def _shown(measure: Measure, form: str) -> str:
    if measure.value is None:
        return "-"
    value = form.format(measure.value)
    if measure.low is None or measure.high is None:
        return value
    return f"{value}\n[{form.format(measure.low)}; {form.format(measure.high)}]"
