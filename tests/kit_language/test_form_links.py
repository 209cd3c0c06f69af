"""Forms and pathways of one kit: guards in the words of the answers, and facts that both sides mean alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pagus.engines.forms import check_answers, compile_form, evaluate, facts_of
from pagus.kit_language import kit_sentences, lint_kit, load_kit
from pagus.kit_language.form_links import answered_facts, guard_words
from pagus.kit_language.form_ready import with_ready_form
from pagus.kit_language.shipped import shipped_kit
from tests.kit_language.pathway_kit import PATHWAY_KIT, write_pathway_kit

FILE = "pathway/activity.yaml"
CHANGES = (
    ("interview: {role: nurse, due: 14d,", "interview: {role: nurse, due: 14d, form: apa_prescription,"),
    ("limitation: {range: [0, 3], task: interview}", "limitation: {range: [1, 4], form: apa_prescription}"),
    ('who5: {unit: "%", range: [0, 100], form: wellbeing}', "who_5_total: {range: [0, 100], form: who_5}"),
    ("who5: {name", "who_5_total: {name"),
    ("if: limitation >= 3,", "if: limitation >= 'moderate',"),
    ("'who5 >= quantity(50, \"%\")'", "who_5_total > 50"),
    ("walking", "six_minute_walk"),
    ("wellbeing", "who_5"),
    ("{who5: ", "{who_5_total: "),
    ("limitation: 3}", "limitation: 4}"),
    ("limitation: 1}", "limitation: 2}"),
    ("limitation: 0}", "limitation: 1}"),
)
"""The example of the pathways, with its facts taken from ready forms."""


def texts() -> dict[str, str]:
    changed = dict(PATHWAY_KIT)
    for old, new in CHANGES:
        changed = {path: text.replace(old, new) for path, text in changed.items()}
    for slug in ("apa-prescription", "who-5", "six-minute-walk"):
        changed = with_ready_form(changed, slug)
    return changed


def written(folder: Path, old: str = "", new: str = "") -> Path:
    changed = texts()
    assert old in changed[FILE]
    changed[FILE] = changed[FILE].replace(old, new, 1) if old else changed[FILE]
    return write_pathway_kit(folder / "activity", changed)


def test_a_guard_compares_an_answer_with_its_word(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert lint_kit(folder) == []
    kit = load_kit(folder)
    assert guard_words(kit) == {"limitation": {"none": 1, "mild": 2, "moderate": 3, "severe": 4}}
    said = str(kit_sentences(kit, "fr").pathways)
    assert "«\\xa0Modérée\\xa0»" in said


def test_answers_become_facts_of_the_pathway(tmp_path: Path) -> None:
    kit = load_kit(written(tmp_path))
    pathway = kit.pathways["activity"]

    def told(form: str, **given: object) -> Mapping[str, float | None]:
        program = compile_form(kit.forms[form])
        answers, refused = check_answers(program.form, given)
        assert refused == ()
        return answered_facts(pathway, kit.forms[form], facts_of(evaluate(program, answers)))

    assert told("apa_prescription", limitation="severe", weeks=12) == {"limitation": 4}
    feelings = dict.fromkeys(("cheerful", "calm", "active", "rested", "interested"), "more_than_half")
    assert told("who_5", **feelings) == {"who_5_total": 60}
    assert told("who_5", calm="never") == {"who_5_total": None}  # else the total of half a year ago would decide
    assert told("six_minute_walk", distance=400) == {}


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("form: six_minute_walk", "form: six_walk", "no form is called 'six_walk'", "six_minute_walk"),
        ("who_5_total: {range", "who_5_totl: {range", "the form who_5 has no fact who_5_totl", "did you mean"),
        ("who_5_total: {range", "who_5_total: {unit: kg, range", "who_5 gives total in 1, not in kg", "unit: 1"),
        ("'moderate'", "'moderat'", "limitation is never 'moderat'", "did you mean 'moderate'?"),
    ],
)
def test_what_does_not_fit_is_told(old: str, new: str, message: str, remedy: str, tmp_path: Path) -> None:
    faults = [one for one in lint_kit(written(tmp_path, old, new)) if one.file == FILE]
    assert any(message in one.message and remedy in one.remedy for one in faults), faults


SIGNAL = "signals/activity.yaml"


@pytest.mark.parametrize(
    ("more", "message", "remedy"),
    [
        ("form: who_5", "form and fact belong together", ""),
        ("form: who_6, fact: total", "no form is called 'who_6'", "who_5"),
        ("form: who_5, fact: totl", "the form who_5 has no fact totl", "did you mean total?"),
        ("form: apa_prescription, fact: weeks", "gives weeks in wk, the signal is in 1", "write unit: wk"),
    ],
)
def test_a_signal_that_no_form_can_give_is_told(more: str, message: str, remedy: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    signals = sorted((folder / "signals").glob("*.yaml"))
    extra = f'\nanswered:\n  {{unit: "1", plausible: [0, 100], {more}}}\n'
    target = signals[0] if signals else folder / SIGNAL
    target.parent.mkdir(exist_ok=True)
    target.write_text((target.read_text() if signals else "") + extra)
    faults = [one for one in lint_kit(folder) if one.file.startswith("signals/")]
    assert any(message in one.message and remedy in one.remedy for one in faults), faults


def test_a_signal_says_which_form_gives_it() -> None:
    said = {one.code: one.text for one in kit_sentences(shipped_kit("fall-prevention"), "en").signals}
    assert said["falls"].endswith("the answers to the form “Falls since the last report” give a reading.")
