"""How it goes, in plain words: each measurement against what is usual for this person, and a week ago. No diagnosis."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pagus.apps.home.asked import SHOWN_MS, Measure, measures
from pagus.apps.people.keys import person_of_key
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.entry_words import value_words
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.opened import opened
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["show"]

FORGIVEN_BEATS = 4
"""A line goes on over this many missing beats of the signal's rhythm; then it breaks."""
SAME_SHARE = 0.005
"""Half a hundredth is the same: a scale and a shirt differ by as much. Certainty: local."""


@require_safe
@private_answer
@opened
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw how each measurement went over four weeks."""
    person, here, now_ms = person_of_key(key), language(), settings.WORKSPACE.clock.now_ms()
    shown = [_trend(each, now_ms, here) for each in measures(person.code) if each.points]
    return mine_page(request, key, person, "mine_trends", {"trends": shown})


def _trend(measure: Measure, now_ms: int, language: str) -> dict[str, Any]:
    unit = measure.units[0].code
    return {
        "name": capfirst(measure.signal.name.say(language)),
        "value": value_words(measure.points[-1][1], unit, language),
        "at_ms": measure.points[-1][0],
        "words": _words(measure, language),
        "chart": _chart(measure, now_ms, language),
        "unit": written.printed_unit(unit, language),
        "n": len(measure.points),
    }


def _words(measure: Measure, language: str) -> list[str]:
    """Sentences that the rules and the baseline can say, and nothing more."""
    said, trend, unit = [], measure.trend, measure.units[0].code
    standing = None if trend is None else trend.standing
    words = {
        "usual": _("As usual for you."),
        "above": _("Higher than is usual for you."),
        "below": _("Lower than is usual for you."),
    }
    said.append(words[standing] if standing else _("Not enough measurements yet to say what is usual for you."))
    if trend is not None and trend.since_week is not None:
        change = trend.since_week
        amount = value_words(abs(change), unit, language)
        if abs(change) <= SAME_SHARE * abs(trend.value):
            said.append(_("The same as a week ago."))
        elif change > 0:
            said.append(_("{amount} more than a week ago.").format(amount=amount))
        else:
            said.append(_("{amount} less than a week ago.").format(amount=amount))
    if measure.seen_by_team:
        said.append(_("Your team sees this too: it stands in their list."))
    if measure.held:
        said.append(_("An unusual value waits until somebody of your team has looked at it."))
    return said


def _chart(measure: Measure, now_ms: int, language: str) -> Any:
    known, signal = measure.usual, measure.signal
    band = None
    if known is not None and known.known:
        band = charts.Band(low=known.low, high=known.high, label=_("usual for you"))
    rows = sorted([*((t, v, False) for t, v in measure.points), *((t, v, True) for t, v in measure.held)])
    return charts.time_series(
        charts.TimeSeries(
            setting=charts.Setting(
                identifier=f"trend-{signal.code.replace('_', '-')}", language=language, zone=settings.TIME_ZONE
            ),
            title=capfirst(signal.name.say(language)),
            unit=written.printed_unit(signal.unit, language),
            start=now_ms - SHOWN_MS,
            end=now_ms,
            times=[t for t, *_more in rows],
            values=[v for _t, v, _held in rows],
            held=[held for *_more, held in rows],
            band=band,
            gap=None if signal.every_ms is None else FORGIVEN_BEATS * signal.every_ms,
            height=220,
        )
    )
