"""A running kit with a pathway, and people who can follow it."""

from __future__ import annotations

from pathlib import Path

from pagus.apps.installations import actions as installations
from pagus.apps.pathways.models import PathwayTask
from tests.apps.cast import account, person, team
from tests.kit_language.cases_forms import FORM, WORDS
from tests.kit_language.pathway_kit import PATHWAY_KIT, write_pathway_kit

__all__ = ["ANNA", "BERT", "EUROMETROPOLE", "installed", "nurse_of", "open_task", "people"]

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"

FREE_FORM = FORM.replace("sources: [esc_2021]", "sources: [decree_2023]")
SCENARIOS = "tests/scenarios/activity.yaml"
CHANGES = {
    SCENARIOS: PATHWAY_KIT[SCENARIOS]
    .replace("answered: walking", "answered: tiredness")
    .replace("answered: wellbeing", "done: treat"),
    "pathway/activity.yaml": PATHWAY_KIT["pathway/activity.yaml"]
    .replace("form: walking", "form: tiredness")
    .replace("due: 60d, form: wellbeing,", "due: 60d,")
    .replace("form: wellbeing", "task: treat")
    .replace(
        "    sessions: {counts: session}",
        "    sessions: {counts: session}\n    tiredness_total: {range: [0, 4], form: tiredness}",
    )
    .replace(
        "        - {done: walk, to: advice}",
        "        - {done: walk, if: tiredness_total >= 4, to: contact}\n        - {done: walk, to: advice}",
    ),
    "forms/tiredness.yaml": FREE_FORM,
    **{
        f"messages/{one}.yaml": PATHWAY_KIT[f"messages/{one}.yaml"].replace(
            "      sessions: {name: the number of sessions}",
            "      sessions: {name: the number of sessions}\n      tiredness_total: {name: the tiredness}",
        )
        + WORDS
        for one in ("fr", "en", "de")
    },
}


def installed(folder: Path, changes: dict[str, str | None] | None = None) -> int:
    """The kit, running in a territory as a simulation."""
    kit = write_pathway_kit(folder / "activity", {**CHANGES, **(changes or {})})
    return installations.install(str(kit), EUROMETROPOLE, {})


def people() -> None:
    """Anna is followed by team-a, Bert by team-b."""
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67447", "team-b")


def nurse_of(code: str) -> object:
    """A nurse of a team."""
    return account("nurse", EUROMETROPOLE, team(code))


def open_task(name: str, who: str = ANNA) -> int:
    """The open task of this name."""
    return PathwayTask.objects.get(person=who, task=name, closed_ms__isnull=True).pk
