"""A workspace for tests: a folder of its own for each process, a demo, its clock standing still.

A ``conftest.py`` whose tests need Django begins with::

    from tests.apps.workspace import *

The environment variable ``PAGUS_TESTS_DATABASE`` names a PostgreSQL database to run them in; else it is SQLite.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

from pagus.apps.workspace import Clock, Workspace, create_workspace
from pagus.kernel.time import parse_instant
from tests.memory import in_memory

__all__ = ["NOW", "clock_at", "django_db_modify_db_settings", "prepare"]

NOW = parse_instant("2026-03-16T09:00:00Z")
"""The instant at which the clock of the test workspace stands."""


def still_clock(now_ms: int) -> Clock:
    """A demo clock that stands."""
    return Clock(kind="demo", start_ms=now_ms, started_wall_ms=0, speed=0.0, end_ms=now_ms)


@cache
def prepare() -> Workspace:
    """Make the workspace of this process and set Django up with it."""
    home = Path(tempfile.mkdtemp(prefix="pagus-tests-", dir=in_memory()))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    url = os.environ.get("PAGUS_TESTS_DATABASE")
    workspace = create_workspace(
        home / "workspace",
        name="Tests",
        kind="demo",
        territory="programme:strasbourg",
        secret_key="only-for-tests-" * 4,
        clock=still_clock(NOW),
        database={"url": url} if url else None,
    )
    os.environ["PAGUS_WORKSPACE"] = str(workspace.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pagus.web.settings"
    django.setup()
    assert (connection.vendor == "postgresql") == bool(url), "another workspace was set up before"
    # Else the workers of xdist inherit it, set Django up before they come here, and share one workspace.
    del os.environ["DJANGO_SETTINGS_MODULE"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: no test needs a slow one
    # The workspace's own, because the observation store opens it on its own connection.
    own = workspace.database if workspace.postgres is None else workspace.postgres.name
    connections.databases["default"]["TEST"]["NAME"] = str(own)
    _let_tests_empty_the_journal()
    return workspace


def _let_tests_empty_the_journal() -> None:
    # A transactional test ends by emptying all tables, which the journal rightly refuses.
    def teardown(case: TransactionTestCase) -> None:
        kept = {"django_content_type", "auth_permission"}  # made anew by Django's own emptying, which takes longest
        tables = set(connection.introspection.django_table_names(only_existing=True)) - kept
        emptying = [f"DELETE FROM {table}" for table in sorted(tables)]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # Not TRUNCATE, which writes new files for each table and takes seconds.
                cursor.execute("SET LOCAL session_replication_role = replica; " + "; ".join(emptying))
                return
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for statement in (
                *(f"DROP TRIGGER {name}" for name, _ in triggers),
                *emptying,
                *(sql for _, sql in triggers),
            ):
                cursor.execute(statement)

    TransactionTestCase._fixture_teardown = teardown


prepare()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Each process has its own workspace: its database needs no suffix."""


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that sets the clock of the workspace to an instant."""

    def move(now_ms: int) -> None:
        monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, clock=still_clock(now_ms)))

    return move
