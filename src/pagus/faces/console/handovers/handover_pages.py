"""One hand-over: the sheet, the answer and what is done with it, the printable page, the PDF."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.handovers import actions
from pagus.apps.handovers.actions import Made
from pagus.apps.handovers.delivery import deliver
from pagus.apps.handovers.queries import HandoverSheet, handover, paper_of
from pagus.errors import Conflict, InputError, NotFound, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.handovers.handing import link_page
from pagus.faces.console.handovers.handover_words import handover_row, step_words
from pagus.web.handovers.answer_form import answer_fields, answer_words, given_of
from pagus.web.handovers.sheet_charts import sheet_charts
from pagus.web.handovers.sheet_words import sheet_words
from pagus.web.middleware import in_words

__all__ = ["act", "paper", "show", "show_sheet"]


@require_GET
@asks("see_person")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Draw one hand-over; the first time whoever was asked opens it is noted."""
    actions.opened(number, request.user)
    return _draw(request, number)


@require_GET
@asks("see_person")
def show_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Draw the sheet alone, to be printed."""
    found, here = handover(request.user, number), language()
    facts = {"row": handover_row(found.row, here), **_sheet(found, here)}
    return page(request, "handovers/handover_sheet", "people", facts)


@require_GET
@asks("see_person")
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The PDF as it was made."""
    made = paper_of(request.user, number)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="hand-over-{made.number}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@asks("see_person")
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Answer, decline, read, set or leave a proposed limit, take back, make a new link."""
    reason = request.POST.get("reason", "")
    try:
        if verb == "link":
            return link_page(request, Made(number, actions.new_link(number, request.user)))
        if verb == "answer":
            actions.answer(number, given_of(handover(request.user, number), request.POST), request.user)
            messages.success(request, _("The answer is kept; whoever asked sees it."))
        elif verb == "decline":
            actions.decline(number, request.user, reason=reason)
            messages.success(request, _("Declined; whoever asked sees it."))
        elif verb == "noted":
            actions.note_answer(number, request.user)
        elif verb == "apply":
            actions.apply_proposal(number, request.user)
            messages.success(request, _("The limit holds from now on; the advice stays beside it as the reason."))
        elif verb == "leave":
            actions.leave_proposal(number, request.user, reason=reason)
            messages.success(request, _("The limit stays as it is; the reason is kept."))
        elif verb == "deliver":
            where = deliver(number, request.POST.get("way", ""), request.user)
            messages.success(request, _("Made ready, not sent: {where} in the workspace.").format(where=where))
        elif verb == "cancel":
            actions.take_back(number, request.user, reason=reason)
            messages.success(request, _("The question is withdrawn."))
        else:
            raise NotFound("nothing of that name can be done with a hand-over")
    except (InputError, Conflict) as error:
        return _draw(request, number, verb, error)
    return HttpResponseRedirect(reverse("console:handover", args=[number]))


def _draw(request: HttpRequest, number: int, failed: str = "", error: PagusError | None = None) -> HttpResponse:
    found, here = handover(request.user, number), language()
    said = found.answer
    facts = {
        "found": found,
        "row": handover_row(found.row, here),
        "events": step_words(found.log),
        "answer": None if said is None else answer_words(said, here),
        "fields": answer_fields(found, request.POST, here) if found.may_answer else None,
        "may_set": accounts.may(request.user, "set_person_parameter"),
        "is_open": found.row.status in ("requested", "in-progress"),
        "failed": failed,
        "error": in_words(error) if error else "",
        **_sheet(found, here),
    }
    return page(request, "handovers/handover", "people", facts, status=422 if error else 200)


def _sheet(found: HandoverSheet, here: str) -> dict[str, Any]:
    return {
        "sheet": sheet_words(found.sheet, here),
        "drawn": sheet_charts(found.sheet, here),
        "digest": found.row.digest,
    }
