"""The rules of the house that a machine can see in the files themselves."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import ROOT

LONGEST_FILE = 400
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wor[k]|hom[e]|roo[t]|Use[r]s)/")


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        return [str(path.relative_to(ROOT)) for pattern in patterns for path in (ROOT / "src").rglob(pattern)]
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def ours(*patterns: str) -> list[str]:
    written_by_tools = ("/vendor/", "/migrations/", "/generated/")
    return [name for name in tracked(*patterns) if not any(folder in name for folder in written_by_tools)]


@pytest.mark.parametrize("name", ours("*.py", "*.js", "*.css", "*.html"))
def test_file_is_short_enough_to_read(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    limit = 900 if name.endswith(".css") else LONGEST_FILE
    assert len(lines) <= limit, f"{name} has {len(lines)} lines: split it by idea"


def test_no_path_of_a_machine_is_in_the_project() -> None:
    found = [
        f"{name}:{number}"
        for name in ours("*.py", "*.md", "*.yaml", "*.yml", "*.toml", "*.html", "*.js", "*.txt", "*.sh")
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["boot", "core", "dev", "tools"])
def test_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.findall(r"^([\w.-]+)==\S+ \\$", text, flags=re.MULTILINE)
    assert packages, "a lock without packages locks nothing"
    assert text.count("==") == len(packages), "every package is pinned and hashed"


def test_development_lock_holds_the_core_at_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("core") <= pins("dev")


def test_no_error_is_swallowed() -> None:
    silent = re.compile(r"except[^\n]*:\n\s+pass\b")
    assert [name for name in ours("src/*.py") if silent.search((ROOT / name).read_text(encoding="utf-8"))] == []
