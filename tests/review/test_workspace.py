"""The workspace folder: private, and made of what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.workspace import Clock, create_workspace, open_workspace
from pagus.errors import ConfigError


def make(folder: Path, name: str) -> Path:
    create_workspace(
        folder, name=name, kind="real", territory="region:44", secret_key="only-for-tests-" * 4, clock=Clock()
    )
    return folder


@pytest.mark.parametrize("name", ['Santé "Ouest"', "C:\\temp", 'x"\nkind = "demo', "é\u2028\x07"])
def test_a_name_is_kept_as_it_was_given(tmp_path: Path, name: str) -> None:
    workspace = open_workspace(make(tmp_path / "w", name))
    assert (workspace.name, workspace.kind) == (name, "real")


def test_only_its_owner_enters(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", "W")
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "pagus.toml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("line", ["speeed = 2.0", 'speed = "fast"', "end_ms = 1.5"])
def test_a_clock_that_is_none_is_a_fault_of_the_file(tmp_path: Path, line: str) -> None:
    folder = make(tmp_path / "w", "W")
    path = folder / "pagus.toml"
    key = line.split(" ", maxsplit=1)[0]
    kept = [each for each in path.read_text(encoding="utf-8").splitlines() if not each.startswith(f"{key} ")]
    path.write_text("\n".join([*kept, line, ""]), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\[clock\]"):
        open_workspace(folder)
