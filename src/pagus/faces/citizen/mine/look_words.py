"""Who has looked at my data, in words: a day of one role and team together, as twenty lines say less than one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.accounts.roles import ROLES
from pagus.apps.home.looks import Look
from pagus.web.charts import language as written
from pagus.web.journal_words import entry_words

__all__ = ["look_days"]


def look_days(looks: Iterable[Look], here: str) -> list[dict[str, Any]]:
    """Who looked on which day, and what for?

    Takes: looks, newest first. Gives: what one role of one team did one after the other on a day, in their order: the
    day, who, and for each deed the times and the purposes, each once. None is left out.
    """
    return [
        {"day": day, "who": who, "team": team, "deeds": _deeds(list(some))}
        for (day, who, team), some in groupby(looks, lambda look: _head(look, here))
    ]


def _head(look: Look, here: str) -> tuple[str, str, str]:
    roles = ", ".join(ROLES[each].name.say(here) for each in look.roles if each in ROLES)
    who = _("the machine, by its rules") if look.is_machine else roles or _("a program that may")
    team = look.team.say(here) if look.team is not None else ""
    return written.day(look.entry.at_ms, here, settings.TIME_ZONE, year=True), who, team


def _deeds(looks: list[Look]) -> list[dict[str, Any]]:
    found = []
    for what, some in groupby(looks, lambda look: entry_words(look.entry, {})["verb"]):
        entries = [look.entry for look in some]
        first, last = (written.clock(entries[at].at_ms, settings.TIME_ZONE) for at in (-1, 0))
        whys = dict.fromkeys(entry_words(each, {})["purpose"] for each in entries)
        found.append(
            {"times": first if first == last else f"{first}–{last}", "what": what, "why": list(filter(None, whys))}
        )
    return found
