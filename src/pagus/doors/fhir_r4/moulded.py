"""A reading whose like came before, ready to be kept: what differs is put where it goes, the rest is known.

For each mould (``pagus.fhir_r4.moulds``) it is worked out once what every body that fits becomes: its pieces with
slots, its index rows, what it observes. That is not written anew here: two made-up bodies go the slow way
(``template``, ``rows_of``, ``observed``), and where their results differ, a gap lies behind it. What the plan says of
the second body must be what the slow way said; else there is no plan, and readings of this mould go the slow way.

Of the index rows those that come out the same wherever the same people and things are named (code, category, status,
subject, device ...) belong to a mould of the store (``shapes.Mould``); only identifiers, times and values are rows of
the reading itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from pagus.apps.resources.shapes import (
    ID_SLOT,
    UPDATED_SLOT,
    VERSION_SLOT,
    Body,
    IndexRows,
    Stencil,
    mould_of,
    stencil_of,
)
from pagus.apps.resources.shapes import Mould as StoredMould
from pagus.apps.streams.observation import Observation
from pagus.doors.fhir_r4.indexing import instant_ms, moment_row, quantity_row, rows_of
from pagus.doors.fhir_r4.observing import Observed, known_signals, observed, observes
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.doors.fhir_r4.template import references_in, template
from pagus.errors import InputError
from pagus.fhir_r4.moulds import Cast, Mould

__all__ = ["Plan", "plan_of"]

_MOST_PLANS = 8
_MOST_SHARED = 20_000
_SLOT = "\0"
"""Stands for a slot in a pattern; no JSON has it."""
_PERCENT = "\1"
"""Stands for a percent sign meanwhile; no JSON has it."""
_SOMEBODY = "person:zz"


class _NoPlan(Exception):
    """What becomes of bodies of this mould is not to be told by its gaps alone."""


class _Sights(NamedTuple):
    """What bodies of a mould observe: (signal, gap of the value, unit) each, at the instant in a gap; None: ask."""

    signals: object
    parts: tuple[tuple[str, int, str | None], ...]
    places: list[str]
    instant: int
    watched: bool


class Plan:
    """What becomes of every body that fits one mould."""

    __slots__ = (
        "_dates",
        "_fixed",
        "_gaps",
        "_mould",
        "_named",
        "_order",
        "_pattern",
        "_quantities",
        "_references",
        "_referring",
        "_shared",
        "_sights",
        "_slots",
        "_tokens",
        "stencil",
        "subject",
    )

    def __init__(self, mould: Mould, base: str) -> None:
        self._mould = mould
        self._shared: dict[tuple[str, ...], StoredMould] = {}
        self._referring = [number for number, gap in enumerate(mould.gaps) if gap.kind == "reference"]
        one, other = _made_up(mould, 1), _made_up(mould, 2)
        self._pattern, self._gaps, self._slots = _pieces(mould, one)
        self.stencil, self._order = _first_version(self._pattern, self._gaps, self._slots)
        self._rows(one, other, base)
        if self.body(other) != _templated(mould.body(other)):
            raise _NoPlan
        if [sorted(each, key=repr) for each in _lists(self.rows(other))] != [
            sorted(each, key=repr) for each in _lists(_indexed(mould, other, base))
        ]:
            raise _NoPlan
        places = {gap.path: number for number, gap in enumerate(mould.gaps)}
        about = msgspec.json.decode(mould.body(one)).get("subject", {})
        self.subject: int | None = None if "identifier" in about else places.get(("subject", "reference"))
        said = {one[number] for number in self._referring}
        self._named = frozenset(text for text in references_in(mould.body(one)) if text not in said)
        self._sights: _Sights | None = None

    def _rows(self, one: Sequence[str], other: Sequence[str], base: str) -> None:
        """Which rows all bodies have, and which come from which gap."""
        first, second = _indexed(self._mould, one, base), _indexed(self._mould, other, base)
        gaps = self._mould.gaps
        fixed = IndexRows(*([row for row in a if row in b] for a, b in zip(_lists(first), _lists(second), strict=True)))
        self._fixed = fixed
        where = {text: number for number, text in enumerate(one) if gaps[number].kind != "number"}
        instants = {moment_row(one[n]): n for n, gap in enumerate(gaps) if gap.kind == "instant"}
        codes = {n: _unit_of(self._mould, one, n) for n, gap in enumerate(gaps) if gap.kind == "number"}
        amounts = {_amount(one[n], code): (n, code) for n, code in codes.items() if code is not None}
        amounts |= {float(one[n]): (n, "") for n in codes}
        try:
            tokens = [(p, where[str(c)], s) for p, c, s in first.tokens if (p, c, s) not in fixed.tokens]
            self._dates = [
                (p, instants[low, high]) for p, low, high in first.dates if (p, low, high) not in fixed.dates
            ]
            self._quantities = [
                (p, unit, *amounts[low])
                for p, unit, low, high in first.quantities
                if (p, unit, low, high) not in fixed.quantities and low == high
            ]
        except KeyError:
            raise _NoPlan from None
        self._tokens = [each for each in tokens if gaps[each[1]].kind != "reference"]
        self._references = [each for each in tokens if gaps[each[1]].kind == "reference"]

    def refers(self, names: Mapping[str, int], texts: Sequence[str]) -> bool:
        """Does this body refer to something that the store must resolve?"""
        if not names:
            return False
        return any(text in names for text in self._named) or any(texts[gap] in names for gap in self._referring)

    def body(self, texts: Sequence[str]) -> Body:
        """The pieces of this body, with slots."""
        made: Body = [b""] * (2 * len(self._slots) + 1)
        made[::2] = (self._pattern % tuple([texts[gap] for gap in self._gaps])).encode().split(b"\0")
        made[1::2] = self._slots
        return made

    def first_texts(self, texts: Sequence[str], id_: str) -> str:
        """What lies in the gaps of ``stencil`` in the first version of a resource of this id, parted by NUL."""
        return _SLOT.join(self._order((*texts, id_)))

    def rows(self, texts: Sequence[str]) -> IndexRows:
        """The index rows of this body: its own, and those that it shares."""
        own, shared = self.own(texts), msgspec.msgpack.decode(self.shared(texts).rows, type=IndexRows)
        return IndexRows([*shared.tokens, *own.tokens], own.dates, own.quantities, shared.texts)

    def own(self, texts: Sequence[str]) -> IndexRows:
        """The index rows that only this body has."""
        fixed = self._fixed
        quantities = [*fixed.quantities]
        for parameter, unit, gap, code in self._quantities:
            low = _amount(texts[gap], code)
            quantities.append((parameter, unit, low, low))
        return IndexRows(
            [(parameter, texts[gap], system) for parameter, gap, system in self._tokens],
            [*fixed.dates, *[(parameter, *moment_row(texts[gap])) for parameter, gap in self._dates]],
            quantities,
        )

    def shared(self, texts: Sequence[str]) -> StoredMould:
        """The index rows that this body shares with all that refer to the same."""
        named = tuple([texts[gap] for gap in self._referring])
        found = self._shared.get(named)
        if found is None:
            if len(self._shared) >= _MOST_SHARED:
                self._shared.clear()
            tokens = [(parameter, texts[gap], system) for parameter, gap, system in self._references]
            rows = IndexRows([*self._fixed.tokens, *tokens], [], [], self._fixed.texts)
            found = self._shared[named] = mould_of(rows)
        return found

    def observed(self, texts: Sequence[str], subject: str) -> Observed:
        """What this body observes. As ``observing.observed``."""
        sights = self._seen()
        if sights is None:
            return observed(msgspec.json.decode(self._mould.body(texts)), subject)
        try:
            instant = instant_ms(texts[sights.instant])
        except InputError:  # a second that is none in Python, as 23:59:60
            return observed(msgspec.json.decode(self._mould.body(texts)), subject)
        made = [Observation(subject, signal, instant, float(texts[gap]), unit) for signal, gap, unit in sights.parts]
        return Observed(made, sights.places)

    def observes(self, texts: Sequence[str]) -> bool:
        """Would this body enter a rule, if its subject were known here?"""
        sights = self._seen()
        return observes(msgspec.json.decode(self._mould.body(texts))) if sights is None else sights.watched

    def _seen(self) -> _Sights | None:
        """What bodies of this mould observe, by the signals that are known now."""
        signals, sights = known_signals(), self._sights
        if sights is not None and sights.signals is signals:
            return sights
        self._sights = _sights(self._mould, signals)
        return self._sights


def plan_of(cast: Cast, base: str) -> Plan | None:
    """What becomes of bodies of this mould on a server of this address; None when they go the slow way."""
    notes = cast.mould.notes
    key = ("plan", base)
    if key not in notes:
        if len(notes) >= _MOST_PLANS:
            notes.clear()
        try:
            notes[key] = Plan(cast.mould, base)
        except (_NoPlan, FhirError):
            notes[key] = None
    found: Plan | None = notes[key]
    return found


def _made_up(mould: Mould, which: int) -> list[str]:
    """Texts for the gaps, each of which is recognized wherever it comes out."""
    texts = []
    for number, gap in enumerate(mould.gaps):
        if gap.kind == "number":
            texts.append(f"{1000 * which + number}.5")
        elif gap.kind == "instant":
            texts.append(f"200{which}-01-01T00:00:{number:02d}Z")
        elif gap.kind == "reference":
            texts.append(f"{gap.grammar.partition('/')[0]}/zz-{which}-{number}")
        else:
            texts.append(f"zz-{which}-{number}")
    return texts


def _templated(body: bytes) -> Body:
    document = msgspec.json.decode(body)
    return template(body, meta="meta" in document, id_="id" in document, references={})


def _indexed(mould: Mould, texts: Sequence[str], base: str) -> IndexRows:
    return rows_of("Observation", msgspec.json.decode(mould.body(texts)), {}, base)


def _lists(rows: IndexRows) -> tuple[list[Any], ...]:
    return rows.tokens, rows.dates, rows.quantities, rows.texts


def _pieces(mould: Mould, texts: Sequence[str]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The made-up body as one pattern with its gaps, a mark where a slot is; the gaps; the slots, in their order."""
    pattern, gaps, slots = "", [], []
    for piece in _templated(mould.body(texts)):
        if isinstance(piece, int):
            pattern += _SLOT
            slots.append(piece)
            continue
        rest = piece.decode()
        if _SLOT in rest or _PERCENT in rest:
            raise _NoPlan
        for number, text in enumerate(texts):
            before, found, after = rest.partition(text)
            if found:
                pattern, rest = f"{pattern}{before.replace('%', '%%')}%s", after
                gaps.append(number)
        pattern += rest.replace("%", "%%")
    return pattern, tuple(gaps), tuple(slots)


