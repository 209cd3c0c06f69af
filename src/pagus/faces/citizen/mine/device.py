"""What makes the page an app on the device: a manifest without a key, the start page, and the worker that keeps pages.

The manifest is the same for everybody and starts at ``/mine/``: a key in it would stand in the list of apps, in backups
of the telephone and in every place where a launcher keeps addresses. The start page finds the key on the device.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.emergency import emergency_numbers
from pagus.faces.citizen.frame import language, page

__all__ = ["manifest", "start", "worker"]

_KEY = re.compile(r"/mine/([\w-]{20,80})")


@require_http_methods(["GET", "HEAD", "POST"])
@private_answer
def start(request: HttpRequest) -> HttpResponse:
    """Draw the page where the app starts; a POST goes to the address that somebody wrote.

    By POST: an address with a key in a query would stand in logs.
    """
    if request.method == "POST":
        written = request.POST.get("address", "").strip()
        found = _KEY.search(written) or re.fullmatch(r"([\w-]{20,80})", written)
        if found is not None:
            return HttpResponseRedirect(reverse("citizen:mine", args=[found[1]]))
        messages.error(request, _("This is no address of a personal page: it holds /mine/ and a long row of signs."))
    facts = {"emergency": emergency_numbers(), "forgotten": "forgotten" in request.GET}
    return page(request, "mine_start", facts)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Give the web app manifest."""
    sizes = ((192, "any"), (512, "any"), (512, "maskable"))
    facts = {
        "id": "/mine/",
        "name": _("My page · {name}").format(name=settings.WORKSPACE.name),
        "short_name": _("My page"),
        "lang": language(),
        "start_url": reverse("citizen:mine_start"),
        "scope": reverse("citizen:mine_start"),
        "display": "standalone",
        "background_color": "#faf7f2",
        "theme_color": "#0b5f5a",
        "icons": [
            {"src": static(f"icons/{_icon(size, purpose)}"), "sizes": f"{size}x{size}", "type": "image/png",
             "purpose": purpose}
            for size, purpose in sizes
        ],
    }  # fmt: skip
    return JsonResponse(facts, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that lets the pages open without a network; it stands where the pages are that it may keep."""
    script = Path(str(finders.find("js/mine_worker.js"))).read_text(encoding="utf-8")
    return HttpResponse(script, "text/javascript", headers={"Cache-Control": "no-cache"})


def _icon(size: int, purpose: str) -> str:
    return f"mine-{size}-maskable.png" if purpose == "maskable" else f"mine-{size}.png"
