"""What must hold inside a form: names, units, conditions, and an order in which everything can be computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from pagus.errors import Fault, RuleError, UnitError
from pagus.kernel.units import parse_unit, same_dimension
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.form_facts import Fact, every_fact, form_environment, form_facts
from pagus.kit_language.form_model import ASKED, Form, Item, Score
from pagus.kit_language.form_schema import FormEntry
from pagus.kit_language.reach import Range, possible_verdicts
from pagus.kit_language.schema import EvidenceEntry
from pagus.rules import Environment, Expression, compile_rule
from pagus.rules.tokens import RESERVED

__all__ = ["form_dependencies", "form_evidence", "form_faults"]

Where = tuple[str | int, ...]


def form_evidence(entry: FormEntry) -> Iterator[tuple[Where, EvidenceEntry]]:
    """Which evidence does this form cite, and where?

    Takes: the entry. Gives: the path inside it, and the block.
    """
    yield ("evidence",), entry.evidence
    for name, score in entry.scores.items():
        yield ("scores", name, "evidence"), score.evidence
        for cut_off, one in score.cut_offs.items():
            yield ("scores", name, "cut_offs", cut_off, "evidence"), one.evidence
    for name, flag in entry.flags.items():
        yield ("flags", name, "evidence"), flag.evidence


def form_faults(placed: Placed[FormEntry], form: Form) -> Iterator[Fault]:
    """What is wrong with this form, seen whole?

    Takes: its entry where it stands, and the form assembled from it. Gives: every fault that can be told at once;
    conditions are judged only when names and units are right.
    """
    entry = placed.value
    assert entry is not None  # the form was made from it
    found = [*_name_faults(placed, form), *_unit_faults(placed, form), *_option_faults(placed, entry, form)]
    found += _group_faults(placed, form)
    yield from found
    if any(fault in found for fault in (*_name_faults(placed, form), *_unit_faults(placed, form))):
        return
    checker = _Checker(placed, form, form_environment(form), form_facts(form))
    yield from checker.faults()


def form_dependencies(form: Form) -> dict[str, set[str]]:
    """Which items and scores must be known before each one?

    Takes: a form without a fault. Gives: by name, the names of items and scores that its conditions and formulas read.
    """
    facts, environment = form_facts(form), form_environment(form)

    def sources(*texts: str, names: tuple[str, ...] = ()) -> set[str]:
        read = {name for text in texts if text for name in compile_rule(text, environment).features}
        return {facts[name].source for name in read | set(names)}

    found = {item.name: sources(item.when) | ({item.group} if item.group else set()) for item in form.items.values()}
    for score in form.scores.values():
        texts = [score.valid, score.value, *(table.when for table in score.tables)]
        texts += [text for case in score.cases for text in (case.when, case.value)]
        names = (*score.of, *(name for term in score.terms for name in term.of))
        found[score.name] = sources(*texts, *(term.when for term in score.terms), names=names)
    return found


def _name_faults(placed: Placed[FormEntry], form: Form) -> Iterator[Fault]:
    counted = Counter(name for name, _ in every_fact(form))
    told: set[str] = set()
    for name, fact in every_fact(form):
        section = "items" if fact.source in form.items else "scores" if fact.source in form.scores else "flags"
        if counted[name] > 1 and name not in told:
            told.add(name)
            message = f"two parts of the form are called {name}"
            yield placed.fault(message, "names of items, scores, flags and what comes of them differ", section, name)
        if name in RESERVED:
            message = f"{name} is a word of the rule language and cannot be a name"
            yield placed.fault(message, f"call it {name}_value, for example", section, name)
    for name, item in form.items.items():
        if item.kind not in ASKED and (name in form.scores or name in form.flags):
            yield placed.fault(f"two parts of the form are called {name}", "rename one", "items", name)


def _unit_faults(placed: Placed[FormEntry], form: Form) -> Iterator[Fault]:
    for section, parts in (("items", form.items), ("scores", form.scores)):
        for name, part in parts.items():
            try:
                parse_unit(part.unit)
            except UnitError as error:
                where = "calculated" if section == "scores" and part.kind == "formula" else section
                message, _, remedy = str(error).partition(": ")
                yield placed.fault(message, remedy or "write a UCUM code, as kg", where, name, "unit")


def _option_faults(placed: Placed[FormEntry], entry: FormEntry, form: Form) -> Iterator[Fault]:
    used = {item.options for item in entry.items.values() if isinstance(item.options, str)}
    for name, item in entry.items.items():
        if isinstance(item.options, str) and item.options not in entry.choices:
            message = f"no choices are called {item.options!r}"
            yield placed.fault(message, nearest(item.options, entry.choices), "items", name, "options")
        given = form.items[name].options
        some = [option for option in given if option.points is not None]
        if some and len(some) < len(given):
            lacks = next(option.name for option in given if option.points is None)
            message = f"{lacks} has no points, and others have"
            yield placed.fault(message, "give points to each option, or to none", "items", name, "options")
        if item.kind == "choice" and any(option.alone for option in given):
            remedy = "alone belongs to choices, where several may be chosen"
            yield placed.fault("one answer is always alone", remedy, "items", name, "options")
    for name in entry.choices:
        if name not in used:
            yield placed.fault("no item uses these choices", "remove them", "choices", name)


def _group_faults(placed: Placed[FormEntry], form: Form) -> Iterator[Fault]:
    names = list(form.items)
    for place, (name, item) in enumerate(form.items.items()):
        if not item.group:
            continue
        group = form.items.get(item.group)
        if group is None or group.kind != "group":
            groups = [one.name for one in form.items.values() if one.kind == "group"]
            yield placed.fault(
                f"no group is called {item.group!r}", nearest(item.group, groups), "items", name, "group"
            )
        elif item.group not in names[:place]:
            yield placed.fault(
                f"{item.group} stands after it", "put the group before its items", "items", name, "group"
            )
        elif not _is_inside(form.items[names[place - 1]], item.group, form.items):
            remedy = f"put it directly after the other items of {item.group}"
            yield placed.fault("other items stand between it and its group", remedy, "items", name, "group")
    for name, item in form.items.items():
        if item.kind == "group" and not any(one.group == name for one in form.items.values()):
            yield placed.fault("the group is empty", f"add group: {name} to its items, or remove it", "items", name)


def _is_inside(item: Item, group: str, items: Mapping[str, Item]) -> bool:
    """Is this item the group itself, or in it at any depth?"""
    seen: set[str] = set()
    while item.name != group:
        if not item.group or item.group in seen or item.group not in items:
            return False
        seen.add(item.group)
        item = items[item.group]
    return True


class _Checker:
    """Conditions and scores of one form whose names and units are right."""

    def __init__(
        self, placed: Placed[FormEntry], form: Form, environment: Environment, facts: Mapping[str, Fact]
    ) -> None:
        self.placed, self.form, self.environment, self.facts = placed, form, environment, facts
        self.ranges = {name: fact_range(form, name, fact) for name, fact in facts.items()}
        self.sound = True

    def faults(self) -> Iterator[Fault]:
        found: list[Fault] = []
        for item in self.form.items.values():
            found += self._condition(item.when, "items", item.name, "when")
        for score in self.form.scores.values():
            found += self._score(score)
        for flag in self.form.flags.values():
            found += self._condition(flag.when, "flags", flag.name, "when")
        yield from found
        if self.sound:
            yield from self._order()

    def compiled(self, text: str, kind: str, *where: str | int) -> Expression | list[Fault]:
        try:
            return compile_rule(text, self.environment, expect=kind)  # type: ignore[arg-type]  # boolean or number
        except RuleError as error:
            self.sound = False
            return [self.placed.fault(f"{it.path}: {it.message}", it.remedy, *where) for it in error.faults]

    def _condition(self, text: str, *where: str | int) -> list[Fault]:
        if not text:
            return []
        found = self.compiled(text, "boolean", *where)
        if isinstance(found, list):
            return found
        if not found.features:
            return [self.placed.fault("no answer can change this condition", "name an item or a score", *where)]
        verdict = possible_verdicts(found.node, {name: self.ranges[name] for name in found.features}, {})
        if verdict.can_be_true and verdict.can_be_false:
            return []
        always = "always" if verdict.can_be_true else "never"
        remedy = "compare with what can be answered, or remove the condition"
        return [self.placed.fault(f"this condition {always} holds", remedy, *where)]

    def _number(self, text: str, unit: str, *where: str | int) -> list[Fault]:
        found = self.compiled(text, "number", *where)
        if isinstance(found, list):
            return found
        if found.unit is not None and not same_dimension(found.unit, unit):
            message = f"the formula gives {found.unit.code} ({found.unit.dimension_name}), the unit is {unit}"
            return [self.placed.fault(message, "write another unit, or another formula", *where)]
        return []

    def _score(self, score: Score) -> list[Fault]:
        section = "calculated" if score.kind == "formula" else "scores"
        where = (section, score.name)
        found = self._condition(score.valid, *where, "valid")
        if score.kind == "formula":
            found += self._number(score.value, score.unit, *where, "formula")
        for place, table in enumerate(score.tables):
            found += self._condition(table.when, *where, "tables", place, "when")
        for place, term in enumerate(score.terms):
            found += self._condition(term.when, *where, "terms", place, "when")
            found += self._read(term.of, *where, "terms", place, "of")
        found += self._read(score.of, *where, "of")
        if score.kind == "sum":
            found += self._summed(score, *where, "of")
        return [*found, *self._cases(score, where), *self._bands(score, where)]

    def _read(self, names: tuple[str, ...], *where: str | int) -> list[Fault]:
        known = [name for name, fact in self.facts.items() if fact.source not in self.form.flags]
        wrong = [name for name in names if name not in known]
        self.sound = self.sound and not wrong
        return [self.placed.fault(f"nothing here is called {name!r}", nearest(name, known), *where) for name in wrong]

    def _summed(self, score: Score, *where: str | int) -> list[Fault]:
        found = []
        for name in score.of:
            item = self.form.items.get(name)
            if item is not None and item.options and not item.has_points:
                message = f"the answers of {name} have no points"
                found.append(self.placed.fault(message, "write them after each option, as never: 0", *where))
            elif item is not None and item.kind in {"date", "text"}:
                found.append(self.placed.fault(f"{name} is no number", "sum numbers and points", *where))
            elif name in self.facts and not (item is not None and item.options):
                unit = self.facts[name].unit
                if parse_unit(unit) != parse_unit(score.unit):
                    message = f"{name} is in {unit}, the sum in {score.unit}"
                    found.append(self.placed.fault(message, "give the sum the unit of its parts", *where))
        return found

    def _cases(self, score: Score, where: Where) -> list[Fault]:
        found: list[Fault] = []
        for place, case in enumerate(score.cases):
            last = place == len(score.cases) - 1
            if bool(case.when) == last:
                message = "the last rule has a condition" if last else "a rule without a condition hides those after it"
                remedy = "end the list with a rule without when: what holds otherwise"
                found.append(self.placed.fault(message, remedy, *where, "cases", place))
            found += self._condition(case.when, *where, "cases", place, "when")
            if case.value:
                found += self._number(case.value, score.unit, *where, "cases", place, "value")
        return found

    def _bands(self, score: Score, where: Where) -> list[Fault]:
        span = score_range(self.form, score)
        found = []
        for place, band in enumerate(score.bands):
            if band.upper is not None and not span.low <= band.upper <= span.high:
                message = f"{band.upper:g} lies outside what {score.name} can be"
                remedy = f"it goes from {span.low:g} to {span.high:g}"
                found.append(self.placed.fault(message, remedy, *where, "bands", place))
        for cut_off in score.cut_offs:
            if not span.low <= cut_off.value <= span.high:
                message = f"{cut_off.value:g} lies outside what {score.name} can be"
                remedy = f"it goes from {span.low:g} to {span.high:g}"
                found.append(self.placed.fault(message, remedy, *where, "cut_offs", cut_off.name))
        return found

    def _order(self) -> Iterator[Fault]:
        needs = form_dependencies(self.form)
        try:
            list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = [str(name) for name in error.args[1]]
            where = next((("items", name) for name in circle if name in self.form.items), ("scores", circle[0]))
            message = f"these wait for each other: {' -> '.join(circle)}"
            yield self.placed.fault(message, "let one of them not read the others", *where)
            return
        places = {name: place for place, name in enumerate(self.form.items)}
        for name, item in self.form.items.items():
            if not item.when:
                continue
            for other in sorted(_items_behind(name, needs, self.form)):
                if places[other] > places[name]:
                    message = f"its condition reads {other}, which is asked after it"
                    yield self.placed.fault(message, f"put {other} before {name}", "items", name, "when")


def _items_behind(name: str, needs: Mapping[str, set[str]], form: Form) -> set[str]:
    """The items that this one's condition reads, itself or through scores."""
    pending, seen = set(needs[name]), set()
    while pending:
        one = pending.pop()
        seen.add(one)
        if one in form.scores:
            pending |= needs[one] - seen
    return {one for one in seen if one in form.items}


