"""The tutorials of those who write kits, command by command, in an empty folder: what they show is what comes."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = {"write-a-kit": 31, "write-a-pathway": 26}
"""Each page, and how many commands it has at least."""
PATIENCE_S = 180


@dataclass(slots=True)
class Step:
    """One command and the lines that the page shows after it; ``...`` stands for any."""

    command: str
    shown: list[str] = field(default_factory=list)


def steps(page: str) -> Iterator[Step]:
    """The commands of every console block: ``$`` begins one; a backslash or a here-document carries it on."""
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        lines = iter(block.splitlines())
        step: Step | None = None
        for line in lines:
            if not line.startswith("$ "):
                assert step is not None, line
                step.shown.append(line)
                continue
            if step is not None:
                yield step
            step = Step(line[2:])
            while step.command.endswith("\\"):
                step.command += "\n" + next(lines)
            if ends := re.search(r"<<'(\w+)'$", line):
                while not step.command.endswith(f"\n{ends[1]}"):
                    step.command += "\n" + next(lines)
        assert step is not None
        yield step


def plain(line: str) -> str:
    return " ".join(line.split())


def missing(shown: list[str], said: str) -> str | None:
    """The first shown line that does not come where it should; None when all do."""
    lines = [plain(line) for line in said.splitlines() if line.strip()]
    position, loose = 0, False
    for line in map(plain, shown):
        if line == "...":
            loose = True
            continue
        found = next((at for at in range(position, len(lines)) if _is(line, lines[at])), None)
        if found is None or (not loose and found != position):
            return line
        position, loose = found + 1, False
    return None if loose or position == len(lines) else f"nothing after line {position}"


def _is(shown: str, line: str) -> bool:
    return line == shown or (shown.endswith(" ...") and line.startswith(shown.removesuffix("...")))


class Shell:
    """A folder, and the variables that one command leaves to the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "empty"
        self.folder.mkdir()
        self._state = folder / "variables"
        self._state.write_text("", encoding="utf-8")
        commands = folder / "bin"
        commands.mkdir()
        pagus = commands / "pagus"
        pagus.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pagus "$@"\n', encoding="utf-8")
        pagus.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
        self.environment = kept | {"PATH": f"{commands}:{os.environ['PATH']}", "LANG": "C.UTF-8", "COLUMNS": "80"}

    def run(self, command: str) -> tuple[int, str]:
        script = f'. "{self._state}"\n{command}\ncode=$?\nexport -p > "{self._state}"\nexit $code\n'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    @contextlib.contextmanager
    def serving(self, command: str) -> Iterator[None]:
        """The second terminal: the page takes port 8000, the test a free one."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command} --port 0"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


@pytest.mark.parametrize("name", PAGES)
def test_the_tutorial_from_the_first_command_to_the_last(tmp_path: Path, name: str) -> None:
    shell = Shell(tmp_path)
    every = list(steps((ROOT / "docs" / "tutorials" / f"{name}.md").read_text(encoding="utf-8")))
    assert len(every) >= PAGES[name]
    with contextlib.ExitStack() as open_until_the_end:
        for step in every:
            if step.command.startswith("pagus serve"):
                open_until_the_end.enter_context(shell.serving(step.command))
                continue
            code, said = shell.run(step.command)
            deadline = time.monotonic() + PATIENCE_S
            while step.command.startswith("pagus explain") and code != 0 and time.monotonic() < deadline:
                time.sleep(1)
                code, said = shell.run(step.command)
            assert code == 0, f"{step.command}\n{said}"
            lacks = missing(step.shown, said) if step.shown else None
            assert lacks is None, f"{step.command}\nshown: {lacks}\ncame:\n{said}"


def test_a_page_that_shows_something_else_would_be_found() -> None:
    said = "one\n  two   three\nfour\n"
    assert missing(["one", "two three", "four"], said) is None
    assert missing(["...", "two three", "..."], said) is None
    assert missing(["one", "two ...", "four"], said) is None
    assert missing(["one", "two", "four"], said) == "two"
    assert missing(["one", "four"], said) == "four"
    assert missing(["one", "two three"], said) == "nothing after line 2"
    assert missing(["one", "...", "five"], said) == "five"
