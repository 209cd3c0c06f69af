"""What the forms engine takes and gives: answers, and what a form makes of them. Frozen; JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pagus.errors import ShapeError
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Severity

__all__ = ["Answer", "Answers", "Carried", "Evaluation", "Part", "Raised", "Refusal", "Scored"]

Answer = str | float | bool | tuple[str, ...]
"""A choice is the name of its option, several are a tuple of names, yes/no a bool, a date ISO text, a number in the
unit of its item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to one version of a form, as far as given. ``digest``: what that version asked and computed."""

    form: str
    version: str
    digest: str
    values: Mapping[str, Answer] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What are these answers as plain JSON? ``from_json`` reads it back."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in self.values.items()}
        return {"form": self.form, "version": self.version, "digest": self.digest, "values": plain}

    @classmethod
    def from_json(cls, plain: Any) -> Answers:
        """Which answers does this JSON hold?

        Takes: what ``as_json`` gave. Gives: the equal Answers; whether each fits its form is for ``check_answers``.
        Refuses: ShapeError for anything else.
        """
        if not isinstance(plain, Mapping) or set(plain) != {"form", "version", "digest", "values"}:
            raise ShapeError("answers are form, version, digest and values, and nothing else")
        values = plain["values"]
        if not isinstance(values, Mapping) or not all(isinstance(plain[key], str) for key in set(plain) - {"values"}):
            raise ShapeError("answers are values by item, and the form, version and digest as texts")
        read = {str(name): _answer(str(name), value) for name, value in values.items()}
        return cls(form=plain["form"], version=plain["version"], digest=plain["digest"], values=read)


def _answer(name: str, value: Any) -> Answer:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, (str, float, bool)):
        return value
    raise ShapeError("{item}: an answer is a text, a number, true, false, or a list of texts", item=name)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not taken: of which item, and what would be right."""

    item: str
    words: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Answers moved to another version of their form.

    ``dropped``: answers that mean nothing there, each with the reason. ``reworded``: kept, but the question now reads
    otherwise: let the person look again. ``to_ask``: asked there, and never answered.
    """

    answers: Answers
    dropped: tuple[Refusal, ...]
    reworded: tuple[str, ...]
    to_ask: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one item, score or term brought to a score. ``counts`` is None while it is not known.

    ``state``: given; not asked (a condition left it out); missing; filled (stands for a missing one).
    """

    name: str
    value: float | None
    counts: float | None
    state: Literal["given", "not_asked", "missing", "filled"] = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One score. ``value`` is None when something is missing (``missing``: the items) or its equation is refused.

    ``case``: which table, or which rule of the list, decided, from 0. ``gaps``: why it cannot be computed though all is
    there, as a division by zero. ``refused``: the person does not belong to the population of the equation.
    """

    name: str
    value: float | None
    unit: str
    band: str | None = None
    cut_offs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    refused: bool = False
    parts: tuple[Part, ...] = ()
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag that holds: a human must see it now."""

    name: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a form makes of answers, however few they are.

    ``asked``: the items that are asked now, in order. ``missing``: those of them that must be answered and are not.
    ``set_aside``: answers to what is not asked any more; kept, and not counted. ``facts``: every fact of the form, None
    where unknown.
    """

    form: str
    version: str
    asked: tuple[str, ...]
    missing: tuple[str, ...]
    set_aside: tuple[str, ...]
    scores: Mapping[str, Scored]
    flags: tuple[Raised, ...]
    facts: Mapping[str, float | None]

    @property
    def is_complete(self) -> bool:
        """Is everything answered that must be?"""
        return not self.missing
