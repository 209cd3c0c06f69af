"""An invented hand-over of the gallery: the sheet as a specialist reads it, and the form of the answer."""

from __future__ import annotations

from typing import Any

from pagus.faces.gallery.example_series import NOW
from pagus.faces.gallery.example_texts import TEXTS
from pagus.kernel.time import DAY, HOUR
from pagus.web import charts
from pagus.web.charts.language import moment, number

__all__ = ["handover"]


def handover(language: str, drawn: dict[str, charts.Chart]) -> dict[str, Any]:
    """What the parts of a hand-over draw, in this language, with these charts of the gallery."""
    weight = {"chart": drawn["weight"], "unit": "kg", "n": 20, "words": TEXTS["alert_2_why"].say(language)}
    glucose = {
        "chart": drawn["profile"],
        "n": 3_945,
        "enough": True,
        "figures": [[TEXTS["in_target"].say(language), f"{number(61.7, language, 1)} %"]],
    }
    return {
        "sheet": _sheet(language),
        "sheet_charts": {"series": [weight], "glucose": glucose},
        "answer_fields": _fields(language),
    }


def _sheet(language: str) -> dict[str, Any]:
    def say(key: str) -> str:
        return TEXTS[key].say(language)

    alert = {
        "title": say("alert_2"),
        "level": "high",
        "times": number(2, language),
        "last": moment(NOW - 2 * HOUR, language, "Europe/Paris"),
        "done": say("outcome_2"),
    }
    limit = {
        "label": say("parameter"),
        "value": f"{number(56, language)} mg/dL",
        "kit_value": f"{number(54, language)} mg/dL",
        "who": f"Dr Exemple, {moment(NOW - 11 * DAY, language, 'Europe/Paris')}",
        "reason": "",
    }
    return {
        "simulated": say("invented"),
        "facts": [[say("person_code"), "P-7K3Q9"], [say("asked_by"), f"A. Exemple ({say('nurse')})"]],
        "question": say("handover_question"),
        "reason": say("alert_2"),
        "baseline_note": say("invented"),
        "silent": [say("pulse")],
        "alerts": [alert],
        "limits": [limit],
        "made": say("sheet_made"),
        "emergency": say("notice_never"),
    }


def _fields(language: str) -> dict[str, Any]:
    def say(key: str) -> str:
        return TEXTS[key].say(language)

    return {
        "actions": [
            {"value": key, "label": say(key), "selected": key == "advice_1"} for key in ("advice_1", "advice_2")
        ],
        "limits": [
            {"value": "", "label": say("no_limit"), "selected": True},
            {"value": "low", "label": say("parameter"), "selected": False},
        ],
        "advice": "",
        "days": "",
        "value": "",
        "most": 2_000,
    }
