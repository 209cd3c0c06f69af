"""The WSGI application that granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pagus.web.settings")

application = get_wsgi_application()


def _warm_up() -> None:
    """Load what every page needs before the first visitor comes: the places, the kits, the addresses."""
    from django.urls import get_resolver

    from pagus.apps.collector import tune_collector
    from pagus.apps.installations.queries import active_installations, library_kits
    from pagus.apps.territory.queries import territory

    territory().search("a", 1)
    library_kits()
    active_installations()
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    tune_collector()


_warm_up()
