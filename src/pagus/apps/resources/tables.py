"""The tables of the kept resources, in the database of the observation store, so that one transaction holds both.

``store_version`` has one row for each version of each resource, in the order in which they were kept (``seq``): it is
the history, and the outbox that others read on (subscriptions); the last one of a resource is the current one. The
``store_find_`` tables are the search index. Their rows belong to a version, not to a resource: an update adds
rows and removes none, so that a search can be asked as of an earlier moment and its pages stand still.

Readings come by the thousand and differ in little. What makes many of them found alike (code, category, status, of
whom, by what) is written once, for their mould: rows of an index table whose ``seq`` is the negative number of the
mould. A version is found by its own rows and by those of its mould (``store_version.mould``, 0 for none). The JSON that
they have in common is written once too, as a stencil: their body is what lies in its gaps (``stencils``).

A search parameter is the number ``shapes.parameter_number`` of its type and name, the system of a code the number
``shapes.system_number`` of its address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagus.apps.streams.store.schema import Dialect

__all__ = ["TABLES_VERSION", "apply_tables", "are_behind", "bring_up_tables"]

TABLES_VERSION = 4
"""Of the rows in these tables. Version 2 has the words said of codes, the components of observations, and quantities as
they were written: ``ResourceReader.search_state`` tells whether kept resources lack them. In version 3 there are
moulds; versions kept before have all rows themselves, and lack none. In version 4 there are stencils; bodies kept
before are whole."""

_TABLES = (
    """store_version (
        seq {long} PRIMARY KEY, type {text} NOT NULL, id {text} NOT NULL, version {long} NOT NULL,
        updated {long} NOT NULL, deleted INTEGER NOT NULL, superseded {long}, territory {text} NOT NULL,
        subject {text} NOT NULL, source INTEGER NOT NULL, observed {bytes}, body {bytes},
        mould {long} NOT NULL DEFAULT 0){table}""",
    "store_mould (number {number}, digest {bytes} NOT NULL UNIQUE, rows {bytes} NOT NULL){table}",
    "store_stencil (number {number}, digest {bytes} NOT NULL UNIQUE, pattern {bytes} NOT NULL){table}",
    "store_resource_place (territory {text} PRIMARY KEY){keyed}",
    """store_find_token (
        parameter {long} NOT NULL, code {text} NOT NULL, seq {long} NOT NULL, system {long} NOT NULL,
        PRIMARY KEY (parameter, code, seq, system)){keyed}""",
    """store_find_date (
        parameter {long} NOT NULL, seq {long} NOT NULL, low {long} NOT NULL, high {long} NOT NULL,
        PRIMARY KEY (parameter, seq, low, high)){keyed}""",
    """store_find_quantity (
        parameter {long} NOT NULL, seq {long} NOT NULL, unit {text} NOT NULL, low {real} NOT NULL, high {real} NOT NULL,
        PRIMARY KEY (parameter, seq, unit, low, high)){keyed}""",
    """store_find_text (
        parameter {long} NOT NULL, folded {text} NOT NULL, seq {long} NOT NULL, exact {text} NOT NULL,
        PRIMARY KEY (parameter, folded, seq, exact)){keyed}""",
)
_INDEXES = (
    "UNIQUE INDEX IF NOT EXISTS store_version_of ON store_version (type, id, version)",
    "INDEX IF NOT EXISTS store_version_type ON store_version (type, seq)",
    "INDEX IF NOT EXISTS store_version_subject ON store_version (subject, seq) WHERE subject <> ''",
    "INDEX IF NOT EXISTS store_version_mould ON store_version (mould, seq) WHERE mould > 0",
    "INDEX IF NOT EXISTS store_find_date_low ON store_find_date (parameter, low, seq)",
    "INDEX IF NOT EXISTS store_find_quantity_low ON store_find_quantity (parameter, unit, low)",
    "INDEX IF NOT EXISTS store_find_text_seq ON store_find_text (parameter, seq)",
)


_LACKING = {
    # Until version 2 every version had all of its rows itself, and a table said which one was the current one.
    "moulds": (
        "ALTER TABLE store_version ADD COLUMN mould {long} NOT NULL DEFAULT 0",
        "DROP TABLE store_resource",
        "UPDATE store_meta SET value = 3 WHERE name = 'resources' AND value = 2",
    ),
    "stencils": ("UPDATE store_meta SET value = 4 WHERE name = 'resources' AND value = 3",),
}
"""What is to be done to tables that do not know this (``store_meta`` has not the name), in this order."""


def apply_tables(execute: Callable[[str], object], dialect: Dialect) -> None:
    """Make the tables that are missing, through any ``execute`` of a connection to the workspace's database."""
    for table in _TABLES:
        execute("CREATE TABLE IF NOT EXISTS " + table.format_map(dialect._asdict()))
    for index in _INDEXES:
        execute("CREATE " + index)
    known = ", ".join(f"('{name}', 1)" for name in _LACKING)
    execute(
        f"INSERT INTO store_meta VALUES ('change', 0), {known}, ('resources', {TABLES_VERSION}) ON CONFLICT DO NOTHING"
    )


def are_behind(names: Collection[str]) -> bool:
    """Do tables lack something whose ``store_meta`` has these names?"""
    return not _LACKING.keys() <= set(names)


def bring_up_tables(execute: Callable[[str], object], dialect: Dialect, names: Collection[str]) -> None:
    """Give tables whose ``store_meta`` has these names what they lack. No row changes by it."""
    for name, statements in _LACKING.items():
        for statement in statements if name not in names else ():
            execute(statement.format_map(dialect._asdict()))
    apply_tables(execute, dialect)
