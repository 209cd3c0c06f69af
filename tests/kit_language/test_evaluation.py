"""evaluation/plan.yaml: what a right plan says, what a wrong one is told, and that it weighs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.errors import Fault
from pagus.kit_language import lint_kit, load_kit
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.evaluation import evaluation_words
from pagus.kit_language.model import LANGUAGES, Kit
from tests.kit_language.example_kit import KIT, write_kit

PLAN = "evaluation/plan.yaml"
RIGHT = """\
design: before_after
unit: person
comparator: before
baseline: 84d
period: 364d
looks: [182d, 364d]
outcomes:
  - {indicator: steady, role: primary}
sample:
  units: 120
  power: 0.8
  alpha: 0.05
  smallest_difference: 0.1
  evidence: {certainty: local}
decisions:
  stop_few:
    action: stop
    looks: [182d]
    indicator: steady
    below: 0.2
    evidence: {certainty: local}
approvals: [ethics_committee]
"""
WORDS = """\
evaluation:
  question: Does weighing at home keep more people steady?
  comparator: The same people before.
  sample: A first guess.
  decisions:
    stop_few: {then: The team stops and says why., note: No text gives this number.}
  approvals:
    ethics_committee: The ethics committee of the region.
"""


def folder(tmp_path: Path, old: str = "", new: str = "", words: tuple[str, str] = ("", "")) -> Path:
    changes = {PLAN: RIGHT.replace(old, new) if old else RIGHT}
    for language in LANGUAGES:
        name = f"messages/{language}.yaml"
        changes[name] = KIT[name] + (WORDS.replace(*words) if words[0] else WORDS)
    return write_kit(tmp_path / "weight-home", changes)


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return load_kit(folder(tmp_path))


def test_a_right_plan_is_read(kit: Kit) -> None:
    plan = kit.evaluation
    assert plan is not None
    assert plan.looks_ms[-1] == plan.period_ms
    assert plan.decisions["stop_few"].below == 0.2
    assert plan.question.en == "Does weighing at home keep more people steady?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_in_words(kit: Kit, language: str) -> None:
    words = evaluation_words(kit, language)  # type: ignore[arg-type]
    assert words is not None
    text = " ".join(part for row in (*words.rows, *words.decisions) for part in row)
    for said in ("120", "182", "364", "84", "10\u00a0%", "20\u00a0%", "No text gives this number.", "A first guess."):
        assert said in text, said
    assert "{" not in text


WRONG = {
    "no such indicator": (
        "{indicator: steady, role",
        "{indicator: steadi, role",
        "no indicator",
        "did you mean steady",
    ),
    "twice": ("role: primary}", "role: primary}\n  - {indicator: steady, role: safety}", "outcome twice", "keep one"),
    "no primary": ("primary", "secondary", "one outcome is primary, not 0", "decides"),
    "last look": ("[182d, 364d]", "[182d, 300d]", "the last look", "same duration"),
    "order": ("[182d, 364d]", "[364d, 182d]", "looks stand in order", "earliest first"),
    "nobody looks": ("looks: [182d]", "looks: [100d]", "nobody looks at 100d", "26w"),
    "decides on nothing": ("    indicator: steady\n", "    indicator: gain\n", "is no outcome", "steady"),
    "two sides": ("    below: 0.2", "    below: 0.2\n    at_least: 0.1", "below or at_least", "one of the two"),
    "no side": ("    below: 0.2\n", "", "below or at_least", "one of the two"),
    "half a sample": ("  alpha: 0.05\n", "", "belong together", "add what lacks"),
    "no baseline": ("baseline: 84d\n", "", "needs a baseline", "84d"),
    "unknown design": ("before_after", "befor_after", "is not allowed", "before_after"),
    "unknown key": ("design:", "desing:", "unknown key 'desing'", "did you mean design"),
    "early look": ("[182d, 364d]", "[1d, 182d, 364d]", "before any outcome", "look later"),
    "no such source": ("{certainty: local}\ndec", "{certainty: study, sources: [x]}\ndec", "no entry 'x'", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_plan_is_told_where(name: str, tmp_path: Path) -> None:
    old, new, message, remedy = WRONG[name]
    assert old in RIGHT
    faults = [fault for fault in lint_kit(folder(tmp_path, old, new)) if fault.file == PLAN]
    assert any(message in fault.message and remedy in fault.remedy for fault in faults), faults
    assert all(fault.line is not None for fault in faults)


def test_its_texts_are_asked_for(tmp_path: Path) -> None:
    faults: list[Fault] = lint_kit(folder(tmp_path, words=(", note: No text gives this number.", "")))
    assert {(fault.file, fault.path) for fault in faults} == {
        (f"messages/{language}.yaml", "evaluation.decisions.stop_few.note") for language in LANGUAGES
    }


def test_a_plan_that_changes_weighs(kit: Kit, tmp_path: Path) -> None:
    plan = kit.evaluation
    assert plan is not None
    later = replace(
        kit, digest="x", evaluation=replace(plan, looks_ms=plan.looks_ms[1:], sample=replace(plan.sample, units=9))
    )
    changes = compare_kits(kit, later).changes
    assert [(str(change.words), change.weight) for change in changes] == [
        ("evaluation: looks was 26w, 52w, is 52w", "major"),
        ("evaluation sample changed", "major"),
    ]
    assert compare_kits(kit, replace(kit, digest="x", evaluation=None)).required == "major"
    assert compare_kits(replace(kit, digest="x", evaluation=None), kit).required == "minor"
    assert plan.looks_ms[0] > 0
