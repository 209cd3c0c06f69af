"""The wheel carries its data: what is unpacked from it runs without the source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([*command], cwd=ROOT, check=True, capture_output=True)
    wheel = next(folder.glob("pagus-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def own_environment(unpacked: Path) -> dict[str, str]:
    """Without the workspace that another test of this process may have named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    return {**kept, "PYTHONPATH": str(unpacked)}


def run(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = own_environment(unpacked)
    command = [sys.executable, "-m", "pagus", *arguments]
    return subprocess.run(command, cwd=unpacked, env=environment, capture_output=True, text=True, check=True)


def test_wheel_is_used_and_not_the_source_tree(unpacked: Path) -> None:
    script = "import pagus; print(pagus.__file__)"
    environment = own_environment(unpacked)
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=unpacked, env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith(str(unpacked))


def test_wheel_lists_its_kits(unpacked: Path) -> None:
    kits = json.loads(run(unpacked, "kit", "list", "--json").stdout)
    assert {"air-today", "diabetes-home"} <= {kit["slug"] for kit in kits}


def test_wheel_finds_a_commune(unpacked: Path) -> None:
    found = json.loads(run(unpacked, "place", "find", "strasbourg", "--json").stdout)
    assert found[0]["code"] == "commune:67482"


@pytest.mark.parametrize("suffix", [".parquet", ".yaml", ".html", ".css", ".js", ".woff2", ".mo"])
def test_wheel_carries_files_of_every_kind(unpacked: Path, suffix: str) -> None:
    assert list(unpacked.rglob(f"*{suffix}")), f"no {suffix} in the wheel"
