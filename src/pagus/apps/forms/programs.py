"""Forms ready to be evaluated, by what they mean."""

from __future__ import annotations

from pagus.engines.forms import FormProgram, compile_form
from pagus.kit_language.form_model import Form

__all__ = ["form_program"]

_COMPILED: dict[tuple[str, str, str], FormProgram] = {}
MOST_KEPT = 200


def form_program(form: Form) -> FormProgram:
    """The compiled form; compiled once for each version of its meaning and each of its wordings."""
    key = (form.name, form.version, form.digest)
    known = _COMPILED.get(key)
    if known is None or known.form is not form:
        if len(_COMPILED) >= MOST_KEPT:
            _COMPILED.clear()
        known = _COMPILED[key] = compile_form(form)
    return known
