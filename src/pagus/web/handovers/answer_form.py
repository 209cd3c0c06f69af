"""The form in which a specialist answers, and an answer in words: the same in the console and behind a link."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pagus.apps.handovers.actions import Given
from pagus.apps.handovers.policy import ACTIONS, LONGEST_ADVICE
from pagus.apps.handovers.queries import Answer, HandoverSheet
from pagus.apps.handovers.sheet import SheetLimit
from pagus.apps.installations.queries import get_installation
from pagus.errors import InputError
from pagus.web.charts import language as written
from pagus.web.handovers.sheet_words import figure, said

__all__ = ["answer_fields", "answer_words", "given_of"]

LONGEST_NUMBER, LARGEST = 20, 1e9


def answer_fields(found: HandoverSheet, sent: QueryDict, here: str) -> dict[str, Any]:
    """What the form shows: the actions, the limits that can be proposed, and what was sent before."""
    chosen, limit = sent.get("advised", ""), sent.get("limit", "")
    none = {"value": "", "label": _("no limit"), "selected": not limit}
    return {
        "actions": [
            {"value": code, "label": capfirst(each.name.say(here)), "selected": code == chosen}
            for code, each in ACTIONS.items()
        ],
        "limits": [none, *(_limit(each, limit, here) for each in found.limits)] if found.limits else [],
        "advice": sent.get("advice", ""),
        "days": sent.get("days", ""),
        "value": sent.get("value", ""),
        "most": LONGEST_ADVICE,
    }


def given_of(found: HandoverSheet, sent: QueryDict) -> Given:
    """The answer that was sent. Refuses: InputError for a number that is none, or a limit that cannot be proposed."""
    limits = {_key(each): each for each in found.limits}
    key = sent.get("limit", "")
    if key and key not in limits:
        raise InputError("choose a limit of a kit that follows this person")
    chosen = limits.get(key)
    days, value = sent.get("days", "").strip(), sent.get("value", "").strip()
    return Given(
        action=sent.get("advised", ""),
        advice=sent.get("advice", ""),
        within_days=None if not days else int(_number(days)),
        installation=chosen["installation"] if chosen else None,
        parameter=chosen["name"] if chosen else "",
        value=_number(value) if chosen and value else None,
    )


def answer_words(given: Answer, here: str) -> dict[str, Any]:
    """An answer as pages show it."""
    action = ACTIONS[given.action].name.say(here)
    within = _("within {days} days").format(days=given.within_days) if given.within_days is not None else ""
    return {
        "at_ms": given.at_ms,
        "by": given.by,
        "outside": given.outside,
        "action": capfirst(f"{action}, {within}" if within else action),
        "advice": given.advice,
        "proposal": _proposal(given, here) if given.parameter else None,
    }


def _proposal(given: Answer, here: str) -> dict[str, Any]:
    kit = get_installation(int(given.installation or 0)).kit
    parameter = kit.parameters[given.parameter]
    return {
        "label": capfirst(parameter.label.say(here)),
        "value": f"{written.number(given.value, here)} {written.printed_unit(parameter.unit, here)}".strip(),
        "kit": kit.title.say(here),
        "state": given.proposal_state,
    }


def _limit(each: SheetLimit, chosen: str, here: str) -> dict[str, Any]:
    label = _("{label}: now {value}").format(
        label=capfirst(said(each["label"], here)), value=figure(each["value"], each["unit"], here)
    )
    if each["minimum"] is not None and each["maximum"] is not None:
        low, high = written.number(each["minimum"], here), written.number(each["maximum"], here)
        bounds = _("from {low} to {high}").format(low=low, high=high)
        label = f"{label} ({bounds})"
    return {"value": _key(each), "label": label, "selected": _key(each) == chosen}


def _key(each: SheetLimit) -> str:
    return f"{each['installation']}:{each['name']}"


def _number(text: str) -> float:
    try:
        value = float(text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        raise InputError("{text} is no number", text=text[:LONGEST_NUMBER]) from None
    if not abs(value) <= LARGEST:
        raise InputError("{text} is no number", text=text[:LONGEST_NUMBER])
    return value
