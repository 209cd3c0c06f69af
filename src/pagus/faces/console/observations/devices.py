"""Devices: when each source was last heard, how its battery and its clock are, and what of it was not taken and why."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.people import queries as people
from pagus.apps.streams import queries as streams
from pagus.apps.streams.observation import Note
from pagus.apps.streams.store.traffic import DeviceState, Rejection
from pagus.engines.signals.mixed_units import perhaps_meant
from pagus.errors import NotFound
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.observations.arrivals import MOST_HELD, held_rows, held_seen
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.web.charts import language as written

__all__ = ["show", "show_all"]

SPAN_MS = 7 * DAY
MOST_REJECTIONS = 50
LOW_BATTERY = 20.0
"""In percent; a local default."""
CLOCK_IS_OFF_MS = MINUTE
DOORS = {
    "http": "HTTP",
    "mqtt": "MQTT",
    "nats": "NATS",
    "fhir": "FHIR",
    "sensorthings": "SensorThings",
}
_PERSON = re.compile(r"person:[^\s\"'\\,)]+")


@require_GET
@asks("import_observations")
def show_all(request: HttpRequest) -> HttpResponse:
    """Draw the devices of the reader's territory, those that need somebody first."""
    now, states = settings.WORKSPACE.clock.now_ms(), _states()
    rows = [_row(name, states.get(name), now) for name in _readable(request.user, states)]
    rows.sort(key=lambda row: (not row["needs"], -(row["last_ms"] or 0), row["name"]))
    return page(request, "observations/devices", "observations", {"devices": rows, "now": now})


@require_GET
@asks("import_observations")
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one device."""
    states = _states()
    if name not in _readable(request.user, states):
        raise NotFound("no source here has the name {name}", name=name)
    now, state = settings.WORKSPACE.clock.now_ms(), states.get(name)
    may_review = accounts.may(request.user, "confirm_held")
    waiting = [each for each in held_seen(request.user) if each.source == name] if may_review else []
    row = _row(name, state, now)
    facts = {
        "name": name,
        "row": row,
        "figures": _figures(row),
        "days": _days(state),
        "held": _with_hints(held_rows(request.user, waiting[:MOST_HELD])),
        "rejections": _shown(request.user, streams.rejections(name, MOST_REJECTIONS)),
        "most": MOST_REJECTIONS,
    }
    return page(request, "observations/device", "observations", facts)


def _states() -> dict[str, DeviceState]:
    since = settings.WORKSPACE.clock.now_ms() - SPAN_MS
    return {each.name: each for each in streams.device_states(since)}


def _readable(user: Any, states: dict[str, DeviceState]) -> list[str]:
    """Which sources may this user look after: those of their territory; all that is heard, with the whole workspace."""
    registered = {source.name: source for source in streams.sources()}
    mine = [
        name
        for name, source in registered.items()
        if source.revoked_ms is None and accounts.may(user, "import_observations", source.territory)
    ]
    everything = accounts.may(user, "import_observations", settings.WORKSPACE.territory)
    others = [name for name in states if name not in registered and name in DOORS] if everything else []
    return sorted([*mine, *others])


def _row(name: str, state: DeviceState | None, now: int) -> dict[str, Any]:
    day = [] if state is None else [each for each in state.hours if each.hour >= (now - DAY) // HOUR]
    low = state is not None and state.battery is not None and state.battery < LOW_BATTERY
    clock = _clock(state)
    rejected = sum(each.rejected for each in day)
    return {
        "name": name,
        "url": reverse("console:device", args=[name]),
        "last_ms": None if state is None else state.last_ms,
        "door": "" if state is None else DOORS.get(state.door, state.door),
        "battery": None if state is None else state.battery,
        "battery_at": None if state is None else state.battery_at_ms,
        "low": low,
        "rejected": rejected,
        "received": sum(each.accepted + each.duplicates + each.held for each in day),
        "clock": clock,
        "needs": low or rejected > 0 or bool(clock),
    }


def _clock(state: DeviceState | None) -> str:
    """What is there to say of its clock? A late reading may also have waited on its way: that is said, not decided."""
    delay = None if state is None else state.delay_ms
    if delay is None or abs(delay) < CLOCK_IS_OFF_MS:
        return ""
    words = written.duration(abs(delay), language())
    if delay < 0:
        return _("Its clock is {duration} ahead of ours.").format(duration=words)
    if delay < HOUR:
        return ""
    return _("Its newest readings come {duration} late: they waited, or its clock is behind.").format(duration=words)


def _figures(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"label": _("Readings in 24 hours"), "value": row["received"], "digits": 0},
        {"label": _("Rejected in 24 hours"), "value": row["rejected"], "digits": 0},
        {
            "label": _("Battery"),
            "value": row["battery"],
            "digits": 0,
            "unit": "" if row["battery"] is None else "%",
        },
    ]


def _days(state: DeviceState | None) -> list[dict[str, Any]]:
    """What came on each of the last days, the newest first."""
    days: dict[int, list[int]] = {}
    for each in () if state is None else state.hours:
        sums = days.setdefault(each.hour * HOUR // DAY, [0, 0, 0, 0])
        for index, count in enumerate((each.accepted, each.duplicates, each.held, each.rejected)):
            sums[index] += count
    names = ("accepted", "duplicates", "held", "rejected")
    return [{"at": day * DAY, **dict(zip(names, days[day], strict=True))} for day in sorted(days, reverse=True)]


def _with_hints(held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Held values, each with the unit in which it was perhaps meant."""
    last = {
        (row["subject"], row["signal"]): row["value"]
        for row in streams.last_values(sorted({each["subject"] for each in held})).iter_rows(named=True)
    }
    signals = streams.signals()
    return [each | {"meant": _meant(each, last, signals)} for each in held]


def _meant(each: dict[str, Any], last: dict[tuple[str, str], float], signals: dict[str, Any]) -> str:
    signal, before = signals.get(each["code"]), last.get((each["subject"], each["code"]))
    if signal is None or before is None:
        return ""
    return perhaps_meant(signal, each["value"], before) or ""


def _shown(user: Any, found: list[Rejection]) -> list[dict[str, Any]]:
    """Rejections as this user may see them: what names a person whom they may not see is left out."""
    named = {code for each in found for code in _people_in(each)}
    visible = people.visible_codes(user, named) if named else frozenset()
    people.note_reading(user, sorted(visible & named), "rejected readings")
    return [_rejection(each, _people_in(each) <= visible) for each in found]


def _people_in(rejection: Rejection) -> set[str]:
    return set(_PERSON.findall(rejection.note)) | set(_PERSON.findall(rejection.content))


def _rejection(each: Rejection, may_see: bool) -> dict[str, Any]:
    note = msgspec.json.decode(each.note, type=Note)
    detail, remedy = note.in_words(_)
    hidden = _("A reading of somebody whom you may not see, or of nobody known: the field {field} is wrong.")
    return {
        "at": each.recorded_ms,
        "text": detail if may_see else hidden.format(field=note.field),
        "remedy": remedy,
        "content": _readable_content(each.content) if may_see else "",
    }


def _readable_content(content: str) -> str:
    try:
        found = msgspec.json.decode(content)
    except msgspec.DecodeError:  # it was cut
        return content
    return found if isinstance(found, str) else content
