"""The journal: who read or wrote what, when and why; and whether the chain holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pagus.apps.installations import queries as installations
from pagus.apps.journal import queries as journal
from pagus.apps.journal.queries import Entry
from pagus.apps.people import queries as people
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.web.journal_words import break_words, entry_words

__all__ = ["show"]

PER_PAGE = 50
PERSON = re.compile(r"person:[\w-]+")
MASK = "person:•••"
"""Stands for somebody whom this reader may not see: that something was done is shown, to whom is not."""


@require_GET
@asks("read_journal")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the journal, newest first. Looking a person up in it is a reading of that person's data."""
    actor, subject = request.GET.get("actor", "").strip(), request.GET.get("object", "").strip()
    if people.is_person(subject):
        people.read_person(request.user, subject, "journal")
    entries = journal.entries(
        object_code=subject or None,
        actor=actor or None,
        before=whole_number(request.GET.get("before"), 0) or None,
        limit=PER_PAGE,
    )
    number, digest = journal.head()
    broken = journal.verify() if request.GET.get("verify") else None
    titles = _indicator_titles()
    facts = {
        "entries": [entry_words(entry, titles) for entry in _masked(request.user, entries)],
        "oldest": entries[-1].number if len(entries) == PER_PAGE else None,
        "head": number,
        "digest": digest[:16],
        "break": {"number": broken.number, "reason": break_words(broken.reason)} if broken else None,
        "verified": bool(request.GET.get("verify")),
        "actor": actor,
        "object": subject,
    }
    return page(request, "oversight/journal", "journal", facts)


def _indicator_titles() -> dict[str, str]:
    here = language()
    return {
        indicator.id: indicator.title.say(here)
        for installed in installations.active_installations()
        for indicator in installed.kit.indicators.values()
    }


def _masked(user: Any, entries: Sequence[Entry]) -> list[Entry]:
    codes = {code for entry in entries for code in PERSON.findall(entry.object_code)}
    seen = people.visible_codes(user, codes)

    def shown(code: re.Match[str]) -> str:
        return code[0] if code[0] in seen else MASK

    return [replace(entry, object_code=PERSON.sub(shown, entry.object_code)) for entry in entries]
