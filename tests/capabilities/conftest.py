"""Capabilities are asked in the workspace of the process; the sample capability is a process of its own."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403
from tests.doors.conftest import empty  # noqa: F401
from tests.store.rules.test_rules_runner import closed  # noqa: F401
