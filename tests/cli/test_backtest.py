"""``pagus simulate cohort`` and ``pagus backtest``, as somebody types them."""

from __future__ import annotations

import json
import shlex
import zipfile
from pathlib import Path

import pytest
from rich.console import Console

from pagus.cli import main
from tests.cli.test_tutorial import missing, steps
from tests.conftest import ROOT


def typed(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cohort") / "people.cohort"
    assert (
        typed("simulate", "cohort", "--kit", "heart-failure-home", "--patients", "40", "--days", "90", "--out", path)
        == 0
    )
    return path


def test_a_cohort_says_that_it_is_simulated(cohort: Path) -> None:
    with zipfile.ZipFile(cohort) as archive:
        card = json.loads(archive.read("cohort.json"))
    assert (card["simulated"], card["people"], card["days"], card["seed"]) == (True, 40, 90, 1)


def test_a_cohort_of_no_kit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("simulate", "cohort", "--kit", "air-today", "--out", tmp_path / "x") == 5
    assert "heart-failure-home" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no" / "people.cohort"
    assert (
        typed("simulate", "cohort", "--kit", "heart-failure-home", "--patients", "1", "--days", "1", "--out", path) == 2
    )
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_a_file_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None) -> None:
    path = tmp_path / "x.cohort"
    if content is not None:
        path.write_bytes(content)
    assert typed("backtest", "diabetes-home", "--cohort", path) == 2
    assert "x.cohort" in capsys.readouterr().err


def test_a_file_without_a_table(cohort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "half.cohort"
    with zipfile.ZipFile(cohort) as whole, zipfile.ZipFile(path, "w") as half:
        for name in ("cohort.json", "observations.parquet"):
            half.writestr(name, whole.read(name))
    assert typed("backtest", "diabetes-home", "--cohort", path) == 2
    assert "events.parquet" in capsys.readouterr().err


def test_a_kit_for_other_people(cohort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("backtest", "diabetes-home", "--cohort", cohort) == 2
    assert "the kit reads capillary_glucose, glucose, insulin_dose, pregnancy_weeks" in capsys.readouterr().err


def test_the_how_to_shows_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pagus.cli.screen._RESULT", Console(highlight=False, width=110))
    every = list(steps((ROOT / "docs/how-to/backtest-a-kit.md").read_text(encoding="utf-8")))
    assert len(every) == 3
    for step in every:
        program, *arguments = shlex.split(step.command)
        assert program == "pagus"
        assert typed(*arguments) == 0, step.command
        assert missing(step.shown, capsys.readouterr().out) is None, step.command


def test_the_page_on_monitoring_at_home_shows_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pagus.cli.screen._RESULT", Console(highlight=False, width=110))
    every = list(steps((ROOT / "docs/how-to/monitor-at-home.md").read_text(encoding="utf-8")))
    assert len(every) == 4
    for step in every:
        assert typed(*shlex.split(step.command)[1:]) == 0, step.command
        assert missing(step.shown, capsys.readouterr().out) is None, step.command
