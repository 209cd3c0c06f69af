"""The invented rows, tiles, tasks and fields of the gallery."""

from __future__ import annotations

from typing import Any

from pagus.engines.forms import FormView, check_answers, compile_form, view_form
from pagus.faces.gallery.example_series import NOW
from pagus.faces.gallery.example_texts import TEXTS
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.form_ready import ready_form
from pagus.kit_language.model import Language

__all__ = ["content"]


def content(language: str) -> dict[str, Any]:
    """Every list and value that the examples draw, in this language."""

    def say(key: str) -> str:
        return TEXTS[key].say(language)

    return {
        "alerts": _alerts(language),
        "tasks": [
            {"label": say("task_1"), "url": "#", "hint": say("task_1_hint"), "state": "overdue"},
            {"label": say("task_2"), "url": "#", "hint": say("task_2_hint"), "state": "todo"},
            {"label": say("task_4"), "url": "#", "state": "doing"},
            {"label": say("task_3"), "hint": say("task_3_hint"), "state": "done"},
        ],
        "questionnaire": _questionnaire(language),
        "facts": [
            {"term": say("code_term"), "value": "example:17"},
            {"term": say("population"), "value": {"fr": "2 314", "de": "2.314"}.get(language, "2,314"), "note": "2026"},
            {"term": say("belongs"), "value": say("territory"), "url": "#"},
        ],
        "happened": [
            {"at": NOW - 12 * MINUTE, "what": say("seen"), "who": say("nurse"), "icon": "person"},
            {"at": NOW - 31 * MINUTE, "what": say("raised"), "note": say("alert_1_why"), "severity": "critical"},
            {"at": NOW - 31 * MINUTE, "what": say("measured"), "who": say("sensor"), "icon": "thing"},
        ],
        "layers": [
            {"layer": "kit", "value": "54 mg/dL"},
            {"layer": "territory", "value": say("not_set")},
            {"layer": "person", "value": "56 mg/dL", "by": "Dr Exemple", "at": NOW - 11 * DAY, "holds": True},
        ],
        "errors": [{"text": say("parameter_error"), "field": "field-low"}],
        "key_numbers": [
            {"label": say("followed"), "value": 128},
            {"label": say("in_target_share"), "value": 61.7, "digits": 1, "unit": "%", "note": "n = 112"},
            {"label": say("alerts_week"), "value": 43},
            {"label": say("response"), "value": 18, "unit": "min", "note": "n = 41"},
        ],
        "periods": [
            {"value": "7", "label": say("last_week"), "selected": True},
            {"value": "30", "label": say("last_month")},
        ],
        "outcomes": [
            {"value": str(index), "label": say(f"outcome_{index}"), "selected": index == 1} for index in (1, 2, 3)
        ],
        "rule_facts": [say("rule_fact")],
        "selects": _selects(language),
        "filters": [
            {"url": "#", "label": say("all_alerts"), "count": 4, "current": True},
            {"url": "#", "label": say("severity-high"), "count": 1},
            {"url": "#", "label": say("severity-warning"), "count": 1},
        ],
        "steps": [{"url": "#", "label": "France"}, {"url": "#", "label": say("territory")}, {"label": "Altbach"}],
        "found_places": [
            {"name": name, "url": "#", "kind": say("commune"), "where": say("territory"), "population": people}
            for name, people in (("Altbach", 61_420), ("Altbronn", 613), ("Altwiller", 484))
        ],
        "alert_steps": [
            {"url": "#", "label": say("today")},
            {"url": "#", "label": say("alerts")},
            {"label": say("alert_1")},
        ],
        "earlier": {"minutes": NOW - 4 * MINUTE, "hour": NOW - HOUR, "days": NOW - 3 * DAY},
    }


def _questionnaire(language: str) -> FormView:
    """Balance and walking of an invented person, half answered."""
    program = compile_form(ready_form("sppb").form)
    given = {"side_by_side": "held_10_s", "semi_tandem": "not_held", "gait_done": True, "course": "four_metres"}
    answers, _ = check_answers(program.form, {**given, "gait_time": 5.4})
    spoken: Language = "fr" if language == "fr" else "de" if language == "de" else "en"
    return view_form(program, answers, spoken, {"chair_done": TEXTS["choose_one"].say(language)})


def _alerts(language: str) -> list[dict[str, Any]]:
    rows = (
        ("critical", "alert_1", "P-7K3Q9", 31 * MINUTE, "open"),
        ("high", "alert_2", "P-2M8RT", 2 * HOUR, "acknowledged"),
        ("warning", "alert_3", TEXTS["station"].say(language), HOUR, "open"),
        ("information", "alert_4", "P-5XW4C", 26 * HOUR, "snoozed"),
    )
    return [
        {
            "severity": severity,
            "title": TEXTS[key].say(language),
            "why": TEXTS[f"{key}_why"].say(language),
            "url": "#",
            "subject": subject,
            "subject_url": "#",
            "simulated": True,
            "since": NOW - since,
            "status": status,
            "until": NOW + 3 * HOUR if status == "snoozed" else None,
            "late": key == "alert_2",
        }
        for severity, key, subject, since, status in rows
    ]


def _selects(language: str) -> list[dict[str, Any]]:
    def option(value: str, key: str, *, selected: bool = False) -> dict[str, Any]:
        return {"value": value, "label": TEXTS[key].say(language), "selected": selected}

    return [
        {"name": "place", "label": TEXTS["place"].say(language), "options": [option("x", "territory", selected=True)]},
        {
            "name": "period",
            "label": TEXTS["period"].say(language),
            "options": [option("7", "last_week", selected=True), option("30", "last_month")],
        },
        {
            "name": "indicator",
            "label": TEXTS["indicator"].say(language),
            "options": [option("care", "map_title", selected=True), option("target", "in_target_share")],
        },
    ]
