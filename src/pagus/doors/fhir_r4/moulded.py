"""A reading whose like came before, ready to be kept: what differs is put where it goes, the rest is known.

For each mould (``pagus.fhir_r4.moulds``) it is worked out once what every body that fits becomes: its pieces with
slots, its index rows, what it observes. That is not written anew here: two made-up bodies go the slow way
(``template``, ``rows_of``, ``observed``), and where their results differ, a gap lies behind it. What the plan says of
the second body must be what the slow way said; else there is no plan, and readings of this mould go the slow way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from pagus.apps.resources.shapes import Body, IndexRows
from pagus.apps.streams.observation import Observation
from pagus.doors.fhir_r4.indexing import moment_row, quantity_row, rows_of
from pagus.doors.fhir_r4.observing import Observed, known_signals, observed, observes
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.doors.fhir_r4.template import references_in, template
from pagus.errors import InputError
from pagus.fhir_r4.moulds import Cast, Mould
from pagus.kernel.time import parse_instant

__all__ = ["Plan", "plan_of"]

_MOST_PLANS = 8
_SOMEBODY = "person:zz"


class _NoPlan(Exception):
    """What becomes of bodies of this mould is not to be told by its gaps alone."""


class _Piece(NamedTuple):
    """Bytes with gaps: a pattern, and the gaps that fill it."""

    pattern: str
    gaps: tuple[int, ...]

    def bytes(self, texts: Sequence[str]) -> bytes:
        return (self.pattern % tuple([texts[gap] for gap in self.gaps])).encode()


class _Sights(NamedTuple):
    """What bodies of a mould observe: (signal, gap of the value, unit) each, at the instant in a gap; None: ask."""

    signals: object
    parts: tuple[tuple[str, int, str | None], ...]
    places: list[str]
    instant: int
    watched: bool


class Plan:
    """What becomes of every body that fits one mould."""

    __slots__ = ("_body", "_dates", "_fixed", "_mould", "_quantities", "_sights", "_tokens", "named", "subject")

    def __init__(self, mould: Mould, base: str) -> None:
        self._mould = mould
        one, other = _made_up(mould, 1), _made_up(mould, 2)
        self._body = _pieces(mould, one)
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
        referring = [number for number, gap in enumerate(mould.gaps) if gap.kind == "reference"]
        said = {one[number] for number in referring}
        fixed = {text for text in references_in(mould.body(one)) if text not in said}
        self.named: Callable[[Mapping[str, int], Sequence[str]], bool] = lambda names, texts: bool(
            names and (not names.keys().isdisjoint(fixed) or any(texts[number] in names for number in referring))
        )
        """Does a body refer to something that the store must resolve?"""
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
            self._tokens = [(p, where[str(c)], s) for p, c, s in first.tokens if (p, c, s) not in fixed.tokens]
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

    def body(self, texts: Sequence[str]) -> Body:
        """The pieces of this body, with slots."""
        return [each if type(each) is int else each.bytes(texts) for each in self._body]  # type: ignore[union-attr]

    def rows(self, texts: Sequence[str]) -> IndexRows:
        """The index rows of this body."""
        fixed = self._fixed
        quantities = []
        for parameter, unit, gap, code in self._quantities:
            low = _amount(texts[gap], code)
            quantities.append((parameter, unit, low, low))
        return IndexRows(
            [*fixed.tokens, *[(parameter, texts[gap], system) for parameter, gap, system in self._tokens]],
            [*fixed.dates, *[(parameter, *moment_row(texts[gap])) for parameter, gap in self._dates]],
            [*fixed.quantities, *quantities],
            fixed.texts,
        )

    def observed(self, texts: Sequence[str], subject: str) -> Observed:
        """What this body observes. As ``observing.observed``."""
        sights = self._seen()
        if sights is None:
            return observed(msgspec.json.decode(self._mould.body(texts)), subject)
        try:
            instant = parse_instant(texts[sights.instant])
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


def _pieces(mould: Mould, texts: Sequence[str]) -> list[_Piece | int]:
    """The pieces of the made-up body, with its gaps."""
    made: list[_Piece | int] = []
    for piece in _templated(mould.body(texts)):
        if isinstance(piece, int):
            made.append(piece)
            continue
        rest, pattern, gaps = piece.decode(), "", []
        for number, text in enumerate(texts):
            before, found, after = rest.partition(text)
            if found:
                pattern, rest = f"{pattern}{before.replace('%', '%%')}%s", after
                gaps.append(number)
        made.append(_Piece(pattern + rest.replace("%", "%%"), tuple(gaps)))
    return made


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
    texts = _made_up(mould, 1)
    document = msgspec.json.decode(mould.body(texts))
    try:
        found = observed(document, _SOMEBODY)
    except FhirError:  # refused, with its place: the slow way says so of each
        return None
    instants = [number for number, gap in enumerate(mould.gaps) if gap.path == ("effectiveDateTime",)]
    values = {float(texts[number]): number for number, gap in enumerate(mould.gaps) if gap.kind == "number"}
    if found.aside or not instants or any(each.value not in values for each in found.observations):
        return None
    parts = tuple((each.signal, values[each.value], each.unit) for each in found.observations)
    return _Sights(signals, parts, found.places, instants[0], observes(document))
