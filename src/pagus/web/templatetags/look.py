"""The tags and filters with which pages use the components: ``{% load look %}``.

``{% part "severity" level=alert.severity %}`` draws one partial of web/components with only the inputs written there.
``{% component "notice" kind="warning" title=title %} ... {% endcomponent %}`` does the same around a body, which the
partial prints as ``content``.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.web.charts import language as written
from pagus.web.charts.model import Chart

register = template.Library()


def _language() -> str:
    return (get_language() or "en")[:2]


def _draw(context: Context, partial: str, inputs: dict[str, Any]) -> SafeString:
    name = partial if partial.endswith(".html") else f"{partial}.html"
    known = {"csrf_token": context.get("csrf_token"), "now_ms": context.get("now_ms"), "digits": None}
    return context.template.engine.get_template(name).render(Context({**known, **inputs}))


@register.simple_tag(takes_context=True)
def part(context: Context, partial: str, **inputs: Any) -> SafeString:
    """Draw one component with only these inputs (and the page's csrf token and time)."""
    return _draw(context, partial, inputs)


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, partial: str, **inputs: Any) -> SafeString:
    """Draw one component around the body between the tags."""
    return _draw(context, partial, {**inputs, "content": mark_safe(content)})


@register.filter
def number(value: float | str | None, digits: int | str | None = None) -> str:
    """Write a number as the reader's language does; an en dash for unknown. Text (a value sent back) stays as it is."""
    if isinstance(value, str):
        return value or written.number(None, _language())
    return written.number(value, _language(), digits if isinstance(digits, int) else None)


@register.filter
def unit(code: str | None) -> str:
    """Write a UCUM unit for people: µg/m³ for ug/m3."""
    return written.printed_unit(code or "", _language())


@register.filter
def moment(instant: int | None) -> str:
    """Write an instant (ms) as day and time of the server's zone."""
    return "–" if instant is None else written.moment(instant, _language(), settings.TIME_ZONE)


@register.filter
def dated(instant: int | None) -> str:
    """Write an instant (ms) as ``moment`` does, with its year: for what is read again years later."""
    return "–" if instant is None else written.moment(instant, _language(), settings.TIME_ZONE, year=True)


@register.filter
def day(instant: int | None) -> str:
    """Write an instant (ms) as a day with its year."""
    return "–" if instant is None else written.day(instant, _language(), settings.TIME_ZONE, year=True)


@register.filter
def weekday(instant: int) -> str:
    """Write the day of the week of an instant (ms)."""
    return written.weekday(instant, _language(), settings.TIME_ZONE)


@register.filter
def clock(instant: int) -> str:
    """Write the time of the day of an instant (ms)."""
    return written.clock(instant, settings.TIME_ZONE)


@register.filter
def iso(instant: int) -> str:
    """Write an instant (ms) for the datetime attribute of <time>."""
    return written.local(instant, settings.TIME_ZONE).isoformat(timespec="seconds")


@register.filter
def duration(milliseconds: int) -> str:
    """Write a duration (ms) in words: 26 h, 3 jours."""
    return written.duration(milliseconds, _language())


@register.filter
def ago(instant: int | None, now: int) -> str:
    """Write how long before ``now`` (ms) an instant lies: il y a 26 h."""
    return "–" if instant is None else written.age(max(0, now - instant), _language())


@register.filter
def actor(login: str) -> str:
    """Write who acted: the login, or words for the machine itself."""
    return _("the system") if login == "system" else login


@register.filter
def drawn(chart: Chart) -> SafeString:
    """Print the SVG of a chart: it comes from our own drawing code, which escapes every text given to it."""
    return mark_safe(chart.svg)


@register.filter
def glanced(svg: str) -> SafeString:
    """Print a line of ``charts.glance_line``: our own drawing code, which holds numbers only."""
    return mark_safe(svg)
