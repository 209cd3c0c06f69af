"""The rows of the worklist in words: who, why, how long, which way, what is missing, how much already."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.worklist.listing import Worklist, WorklistRow
from pagus.apps.worklist.policy import CALL_OUTCOMES
from pagus.apps.worklist.signals import SignalGlance
from pagus.apps.worklist.trend import LOOK_BACK_MS
from pagus.kernel.time import HOUR
from pagus.kit_language.model import Language
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["case_words", "clock_words", "hands_words", "signal_words"]

SHOWN_TITLES = 2
_TENS = 10
_HUNDREDS = 100


def case_words(row: WorklistRow, here: Language, login: str, now_ms: int) -> dict[str, Any]:
    """One person as the page draws them."""
    titles = list(dict.fromkeys(each.rule_title.say(here) for each in row.alerts))
    pseudonym = row.subject.partition(":")[2]
    return {
        "subject": row.subject,
        "anchor": f"case-{pseudonym}",
        "name": pseudonym,
        "simulated": row.simulated,
        "place": row.place_name,
        "severity": row.severity,
        "url": reverse("console:case", args=[row.subject]),
        "why": titles[:SHOWN_TITLES],
        "more": max(0, len(titles) - SHOWN_TITLES),
        "since": row.since_ms,
        "newest": row.newest_ms,
        "clock": clock_words(row, here, now_ms),
        "mine": row.claimed_by == login,
        "claimed_by": row.claimed_by,
        "claimed_ms": row.claimed_ms,
        "is_new": bool(row.claimed_by) and not row.is_looked_at,
        "burden": _burden(row),
        "signals": [signal_words(each, here, now_ms) for each in row.signals],
        "last_call": CALL_OUTCOMES[row.last_call].say(here) if row.last_call else "",
        "last_call_ms": row.last_call_ms,
    }


def clock_words(row: WorklistRow, here: Language, now_ms: int) -> dict[str, str]:
    """How much is left until somebody should have looked? Claimed: somebody does, at what had come by then."""
    if row.is_looked_at:
        return {"state": "taken", "text": ""}
    left = row.deadline_ms - now_ms
    if left < 0:
        return {"state": "over", "text": _("overdue by {time}").format(time=written.duration(-left, here))}
    return {
        "state": "soon" if left < HOUR else "ok",
        "text": _("{time} left").format(time=written.duration(left, here)),
    }


def _burden(row: WorklistRow) -> str:
    return ngettext("{count} alert in 30 days", "{count} alerts in 30 days", row.burden).format(count=row.burden)


def signal_words(each: SignalGlance, here: Language, now_ms: int) -> dict[str, Any]:
    """A signal as a line and in words: its newest value, which way from what is usual, since when nothing came."""
    glance, unit = each.glance, written.printed_unit(each.signal.unit, here)
    value = f"{_written(glance.values[-1], here)} {unit}".strip()
    if each.missing_ms is not None:
        state, words = "missing", _("nothing for {time}").format(time=written.duration(now_ms - each.missing_ms, here))
    elif glance.direction == "above":
        state, words = "above", _("{change} above their usual").format(change=_change(each, here, unit))
    elif glance.direction == "below":
        state, words = "below", _("{change} below their usual").format(change=_change(each, here, unit))
    elif glance.direction == "usual":
        state, words = "usual", _("as usual")
    else:
        state, words = "unknown", _("too few days to say what is usual")
    return {
        "name": capfirst(each.signal.name.say(here)),
        "mean": each.averaged,
        "value": value,
        "state": state,
        "words": words,
        "band": _band(each, here, unit),
        "line": charts.glance_line(
            glance.days, glance.values, now_ms - LOOK_BACK_MS, now_ms, glance.low, glance.high
        ),
    }  # fmt: skip


def _written(value: float, here: Language) -> str:
    """A value as a clinician reads it: from a hundred on a decimal says nothing more."""
    return written.number(round(value, 0 if abs(value) >= _HUNDREDS else 1), here)


def _change(each: SignalGlance, here: Language, unit: str) -> str:
    change = abs(each.glance.change or 0.0)
    return f"{written.number(change, here, 0 if change >= _TENS else 1)} {unit}".strip()


def _band(each: SignalGlance, here: Language, unit: str) -> str:
    if each.glance.low is None or each.glance.high is None:
        return ""
    low, high = (_written(edge, here) for edge in (each.glance.low, each.glance.high))
    return _("usual: {low} to {high} {unit}").format(low=low, high=high, unit=unit).strip()


def hands_words(found: Worklist, here: Language) -> dict[str, Any]:
    """What those on duty can still do today, and how many are too many."""
    if found.hands is None:
        return {"known": False, "over": 0, "text": ""}
    hours = written.number(found.hands.minutes / 60, here, 1)
    text = _("{hours} h of duty left today: {least} to {most} people, at 9.4 to 13.5 minutes each").format(
        hours=hours, least=found.hands.least, most=found.hands.most
    )
    return {"known": True, "over": found.hands.over, "text": text, "zone": settings.TIME_ZONE}
