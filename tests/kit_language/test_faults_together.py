"""Several faults at once, none at all, and faults that must not hide or multiply each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.errors import KitError
from pagus.kit_language import lint_kit, load_kit
from tests.kit_language.example_kit import KIT, MESSAGES, changed, write_kit
from tests.kit_language.test_bad_kits import GERMAN, PARAMETERS, RULES, SIGNAL, Case, fault_of


def test_the_right_kit_has_no_fault(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home")
    assert lint_kit(folder) == []
    assert load_kit(folder).slug == "weight-home"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changes = {
        **changed(PARAMETERS, "unit: kg", "unit: kgg"),
        **changed(GERMAN, "  gain: {name: the weight gain}\n", ""),
        **changed(RULES, "severity: high", "severity: severe"),
        **changed(SIGNAL, "29463-7", "weight"),
    }
    folder = write_kit(tmp_path / "weight-home", changes)
    with pytest.raises(KitError) as caught:
        load_kit(folder)
    assert {fault.file for fault in caught.value.faults} == set(changes)
    assert all(fault.line and fault.remedy for fault in caught.value.faults)
    assert "rules/weight.yaml:20 rules.gain_high.severity" in str(caught.value)


def test_one_broken_entry_does_not_blame_what_depends_on_it(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", changed(SIGNAL, "unit: kg", "unti: kg"))
    faults = lint_kit(folder)
    assert {(fault.file, fault.message) for fault in faults} == {
        (SIGNAL, "unit is missing"),
        (SIGNAL, "unknown key 'unti'"),
    }


def test_same_name_in_two_files(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", {"signals/again.yaml": KIT[SIGNAL]})
    fault = fault_of(lint_kit(folder), Case("", "", "", None, "weight stands twice in the kit", "signals/again.yaml:1"))
    assert (fault.file, fault.line) == (SIGNAL, 1)


def test_a_text_is_missing_in_one_language_only(tmp_path: Path) -> None:
    folder = write_kit(
        tmp_path / "weight-home", {GERMAN: MESSAGES.replace("advice: Call today.", "advise: Call today.")}
    )
    assert {(fault.file, fault.path) for fault in lint_kit(folder)} == {
        (GERMAN, "rules.gain_high.advice"),
        (GERMAN, "rules.gain_high.advise"),
    }
