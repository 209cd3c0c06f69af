"""``pagus kit init``: a few questions, and a kit that already passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pagus.cli.kit.interview import Interview
from pagus.cli.kit.questions import Given, ask
from pagus.cli.screen import Json, show, table
from pagus.errors import KitError

if TYPE_CHECKING:
    from pagus.kit_language.beginning import Answers

__all__ = ["init"]

Words = str | None
NewFolder = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER]", help="Where the kit shall lie; by default the name in its id.")
]


def init(
    folder: NewFolder = None,
    kit_id: Annotated[Words, typer.Option("--id", help="publisher/name, as town/heat-watch.")] = None,
    publisher: Annotated[Words, typer.Option(help="The publisher in words.")] = None,
    title_fr: Annotated[Words, typer.Option(help="The title in French.")] = None,
    title_en: Annotated[Words, typer.Option(help="The title in English.")] = None,
    title_de: Annotated[Words, typer.Option(help="The title in German.")] = None,
    subject: Annotated[Words, typer.Option(help="What it is about: person, place or thing.")] = None,
    signal: Annotated[Words, typer.Option(help="A ready signal, or own.")] = None,
    code: Annotated[Words, typer.Option(help="Of an own signal: its code, as water_level.")] = None,
    name_fr: Annotated[Words, typer.Option(help="Of an own signal: its name in French.")] = None,
    name_en: Annotated[Words, typer.Option(help="Of an own signal: its name in English.")] = None,
    name_de: Annotated[Words, typer.Option(help="Of an own signal: its name in German.")] = None,
    unit: Annotated[Words, typer.Option(help="Of an own signal: its UCUM unit, as mg/dL.")] = None,
    lowest: Annotated[float | None, typer.Option(help="Of an own signal: the lowest plausible value.")] = None,
    highest: Annotated[float | None, typer.Option(help="Of an own signal: the highest plausible value.")] = None,
    every: Annotated[Words, typer.Option(help="Of an own signal: its rhythm, as 5m, 1h or 1d.")] = None,
    loinc: Annotated[Words, typer.Option(help="Of an own signal: its LOINC code, if it has one.")] = None,
    above: Annotated[float | None, typer.Option(help="Alert above this value.")] = None,
    below: Annotated[float | None, typer.Option(help="Alert below this value.")] = None,
    severity: Annotated[Words, typer.Option(help="information, warning, high or critical.")] = None,
    clinical: Annotated[
        bool | None, typer.Option("--clinical/--not-clinical", help="Its alerts speak of a person's health.")
    ] = None,
    list_signals: Annotated[bool, typer.Option("--list-signals", help="List the ready signals and stop.")] = False,
    json: Json = False,
) -> None:
    """Begin a kit: asks what the options leave open, and writes a folder that passes lint and its own scenarios."""
    if list_signals:
        _list(json)
        return
    given = Given(
        kit_id=kit_id,
        publisher=publisher,
        title=(title_fr, title_en, title_de),
        subject=subject,
        signal=signal,
        code=code,
        name=(name_fr, name_en, name_de),
        unit=unit,
        lowest=lowest,
        highest=highest,
        every=every,
        loinc=loinc,
        above=above,
        below=below,
        severity=severity,
        clinical=clinical,
    )
    answers = ask(given, Interview())
    _write(answers, folder or Path(answers.id.partition("/")[2]), json)


def _list(as_json: bool) -> None:
    from pagus.kit_language.beginning import ready_signals

    rows = [
        {
            "signal": code,
            "name": one.name.en,
            "about": one.subject,
            "unit": one.entry.unit,
            "plausible": "{:g} to {:g}".format(*one.entry.plausible),
            "loinc": one.entry.loinc or "",
        }
        for code, one in ready_signals().items()
    ]
    show(rows, as_json, lambda console: console.print(table(list(rows[0]), [list(row.values()) for row in rows])))


def _write(answers: Answers, folder: Path, as_json: bool) -> None:
    """Write the kit once it has shown that it is right. Refuses: Conflict when the folder holds something."""
    from pagus.analytics.scenarios import run_scenarios
    from pagus.kit_language import load_kit
    from pagus.kit_language.beginning import begin_kit, new_folder

    texts = begin_kit(answers)
    with new_folder(folder, texts) as made:
        report = run_scenarios(load_kit(made))
        if report.failed or report.never_fired or report.without_boundary:
            raise KitError("the new kit fails {count} of its own scenarios: nothing was written", count=report.failed)
    document = {"folder": str(folder), "id": answers.id, "files": sorted(texts), "scenarios": report.run}
    lines = [
        f"{folder} holds the kit {answers.id} 0.1.0: {len(texts)} files, no fault",
        f"{report.run} scenarios pass and cover every rule and every boundary",
        "What nobody has verified is marked certainty: local, with its note.",
    ]
    show(document, as_json, lambda console: console.print("\n".join(lines), markup=False, soft_wrap=True))
