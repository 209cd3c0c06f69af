"""Which database does Django use? The one that the workspace names, else the SQLite file in its folder."""

from __future__ import annotations

from typing import Any

from pagus.apps.workspace import Workspace

__all__ = ["database_of"]

_LOCK_MS = 10_000
"""How long a transaction waits for its turn."""


def database_of(workspace: Workspace) -> dict[str, Any]:
    """The settings of Django's one database. Refuses: ConfigError when the password or the driver is not there."""
    if workspace.postgres is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": workspace.database,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A transaction that will write says so at its start: two writers queue instead of failing half way.
                "transaction_mode": "IMMEDIATE",
                "timeout": _LOCK_MS / 1000,
                # Observations are acknowledged on their own connection, with synchronous=FULL (apps.streams).
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    address = workspace.postgres
    address.require_driver()
    return {
        "ENGINE": "pagus.web.postgres",
        "NAME": address.name,
        "HOST": address.host,
        "PORT": address.port,
        "USER": address.user,
        "PASSWORD": address.password(),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(address.options) | {"options": f"-c lock_timeout={_LOCK_MS}", "application_name": "pagus"},
    }
