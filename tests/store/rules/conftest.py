"""The rules following the store, on the workspace of the process."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403
from tests.doors.conftest import empty  # noqa: F401