def _first_version(
    pattern: str, gaps: Sequence[int], slots: Sequence[int]
) -> tuple[Stencil, Callable[[tuple[str, ...]], tuple[str, ...]]]:
    """The stencil of a first version: gaps for what is known then, a mark for the instant; and the order of the texts
    in its gaps, of which the id comes after all others.
    """
    made, order, open_ = "", [], iter(slots)
    known = iter(gaps)
    for piece in re.split(r"(\0|%s)", pattern.replace("%%", _PERCENT)):
        slot = next(open_) if piece == _SLOT else None
        if slot == ID_SLOT:
            order.append(-1)
        elif piece == "%s":
            order.append(next(known))
        made += {ID_SLOT: "%s", VERSION_SLOT: "1", UPDATED_SLOT: _SLOT, None: piece}[slot]
    if made.count(_SLOT) != 1 or len(order) < 2:
        raise _NoPlan
    return stencil_of(made.replace(_PERCENT, "%%").encode()), itemgetter(*order)


def _part(document: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        document = document[step]
    return document


def _unit_of(mould: Mould, texts: Sequence[str], number: int) -> str | None:
    """The code of the unit that stands beside the value in this gap."""
    quantity = _part(msgspec.json.decode(mould.body(texts)), mould.gaps[number].path[:-1])
    code: str | None = quantity.get("code")
    return code if code is not None and quantity_row(_number(texts[number]), code) is not None else None


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


def _amount(text: str, code: str) -> float:
    if not code:  # as it was written
        return float(text)
    row = quantity_row(_number(text), code)
    assert row is not None
    return row[1]


def _sights(mould: Mould, signals: object) -> _Sights | None:
    """What bodies of this mould observe; None where two made-up ones do not say so alike."""
    instants = [number for number, gap in enumerate(mould.gaps) if gap.path == ("effectiveDateTime",)]
    told = []
    for which in (1, 2):
        texts = _made_up(mould, which)
        document = msgspec.json.decode(mould.body(texts))
        try:
            found = observed(document, _SOMEBODY)
        except FhirError:  # refused, with its place: the slow way says so of each
            return None
        values = {float(texts[number]): number for number, gap in enumerate(mould.gaps) if gap.kind == "number"}
        if found.aside or not instants or any(each.value not in values for each in found.observations):
            return None
        parts = tuple((each.signal, values[each.value], each.unit) for each in found.observations)
        told.append(_Sights(signals, parts, found.places, instants[0], observes(document)))
    return told[0] if told[0] == told[1] else None
