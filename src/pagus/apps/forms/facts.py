"""What a complete form tells a pathway."""

from __future__ import annotations

from pagus.engines.forms.model import Evaluation
from pagus.engines.pathways import Program
from pagus.kernel.units import convert
from pagus.kit_language.form_facts import form_facts
from pagus.kit_language.form_model import Form

__all__ = ["facts_for"]


def facts_for(program: Program, form: Form, found: Evaluation) -> dict[str, float | None]:
    """Which facts of the pathway do these answers give, in its units?

    Takes: the program; the form; what it made of the answers. Gives: each fact that says ``form:`` with this form. A
    fact is that of the form with the form's name and _ before it (``who_5_total``), or, where it has no such beginning,
    that of its own name; what the form does not give is left out.
    Refuses: UnitError when the two units do not go together.
    """
    given: dict[str, float | None] = {}
    known = form_facts(form)
    for plan in program.plans.values():
        for fact in plan.pathway.facts.values():
            if fact.form != form.name:
                continue
            name = fact.name.removeprefix(f"{form.name}_")
            source = name if name in known else fact.name
            if source in known and source in found.facts:
                value = found.facts[source]
                unit = known[source].unit
                given[fact.name] = value if value is None or unit == fact.unit else convert(value, unit, fact.unit)
    return given
