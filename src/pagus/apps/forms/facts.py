"""What a complete form tells a pathway."""

from __future__ import annotations

from pagus.engines.forms import facts_of
from pagus.engines.forms.model import Evaluation
from pagus.engines.pathways import Program
from pagus.kit_language.form_links import answered_facts
from pagus.kit_language.form_model import Form

__all__ = ["facts_for"]


def facts_for(program: Program, form: Form, found: Evaluation) -> dict[str, float | None]:
    """Which facts of the pathway, and of those that it calls, do these answers give?

    Takes: the program; the form; what it made of the answers. Gives: facts by the names of the pathway, None for
    one that the answers leave open (``form_links.answered_facts``).
    """
    given: dict[str, float | None] = {}
    for plan in program.plans.values():
        given |= answered_facts(plan.pathway, form, facts_of(found))
    return given
