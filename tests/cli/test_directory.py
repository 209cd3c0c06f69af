"""The directory and the open data on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]


@pytest.mark.django_db
def test_import_facilities(document: Document, pagus: Speak, here: tuple[str, str], tmp_path: Path) -> None:
    path, report = tmp_path / "care.csv", tmp_path / "report.csv"
    path.write_text("code,name,kind,place,lon,lat\na,A,pharmacy,67482,,\nb,=B,pharmacy,,48.57,7.75\n", encoding="utf-8")
    code, said = document("import", "facilities", str(path), "--date", "2026-03-01", "--report", str(report), *here)
    assert code == 0
    assert (said["read"], said["accepted"], said["rejected"]) == (2, 1, 1)
    assert (said["data_date"], said["date_from"], said["format"]) == ("2026-03-01", "said", "plain")
    assert [line["line"] for line in said["lines"]] == [3]
    assert "are lon and lat swapped" in report.read_text(encoding="utf-8")
    code, out, _ = pagus("import", "facilities", str(path), "--date", "2026-03-01", *here)
    assert code == 0
    assert "line 3 rejected" in out
    code, _, err = pagus("import", "facilities", str(path), "--date", "yesterday", *here)
    assert code == 2
    assert "is no date" in err
    code, _, err = pagus("import", "facilities", str(path), "--format", "excel", *here)
    assert code == 2
    assert "plain, finess" in err


@pytest.mark.django_db
def test_code_2_when_no_line_is_good(document: Document, here: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "care.csv"
    path.write_text("code,name,kind,place\nb,B,doctor,67482\n", encoding="utf-8")
    code, said = document("import", "facilities", str(path), *here)
    assert (code, said["accepted"], said["date_from"]) == (2, 0, "today")


def test_open_data_are_listed_and_got(document: Document, pagus: Speak, tmp_path: Path) -> None:
    code, said = document("data", "list")
    assert code == 0
    assert "finess" in {each["name"] for each in said}
    code, out, _ = pagus("data", "list")
    assert code == 0
    assert "recalled" in out
    source = tmp_path / "usb"
    source.mkdir()
    (source / "bpe.csv").write_text("code_insee,gp\n67482,3\n", encoding="utf-8")
    code, said = document("data", "get", "bpe", "--from", str(source), "--to", str(tmp_path / "here"))
    assert code == 0
    assert (said["size"], said["there_already"]) == (22, False)
    code, out, _ = pagus("data", "get", "bpe", "--to", str(tmp_path / "here"))
    assert code == 0
    assert "there already" in out
    code, _, err = pagus("data", "get", "bpe", "--to", str(tmp_path / "there"))
    assert code == 4
    assert "--from" in err
    code, said = document("data", "get", "nothing")
    assert (code, said["error"]) == (5, "NotFound")
