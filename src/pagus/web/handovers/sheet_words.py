"""A kept sheet in the words of a reader's language: the same rows for the page and for the paper."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.accounts.roles import ROLES
from pagus.apps.alerts.queries import OUTCOMES
from pagus.apps.handovers.policy import ACTIONS, URGENCIES
from pagus.apps.handovers.sheet import Baseline, RaisedRule, Sheet, SheetGlucose, SheetParameter, SheetSeries, Three
from pagus.apps.identities.matricule import OIDS
from pagus.engines.signals.own_band import LAG_DAYS, LEAST_DAYS, WINDOW_DAYS
from pagus.web.charts import language as written
from pagus.web.glucose_words import range_names

__all__ = ["USUAL_EDGES", "figure", "glucose_figures", "is_course", "said", "series_facts", "sheet_words", "to_whom"]

USUAL_EDGES = [54.0, 70.0, 180.0, 250.0]
"""Of a sheet that was kept before targets were chosen for a person: those of most adults."""
LEAST_DRAWN = 3
"""Values of fewer days are written out instead of drawn."""


def sheet_words(sheet: Sheet, here: str) -> dict[str, Any]:
    """All texts of a sheet but the charts."""
    return {
        "person": sheet["person"].partition(":")[2],
        "title": _("Hand-over: {person}").format(person=sheet["person"].partition(":")[2]),
        "simulated": _("Simulated: this person does not exist") if sheet["simulated"] else "",
        "facts": _facts(sheet, here),
        "question": sheet["question"],
        "reason": sheet["reason_alert"],
        "answers": [each.name.say(here) for each in ACTIONS.values()],
        "alerts": [_alert(each, here) for each in sheet["rules"]],
        "limits": [_limit(each, here) for each in sheet["parameters"]],
        "medicines": sheet["medicines"],
        "others": [_other(each, here) for each in sheet["series"] if not is_course(each)],
        "silent": [said(each, here) for each in sheet["silent"]],
        "until": _moment(sheet["due_ms"], here),
        "baseline_note": _(
            "Grey band: the person’s own baseline, the middle 90 % of the daily means of {days} days, the last {lag} "
            "days left out. It says what is usual here, not what is good."
        ).format(days=WINDOW_DAYS, lag=LAG_DAYS),
        "made": _("Made {moment} and kept as it was: later data do not change it.").format(
            moment=_moment(sheet["made_ms"], here)
        ),
        "emergency": _("Supports follow-up. It does not replace emergency services: 15 or 112."),
    }


def is_course(each: SheetSeries) -> bool:
    """Is it measured on so many days that a drawing says more than the values?"""
    return len(each["days"]) >= LEAST_DRAWN


def _other(each: SheetSeries, here: str) -> str:
    values = [
        f"{figure(day[2], each['unit'], here)} ({written.day(int(day[0]), here, settings.TIME_ZONE)})"
        for day in each["days"]
    ]
    return f"{said(each['name'], here)} {', '.join(values)}"


def to_whom(to: str, here: str) -> str:
    """Who is asked: the name of a role, a login, or a typed name."""
    return ROLES[to].name.say(here) if to in ROLES else to


def said(text: Three, here: str) -> str:
    """A kept text in this language."""
    return text.get(here) or text.get("en", "")


def figure(value: float, unit: str, here: str) -> str:
    """A value with its unit."""
    return f"{written.number(value, here, _digits(value))} {written.printed_unit(unit, here)}".strip()


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 or value == int(value) else 1


def _facts(sheet: Sheet, here: str) -> list[list[str]]:
    days = round((sheet["to_ms"] - sheet["from_ms"]) / 86_400_000)
    span = _("{days} days to {day}").format(days=days, day=_day(sheet["to_ms"], here))
    kits = [
        _("{kit} {version}, since {day}").format(
            kit=said(each["title"], here), version=each["version"], day=_day(each["since_ms"], here)
        )
        for each in sheet["kits"]
    ]
    role = said(sheet["asked_role"], here)
    return [
        [_("Followed by"), said(sheet["team"], here)],
        [_("With"), "; ".join(kits) or _("no kit")],
        [_("Shown"), span],
        [_("Asked by"), f"{sheet['asked_by']} ({role})" if role else sheet["asked_by"]],
        [_("Asked of"), to_whom(sheet["to"], here)],
        [_("Answer wanted"), f"{URGENCIES[sheet['urgency']].name.say(here)} ({_moment(sheet['due_ms'], here)})"],
        *_identity(sheet, here),
    ]


def _identity(sheet: Sheet, here: str) -> list[list[str]]:
    known = sheet["identity"]
    if known is None:
        return [[_("Identity"), _("pseudonym only: the identity stays with the care team")]]
    born = written.day(_date_ms(known["birth_date"]), here, "UTC", year=True)
    traits = f"{known['birth_name']} {known['first_names']}, {known['sex']}, {born}, {known['birth_place']}"
    kind = OIDS[known["oid"]].say(here)
    return [[_("INS, verified"), f"{known['matricule']} ({kind}) · {traits}"]]


def _date_ms(date: str) -> int:
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp() * 1000)


def _alert(each: RaisedRule, here: str) -> dict[str, str]:
    done = [
        f"{OUTCOMES[code].say(here).partition(' : ')[0].partition(':')[0].strip()} ({count})"
        for code, count in each["outcomes"].items()
        if code in OUTCOMES
    ]
    if each["open"]:
        done.append(ngettext("{count} still open", "{count} still open", each["open"]).format(count=each["open"]))
    if each["last_note"]:
        done.append(f"{each['last_by']}: {each['last_note']}")
    names = {"critical": _("Critical"), "high": _("High"), "warning": _("Warning"), "information": _("Information")}
    times = ngettext("once", "{count} times", each["times"]).format(count=each["times"])
    return {
        "level": each["severity"],
        "severity": names[each["severity"]],
        "title": capfirst(said(each["title"], here)),
        "times": times,
        "last": _moment(each["last_ms"], here),
        "done": "; ".join(done) or _("nothing noted"),
    }


def _limit(each: SheetParameter, here: str) -> dict[str, str]:
    layers = {"territory": _("territory"), "team": _("care team"), "person": _("this person")}
    when = "" if each["at_ms"] is None else _day(each["at_ms"], here)
    return {
        "label": capfirst(said(each["label"], here)),
        "value": figure(each["value"], each["unit"], here),
        "kit_value": figure(each["kit_value"], each["unit"], here),
        "who": ", ".join(part for part in (layers.get(each["layer"], each["layer"]), each["by"], when) if part),
        "reason": each["reason"],
    }


def series_facts(each: SheetSeries, here: str) -> str:
    """The last value of a signal and how it stands to the own baseline, in one line."""
    last = _("last: {value} ({moment})").format(
        value=figure(each["last"], each["unit"], here), moment=_moment(each["last_ms"], here)
    )
    own = each["baseline"]
    if own is None:
        none = _("no own baseline yet: fewer than {least} days with a value").format(least=LEAST_DAYS)
        return f"{last} · {none}"
    return f"{last} · {_baseline(own, each['unit'], here)}"


def _baseline(own: Baseline, unit: str, here: str) -> str:
    return _("usual here: {low} to {high} (median {median}, {days} days)").format(
        low=written.number(own["low"], here, _digits(own["low"])),
        high=figure(own["high"], unit, here),
        median=written.number(own["median"], here, _digits(own["median"])),
        days=own["days"],
    )


def glucose_figures(glucose: SheetGlucose, here: str) -> list[list[str]]:
    """The figures of the consensus: what and how much."""
    names = range_names(glucose.get("edges", USUAL_EDGES), here)
    shares = [
        [f"{name} mg/dL", f"{written.number(100 * share, here, 0)} %"]
        for name, share in zip(names, glucose["ranges"], strict=True)
    ]
    if "targets" in glucose:
        wanted = written.number(100 * glucose["wanted"], here, 0)
        words = _("over {share} % in range").format(share=wanted)
        shares.append([capfirst(said(glucose["targets"], here)), words])
    mean = [_("Mean glucose"), f"{written.number(glucose['mean'], here, 0)} mg/dL"]
    others = [mean]
    if glucose["gmi"] is not None:
        others.append(["GMI", f"{written.number(glucose['gmi'], here, 1)} %"])
    if glucose["cv"] is not None:
        others.append([_("Variability (CV)"), f"{written.number(100 * glucose['cv'], here, 0)} %"])
    others.append([_("Sensor active"), f"{written.number(100 * glucose['active'], here, 0)} %"])
    return shares + others


def _moment(instant: int, here: str) -> str:
    return written.moment(instant, here, settings.TIME_ZONE)


def _day(instant: int, here: str) -> str:
    return written.day(instant, here, settings.TIME_ZONE, year=True)
