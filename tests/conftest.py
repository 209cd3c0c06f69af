"""What every test may ask for: the slow ones on request, data by others, tools of the system."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.making import MadeDemo
    from tests.postgres.cluster import Cluster

# A loaded machine is no failure; and the default run tries the same examples each time, the long one new ones.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None)

ROOT = Path(__file__).resolve().parents[1]


# A file runs in one process from its first test to its last. The longest begin first: begun last, one of them would
# keep a process busy while the other has nothing left. (Shares of a run of the whole suite.)
LONGEST_FIRST = (
    "tests/journey/test_a_to_b.py",
    "tests/cli/test_safekeeping.py",
    "tests/cli/test_demo.py",
    "tests/apps/safekeeping/test_postgres.py",
    "tests/spec/test_shipped_kits.py",
    "tests/cli/test_tutorial.py",
    "tests/postgres/test_shell.py",
    "tests/doors/buses/test_kill.py",
)
# An open browser keeps an event loop running in its process, where Django then refuses the database and asyncio.run
# a second loop: the journeys come after all else, again the longest first.
WITH_A_BROWSER = "tests/e2e/"
LONGEST_WITH_A_BROWSER = (
    "tests/e2e/test_every_page.py",
    "tests/e2e/test_pathway_years.py",
    "tests/e2e/test_video_call.py",
    "tests/e2e/test_planner.py",
    "tests/e2e/test_home_measuring.py",
    "tests/e2e/test_analyst.py",
    "tests/e2e/test_kit_life.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the slow tests too")
    parser.addoption("--strict-tools", action="store_true", help="a missing tool fails instead of skipping")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "house")
    _keep_what_is_compiled(config.rootpath / ".pytest_cache" / "bytecode")


def _keep_what_is_compiled(folder: Path) -> None:
    """Compile a module once, not in each of the hundreds of processes that a run of the tests starts.

    Where Python is told to write nothing beside the sources (containers often are), a start of the command line
    compiles 1,500 modules anew, which costs more than all that it then does. The folder lies apart from the sources,
    and the processes of the run inherit it.
    """
    sys.pycache_prefix, sys.dont_write_bytecode = str(folder), False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _turn(item: pytest.Item) -> tuple[bool, int]:
    file = item.nodeid.partition("::")[0]
    late = file.startswith(WITH_A_BROWSER)
    first = LONGEST_WITH_A_BROWSER if late else LONGEST_FIRST
    return late, first.index(file) if file in first else len(first)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_turn)  # within a file, and among the others, the order stays
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


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> MadeDemo:
    """The demo as its command makes it, once for all processes of a run; who changes it takes a copy."""
    from tests.making import MadeDemo

    folder = tmp_path_factory.getbasetemp()
    of_the_run = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return MadeDemo.of_the_run(of_the_run / "made")


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
