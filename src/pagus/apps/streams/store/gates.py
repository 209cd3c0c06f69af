"""Gates: which subjects send no more, from when on, and whose readings belong to another code.

A person who has stopped a monitoring must not go on being measured by a device that nobody has switched off; two
pseudonyms that turned out to be one person must not go on as two. A gate is a row beside the register: what was stored
before it stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database
    from pagus.apps.streams.store.register import Execute

__all__ = [
    "EVERY_SIGNAL",
    "Gate",
    "close_gates",
    "ensure_gates",
    "load_gates",
    "open_gates",
    "send_on",
    "send_on_no_more",
]

EVERY_SIGNAL = ""

TABLE = """store_gate (
    subject {text} NOT NULL, signal {text} NOT NULL, since {long} NOT NULL, belongs_to {text} NOT NULL,
    PRIMARY KEY (subject, signal)){keyed}"""


class Gate(NamedTuple):
    """A subject sends no more of a signal (or of any), or its readings belong to another code."""

    since_ms: int
    belongs_to: str
    """Empty: readings are refused."""


def ensure_gates(database: Database) -> None:
    """Make the table where an older Pagus made the store."""
    if database.execute("SELECT 1 FROM store_meta WHERE name = 'gates'").fetchone() is None:
        with database.writing():
            database.execute("CREATE TABLE IF NOT EXISTS " + TABLE.format_map(database.dialect._asdict()))
            database.execute("INSERT INTO store_meta VALUES ('gates', 1) ON CONFLICT DO NOTHING")


def close_gates(execute: Execute, subject: str, signals: Iterable[str], since_ms: int) -> None:
    """From this instant on nothing of these signals is let in about this subject. Closed twice has no effect."""
    for signal in signals:
        execute(
            "INSERT INTO store_gate (subject, signal, since, belongs_to) VALUES (%s, %s, %s, '') "
            "ON CONFLICT DO NOTHING",
            [subject, signal, since_ms],
        )


def open_gates(execute: Execute, subject: str, signals: Iterable[str]) -> None:
    """Let these signals of this subject in again; a subject that belongs to another code stays with it."""
    for signal in (EVERY_SIGNAL, *signals):
        execute("DELETE FROM store_gate WHERE subject = %s AND signal = %s AND belongs_to = ''", [subject, signal])


def send_on(execute: Execute, subject: str, belongs_to: str, since_ms: int) -> None:
    """From now on what comes in about this subject is about another one; who led here leads there too."""
    execute("DELETE FROM store_gate WHERE subject = %s", [subject])
    execute("UPDATE store_gate SET belongs_to = %s WHERE belongs_to = %s", [belongs_to, subject])
    execute(
        "INSERT INTO store_gate (subject, signal, since, belongs_to) VALUES (%s, '', %s, %s)",
        [subject, since_ms, belongs_to],
    )


def send_on_no_more(execute: Execute, subject: str) -> None:
    """What comes in about this subject is about itself again."""
    execute("DELETE FROM store_gate WHERE subject = %s AND belongs_to <> ''", [subject])


def load_gates(database: Database) -> dict[tuple[str, str], Gate]:
    """Every gate there is, by subject and signal."""
    rows = database.execute("SELECT subject, signal, since, belongs_to FROM store_gate")
    return {(subject, signal): Gate(since, belongs_to) for subject, signal, since, belongs_to in rows}
