"""A measurement to write down, as the page and its script need it; doubts and outcomes in words."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pagus.apps.home.asked import Measure
from pagus.apps.home.entering import Entered
from pagus.apps.home.usual import Doubt, HandUnit
from pagus.kernel.time import DAY
from pagus.web.charts import language as written

__all__ = ["doubt_words", "entry_form", "outcome_words", "value_words"]


def entry_form(measure: Measure, now_ms: int, language: str) -> dict[str, Any]:
    """One measurement as a form: names, units with their factors, what came before, what would be asked again."""
    signal, last = measure.signal, measure.points[-1] if measure.points else None
    newest = max([*measure.points, *measure.held], default=None)
    return {
        "signal": signal.code,
        "identifier": signal.code.replace("_", "-"),
        "name": capfirst(signal.name.say(language)),
        "units": [
            {"code": each.code, "label": written.printed_unit(each.code, language), "factor": repr(each.factor),
             "shift": repr(each.shift)}
            for each in measure.units
        ],
        "chosen": measure.units[0].code,
        "unit": written.printed_unit(measure.units[0].code, language),
        "low": repr(signal.plausible[0]),
        "high": repr(signal.plausible[1]),
        "far_low": "" if measure.usual is None else repr(measure.usual.far_low),
        "far_high": "" if measure.usual is None else repr(measure.usual.far_high),
        "last": "" if last is None else _last_words(measure, last, now_ms, language),
        "is_asked": measure.is_asked,
        "is_due": measure.is_due,
        "done": measure.done_today,
        "wanted": measure.wanted_today,
        "next_day": measure.next_day,
        "done_at": newest[0] if newest and measure.done_today else None,
        "done_value": value_words(newest[1], measure.units[0].code, language) if newest else "",
        "id": secrets.token_hex(16),
        "value": "",
        "at": "",
        "error": "",
        "doubt": None,
        "open": False,
    }  # fmt: skip


def doubt_words(measure: Measure, doubtful: Doubt, value: str, unit: str, language: str) -> dict[str, Any]:
    """The question that a doubt asks, and the unit that was perhaps meant."""
    own = next((each for each in measure.units if each.code == unit), measure.units[0])
    said = f"{value} {written.printed_unit(own.code, language)}"
    last = ""
    if measure.points:
        last = _last_words(measure, measure.points[-1], settings.WORKSPACE.clock.now_ms(), language)
    texts = {
        "implausible": _(
            "Is it really {value}? That is hardly possible. If it is right, keep it: somebody will look at it."
        ),
        "far": _("Is it really {value}? Before, it was {last}."),
        "unit": _("Is it really {value}? Before, it was {last}. Perhaps your device shows {unit}."),
    }
    words = texts[doubtful.kind].format(value=said, last=last, unit=written.printed_unit(doubtful.unit, language))
    return {"text": words, "unit": doubtful.unit, "unit_label": written.printed_unit(doubtful.unit, language)}


def outcome_words(outcome: Entered) -> tuple[str, str]:
    """What became of an entry: its state, and words for whoever wrote it."""
    if outcome.state == "kept":
        return outcome.state, _("Thank you. The measurement has arrived.")
    if outcome.state == "held":
        return outcome.state, _("It has arrived. The value is unusual: somebody looks at it before it counts.")
    facts = outcome.facts or {}
    why = _(outcome.why).format(**facts) if facts else _(outcome.why)
    remedy = _(outcome.remedy).format(**facts) if outcome.remedy else ""
    return outcome.state, f"{capfirst(why)}. {capfirst(remedy)}".strip().removesuffix(".") + "."


def value_words(value: float, unit: str, language: str) -> str:
    """A value with its unit; decimals as far as they say something."""
    return f"{written.number(value, language)} {written.printed_unit(unit, language)}".strip()


def _last_words(measure: Measure, last: tuple[int, float], now_ms: int, language: str) -> str:
    own: HandUnit = measure.units[0]
    said = value_words(last[1], own.code, language)
    zone = settings.TIME_ZONE
    today = written.local(now_ms, zone).date()
    day = written.local(last[0], zone).date()
    if day == today:
        when = _("today, {clock}").format(clock=written.clock(last[0], zone))
    elif (today - day).days == 1:
        when = _("yesterday, {clock}").format(clock=written.clock(last[0], zone))
    elif now_ms - last[0] < 7 * DAY:
        when = f"{written.weekday(last[0], language, zone)}, {written.clock(last[0], zone)}"
    else:
        when = written.day(last[0], language, zone)
    return f"{said} ({when})"
