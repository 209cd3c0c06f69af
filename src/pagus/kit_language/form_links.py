"""How the forms of a kit reach its pathways: which fact of a form is behind a fact of a pathway, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pagus.errors import Fault, UnitError
from pagus.kernel.units import parse_unit, same_dimension
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import nearest
from pagus.kit_language.form_facts import Fact, form_facts
from pagus.kit_language.form_model import Form
from pagus.kit_language.model import Kit, Text
from pagus.kit_language.pathway_model import Pathway

__all__ = ["answered_facts", "guard_words", "link_faults", "signal_link_faults", "word_text"]


def _behind(form: Form, name: str) -> tuple[str, Fact] | None:
    """The fact of a form that a fact of a pathway stands for: of its name, or of its name after the form's."""
    facts = form_facts(form)
    for one in (name, name.removeprefix(f"{form.name}_")):
        if one in facts:
            return one, facts[one]
    return None


def answered_facts(pathway: Pathway, form: Form, facts: Mapping[str, float | None]) -> dict[str, float | None]:
    """What do the answers to this form tell this pathway?

    Takes: the pathway, the form, and the facts that its evaluation gives (``engines.forms.facts_of``).
    Gives: by the name of each fact that the pathway takes from this form, its value; None where the answers leave it
    open: what an earlier answer said must not pass for what this one says.
    """
    found: dict[str, float | None] = {}
    for name, fact in pathway.facts.items():
        behind = _behind(form, name) if fact.form == form.name else None
        if behind is not None:
            found[name] = facts.get(behind[0])
    return found


def guard_words(kit: Kit) -> dict[str, Mapping[str, float]]:
    """Which words may the guards of this kit compare its facts with?

    Takes: a kit. Gives: by the name of a fact that comes from a form, the number behind each word.
    """
    found: dict[str, Mapping[str, float]] = {}
    for pathway in kit.pathways.values():
        for name, fact in pathway.facts.items():
            behind = _behind(kit.forms[fact.form], name) if fact.form in kit.forms else None
            if behind is not None and behind[1].words:
                found[name] = behind[1].words
    return found


def word_text(kit: Kit, word: str) -> Text | None:
    """How is this word of a form said?

    Takes: a kit, and the name of an option or band of one of its forms. Gives: its text; None when no form has it.
    """
    for form in kit.forms.values():
        for item in form.items.values():
            for option in item.options:
                if option.name == word:
                    return option.text
        for score in form.scores.values():
            for band in score.bands:
                if band.name == word:
                    return band.text
    return None


def link_faults(kit: Kit) -> Iterator[Fault]:
    """Which pathways of this kit ask for a form, or a fact of one, that is not there?

    Takes: a kit. Gives: faults, each at its line; none when the kit holds no form: they may live elsewhere.
    """
    for pathway in kit.pathways.values() if kit.forms else ():
        for task in pathway.tasks.values():
            if task.form and task.form not in kit.forms:
                message = f"no form is called {task.form!r}"
                yield _fault(pathway, task.line, f"tasks.{task.name}.form", message, nearest(task.form, kit.forms))
        for name, fact in pathway.facts.items():
            if fact.form in kit.forms:
                yield from _fact_faults(pathway, kit.forms[fact.form], name)


def signal_link_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """Which signals of this kit should come from a form, or a fact of one, that is not there or never asked?

    Takes: the draft and the kit assembled from it. Gives: faults, each at its line.
    """
    asked = {task.form for pathway in kit.pathways.values() for task in pathway.tasks.values()}
    for placed in draft.signals.values():
        entry = placed.value
        if entry is None or entry.form is None or entry.fact is None:
            continue
        form = kit.forms.get(entry.form)
        if form is None:
            if entry.form not in draft.forms:  # else its own faults are told already
                yield placed.fault(f"no form is called {entry.form!r}", nearest(entry.form, kit.forms), "form")
            continue
        if entry.form not in asked:
            remedy = f"add form: {form.name} to a task of a pathway"
            yield placed.fault(f"no task asks for the form {form.name}: the signal never comes", remedy, "form")
        facts = form_facts(form)
        if entry.fact not in facts:
            message = f"the form {form.name} has no fact {entry.fact}"
            yield placed.fault(message, nearest(entry.fact, facts), "fact")
        elif not _same_kind(entry.unit, facts[entry.fact].unit):
            unit = facts[entry.fact].unit
            message = f"the form {form.name} gives {entry.fact} in {unit}, the signal is in {entry.unit}"
            yield placed.fault(message, f"write unit: {unit}", "unit")


def _same_kind(unit: str, other: str) -> bool:
    try:
        return same_dimension(unit, other)
    except UnitError:  # told where the unit stands
        return True


def _fact_faults(pathway: Pathway, form: Form, name: str) -> Iterator[Fault]:
    fact, where = pathway.facts[name], f"facts.{name}"
    behind = _behind(form, name)
    if behind is None:
        message = f"the form {form.name} has no fact {name}"
        known = [*form_facts(form), *(f"{form.name}_{one}" for one in form_facts(form))]
        yield _fault(pathway, fact.line, where, message, nearest(name, known))
        return
    try:
        differ = parse_unit(fact.unit) != parse_unit(behind[1].unit)
    except UnitError:  # told where the unit stands
        return
    if differ:
        message = f"the form {form.name} gives {behind[0]} in {behind[1].unit}, not in {fact.unit}"
        yield _fault(pathway, fact.line, f"{where}.unit", message, f"write unit: {behind[1].unit}")


def _fault(pathway: Pathway, line: int | None, path: str, message: str, remedy: str) -> Fault:
    return Fault(file=pathway.file, line=line, path=f"{pathway.name}.{path}", message=message, remedy=remedy)
