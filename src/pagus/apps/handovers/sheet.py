"""The sheet of a hand-over as data: frozen, the same bytes for the same facts, read again as it was written.

It holds texts in three languages where a kit wrote them and figures as numbers; pages and paper put it into words.
"""

from __future__ import annotations

import hashlib
import json
from typing import NotRequired, TypedDict

from pagus.kit_language.model import Text

__all__ = ["Baseline", "RaisedRule", "Sheet", "SheetKit", "SheetLimit", "SheetSeries", "Three", "digest_of", "three"]

Three = dict[str, str]
"""A text by language: fr, en, de."""


class Baseline(TypedDict):
    """The own baseline: the middle 90 % and the median of the daily values of a window, and how many days had one."""

    low: float
    median: float
    high: float
    days: int
    from_ms: int
    to_ms: int


class SheetSeries(TypedDict):
    """One signal, day by day: [start of the day, lowest, mean, highest, how many]."""

    code: str
    name: Three
    unit: str
    loinc: str
    days: list[list[float]]
    last_ms: int
    last: float
    baseline: Baseline | None


class SheetGlucose(TypedDict):
    """Consensus figures of the last 14 days (shares from 0 to 1), and the profile of the day in percentiles."""

    from_ms: int
    to_ms: int
    readings: int
    enough: bool
    mean: float
    gmi: float | None
    cv: float | None
    active: float
    ranges: list[float]
    """very low, low, in range, high, very high."""
    profile: dict[str, list[float]]
    edges: NotRequired[list[float]]
    """Of the ranges, in mg/dL; a sheet of before has none: 54, 70, 180, 250."""
    targets: NotRequired[Three]
    """What the targets are called that were chosen for the person, if any."""
    wanted: NotRequired[float]
    """The share of time in range that they want."""


class SheetKit(TypedDict):
    """A kit that follows the person."""

    installation: int
    title: Three
    version: str
    mode: str
    since_ms: int


class RaisedRule(TypedDict):
    """A rule that fired in the period: how often, last when, and what was done with its alerts."""

    title: Three
    severity: str
    times: int
    first_ms: int
    last_ms: int
    open: int
    outcomes: dict[str, int]
    last_note: str
    last_by: str
    last_note_ms: int | None


class SheetParameter(TypedDict):
    """A limit that is not the kit's own for this person."""

    installation: int
    name: str
    label: Three
    unit: str
    value: float
    kit_value: float
    layer: str
    by: str
    at_ms: int | None
    reason: str


class SheetLimit(TypedDict):
    """A limit that may be set for this one person, as it stood: another one can be proposed in the answer."""

    installation: int
    name: str
    label: Three
    unit: str
    value: float
    minimum: float | None
    maximum: float | None


class SheetIdentity(TypedDict):
    """A national identity that may be printed: only one that is fully verified."""

    matricule: str
    oid: str
    birth_name: str
    first_names: str
    birth_date: str
    sex: str
    birth_place: str


class Sheet(TypedDict):
    """All that a specialist is shown, as it stood when it was made."""

    version: int
    person: str
    simulated: bool
    team: Three
    made_ms: int
    from_ms: int
    to_ms: int
    asked_by: str
    asked_role: Three
    to: str
    question: str
    urgency: str
    due_ms: int
    reason_alert: str
    """The title of the rule from whose alert this was asked, in the language of whoever asked; or empty."""
    identity: SheetIdentity | None
    kits: list[SheetKit]
    series: list[SheetSeries]
    silent: list[Three]
    """Signals that a kit expects and that sent nothing in the period."""
    glucose: SheetGlucose | None
    rules: list[RaisedRule]
    parameters: list[SheetParameter]
    proposable: list[SheetLimit]
    medicines: list[str]
    """As the FHIR resources kept here name them; empty when none is known."""


def three(text: Text) -> Three:
    """A text of a kit, ready to be kept."""
    return {"fr": text.fr, "en": text.en, "de": text.de}


def digest_of(sheet: Sheet) -> str:
    """SHA-256 of the sheet as canonical JSON: keys in order, no spaces, UTF-8."""
    text = json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
