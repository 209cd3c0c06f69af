"""Is this Observation one that was read before, but for what was measured, when, of whom?

A device sends the same document all its life: only the value, the instants, the identifiers and the references differ.
Once such a document has been found valid, a mould is made of it: its bytes, with gaps at a few places that no rule of
FHIR compares with another place. A body that fits has the same bytes around the gaps, so the same properties, once
each, and what lies in a gap keeps the grammar of its type: it is valid, and nothing else needs to be looked at.

What does not fit says nothing: it is read as ever. Moulds change how quickly a document is read, never whether.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final, NamedTuple

from msgspec.structs import force_setattr

from pagus.fhir_r4.primitives import INSTANT_GRAMMAR
from pagus.fhir_r4.resource_types import RESOURCE_TYPES

__all__ = ["MOULDED", "Cast", "Gap", "Mould", "Moulds", "mould_of", "moulds"]

Path = tuple[str | int, ...]

MOULDED: Final = "Observation"
"""The one type that devices send by the thousand."""
_LONGEST = 8192
_MOST_GAPS = 24
_SEEN: Final = (3, 6, 12, 24, 48)
"""How often documents with as many quotes and commas were read slowly when a mould is made: that takes milliseconds."""
_BETWEEN = 64
"""So many slow readings lie between two moulds, so that a flood of odd documents costs little more than it did."""
_MOST_ALIKE = 6
_MOST_KINDS = 256

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s"{}\[\]:,]+')
_GRAMMAR: Final = {
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "text": r"[!#-\[\]-~]{1,160}",
    "reference": r"[A-Za-z0-9\-.]{1,64}",
    "instant": INSTANT_GRAMMAR,
    "number": r"-?(?:0\.[0-9]{1,15}|[1-9][0-9]{0,14}(?:\.[0-9]{1,15})?)|0",
}
_KINDS: Final[dict[Path, str]] = {
    ("id",): "id",
    ("identifier", "*", "value"): "text",
    ("subject", "reference"): "reference",
    ("encounter", "reference"): "reference",
    ("device", "reference"): "reference",
    ("performer", "*", "reference"): "reference",
    ("effectiveDateTime",): "instant",
    ("issued",): "instant",
    ("valueQuantity", "value"): "number",
    ("component", "*", "valueQuantity", "value"): "number",
}
"""Where an Observation may differ. No invariant, no binding and no other place in the document reads these."""


class Gap(NamedTuple):
    """A place that may differ, and how it is written there. A reference keeps its type: ``Patient/`` is in the kind."""

    path: Path
    kind: str
    grammar: str


def _number(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)


class Cast(NamedTuple):
    """A body that fits a mould, and what lies in the gaps."""

    mould: Mould
    texts: tuple[str, ...]


class Mould:
    """The bytes of a valid Observation with gaps.

    ``pieces`` are the bytes around the gaps, one more than there are gaps. ``fit`` matches a body that fits; its groups
    are the texts in the gaps. ``model_of`` makes the model of the body with these texts; what does not differ is
    shared: models are frozen.
    """

    __slots__ = ("fit", "gaps", "model", "model_of", "notes", "pieces")

    def __init__(self, model: Any, pieces: Sequence[str], gaps: Sequence[Gap]) -> None:
        self.model, self.pieces, self.gaps = model, tuple(pieces), tuple(gaps)
        self.notes: dict[Any, Any] = {}
        """What others have worked out about every body that fits."""
        between = zip(self.gaps, self.pieces[1:], strict=True)
        pattern = re.escape(self.pieces[0]) + "".join(f"({gap.grammar}){re.escape(piece)}" for gap, piece in between)
        self.fit: Callable[[str], re.Match[str] | None] = re.compile(pattern, re.ASCII).fullmatch
        kinds = {gap.path: (number, gap.kind) for number, gap in enumerate(self.gaps)}
        self.model_of: Callable[[Sequence[str]], Any] = _maker(model, kinds)

    def texts(self, body: str) -> tuple[str, ...] | None:
        """What lies in the gaps of this body; None when it does not fit."""
        found = self.fit(body)
        return None if found is None else found.groups()

    def body(self, texts: Sequence[str]) -> bytes:
        """The body that has these texts in its gaps."""
        pairs = zip(texts, self.pieces[1:], strict=True)
        return (self.pieces[0] + "".join(f"{text}{piece}" for text, piece in pairs)).encode()


_Maker = Callable[[Sequence[str]], Any]
"""Makes one part of the model from the texts in the gaps."""
_REPEATED: Final = frozenset({"number", "reference"})
"""What comes again and again: the same people and devices, the same few hundred values."""
_MOST_KEPT = 100_000
"""Of all places together: about 25 MB."""


def _maker(part: Any, gaps: Mapping[Path, tuple[int, str]], *, again: bool = True) -> _Maker:
    """What makes this part with other texts in its gaps; what does not differ is shared.

    Takes: the part of the model; number and kind of each gap, by its path within the part.
    """
    if () in gaps:
        at, kind = gaps[()]
        return (lambda texts: _number(texts[at])) if kind == "number" else itemgetter(at)
    ((alone, kind), *more) = gaps.values()
    if again and not more and kind in _REPEATED:
        return _from_kept(_maker(part, gaps, again=False), alone)
    beneath: dict[Any, dict[Path, tuple[int, str]]] = {}
    for path, gap in gaps.items():
        beneath.setdefault(path[0], {})[path[1:]] = gap
    if isinstance(part, tuple):
        return _list_maker(part, {step: _maker(part[step], inner, again=again) for step, inner in beneath.items()})
    made = {str(step): _maker(getattr(part, str(step)), inner, again=again) for step, inner in beneath.items()}
    return _struct_maker(part, tuple(made.items()))


def _from_kept(make: _Maker, at: int) -> _Maker:
    """Parts in which there is one gap, of a kind that repeats, are kept by its text."""
    kept: dict[str, Any] = {}

    def find_or_make(texts: Sequence[str]) -> Any:
        text = texts[at]
        found = kept.get(text)
        if found is None:
            _shelves.make_room(kept)
            found = kept[text] = make(texts)
        return found

    return find_or_make


class _Shelves:
    """Where parts are kept that were made, of all moulds: when they are full, all are emptied."""

    def __init__(self) -> None:
        self._filled: list[dict[str, Any]] = []
        self._count = 0

    def make_room(self, kept: dict[str, Any]) -> None:
        """Something is about to be put here."""
        if self._count >= _MOST_KEPT:
            filled, self._filled, self._count = self._filled, [], 0
            for each in filled:
                each.clear()
        if not kept:
            self._filled.append(kept)
        self._count += 1


_shelves: Final = _Shelves()


def _list_maker(part: tuple[Any, ...], makers: Mapping[int, _Maker]) -> _Maker:
    if len(part) == 1:
        only = makers[0]
        return lambda texts: (only(texts),)

    def make_list(texts: Sequence[str]) -> tuple[Any, ...]:
        made = list(part)
        for step, make in makers.items():
            made[step] = make(texts)
        return tuple(made)

    return make_list


def _struct_maker(part: Any, makers: Sequence[tuple[str, _Maker]]) -> _Maker:
    copy = part.__copy__
    if len(makers) == 1:
        ((only, make_only),) = makers

        def make_one(texts: Sequence[str]) -> Any:
            made = copy()
            force_setattr(made, only, make_only(texts))
            return made

        return make_one

    def make_struct(texts: Sequence[str]) -> Any:
        made = copy()
        for name, make in makers:
            force_setattr(made, name, make(texts))
        return made

    return make_struct


class Moulds:
    """The moulds of this process, and what decides when to make one."""

    def __init__(self) -> None:
        self._alike: dict[tuple[int, int], list[Mould]] = {}
        self._seen: dict[tuple[int, int], int] = {}
        self._last: Mould | None = None
        self._waited = _BETWEEN

    def cast(self, body: bytes) -> Cast | None:
        """This body as one that fits a mould; None when none fits."""
        last = self._last
        if last is None or len(body) > _LONGEST:
            return None
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return None
        fits = last.fit(text)
        if fits is not None:
            return Cast(last, fits.groups())
        for mould in self._alike.get(_kind(body), ()):
            texts = mould.texts(text)
            if texts is not None:
                self._last = mould
                return Cast(mould, texts)
        return None

    def model(self, body: bytes) -> Any:
        """The model of this body, when it fits a mould; None when none fits."""
        last = self._last
        if last is not None and len(body) <= _LONGEST:
            try:
                fits = last.fit(body.decode())
            except UnicodeDecodeError:
                return None
            if fits is not None:
                return last.model_of(fits.groups())
        cast = self.cast(body)
        return None if cast is None else cast.mould.model_of(cast.texts)

    def learn(self, body: bytes, model: Any) -> None:
        """Make a mould of this valid Observation, if its like was met often enough."""
        if len(body) > _LONGEST:
            return
        kind = _kind(body)
        times = self._seen.get(kind, 0) + 1
        if len(self._seen) > _MOST_KINDS:
            self.forget()
        self._seen[kind] = times
        self._waited += 1
        if (times not in _SEEN and times % _SEEN[-1]) or self._waited < _BETWEEN:
            return
        self._waited = 0
        mould = mould_of(body, model)
        if mould is not None:
            self._alike[kind] = [mould, *self._alike.get(kind, ())][:_MOST_ALIKE]
            self._last = mould

    def forget(self) -> None:
        """Begin anew."""
        self._alike, self._seen, self._last, self._waited = {}, {}, None, _BETWEEN


moulds: Final = Moulds()


def _kind(body: bytes) -> tuple[int, int]:
    """What bodies of one mould have in common, quickly: no gap has a quote in it, and few have a comma."""
    return body.count(b'"'), body.count(b",")


def mould_of(body: bytes, model: Any) -> Mould | None:
    """What do all Observations look like that differ from this one where they may?

    Takes: its bytes, found valid; its model. Gives: the mould; None when nothing in it may differ.
    """
    text = body.decode()
    pieces, gaps, done = [], [], 0
    for path, first, last in _values(text):
        kind = _KINDS.get(tuple("*" if isinstance(step, int) else step for step in path))
        if kind is None:
            continue
        start, end = (first, last) if kind == "number" else (first + 1, last - 1)
        grammar = _GRAMMAR[kind]
        if kind == "reference":
            type_, _, _ = text[start:end].partition("/")
            if type_ not in RESOURCE_TYPES:
                continue
            grammar = f"{type_}/{grammar}"
        if re.fullmatch(grammar, text[start:end], re.ASCII) is None:
            continue
        pieces.append(text[done:start])
        gaps.append(Gap(path, kind, grammar))
        done = end
    return Mould(model, [*pieces, text[done:]], gaps) if 0 < len(gaps) <= _MOST_GAPS else None


def _values(body: str) -> Iterator[tuple[Path, int, int]]:
    """Every text and number of this valid JSON, with its path and where it begins and ends."""
    path: list[str | int] = []
    named = False
    """Was the name of the member read whose value comes?"""
    for token in _TOKEN.finditer(body):
        text = token[0]
        if text in ("{", "["):
            path.append("" if text == "{" else 0)
            named = False
        elif text in ("}", "]"):
            path.pop()
        elif text == ":":
            named = True
        elif text == ",":
            named = False
            if isinstance(path[-1], int):
                path[-1] += 1
        elif path and path[-1] != "" and (named or isinstance(path[-1], int)):
            yield tuple(path), token.start(), token.end()
        elif path:
            path[-1] = text[1:-1]
            named = False
        if text == "," and path and isinstance(path[-1], str):
            path[-1] = ""
