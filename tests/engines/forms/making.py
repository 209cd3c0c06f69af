"""Forms from a few lines of YAML, without texts of their own, and random answers to any form."""

from __future__ import annotations

from random import Random
from typing import Any

from pagus.engines.forms import FormProgram, compile_form, evaluate
from pagus.engines.forms.answers import check_answers
from pagus.engines.forms.model import Answer, Evaluation
from pagus.errors import Fault
from pagus.kit_language.entries import Placed, read_entries
from pagus.kit_language.form_assembly import assemble_form
from pagus.kit_language.form_lint import form_faults
from pagus.kit_language.form_model import ASKED, Form, Item
from pagus.kit_language.form_schema import FormEntry
from pagus.kit_language.texts import Texts
from pagus.kit_language.yaml_document import read_yaml

HEAD = """\
f:
  version: 1.0.0
  wording: working
  terms: free
  evidence: {certainty: law, sources: [somewhere]}
"""


def read(body: str) -> tuple[Form | None, list[Fault]]:
    """A form of this body, and its faults; its texts are all empty."""
    document, faults = read_yaml(HEAD + body, "forms/f.yaml")
    assert document is not None, faults
    entries: dict[str, Placed[FormEntry]] = {}
    read_entries(FormEntry, document, (), entries, faults)
    placed = entries.get("f")
    if placed is None or placed.value is None:
        return None, faults
    form = assemble_form("f", placed.value, Texts({}, []))
    return form, [*faults, *form_faults(placed, form)]


def made(body: str) -> FormProgram:
    form, faults = read(body)
    assert form is not None
    assert faults == []
    return compile_form(form)


def judged(program: FormProgram, **written: Any) -> Evaluation:
    answers, refused = check_answers(program.form, written)
    assert refused == ()
    return evaluate(program, answers)


def random_answer(item: Item, chance: Random) -> Answer:
    if item.kind == "choice":
        return chance.choice(item.options).name
    if item.kind == "choices":
        alone = [option.name for option in item.options if option.alone]
        if alone and chance.random() < 0.2:
            return (alone[0],)
        plain = [option.name for option in item.options if not option.alone]
        return tuple(name for name in plain if chance.random() < 0.4) or (plain[0],)
    if item.kind == "yes_no":
        return chance.random() < 0.5
    if item.kind in {"integer", "decimal"}:
        assert item.low is not None
        assert item.high is not None
        value = chance.uniform(item.low, item.high)
        return float(round(value)) if item.kind == "integer" else round(value, 2)
    return f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-15" if item.kind == "date" else "words"


def random_answers(form: Form, chance: Random, share: float = 0.8) -> dict[str, Answer]:
    asked = [item for item in form.items.values() if item.kind in ASKED]
    return {item.name: random_answer(item, chance) for item in asked if chance.random() < share}
