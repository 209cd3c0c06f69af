"""What every public page shares: its navigation, and the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.kit_language.model import LANGUAGES, Language

__all__ = ["language", "page"]


def language() -> Language:
    """The language of this request."""
    chosen = (get_language() or "en")[:2]
    return next((known for known in LANGUAGES if known == chosen), "en")


def page(request: HttpRequest, template: str, facts: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Draw a public page: the template, its facts, and the way to the others."""
    entries = [
        ("citizen:home", _("My territory"), "home"),
        ("citizen:care", _("Find care"), "care"),
        ("citizen:about", _("About Pagus"), "about"),
    ]
    if request.user.is_authenticated:
        entries.append(("console:today", _("Console"), "console"))
    else:
        entries.append(("login", _("Log in"), "login"))
    frame = {
        "home_url": reverse("citizen:home"),
        "navigation": [
            {"url": reverse(name), "label": label, "current": key == template} for name, label, key in entries
        ],
        "footer_links": [
            {"url": reverse("citizen:care"), "label": _("Find care")},
            {"url": reverse("citizen:appointment_find"), "label": _("See or cancel an appointment")},
            {"url": reverse("citizen:about"), "label": _("Accessibility, data and credits")},
        ],
    }
    return render(request, f"citizen/{template}.html", {**frame, **facts}, status=status)
