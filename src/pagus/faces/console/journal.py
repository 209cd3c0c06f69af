"""The journal: who read or wrote what, when and why; and whether the chain holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pagus.apps.journal import queries as journal
from pagus.faces.console.frame import asks, page
from pagus.faces.console.journal_words import break_words, entry_words
from pagus.faces.console.numbers import whole_number

__all__ = ["show"]

PER_PAGE = 50


@require_GET
@asks("read_journal")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the journal, newest first."""
    actor, subject = request.GET.get("actor", "").strip(), request.GET.get("object", "").strip()
    entries = journal.entries(
        object_code=subject or None,
        actor=actor or None,
        before=whole_number(request.GET.get("before"), 0) or None,
        limit=PER_PAGE,
    )
    number, digest = journal.head()
    broken = journal.verify() if request.GET.get("verify") else None
    facts = {
        "entries": [entry_words(entry) for entry in entries],
        "oldest": entries[-1].number if len(entries) == PER_PAGE else None,
        "head": number,
        "digest": digest[:16],
        "break": {"number": broken.number, "reason": break_words(broken.reason)} if broken else None,
        "verified": bool(request.GET.get("verify")),
        "actor": actor,
        "object": subject,
    }
    return page(request, "journal", "journal", facts)
