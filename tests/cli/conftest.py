"""Tests of the command line run in a workspace of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pagus.cli.entry import run
from tests.apps.workspace import *  # noqa: F403
from tests.apps.workspace import prepare

Spoken = tuple[int, str, str]


@pytest.fixture
def pagus(capsys: pytest.CaptureFixture[str]) -> Callable[..., Spoken]:
    """Run a command in the workspace of the tests: exit code, stdout, stderr."""

    def speak(*arguments: str) -> Spoken:
        capsys.readouterr()
        code = run(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return speak


@pytest.fixture
def here() -> tuple[str, str]:
    """The option that names the workspace of the tests."""
    return "--workspace", str(prepare().folder)


@pytest.fixture
def document(pagus: Callable[..., Spoken]) -> Callable[..., tuple[int, Any]]:
    """Run a command with --json: exit code and the one document on stdout."""

    def speak(*arguments: str) -> tuple[int, Any]:
        code, out, _ = pagus(*arguments, "--json")
        return code, json.loads(out)

    return speak
