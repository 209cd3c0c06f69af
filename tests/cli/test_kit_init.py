"""``pagus kit init``: by options alone, by questions at a terminal, and without leaving half a kit behind."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.kit_language import load_kit

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
TITLES = ("--title-fr", "Veille chaleur", "--title-en", "Heat watch", "--title-de", "Hitzewache")
HEAT = ("kit", "init", "--id", "town/heat-watch", *TITLES, "--signal", "air_temperature", "--above", "33")


class Terminal(io.StringIO):
    """A person who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def type_lines(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return type_lines


@pytest.fixture(autouse=True)
def nobody_at_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.chdir(tmp_path)


def test_options_alone_begin_a_kit(document: Document, pagus: Speak, tmp_path: Path) -> None:
    code, made = document(*HEAT)
    assert (code, made["folder"], made["id"], made["scenarios"]) == (0, "heat-watch", "town/heat-watch", 7)
    assert (
        sorted(path.relative_to("heat-watch").as_posix() for path in Path("heat-watch").rglob("*.*")) == made["files"]
    )
    kit = load_kit(tmp_path / "heat-watch")
    assert (kit.publisher, kit.clinical, kit.parameters["air_temperature_limit"].default) == ("town", False, 33)
    assert pagus("kit", "lint", "heat-watch")[:2] == (0, "no fault in heat-watch\n")
    assert "100%" in pagus("kit", "test", "heat-watch")[1]


def test_what_lacks_is_told_at_once_when_nobody_can_be_asked(pagus: Speak, tmp_path: Path) -> None:
    code, _, told = pagus("kit", "init", "--signal", "own")
    assert code == 2
    for option in ("--id", "--title-fr", "--title-de", "--code", "--unit", "--lowest", "--every", "--above or --below"):
        assert option in told
    assert list(tmp_path.iterdir()) == []


def test_a_person_is_asked_until_the_answer_is_right(pagus: Speak, typed: Callable[..., None], tmp_path: Path) -> None:
    typed(
        *("Heat", "town/sugar", "The town", "Sucre", "", "Sugar", "Zucker"),
        *("patient", "person", "glucose", "above", "high", "250", "severe", "critical", "y"),
    )
    code, _, told = pagus("kit", "init", "there")
    assert code == 0, told
    assert "'Heat' is no id" in told
    assert "something must be written here" in told
    assert "'patient' is none of person, place, thing" in told
    assert "'high' is no number" in told
    kit = load_kit(tmp_path / "there")
    assert (kit.id, kit.publisher, kit.clinical, kit.title.de) == ("town/sugar", "The town", True, "Zucker")
    assert kit.rules["glucose_high"].severity == "critical"


def test_a_person_may_bring_an_own_signal(pagus: Speak, typed: Callable[..., None], tmp_path: Path) -> None:
    typed(
        *("town/river", "", "Rivière", "River", "Fluss", "place", "own", "Level", "water_level"),
        *("niveau", "level", "Pegel", "metres", "m", "-2", "12", "15m", "", "above", "9", ""),
    )
    code, _, told = pagus("kit", "init")
    assert code == 0, told
    assert "metres" in told
    kit = load_kit(tmp_path / "river")
    assert (kit.publisher, kit.signals["water_level"].unit, kit.rules["water_level_high"].severity) == (
        "town",
        "m",
        "warning",
    )


@pytest.mark.parametrize(
    ("options", "exit_code", "words"),
    [
        (("--title-de", " "), 2, "--title-de is empty"),
        (("--id", "Town"), 2, "'Town' is no id"),
        (("--signal", "weigth"), 5, "no ready signal weigth"),
        (("--subject", "person"), 2, "is a signal of a place"),
        (("--below", "3"), 2, "not both"),
        (("--clinical",), 2, "a clinical kit is about persons"),
        (("--severity", "severe"), 2, "'severe' is none of"),
        (("--above", "80"), 3, "from -45 to 55 Cel"),
    ],
)
def test_a_wrong_option_writes_nothing(
    options: tuple[str, ...], exit_code: int, words: str, pagus: Speak, tmp_path: Path
) -> None:
    code, _, told = pagus(*HEAT, *options)
    assert (code, list(tmp_path.iterdir())) == (exit_code, [])
    assert words in told


def test_a_folder_that_holds_something_is_left_alone(pagus: Speak, tmp_path: Path) -> None:
    (tmp_path / "heat-watch").mkdir()
    (tmp_path / "heat-watch" / "mine.txt").write_text("mine")
    code, _, told = pagus(*HEAT)
    assert code == 7
    assert "heat-watch is not empty" in told
    assert [path.name for path in tmp_path.rglob("*")] == ["heat-watch", "mine.txt"]


def test_a_kit_that_would_not_pass_is_not_written(
    pagus: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pagus.kit_language.beginning as room

    real = room.begin_kit

    def without_german(answers: room.Answers) -> dict[str, str]:
        return {path: text for path, text in real(answers).items() if path != "messages/de.yaml"}

    monkeypatch.setattr(room, "begin_kit", without_german)
    code, _, told = pagus(*HEAT)
    assert (code, list(tmp_path.iterdir())) == (3, [])
    assert "messages/de.yaml: the file is missing" in told


def test_ready_signals_are_listed(document: Document) -> None:
    code, rows = document("kit", "init", "--list-signals")
    assert code == 0
    assert {row["about"] for row in rows} == {"person", "place", "thing"}
    assert next(row for row in rows if row["signal"] == "weight") == {
        "signal": "weight",
        "name": "body weight",
        "about": "person",
        "unit": "kg",
        "plausible": "25 to 300",
        "loinc": "29463-7",
    }
