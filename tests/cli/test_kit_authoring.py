"""``pagus kit lint`` and ``test`` as an author meets them: folders of kits, one rule alone, and what differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit_language.example_kit import KIT, MESSAGES, changed, write_kit

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
SCENARIO = "tests/scenarios/weight.yaml"
WHY = MESSAGES.replace("signals:\n", "requires:\n  town/two: {why: It gives the rest.}\nsignals:\n")


@pytest.fixture
def two_kits(tmp_path: Path) -> Path:
    said = {f"messages/{language}.yaml": WHY for language in ("fr", "en", "de")}
    first = KIT["kit.yaml"].replace("pagus/weight-home", "town/one")
    asked = first + 'requires: {kits: [{id: town/two, range: "^1.0.0"}]}\n'
    write_kit(tmp_path / "one", {**said, "kit.yaml": asked})
    write_kit(tmp_path / "two", {"kit.yaml": KIT["kit.yaml"].replace("pagus/weight-home", "town/two")})
    return tmp_path


def test_a_folder_of_kits_is_looked_at_together(two_kits: Path, document: Document, pagus: Speak) -> None:
    assert document("kit", "lint", str(two_kits)) == (0, {"one": [], "two": []})
    kit = two_kits / "two" / "kit.yaml"
    kit.write_text(kit.read_text(encoding="utf-8").replace("1.0.0", "2.0.0"), encoding="utf-8")
    code, told, _ = pagus("kit", "lint", str(two_kits))
    assert code == 3
    assert told.startswith("one/kit.yaml:12 requires.kits: town/two is here in 2.0.0, outside ^1.0.0")
    assert document("kit", "test", str(two_kits))[1]["two"]["failed"] == 0


def test_a_kit_with_a_fault_is_not_blamed_for_its_requirements(two_kits: Path, document: Document) -> None:
    (two_kits / "one" / "messages" / "de.yaml").unlink()
    code, faults = document("kit", "lint", str(two_kits))
    assert (code, [fault["message"] for fault in faults["one"]], faults["two"]) == (3, ["the file is missing"], [])


def test_one_rule_alone(tmp_path: Path, document: Document, pagus: Speak) -> None:
    folder = write_kit(tmp_path / "weight-home")
    code, report = document("kit", "test", str(folder), "--rule", "no_weight")
    found = report["weight-home"]
    assert (code, found["run"], found["rules"], found["rule_coverage"]) == (0, 3, 1, 1.0)
    assert {result["name"] for result in found["results"]} == {"silence_edge", "quiet", "cut"}
    code, _, told = pagus("kit", "test", str(folder), "--rule", "no_wait")
    assert code == 5
    assert "has no rule no_wait" in told


def test_expected_stands_against_found(tmp_path: Path, pagus: Speak, document: Document) -> None:
    wrong = {SCENARIO: KIT[SCENARIO].replace("at: 2d, severity: high", "at: 1d, severity: high")}
    folder = write_kit(tmp_path / "weight-home", wrong)
    code, told, _ = pagus("kit", "test", str(folder))
    assert code == 3
    lines = [line.split() for line in told.splitlines()]
    assert ["!", "1d", "gain_high", "high"] in lines
    assert ["!", "2d", "gain_high", "high"] in lines
    assert told.index("!  1d") < told.index("!  2d")
    assert f"weight-home/{SCENARIO}:9 gain_edge (2 kg are not above the limit, 2.1 kg are)" in told
    assert told.endswith("weight-home: gain_high fires in no scenario that passes: mend gain_edge\n")
    _, report = document("kit", "test", str(folder))
    (failed,) = [result for result in report["weight-home"]["results"] if not result["passed"]]
    assert failed["compared"] == [
        {"at_ms": 86_400_000, "expected": "gain_high high", "found": "", "agrees": False},
        {"at_ms": 172_800_000, "expected": "", "found": "gain_high high", "agrees": False},
    ]


def test_what_agrees_stands_there_too(tmp_path: Path, pagus: Speak) -> None:
    wrong = changed(SCENARIO, "withdrawn: [{rule: no_weight, at: 3d 1ms}]", "withdrawn: [{rule: no_weight, at: 3d}]")
    told = pagus("kit", "test", str(write_kit(tmp_path / "weight-home", wrong)))[1]
    assert ["!", "3d", "no_weight,", "taken", "back"] in [line.split() for line in told.splitlines()]
    wrong = changed(SCENARIO, "      - {rule: no_weight}\n", "      - {rule: no_weight}\n      - {rule: gain_high}\n")
    told = pagus("kit", "test", str(write_kit(tmp_path / "weight-home", wrong)))[1]
    lines = [line.split() for line in told.splitlines()]
    assert ["3d", "1ms", "no_weight", "no_weight", "warning"] in lines
    assert ["!", "any", "time", "gain_high"] in lines


def test_a_budget_is_counted(tmp_path: Path, pagus: Speak) -> None:
    text = KIT[SCENARIO].replace("    parameters: {gain_limit: 3}\n", "").replace("[80, 81, 82]", "[80, 83]")
    text = text.replace("to: 9d", "to: 40d").replace("until: 10d", "until: 40d")
    told = pagus("kit", "test", str(write_kit(tmp_path / "weight-home", {SCENARIO: text})))[1]
    (line,) = [line for line in told.splitlines() if line.startswith("alerts:")]
    assert line.startswith("alerts: 10, at most 0 allowed: gain_high at 1d, gain_high at 5d")
    assert line.endswith("and 4 more")
