"""Tests that share something costly, a served demo or a database server, run in one process, one after the other.

The marks of pytest-xdist for this (``xdist_group``) are not seen by this pytest: the address of a test can no longer be
changed, and that is how they were carried. So what belongs together is said here, by the folder or file it stands in.
"""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

__all__ = ["TOGETHER", "Together"]

TOGETHER = {
    "tests/e2e/": "browser",
    "tests/cli/test_demo.py": "demo",
    "tests/cli/test_safekeeping.py": "safekeeping",
    "tests/postgres/": "postgres",
}


class Together(LoadScopeScheduling):
    """Hands out single tests, and those of ``TOGETHER`` as one."""

    def _split_scope(self, nodeid: Any) -> str:
        address = str(nodeid)
        return next((name for start, name in TOGETHER.items() if address.startswith(start)), address)
