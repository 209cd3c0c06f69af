"""What rules may say about a form: its facts, each with a unit and, where it is one of some words, its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pagus.kit_language.form_model import Form, Item, Score
from pagus.rules import Environment

__all__ = ["YES_NO", "Fact", "form_environment", "form_facts"]

YES_NO: Mapping[str, float] = {"no": 0.0, "yes": 1.0}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that a rule may name. ``source``: the item, score or flag that it comes from."""

    unit: str
    source: str
    words: Mapping[str, float] = field(default_factory=dict)


def form_facts(form: Form) -> dict[str, Fact]:
    """Which facts does this form give?

    Takes: a form. Gives: by name, in the order of the form. Inside the form a rule uses these names; the facts of a
    pathway have them too, alone or after the name of the form (``form_links``): ``who_5_total``.
    Method: an item or score has its name; ``X_points`` are the points of an answer; ``X_OPTION`` (yes or no) says
    whether one of several answers was given; ``X_band`` names the band of a score; ``X_CUT`` (yes or no) whether a
    cut-off holds. A choice is a number from 1 in the order of its options, a date is in days since 1970-01-01. Of two
    facts of one name the first counts; ``form_lint`` tells the second.
    """
    facts: dict[str, Fact] = {}
    for name, fact in every_fact(form):
        facts.setdefault(name, fact)
    return facts


def every_fact(form: Form) -> Iterator[tuple[str, Fact]]:
    """All facts of a form by name, also where two have one name.

    Takes: a form. Gives: names and facts, in the order of the form.
    """
    for item in form.items.values():
        yield from _item_facts(item)
    for score in form.scores.values():
        yield from _score_facts(score)
    for flag in form.flags:
        yield flag, Fact("1", flag, YES_NO)


def form_environment(form: Form) -> Environment:
    """Which names may the rules inside this form use?

    Takes: a form whose units are known. Gives: all its facts but the flags, which only speak to the outside.
    Refuses: as ``Environment``.
    """
    facts = {name: fact for name, fact in form_facts(form).items() if fact.source not in form.flags}
    words = {name: fact.words for name, fact in facts.items() if fact.words}
    return Environment({name: fact.unit for name, fact in facts.items()}, {}, words)


def _item_facts(item: Item) -> Iterator[tuple[str, Fact]]:
    name = item.name
    if item.kind == "choice":
        order = {option.name: float(place) for place, option in enumerate(item.options, start=1)}
        yield name, Fact("1", name, order)
    elif item.kind == "choices":
        yield name, Fact("1", name)
        for option in item.options:
            yield f"{name}_{option.name}", Fact("1", name, YES_NO)
    elif item.kind == "yes_no":
        yield name, Fact("1", name, YES_NO)
    elif item.kind in {"integer", "decimal"}:
        yield name, Fact(item.unit, name)
    elif item.kind == "date":
        yield name, Fact("d", name)
    elif item.kind == "text":
        yield name, Fact("1", name)
    if item.has_points:
        yield f"{name}_points", Fact("1", name)


def _score_facts(score: Score) -> Iterator[tuple[str, Fact]]:
    name = score.name
    order = {band.name: float(place) for place, band in enumerate(score.bands, start=1)}
    yield name, Fact(score.unit, name, order if score.has_outcomes else {})
    if score.bands and not score.has_outcomes:
        yield f"{name}_band", Fact("1", name, order)
    for cut_off in score.cut_offs:
        yield f"{name}_{cut_off.name}", Fact("1", name, YES_NO)
