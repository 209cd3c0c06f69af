"""The register: which subjects and signals the store knows, by code and by number.

Registration runs on any connection to the workspace's database, so that installing a kit or enrolling a
person registers in the caller's own transaction. Every change grows the ``register`` revision, by which the
ingest process knows that its copy is old. It grows before anything is registered: where writers do not wait for
each other otherwise, this makes them, so that a copy never misses a number that is stored after a greater one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from pagus.apps.streams.observation import Note
from pagus.apps.streams.store.gates import Gate, load_gates
from pagus.errors import CodeError, Conflict
from pagus.kit_language.model import Signal, SubjectKind

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database
    from pagus.engines.signals.plausibility import Acceptance

__all__ = ["KnownSignal", "Register", "grow", "register_signals", "register_subjects", "subject_kind"]

_CODE = re.compile(r"[a-z][a-z_]{1,30}:[^\s\x00-\x1f\x7f]{1,120}")
_SIGNAL_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


class Execute(Protocol):
    """``execute`` of a connection to the database, the store's own or Django's; it takes ``%s`` for a parameter."""

    def __call__(self, statement: str, parameters: Sequence[Any] = ..., /) -> Any: ...


def subject_kind(code: str) -> SubjectKind:
    """Is this subject a person, a thing or a place?

    Takes: a code such as ``person:P-7K3Q9``, ``thing:station-danube`` or ``commune:67482``. Gives: its kind.
    """
    prefix = code.partition(":")[0]
    if prefix == "person":
        return "person"
    return "thing" if prefix == "thing" else "place"


def register_subjects(execute: Execute, codes: Iterable[str]) -> None:
    """Let observations about these subjects in. Known codes stay as they are.

    Refuses: CodeError for a text that is no code (``kind:identifier``).
    """
    wanted = list(codes)
    for code in wanted:
        if not _CODE.fullmatch(code):
            raise CodeError("{code!r} is no subject code: write kind:identifier, as person:P-7K3Q9", code=code)
    grow(execute)
    for code in wanted:
        execute("INSERT INTO store_subject (code) VALUES (%s) ON CONFLICT DO NOTHING", [code])


def register_signals(execute: Execute, fetch: Callable[[], Any], signals: Iterable[Signal]) -> None:
    """Let observations of these signals in, and judge them by these definitions.

    Takes: a cursor's ``execute`` and ``fetchone``; definitions. A known signal takes the newer definition.
    Refuses: Conflict when a known signal would change its unit or the kind of its subject, since the values
    already stored would change their meaning; CodeError for a code that is no slug.
    """
    grow(execute)
    for signal in signals:
        if not _SIGNAL_CODE.fullmatch(signal.code):
            raise CodeError("{code!r} is no signal code: use a-z, 0-9, - and _, as pm10", code=signal.code)
        execute("SELECT definition FROM store_signal WHERE code = %s", [signal.code])
        row = fetch()
        if row is not None:
            _refuse_other_meaning(msgspec.json.decode(row[0], type=Signal), signal)
        execute(
            "INSERT INTO store_signal (code, definition) VALUES (%s, %s) "
            "ON CONFLICT (code) DO UPDATE SET definition = excluded.definition",
            [signal.code, msgspec.json.encode(signal).decode()],
        )


def _refuse_other_meaning(known: Signal, signal: Signal) -> None:
    for name in ("unit", "subject"):
        before, after = getattr(known, name), getattr(signal, name)
        if before != after:
            raise Conflict(
                "signal {code} is registered with {field} {before}: it cannot become {after}; use another code",
                code=signal.code,
                field=name,
                before=before,
                after=after,
            )


def grow(execute: Execute) -> None:
    """Tell the ingest process that its copy is old: first of all that a change does."""
    execute("UPDATE store_meta SET value = value + 1 WHERE name = 'register'", [])


@dataclass(slots=True)
class KnownSignal:
    """A registered signal: its number in the store, its definition, and the units that were accepted or refused."""

    number: int
    definition: Signal
    accepted_units: dict[str | None, Acceptance] = field(default_factory=dict)
    refused_units: dict[str, Note] = field(default_factory=dict)


class Register:
    """A copy in memory of what is registered, refreshed when the revision has grown."""

    def __init__(self) -> None:
        self.subjects: dict[str, int] = {}
        self.signals: dict[str, KnownSignal] = {}
        self.sources: dict[str, int] = {}
        self.gates: dict[tuple[str, str], Gate] = {}
        self._revision = -1
        self._last_subject = 0

    def refresh(self, database: Database, revision: int | None = None) -> None:
        """Read what was registered since the last call; cheap when nothing was. ``revision``: if it was just read."""
        if revision is None:
            (revision,) = database.execute("SELECT value FROM store_meta WHERE name = 'register'").fetchone()
        if revision == self._revision:
            return
        for number, code in database.execute(
            "SELECT id, code FROM store_subject WHERE id > ? ORDER BY id", [self._last_subject]
        ):
            self.subjects[code] = number
            self._last_subject = number
        self.signals = {
            code: KnownSignal(number, msgspec.json.decode(definition, type=Signal))
            for number, code, definition in database.execute("SELECT id, code, definition FROM store_signal")
        }
        self.gates = load_gates(database)
        self._revision = revision

    def source(self, database: Database, name: str) -> int:
        """The number of a source, given at its first observation. Call inside a write transaction."""
        number = self.sources.get(name)
        if number is None:
            database.execute("INSERT INTO store_source (name) VALUES (?) ON CONFLICT DO NOTHING", [name])
            (number,) = database.execute("SELECT id FROM store_source WHERE name = ?", [name]).fetchone()
            self.sources[name] = number
        return int(number)

    def forget_sources(self) -> None:
        """Drop the numbers of sources: after a rolled back transaction some may never have been stored."""
        self.sources.clear()
