"""What a checked form is: questions, conditions, computed values, scores and what needs somebody at once. Frozen.

Nothing here computes: the room ``engines.forms`` compiles a form once and evaluates answers with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pagus.kit_language.model import Evidence, Severity, Text

__all__ = [
    "ASKED",
    "CutOff",
    "Flag",
    "Form",
    "Item",
    "ItemKind",
    "Option",
    "Score",
    "ScoreBand",
    "ScoreCase",
    "ScoreKind",
    "Step",
    "StepTable",
    "Term",
    "Terms",
    "Wording",
    "form_parts",
]

ItemKind = Literal["choice", "choices", "yes_no", "integer", "decimal", "date", "text", "group", "display"]
ASKED: frozenset[str] = frozenset({"choice", "choices", "yes_no", "integer", "decimal", "date", "text"})
"""The kinds that have an answer."""
ScoreKind = Literal["sum", "steps", "linear", "rules", "formula"]
Wording = Literal["official", "working"]
"""``official``: the published words of the instrument. ``working``: our own plain words, nobody has validated them."""
Terms = Literal["free", "credit", "ask"]
"""Whether others may use the instrument: freely, with credit to its authors, or only once they have agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen. ``alone``: of several answers, it excludes the others ("none of these")."""

    name: str
    text: Text
    points: float | None = None
    alone: bool = False
    code: str = ""
    """Its code in an exchange; empty: its name."""
    system: str = ""
    """The code system of ``code``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, group of questions, or words between them, in the order in which the form shows it."""

    name: str
    kind: ItemKind
    text: Text
    help: Text | None = None
    unit: str = "1"
    """UCUM; of integers and decimals."""
    low: float | None = None
    high: float | None = None
    """The ends of what can be answered, both included. Of dates: days since 1970-01-01."""
    options: tuple[Option, ...] = ()
    group: str = ""
    when: str = ""
    """Rule language: asked only when this is true. Empty: always."""
    required: bool = True
    points_if_not_asked: float | None = None
    """What it counts in a sum while it is not asked; None: it does not count then."""
    loinc: str | None = None
    link_id: str = ""
    """Its linkId in a FHIR Questionnaire; empty: its name."""

    @property
    def has_points(self) -> bool:
        """Does each of its answers count points?"""
        return bool(self.options) and all(option.points is not None for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Up to ``upper`` (included when ``closed``) it is ``points``; without ``upper``: all that is left."""

    points: float
    upper: float | None = None
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTable:
    """The steps that hold when ``when`` does; empty: always. Steps rise, and the last has no end."""

    steps: tuple[Step, ...]
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``factor`` times each of ``of``; with ``when`` it counts only while that is true (an indicator variable)."""

    factor: float
    of: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCase:
    """One rule of a list: when it is the first that holds, the score is ``value`` (a formula) or ``gives`` (a word)."""

    when: str = ""
    value: str = ""
    gives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBand:
    """What a value means, in words. Bands rise as steps do. Of a rule list they are its outcomes, counted from 1."""

    name: str
    text: Text
    upper: float | None = None
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A named limit of a score, from one source; a score may have several that disagree."""

    name: str
    text: Text
    sign: Literal[">=", ">", "<=", "<"]
    value: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A number computed from answers. ``kind`` says by which evaluator, and which of the fields below it uses.

    ``sum``: points (or numbers) of ``of``, times ``times``; at most ``missing_at_most`` may lack, filled by
    ``missing_fill``. ``steps``: the value of the one name in ``of`` through the first of ``tables`` that holds.
    ``linear``: ``constant`` and ``terms``. ``rules``: the first of ``cases`` that holds. ``formula``: ``value`` in the
    rule language, in ``unit``.
    ``valid``: outside it the score is refused, because ``population`` was another one.
    """

    name: str
    kind: ScoreKind
    label: Text
    evidence: Evidence | None
    """None only of a ``formula``: a conversion or a difference claims nothing."""
    unit: str = "1"
    of: tuple[str, ...] = ()
    times: float = 1.0
    missing_at_most: int = 0
    missing_fill: Literal["mean", "zero"] = "mean"
    tables: tuple[StepTable, ...] = ()
    constant: float = 0.0
    terms: tuple[Term, ...] = ()
    cases: tuple[ScoreCase, ...] = ()
    value: str = ""
    valid: str = ""
    population: Text | None = None
    decimals: int | None = None
    """Rounded half away from zero to so many; None: not rounded."""
    bands: tuple[ScoreBand, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()

    @property
    def has_outcomes(self) -> bool:
        """Are its values words, counted from 1?"""
        return self.kind == "rules" and any(case.gives for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something in the answers that a human must see at once, whatever the score, however few answers there are."""

    name: str
    when: str
    severity: Severity
    title: Text
    advice: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A questionnaire that scores itself, checked whole. ``digest`` names what it means, whatever its texts say."""

    name: str
    version: str
    digest: str
    title: Text
    purpose: Text
    licence: Text
    terms: Terms
    wording: Wording
    evidence: Evidence
    items: Mapping[str, Item] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)
    url: str = ""
    """Its canonical address as a FHIR Questionnaire; nothing is fetched from it."""


def form_parts(forms: Mapping[str, Form], field: str) -> dict[str, Item | Score | Flag]:
    """Which items, scores or flags have these forms together?

    Takes: forms by name; items, scores or flags. Gives: them by form and name, as ``who_5.calm``.
    """
    return {f"{form.name}.{name}": part for form in forms.values() for name, part in getattr(form, field).items()}
