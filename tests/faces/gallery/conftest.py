"""The gallery runs in a workspace of its own, whose territory is all of France: it reads nothing else of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.apps.workspace import *  # noqa: F403


@pytest.fixture(autouse=True)
def whole_country(settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, territory="country:FR")
