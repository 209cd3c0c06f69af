"""Logging in; a demo shows its own logins on the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.utils.translation import get_language

from pagus.apps.accounts.queries import demo_logins

__all__ = ["HouseLogin"]


class HouseLogin(LoginView):
    """The login page. Whoever is logged in already goes on at once."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the page shows: the form, and in a demo the logins that exist only there."""
        language = get_language() or "en"
        shown = [
            {
                "name": login.name,
                "password": login.password,
                "role": login.role.name.say(language),
                "what": login.role.description.say(language),
            }
            for login in demo_logins()
        ]
        return super().get_context_data(**context, demo_logins=shown, provider=settings.WORKSPACE.login)
