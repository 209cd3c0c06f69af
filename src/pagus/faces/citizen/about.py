"""What Pagus is, what it does with data, how accessible it is, and whose data it shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pagus import __version__
from pagus.apps.reports.air import TABLE
from pagus.apps.territory.queries import CREDIT
from pagus.faces.citizen.frame import page
from pagus.library.tables import index_table

__all__ = ["show"]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Draw the page."""
    return page(request, "about", {"version": __version__, "credit": CREDIT, "index": index_table(TABLE).source})
