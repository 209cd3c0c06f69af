"""The first signal of a new kit: one of the ready ones, or the author's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pagus.errors import Fault, InputError, KitError
from pagus.kernel.time import HOUR, MINUTE
from pagus.kernel.units import parse_unit
from pagus.kit_language.entries import Placed, read_entries, read_entry
from pagus.kit_language.model import SubjectKind, Text
from pagus.kit_language.schema import Entry, Number, SignalEntry
from pagus.kit_language.written import check_name
from pagus.kit_language.yaml_document import YamlDocument, read_yaml

__all__ = ["FirstSignal", "own_signal", "ready_signals"]

LONGEST_CODE = 36
"""Names are made from it, as ``<code>_silence``."""
_SILENT_RHYTHMS = 3

DataCategory = Literal["health", "environment", "contact", "activity"]
Words = Annotated[str, StringConstraints(min_length=1, max_length=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSignal:
    """A signal that a kit can begin with, and what its first scenarios need to know of it."""

    code: str
    name: Text
    subject: SubjectKind
    data: DataCategory
    entry: SignalEntry
    usual: float
    """What the made-up subjects have."""
    step: float
    """The smallest difference that a scenario makes."""
    silence_ms: int
    """After how long without a value somebody is told."""


class _NameEntry(Entry):
    fr: Words
    en: Words
    de: Words


class _ReadyEntry(Entry):
    """One entry of ``ready.yaml``."""

    name: _NameEntry
    subject: SubjectKind
    data: DataCategory
    signal: SignalEntry
    usual: Number
    step: Annotated[Number, Field(gt=0)]
    silence: Annotated[int, Field(ge=1)]


@cache
def ready_signals() -> dict[str, FirstSignal]:
    """Which ready signals are there?

    Gives: the signals of ``library/signals/ready.yaml`` by their code, in the order of the file.
    """
    file = files("pagus.library.signals") / "ready.yaml"
    document, faults = read_yaml(file.read_text(encoding="utf-8"), "ready.yaml")
    entries: dict[str, Placed[_ReadyEntry]] = {}
    if document is not None:
        read_entries(_ReadyEntry, document, (), entries, faults)
    if faults:
        raise KitError("the list of ready signals has {count} faults", faults, count=len(faults))
    return {code: _ready(code, placed.value) for code, placed in entries.items() if placed.value is not None}


def _ready(code: str, entry: _ReadyEntry) -> FirstSignal:
    return FirstSignal(
        code=code,
        name=Text(entry.name.fr, entry.name.en, entry.name.de),
        subject=entry.subject,
        data=entry.data,
        entry=entry.signal,
        usual=float(entry.usual),
        step=float(entry.step),
        silence_ms=entry.silence * HOUR,
    )


def own_signal(
    *,
    code: str,
    name: Text,
    subject: SubjectKind,
    unit: str,
    plausible: tuple[float, float],
    every: str,
    loinc: str | None = None,
) -> FirstSignal:
    """Which signal is this, that no list holds?

    Takes: a code of small letters, its name in three languages, whose signal it is, a UCUM unit, the plausible range,
    the rhythm as ``1d``, a LOINC code where there is one. Gives: the signal; its usual value is the middle of the
    range, a step the hundredth part of it, rounded to a power of ten, and silence begins after three rhythms (an hour
    at least). Refuses: InputError, UnitError; KitError with every fault of the entry.
    """
    check_name(code)
    if len(code) > LONGEST_CODE:
        raise InputError("the code {code} is too long: at most {most} letters", code=code, most=LONGEST_CODE)
    parse_unit(unit)
    data = {"unit": unit, "plausible": list(plausible), "every": every} | ({"loinc": loinc} if loinc else {})
    faults: list[Fault] = []
    placed = read_entry(SignalEntry, code, YamlDocument("signals", {}, {}), (code,), data, faults)
    if placed.value is None:
        raise KitError("the signal {code} cannot be written", faults, code=code)
    rhythm = placed.value.every or HOUR
    step = 10.0 ** math.floor(math.log10((plausible[1] - plausible[0]) / 100))
    return FirstSignal(
        code=code,
        name=name,
        subject=subject,
        data="health" if subject == "person" else "environment",
        entry=placed.value,
        usual=round(sum(plausible) / 2 / step) * step,
        step=step,
        silence_ms=max(HOUR, math.ceil(_SILENT_RHYTHMS * rhythm / MINUTE) * MINUTE),
    )