def fact_range(form: Form, name: str, fact: Fact) -> Range:
    """Between which values does this fact of a form lie?

    Takes: the form, the fact and its name. Gives: a range that holds each possible value.
    """
    if fact.words:
        return Range(min(fact.words.values()), max(fact.words.values()))
    item = form.items.get(fact.source)
    if item is None:
        return score_range(form, form.scores[fact.source])
    if name.endswith("_points") and name != item.name:
        return _points_range(item)
    if item.kind == "choices":
        return Range(0.0, float(len(item.options)))
    low, high = item.low, item.high
    return Range(float("-inf") if low is None else low, float("inf") if high is None else high)


def _points_range(item: Item) -> Range:
    points = [option.points or 0.0 for option in item.options]
    if item.kind == "choices":
        return Range(sum(min(0.0, one) for one in points), sum(max(0.0, one) for one in points))
    return Range(min(points), max(points))


def score_range(form: Form, score: Score, behind: frozenset[str] = frozenset()) -> Range:
    """Between which values can this score lie?

    Takes: a form and one of its scores (and the scores that wait for it). Gives: a range that holds each possible
    value; without ends where it is not known ahead (formulas, linear equations, scores that wait for each other).
    """
    everything = Range(float("-inf"), float("inf"))
    if score.name in behind:
        return everything
    if score.has_outcomes:
        return Range(1.0, float(len(score.bands)))
    if score.kind == "steps":
        points = [step.points for table in score.tables for step in table.steps]
        return Range(min(points), max(points))
    if score.kind != "sum":
        return everything
    low = high = 0.0
    for name in score.of:
        item = form.items.get(name)
        if item is not None and item.options:
            part = _points_range(item) if item.has_points else everything
            if item.when:  # not asked: these points, or none
                other = item.points_if_not_asked or 0.0
                part = Range(min(part.low, other), max(part.high, other))
        elif name in form.scores:
            part = score_range(form, form.scores[name], behind | {score.name})
        else:
            fact = form_facts(form).get(name)
            part = fact_range(form, name, fact) if fact is not None else everything
        low, high = low + part.low, high + part.high
    ends = (low * score.times, high * score.times)
    return Range(min(ends), max(ends))
