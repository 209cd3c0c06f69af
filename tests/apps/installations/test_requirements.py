"""What a kit requires of Pagus and of its neighbours is asked before it is installed, and at each upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.errors import Conflict, KitError
from tests.apps.installations.versions import change, kit_version

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
PAGUS = 'pagus: ">=0.1.0 <1.0.0"'
WHY = {"fr": "Pour les pics.", "en": "For the peaks.", "de": "Für die Spitzen."}


def requiring(into: Path, versions: str) -> str:
    """A version of the diabetes kit that requires the air kit in a range."""
    asks = f'{PAGUS}\n  kits:\n    - {{id: pagus/air-today, range: "{versions}"}}'
    folder = kit_version(into, "1.1.0", edits={"kit.yaml": (PAGUS, asks)})
    for language, words in WHY.items():
        file = Path(folder) / "messages" / f"{language}.yaml"
        change(file, "kit:\n", f"requires:\n  pagus/air-today:\n    why: {words}\n\nkit:\n")
    return folder


def test_a_kit_made_for_a_newer_pagus_is_refused(tmp_path: Path) -> None:
    newer = kit_version(tmp_path, "1.1.0", edits={"kit.yaml": (PAGUS, 'pagus: ">=7.0.0 <8.0.0"')})
    with pytest.raises((Conflict, KitError), match="asks for Pagus"):
        actions.install(newer, EUROMETROPOLE, {})
    assert queries.active_installations() == []


def test_a_required_kit_must_run_here_in_the_range(tmp_path: Path) -> None:
    wanting = requiring(tmp_path, "^2.0.0")
    plan = queries.plan_here(wanting, EUROMETROPOLE, {})
    assert any("pagus/air-today is not here" in remark for remark in plan.refusals)
    actions.install("air-today", EUROMETROPOLE, {})
    assert queries.plan_here(wanting, EUROMETROPOLE, {}).refusals == ()


def test_an_upgrade_that_breaks_what_a_neighbour_requires_is_refused(tmp_path: Path) -> None:
    air = actions.install("air-today", EUROMETROPOLE, {})
    actions.install(requiring(tmp_path, ">=2.0.0 <2.0.5"), EUROMETROPOLE, {})
    newer = kit_version(tmp_path, "2.0.5", slug="air-today", edits={"README.md": ("\n", "\nReworded.\n")})
    with pytest.raises(Conflict, match=r"outside >=2\.0\.0 <2\.0\.5"):
        actions.upgrade(air, newer, SYSTEM, reason="words")
