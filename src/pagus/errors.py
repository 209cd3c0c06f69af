"""Every error of Pagus, in one tree.

    PagusError
    ├── InputError              what was given cannot be used as it is
    │   ├── UnitError           unknown unit, or a dimension that does not fit
    │   ├── ShapeError          a table or file of another shape than promised
    │   └── CodeError           an identifier that nobody knows here
    ├── KitError                a kit folder is wrong: lists all faults at once
    │   ├── RuleError           a rule text does not parse, type-check or fit the limits
    │   └── PathwayError        a pathway cannot be run
    ├── DataGapError            too few or too late data for an honest answer
    ├── MethodError             an assumption of the method is broken
    ├── NotFound                no such thing, or not for you
    ├── NotAllowed              known, but forbidden to you (journalled)
    ├── Conflict                it contradicts what is already stored
    ├── Suppressed              a number too small to show
    ├── DoorError               a protocol was not respected
    │   └── TooLate             what was sent did not come in time
    ├── StoreError              the store could not keep or give the data
    └── ConfigError             the workspace or its settings are wrong

A message is a translation key with facts (``PagusError("unknown unit {unit}", unit="kgg")``);
it never holds a person's data. ``TREATMENT`` maps each class to HTTP status, exit code and log level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = [
    "CodeError",
    "ConfigError",
    "Conflict",
    "DataGapError",
    "DoorError",
    "Fault",
    "InputError",
    "KitError",
    "MethodError",
    "NotAllowed",
    "NotFound",
    "PagusError",
    "PathwayError",
    "RuleError",
    "ShapeError",
    "StoreError",
    "Suppressed",
    "TooLate",
    "Treatment",
    "UnitError",
    "treatment_of",
]


class PagusError(Exception):
    """Something Pagus can explain. ``key`` is the English text with ``{facts}``; doors and faces translate it."""

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return self.key.format(**self.facts) if self.facts else self.key

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.key, self.facts)


def _rebuild(kind: type[PagusError], key: str, facts: dict[str, object]) -> PagusError:
    return kind(key, **facts)


class InputError(PagusError, ValueError):
    """What was given cannot be used as it is."""


class UnitError(InputError):
    """An unknown unit, or a dimension that does not fit."""


class ShapeError(InputError):
    """A table or file of another shape than promised."""


class CodeError(InputError):
    """An identifier that nobody knows here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a kit: where, what, and what would be right."""

    file: str
    message: str
    line: int | None = None
    path: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = f"{place} {self.path}".rstrip()
        return f"{where}: {self.message}" + (f" ({self.remedy})" if self.remedy else "")


class KitError(PagusError):
    """A kit is wrong; ``faults`` lists everything found, not only the first."""

    def __init__(self, key: str, faults: Iterable[Fault] = (), **facts: object) -> None:
        super().__init__(key, **facts)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {fault}" for fault in self.faults)])

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_kit_error, (type(self), self.key, self.faults, self.facts)


def _rebuild_kit_error(kind: type[KitError], key: str, faults: tuple[Fault, ...], facts: dict[str, object]) -> KitError:
    return kind(key, faults, **facts)


class RuleError(KitError):
    """A rule text does not parse, type-check or fit the limits."""


class PathwayError(KitError):
    """A pathway cannot be run."""


class DataGapError(PagusError):
    """Too few or too late data for an honest answer; the message says what is missing."""


class MethodError(PagusError):
    """An assumption of the method is broken."""


class NotFound(PagusError, LookupError):
    """No such thing, or not for you: the two are not told apart."""


class NotAllowed(PagusError):
    """Known, but forbidden to you. The shell journals it."""


class Conflict(PagusError):
    """It contradicts what is already stored."""


class Suppressed(PagusError):
    """A number too small to show without pointing at somebody."""


class DoorError(PagusError):
    """A protocol was not respected; the door answers in its own format."""

    def __init__(self, key: str, *, protocol: str, **facts: object) -> None:
        super().__init__(key, protocol=protocol, **facts)
        self.protocol = protocol

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.key, self.facts)


class TooLate(DoorError):
    """What was sent did not come in time."""


class StoreError(PagusError):
    """The store could not keep or give the data; ``retryable`` says whether trying again can help."""

    def __init__(self, key: str, *, retryable: bool = False, **facts: object) -> None:
        super().__init__(key, retryable=retryable, **facts)
        self.retryable = retryable


class ConfigError(PagusError):
    """The workspace or its settings are wrong."""


class Treatment(NamedTuple):
    """How the outside sees an error class."""

    http_status: int
    exit_code: int
    log_level: str


TREATMENT: dict[type[PagusError], Treatment] = {
    PagusError: Treatment(500, 1, "error"),
    InputError: Treatment(422, 2, "info"),
    KitError: Treatment(422, 3, "info"),
    ConfigError: Treatment(500, 4, "error"),
    NotFound: Treatment(404, 5, "info"),
    NotAllowed: Treatment(403, 6, "warning"),
    Conflict: Treatment(409, 7, "info"),
    Suppressed: Treatment(200, 8, "info"),
    DataGapError: Treatment(422, 9, "info"),
    MethodError: Treatment(422, 10, "info"),
    DoorError: Treatment(400, 11, "info"),
    TooLate: Treatment(408, 11, "info"),
    StoreError: Treatment(503, 12, "error"),
}


def treatment_of(error: PagusError) -> Treatment:
    """How does the outside see this error? The nearest ancestor in ``TREATMENT`` decides.

    Takes: any error of the tree. Gives: HTTP status, exit code, log level.
    Example: ``treatment_of(UnitError("x")).http_status == 422``.
    """
    for kind in type(error).__mro__:
        if kind in TREATMENT:
            return TREATMENT[kind]
    return TREATMENT[PagusError]
