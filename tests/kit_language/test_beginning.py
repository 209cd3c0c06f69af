"""What ``pagus kit init`` writes is a right kit, whatever was chosen, and honest about what nobody has verified."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.analytics.scenarios import run_scenario, run_scenarios
from pagus.errors import Conflict, InputError, KitError, UnitError
from pagus.kit_language import kit_sentences, lint_kit, load_kit, shipped_kit, shipped_slugs
from pagus.kit_language.beginning import Answers, FirstSignal, begin_kit, new_folder, own_signal, ready_signals
from pagus.kit_language.model import LANGUAGES, Kit, Text
from tests.spec.kit_mutants import mutants

TITLE = Text("Veille chaleur", "Heat watch", "Hitzewache")
LEVEL = Text("niveau de l’eau", "water level", "Wasserstand")


def answers(signal: FirstSignal, *, above: bool = True, **others: object) -> Answers:
    limit = signal.usual + (20 if above else -10) * signal.step
    low, high = signal.entry.plausible
    inside = min(max(limit, low + 2 * signal.step), high - 2 * signal.step)
    given = {"id": "town/heat-watch", "publisher": "The town", "title": TITLE, "signal": signal, "limit": inside}
    return Answers(**{**given, "above": above, **others})  # type: ignore[arg-type]


def written(folder: Path, given: Answers) -> Path:
    with new_folder(folder, begin_kit(given)):
        pass
    return folder


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("clinical", [True, False])
@pytest.mark.parametrize("code", ready_signals())
def test_each_ready_signal_begins_a_right_kit(code: str, above: bool, clinical: bool, tmp_path: Path) -> None:
    folder = written(tmp_path / "kit", answers(ready_signals()[code], above=above, clinical=clinical))
    assert lint_kit(folder) == []
    report = run_scenarios(load_kit(folder))
    assert [(one.name, one.differences) for one in report.results if not one.passed] == []
    assert (report.rule_coverage, report.boundary_coverage) == (1.0, 1.0)
    assert {one.kind for one in load_kit(folder).scenarios} >= {
        "happy",
        "silence",
        "outage",
        "false_alarm_budget",
        "boundary",
        "uninstall",
    }


@pytest.mark.parametrize("above", [True, False])
def test_one_fault_in_a_new_kit_makes_a_scenario_fail(above: bool, tmp_path: Path) -> None:
    kit = load_kit(written(tmp_path / "kit", answers(ready_signals()["weight"], above=above, clinical=True)))
    survivors = [
        f"{name}: {words}" for name, words, wrong in mutants(kit) if not any(map(_fails(wrong), kit.scenarios))
    ]
    assert survivors == []


def _fails(wrong: Kit):
    def fails(scenario) -> bool:
        try:
            return not run_scenario(wrong, scenario).passed
        except KitError:
            return True

    return fails


def test_a_new_kit_is_honest_and_speaks_three_languages(tmp_path: Path) -> None:
    kit = load_kit(written(tmp_path / "kit", answers(ready_signals()["weight"], clinical=True)))
    numbers = [*kit.rules.values(), *kit.parameters.values(), *kit.signals.values()]
    assert {one.evidence.certainty for one in numbers if one.evidence} == {"local"}
    assert all(one.evidence and one.evidence.note for one in numbers)
    assert (kit.maturity, kit.clinical_owner, kit.sources) == ("draft", "", {})
    assert kit.device is not None
    assert kit.device.certificate is None
    for language in LANGUAGES:
        words = kit_sentences(kit, language)
        assert words.title == TITLE.say(language)
        assert all(rule.text and "{" not in rule.text + rule.title for rule in words.rules)


def test_an_own_signal(tmp_path: Path) -> None:
    level = own_signal(code="water_level", name=LEVEL, subject="place", unit="m", plausible=(-2, 12), every="15m")
    assert (level.step, level.usual, level.silence_ms) == (0.1, 5.0, 3_600_000)
    kit = load_kit(written(tmp_path / "kit", answers(level, above=False, limit=-1.5)))
    assert (kit.subject, kit.signals["water_level"].unit, kit.slug) == ("place", "m", "heat-watch")
    assert kit.rules["water_level_low"].when == "water_level_now < p.water_level_limit"
    assert run_scenarios(kit).failed == 0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"unit": "metre!"}, UnitError),
        ({"code": "Level"}, InputError),
        ({"code": "l" * 40}, InputError),
        ({"plausible": (3, 3)}, KitError),
        ({"plausible": (5, 3)}, KitError),
        ({"every": "often"}, KitError),
        ({"loinc": "weight"}, KitError),
    ],
)
def test_an_own_signal_that_cannot_be(change: dict[str, object], error: type[Exception]) -> None:
    right = {"code": "level", "name": LEVEL, "subject": "place", "unit": "m", "plausible": (0, 9), "every": "1h"}
    with pytest.raises(error):
        own_signal(**{**right, **change})  # type: ignore[arg-type]


def test_every_reason_against_answers_is_told_at_once() -> None:
    heat = ready_signals()["air_temperature"]
    with pytest.raises(KitError) as caught:
        begin_kit(answers(replace(heat, silence_ms=60_000), limit=55.0, id="Town", title=Text("Veille", " ", "Hitze")))
    assert {fault.path for fault in caught.value.faults} == {"title.en", "limit", "silence"}
    with pytest.raises(KitError, match="form wanted"):
        begin_kit(answers(heat, id="Town"))


@pytest.mark.parametrize("code", ready_signals())
def test_a_ready_signal_says_the_same_as_the_shipped_kits(code: str) -> None:
    entry = ready_signals()[code].entry
    for kit in map(shipped_kit, shipped_slugs()):
        if code in kit.signals:
            signal = kit.signals[code]
            assert (signal.unit, signal.plausible) == (entry.unit, tuple(entry.plausible))
            # A kit that asks for a weight now and then promises no rhythm.
            assert signal.every_ms in {None, entry.every}
            assert (signal.loinc, signal.conversions, signal.subject, signal.name) == (
                entry.loinc,
                tuple(entry.accepts),
                ready_signals()[code].subject,
                ready_signals()[code].name,
            )


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("kit", "file", "link"):
        with pytest.raises(Conflict), new_folder(tmp_path / name, {"kit.yaml": "format: 1\n"}):
            pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "kit", "link", "mine.txt"]


def test_a_folder_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(KitError), new_folder(tmp_path / "kit", {"rules/a.yaml": "x: 1\n"}) as made:
        load_kit(made)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    with new_folder(tmp_path / "empty", {"rules/a.yaml": "x: 1\n"}):
        pass
    assert (tmp_path / "empty" / "rules" / "a.yaml").is_file()
