"""What a colleague outside sees through the link: the sheet, its PDF, and the form of one answer. Nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from pagus.apps.handovers import actions
from pagus.apps.handovers.policy import URGENCIES
from pagus.apps.handovers.queries import paper_by_link, shown_by_link
from pagus.errors import Conflict, InputError, PagusError
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language, page
from pagus.web.handovers.answer_form import answer_fields, given_of
from pagus.web.handovers.sheet_charts import sheet_charts
from pagus.web.handovers.sheet_words import sheet_words
from pagus.web.middleware import in_words

__all__ = ["paper", "show"]


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the sheet and the form; a POST answers, after which the link opens nothing any more."""
    found, error = shown_by_link(key), None
    if request.method == "POST":
        try:
            actions.answer_by_link(key, given_of(found, request.POST))
            return page(request, "colleague_done", {"simulated": found.row.simulated})
        except (InputError, Conflict) as refused:
            error = refused
    return _drawn(request, key, error)


@require_safe
@private_answer
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The PDF as it was made."""
    made = paper_by_link(key)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="hand-over-{made.number}.pdf"'
    return answer


def _drawn(request: HttpRequest, key: str, error: PagusError | None) -> HttpResponse:
    found, here = shown_by_link(key), language()
    facts = {
        "key": key,
        "found": found,
        "urgency": URGENCIES[found.row.urgency].name.say(here),
        "fields": answer_fields(found, request.POST, here),
        "sheet": sheet_words(found.sheet, here),
        "drawn": sheet_charts(found.sheet, here),
        "digest": found.row.digest,
        "error": in_words(error) if error else "",
    }
    return page(request, "colleague", facts, status=422 if error else 200)
