"""The tables of a workspace, brought to the version of Pagus that serves it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

__all__ = ["bring_up_to_date", "steps_behind"]


def steps_behind() -> int:
    """By how many migrations are the tables behind this version? Django must be set up."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> int:
    """Apply the migrations that are missing. Gives: how many they were."""
    behind = steps_behind()
    if behind:
        call_command("migrate", verbosity=0, interactive=False)
    return behind
