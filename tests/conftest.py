"""What every test may ask for: the slow ones on request, data by others, tools of the system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.postgres.cluster import Cluster

# A loaded machine is no failure; and the default run tries the same examples each time, the long one new ones.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None)

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the slow tests too")
    parser.addoption("--strict-tools", action="store_true", help="a missing tool fails instead of skipping")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="slow: run with --long"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data by others, beside the project; its absence is the one accepted reason to skip."""
    folder = Path(os.environ.get("PAGUS_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real data beside the project is absent")
    return folder


def _tool(request: pytest.FixtureRequest, name: str) -> str:
    found = shutil.which(name)
    return _lacking(request, name) if found is None else found


def _lacking(request: pytest.FixtureRequest, name: str) -> NoReturn:
    message = f"{name} is not installed (Debian packages for the tests: tools/debian.txt)"
    if request.config.getoption("--strict-tools"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """The path of Debian's chromium."""
    return _tool(request, "chromium")


@pytest.fixture(scope="session")
def coturn(request: pytest.FixtureRequest) -> str:
    """The path of the relay for video calls."""
    return _tool(request, "turnserver")


@pytest.fixture(scope="session")
def strace(request: pytest.FixtureRequest) -> str:
    """The path of the system-call tracer."""
    return _tool(request, "strace")


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A PostgreSQL server of this process's own, of Debian's package."""
    from tests.postgres.cluster import find_binaries, running_cluster

    binaries = find_binaries()
    if binaries is None:
        _lacking(request, "postgresql")
    with running_cluster(binaries) as cluster:
        yield cluster
