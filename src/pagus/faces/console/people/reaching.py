"""How a person is reached, what was sent to them, and the addresses of their page: for the team that follows them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pagus.apps.home.overdue import FROM_MINUTE
from pagus.apps.messages.dispatching import DispatchRow, dispatches_of
from pagus.apps.people import queries as people
from pagus.apps.people.contacts import CHANNELS, LANGUAGES, Contact, contact_of, forget_contact, set_contact
from pagus.errors import InputError
from pagus.faces.console.frame import asks, page
from pagus.faces.console.numbers import whole_number
from pagus.kernel.time import clock_text, read_clock
from pagus.web.middleware import in_words

__all__ = ["forget", "show"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw how a person is reached; a POST keeps it."""
    people.read_person(request.user, code, "contact")
    if request.method != "POST":
        return _draw(request, code)
    sent = request.POST
    quiet = tuple(read_clock(sent.get(name, "")) for name in ("quiet_from", "quiet_until"))
    measure_by = read_clock(sent["measure_by"]) if "measure_by" in sent else None
    try:
        if None in quiet or ("measure_by" in sent and measure_by is None):
            raise InputError("a time of day is written as 20:00")
        set_contact(
            code, request.user, phone=sent.get("phone", ""), email=sent.get("email", ""),
            channel=sent.get("channel", ""), language=sent.get("language", ""), agreed=sent.get("agreed") == "yes",
            quiet=(quiet[0] or 0, quiet[1] or 0), most_a_day=whole_number(sent.get("most_a_day"), 0),
            measure_by=measure_by,
        )  # fmt: skip
    except InputError as error:
        return _draw(request, code, error=in_words(error), status=422)
    messages.success(request, _("It is kept; only your team sees it."))
    return HttpResponseRedirect(reverse("console:contact", args=[code]))


@require_POST
@asks("enrol")
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """Keep no number and no address any more."""
    forget_contact(code, request.user)
    messages.success(request, _("No number and no address is kept any more."))
    return HttpResponseRedirect(reverse("console:contact", args=[code]))


def _draw(request: HttpRequest, code: str, *, error: str = "", status: int = 200) -> HttpResponse:
    known = contact_of(code, request.user)
    ways = settings.WORKSPACE.reminders
    facts = {
        "person": code,
        "code": code.partition(":")[2],
        "error": error,
        "known": known is not None,
        "fields": _fields(known, request.POST if error else {}),
        "sends_sms": ways is not None and ways.sms is not None,
        "sends_email": ways is not None and ways.email is not None,
        "dispatches": [_dispatch(each) for each in dispatches_of(request.user, code)],
    }
    answer = page(request, "people/contact", "people", facts, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _fields(known: Contact | None, sent: Any) -> dict[str, Any]:
    channels = {
        "page": _("looks at the page"),
        "sms": _("by SMS"),
        "email": _("by e-mail"),
        "phone": _("is called by the team"),
    }
    languages = {"fr": "français", "en": "English", "de": "Deutsch"}
    channel = sent.get("channel") or (known.channel if known else "page")
    language = sent.get("language") or (known.language if known else "fr")
    return {
        "phone": sent.get("phone", known.phone if known else ""),
        "email": sent.get("email", known.email if known else ""),
        "channels": [{"value": it, "label": channels[it], "selected": it == channel} for it in CHANNELS],
        "languages": [{"value": it, "label": languages[it], "selected": it == language} for it in LANGUAGES],
        "agreed": sent.get("agreed") == "yes" if sent else known is not None and known.agreed_ms is not None,
        "agreed_ms": known.agreed_ms if known else None,
        "quiet_from": sent.get("quiet_from", clock_text(known.quiet_from) if known else "20:00"),
        "quiet_until": sent.get("quiet_until", clock_text(known.quiet_until) if known else "08:00"),
        "measure_by": sent.get("measure_by", clock_text(known.measure_by if known else FROM_MINUTE)),
        "most_a_day": sent.get("most_a_day", str(known.most_a_day) if known else "2"),
    }


def _dispatch(row: DispatchRow) -> dict[str, Any]:
    states = {
        "queued": _("waits"),
        "sending": _("is being sent"),
        "sent": _("sent"),
        "failed": _("failed"),
        "refused": _("refused by the gateway"),
        "dropped": _("not needed any more"),
    }
    marks = {"queued": "todo", "sending": "doing", "sent": "done", "failed": "overdue", "refused": "overdue"}
    return {
        "at_ms": row.queued_ms,
        "channel": {"sms": "SMS", "email": _("e-mail")}.get(row.channel, row.channel),
        "about": {"news": _("news on the page"), "measurement": _("a measurement of that day")}[row.about],
        "state": states[row.state],
        "mark": marks.get(row.state, "withdrawn"),
        "tries": row.tries,
        "next_ms": row.next_ms if row.state == "queued" else None,
        "why": _why(row.why),
    }


def _why(text: str) -> str:
    """Why it stands there: the house's words, then what the gateway said."""
    words = {
        "interrupted": _("interrupted while it was sent: it may have left, so it is not sent again"),
        "unsure": _("no clear answer: it may have left, so it is not sent again"),
        "given_up": _("given up"),
        "unwanted": _("not wanted, or not possible, any more"),
        "read": _("read in the meantime"),
        "measured": _("measured in the meantime"),
        "invented": _("an invented person is written to through a gateway on this machine only"),
    }
    code, _space, said = text.partition(" ")
    if code not in words:
        return text
    return f"{words[code]} ({said})" if said else words[code]
