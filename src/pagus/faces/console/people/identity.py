"""The national identity of a person: shown to who may see it, entered with clear refusals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.identities.actions import Identity, enter_identity
from pagus.apps.identities.matricule import OIDS, STATUSES
from pagus.apps.identities.queries import KeptIdentity, identity_of
from pagus.apps.people import queries as people
from pagus.errors import InputError
from pagus.faces.console.frame import asks, language, page
from pagus.web.middleware import in_words

__all__ = ["show"]

FIELDS = ("birth_name", "first_names", "birth_date", "sex", "birth_place", "status", "matricule", "oid", "document",
          "retrieved_on")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@asks("see_identity")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw what is known and the form; a POST keeps another identity. No cache keeps the page."""
    person, error = people.read_person(request.user, code, "identity"), None
    if request.method == "POST":
        try:
            given = Identity(**{name: request.POST.get(name, "") for name in FIELDS})
            enter_identity(code, given, request.user)
            messages.success(request, _("The identity is kept, sealed; who looks at it is journalled."))
            return HttpResponseRedirect(reverse("console:identity", args=[code]))
        except InputError as refused:
            error = refused
    kept, here = identity_of(request.user, code), language()
    sent = request.POST if error else (vars_of(kept) if kept else {})
    facts = {
        "code": code,
        "title": code.partition(":")[2],
        "simulated": person.simulated,
        "kept": _kept(kept, here) if kept else None,
        "sent": {name: sent.get(name, "") for name in FIELDS},
        "statuses": _choices(STATUSES, sent.get("status", "provisional"), here),
        "oids": [{"value": "", "label": _("no number"), "selected": False}, *_choices(OIDS, sent.get("oid", ""), here)],
        "sexes": [
            {"value": each, "label": label, "selected": each == sent.get("sex", "")}
            for each, label in (("F", _("female")), ("M", _("male")), ("I", _("not determined")))
        ],
        "error": in_words(error) if error else "",
    }
    answer = page(request, "people/identity", "people", facts, status=422 if error else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def vars_of(kept: KeptIdentity) -> dict[str, str]:
    """The fields of a kept identity, to fill the form with."""
    return {name: getattr(kept.identity, name) for name in FIELDS}


def _kept(kept: KeptIdentity, here: str) -> dict[str, Any]:
    known = kept.identity
    doubts = {
        "sex": _("the matricule says another sex"),
        "year": _("the matricule says another year of birth"),
        "month": _("the matricule says another month of birth"),
    }
    return {
        "rows": [
            {"term": _("Status"), "value": STATUSES[known.status].say(here), "note": known.document},
            {"term": _("Birth name"), "value": known.birth_name},
            {"term": _("First names at birth"), "value": known.first_names},
            {"term": _("Birth date"), "value": known.birth_date},
            {"term": _("Sex"), "value": known.sex},
            {"term": _("Birthplace (INSEE)"), "value": known.birth_place},
            {
                "term": _("Matricule"),
                "value": f"{known.matricule[:13]} {known.matricule[13:]}" if known.matricule else "–",
                "note": OIDS[known.oid].say(here) if known.oid else "",
            },
        ],
        "doubts": [doubts[each] for each in kept.contradictions],
        "by": kept.entered_by,
        "at_ms": kept.entered_ms,
    }


def _choices(known: dict[str, Any], chosen: str, here: str) -> list[dict[str, Any]]:
    return [{"value": each, "label": text.say(here), "selected": each == chosen} for each, text in known.items()]
