"""Tables kept by earlier tests are forgotten: installations get the same numbers again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

__all__ = ["nothing_kept"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Start without any kept table."""
    shutil.rmtree(Path(settings.WORKSPACE.folder) / "reports", ignore_errors=True)
