"""``pagus kit pathway`` and ``simulate``: a pathway in words, as a drawing, and with people who do not exist on it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, Parameters, read_language, read_values
from pagus.errors import InputError, NotFound

if TYPE_CHECKING:
    from rich.console import Console

    from pagus.engines.pathways import SimulatedPathway
    from pagus.kit_language.model import Kit

__all__ = ["pathway", "simulate"]

AnyKit = Annotated[str, typer.Argument(metavar="KIT", help="A slug or a folder.")]
PathwayName = Annotated[str | None, typer.Option("--name", help="Which pathway; the only one, or the first.")]
SvgFile = Annotated[Path | None, typer.Option("--svg", help="Write the drawing into this file.")]
People = Annotated[int, typer.Option(help="How many people are simulated.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same people.")]
Days = Annotated[int, typer.Option(help="After how many days the simulation stops.")]
BAR = 12
"""Characters of the longest bar."""


def pathway(
    kit: AnyKit, name: PathwayName = None, svg: SvgFile = None, language: LanguageName = "en", json: Json = False
) -> None:
    """Show a pathway in words, state by state; with --svg also as a drawing with numbered ways."""
    from pagus.cli.kit.drawing import draw_pathway
    from pagus.engines.pathways import draw
    from pagus.kit_language import kit_sentences

    loaded, spoken = _loaded(kit), read_language(language)
    chosen = _name(loaded, name)
    words = next(one for one in kit_sentences(loaded, spoken).pathways if one.name == chosen)
    if svg is not None:
        from pagus.web.charts import PathwayChart, Setting, pathway_chart

        given = PathwayChart(
            setting=Setting(identifier="pathway", language=spoken),
            pathway=loaded.pathways[chosen],
            words=words,
            alone=True,
        )
        svg.write_text(pathway_chart(given).svg + "\n", encoding="utf-8")
    document = asdict(words) | {"drawing": asdict(draw(loaded.pathways[chosen]))}
    show(document, json, lambda console: draw_pathway(console, words))


def simulate(
    kit: AnyKit,
    name: PathwayName = None,
    n: People = 1_000,
    seed: Seed = 1,
    days: Days = 3 * 365,
    param: Parameters = None,
    json: Json = False,
) -> None:
    """Lead people who do not exist along a pathway: where they would wait and drop out, if its assumptions held."""
    from pagus.engines.pathways import compile_pathway
    from pagus.engines.pathways import simulate as run
    from pagus.kernel.time import DAY
    from pagus.kit_language import LayerValues, effective_values

    loaded = _loaded(kit)
    if days < 1:
        raise InputError("simulate at least one day")
    values = effective_values(loaded, [LayerValues(layer="territory", values=read_values(param))])
    program = compile_pathway(loaded, _name(loaded, name), values)
    found = run(program, n, seed, horizon_ms=days * DAY)
    show(asdict(found), json, lambda console: _draw(console, loaded, found))


def _loaded(kit: str) -> Kit:
    from pagus.apps.installations.kit_library import library_kit

    return library_kit(kit)


def _name(kit: Kit, name: str | None) -> str:
    """The pathway that is meant: where none is named, the first that no other one calls."""
    if name is None:
        called = {one for each in kit.pathways.values() for one in each.calls()}
        name = next((one for one in kit.pathways if one not in called), None)
    if name is None or name not in kit.pathways:
        known = ", ".join(kit.pathways) or "none"
        raise NotFound("{kit} has no such pathway: it has {known}", kit=kit.id, known=known)
    return name


def _draw(console: Console, kit: Kit, found: SimulatedPathway) -> None:
    console.print(f"[bold]SIMULATED[/bold]: {found.people} people who do not exist, seed {found.seed}", highlight=False)
    columns = ("entered", "wait", "drop", "median d", "p90 d", "late", "held")
    most = max((each.entered for each in found.states), default=1)
    rows = [
        (
            each.state if each.pathway == found.pathway else f"{each.pathway}.{each.state}",
            *(each.entered, each.waiting, each.dropped, _days(each.median_days), _days(each.p90_days)),
            *(each.escalated, each.looked, _bar(each.entered, most)),
        )
        for each in found.states
    ]
    console.print(table(("state", *columns, ""), rows, columns))
    console.print("late: tasks that went to another role; held: decisions that could not be evaluated", style="dim")
    for outcome, count in found.outcomes.items():
        console.print(f"{outcome:>12} {count:>6} {count / found.people:>6.1%} {_bar(count, found.people)}")
    if found.median_days is not None:
        console.print(f"from enrolment to the end: median {found.median_days:g} days, nine in ten {found.p90_days:g}")
    console.print("Taken for granted, and measured by nobody:")
    for line in found.assumptions:
        console.print(f"  {line}", markup=False, highlight=False)


def _bar(part: int, whole: int) -> str:
    return "█" * round(BAR * part / whole) if whole else ""


def _days(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
