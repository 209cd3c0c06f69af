"""Form files with a few words exchanged: each is told its faults, or can be asked, scored, shown and said."""

from __future__ import annotations

import re
from random import Random

from pagus.engines.forms import check_answers, compile_form, evaluate, view_form
from pagus.errors import Fault
from pagus.kit_language.entries import Placed, read_entries
from pagus.kit_language.form_assembly import assemble_form
from pagus.kit_language.form_lint import form_faults
from pagus.kit_language.form_model import Form
from pagus.kit_language.form_ready import READY, ready_slugs
from pagus.kit_language.form_schema import FormEntry
from pagus.kit_language.form_sentences import form_words
from pagus.kit_language.texts import Texts
from pagus.kit_language.yaml_document import read_yaml
from tests.engines.forms.making import random_answers

TEXTS = [(READY / slug / "form.yaml").read_text(encoding="utf-8") for slug in ready_slugs()]
WORD = re.compile(r"([\w.'>=<&|!]+)")
WORDS = sorted({word for text in TEXTS for word in WORD.findall(text)})


def mangled(chance: Random) -> str:
    parts = WORD.split(chance.choice(TEXTS))
    for _ in range(chance.choice((1, 1, 2, 4))):
        parts[chance.randrange(1, len(parts), 2)] = chance.choice(WORDS) if chance.random() < 0.8 else ""
    return "".join(parts)


def read(text: str) -> tuple[list[Form], list[Fault]]:
    document, faults = read_yaml(text, "forms/f.yaml")
    if document is None or not isinstance(document.data, dict):
        return [], faults
    entries: dict[str, Placed[FormEntry]] = {}
    read_entries(FormEntry, document, (), entries, faults)
    forms = []
    for placed in entries.values():
        if placed.value is not None:
            form = assemble_form(placed.name, placed.value, Texts({}, []))
            faults += form_faults(placed, form)
            forms.append(form)
    return forms, faults


def test_a_mangled_form_is_refused_or_works() -> None:
    worked = 0
    for seed in range(200):
        chance = Random(seed)
        forms, faults = read(mangled(chance))
        assert all(fault.message and fault.remedy for fault in faults)
        for form in forms if not faults else ():
            program = compile_form(form)
            answers, _ = check_answers(form, random_answers(form, chance, chance.random()))
            evaluate(program, answers)
            view_form(program, answers, "fr")
            form_words(form, "de")
            worked += 1
    assert 5 < worked < 100
