"""How long does a score take, against the same score by FHIRPath?

Prints microseconds for each ready form (the row of all its facts, one of its scores on average, and the whole
evaluation with its parts), and for the WHO-5 the ratio to ``fhirpathpy`` where that is installed (it is no dependency
of Pagus: install it to compare).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

from pagus.engines.forms import check_answers, compile_form, evaluate
from pagus.engines.forms.fhir import computed_values, write_questionnaire, write_response
from pagus.kit_language.form_model import ASKED, Form
from pagus.kit_language.form_ready import ready_form, ready_slugs

LIMIT_US = 20.0


def microseconds(work: Callable[[], Any], least_s: float = 0.05) -> float:
    best = float("inf")
    for _ in range(5):
        count, start = 0, time.perf_counter()
        while (spent := time.perf_counter() - start) < least_s:
            work()
            count += 1
        best = min(best, spent / count * 1e6)
    return best


def full_answers(form: Form, chance: Random) -> dict[str, Any]:
    """An answer to each question, somewhere inside what can be answered."""
    given: dict[str, Any] = {}
    for item in form.items.values():
        if item.kind == "choice":
            given[item.name] = chance.choice(item.options).name
        elif item.kind == "choices":
            given[item.name] = [item.options[0].name]
        elif item.kind == "yes_no":
            given[item.name] = True
        elif item.kind in {"integer", "decimal"}:
            low, high = item.low or 0.0, item.high or 1.0
            given[item.name] = round((low + high) / 2)
        elif item.kind in ASKED:
            given[item.name] = "2026-01-01" if item.kind == "date" else "words"
    return given


def main() -> None:
    chance, rows = Random(1), {}
    for slug in ready_slugs():
        form = ready_form(slug).form
        program = compile_form(form)
        answers, _ = check_answers(form, full_answers(form, chance))
        values = answers.values
        facts_us = microseconds(lambda p=program, v=values: p.run(v))
        rows[slug] = {
            "facts_us": round(facts_us, 2),
            "us_a_score": round(facts_us / len(form.scores), 2),
            "evaluation_us": round(microseconds(lambda p=program, a=answers: evaluate(p, a)), 1),
            "facts": len(program.slots),
        }
    slowest = max(row["us_a_score"] for row in rows.values())
    print(json.dumps({"forms": rows, "slowest_us_a_score": slowest, "limit_us": LIMIT_US, "peer": peer()}, indent=1))
    assert slowest < LIMIT_US, f"a score takes {slowest} microseconds"


def peer() -> dict[str, Any]:
    form = ready_form("who-5").form
    program = compile_form(form)
    answers, _ = check_answers(form, full_answers(form, Random(1)))
    questionnaire, response = write_questionnaire(form), write_response(form, answers)
    found: dict[str, Any] = {
        "ours_us": round(microseconds(lambda: program.run(answers.values)), 2),
        "our_fhirpath_us": round(microseconds(lambda: computed_values(questionnaire, response)), 1),
    }
    try:
        from fhirpathpy import compile as compile_path  # type: ignore[import-not-found]
    except ImportError:
        return {**found, "fhirpathpy": "not installed"}
    weights = {
        (item["linkId"], option["valueCoding"]["code"]): option["extension"][0]["valueDecimal"]
        for item in questionnaire["item"]
        for option in item.get("answerOption", ())
    }
    for item in response["item"]:  # it has no weight(): the points stand in the answers, as numbers
        code = item["answer"][0]["valueCoding"]["code"]
        item["answer"] = [{"valueDecimal": weights[item["linkId"], code]}]
    path = compile_path("QuestionnaireResponse.item.answer.valueDecimal.aggregate($this + $total, 0)")
    total = program.run(answers.values)[program.slots["raw"]]
    assert [float(one) for one in path(response)] == [total]
    found["fhirpathpy_us"] = round(microseconds(lambda: path(response)), 1)
    found["ratio"] = round(found["fhirpathpy_us"] / found["ours_us"])
    return found


if __name__ == "__main__":
    main()
