"""What the personal pages share: their own navigation, and what the device is told about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pagus.apps.people.queries import KnownPerson
from pagus.faces.citizen.emergency import emergency_numbers
from pagus.faces.citizen.frame import page

__all__ = ["mine_page"]

_KNOWN_BY = 20
"""So many signs of a hash tell the people of one device apart."""


def mine_page(
    request: HttpRequest, key: str, person: KnownPerson, template: str, facts: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a personal page: the template, its facts, and the way to the other personal pages.

    ``owner``: whose the page is, for the device only: another key of the same person has the same one, so that what
    waits on the device leaves with it; nobody can tell the person from it.
    """
    entries = [
        ("citizen:mine", _("Today"), "mine"),
        ("citizen:mine_trends", _("How it goes"), "mine_trends"),
        ("citizen:mine_messages", _("Messages"), "mine_messages"),
        ("citizen:mine_data", _("My data"), "mine_data"),
    ]
    home = reverse("citizen:mine", args=[key])
    frame = {
        "key": key,
        "simulated": person.simulated,
        "home_url": home,
        "navigation": [],
        "own_pages": [
            {"url": reverse(name, args=[key]), "label": label, "current": known == template}
            for name, label, known in entries
        ],
        "owner": salted_hmac("pagus.own-page", person.code, secret=settings.SECRET_KEY).hexdigest()[:_KNOWN_BY],
        "pages": " ".join([reverse("citizen:mine_start"), *(reverse(name, args=[key]) for name, *_more in entries)]),
        "emergency": emergency_numbers(),
    }
    return page(request, template, {**frame, **facts}, status=status)
