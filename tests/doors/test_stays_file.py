from __future__ import annotations

from pathlib import Path

import pytest

from pagus.doors.stays_file import read_stays
from pagus.errors import ShapeError
from pagus.kernel.time import parse_instant


def written(folder: Path, text: str) -> Path:
    path = folder / "stays.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_days_are_days_of_the_territory(tmp_path: Path) -> None:
    stays = read_stays(
        written(tmp_path, "person;admitted;discharged\nP-B;2026-03-02;\nperson:P-A;2026-03-01;2026-03-04\n\n"),
        "Europe/Paris",
    )
    assert stays.rows() == [
        ("person:P-A", parse_instant("2026-03-01T00:00:00+01:00"), parse_instant("2026-03-04T00:00:00+01:00")),
        ("person:P-B", parse_instant("2026-03-02T00:00:00+01:00"), None),
    ]


def test_the_same_line_twice_is_one_stay(tmp_path: Path) -> None:
    text = "person,admitted,discharged\nP-A,2026-03-01T10:00:00Z,\nP-A,2026-03-01T10:00:00Z,\n"
    assert read_stays(written(tmp_path, text), "UTC").height == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("who,admitted,discharged\nA,2026-01-01,\n", "lacks the column person"),
        ("person,admitted,discharged\nA,01/02/2026,\n", "line 2: admitted is '01/02/2026'"),
        ("person,admitted,discharged\nA,2026-01-02,\n,2026-01-02,\n", "line 3: person is empty"),
        ("person,admitted,discharged\nA,2026-01-02,2026-01-01\n", "line 2: discharged before admitted"),
        ("person,admitted,discharged\nA,2026-01-02\n", "2 cells"),
        ("person,admitted,discharged\n", "names no stay"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_half_read(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        read_stays(written(tmp_path, text), "UTC")
