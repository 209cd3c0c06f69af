"""What every page may show: the workspace, its kind, its time, who is logged in and what they may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Grant
from pagus.apps.territory.queries import territory

__all__ = ["workspace_facts"]


def workspace_facts(request: HttpRequest) -> dict[str, Any]:
    """What does the frame of every page need?

    Gives: ``workspace`` (name, is_demo, territory), ``territory_name``, ``now_ms`` (workspace time),
    ``clock_simulated``, ``account`` (name, role in words, logout_url; None for nobody), ``grants`` (the roles of the
    user) and ``allowed`` (the set of verbs that the user holds somewhere).
    """
    user = getattr(request, "user", None)
    grants = accounts.grants(user) if user is not None else ()
    return {
        "workspace": settings.WORKSPACE,
        "territory_name": _territory_name(),
        "now_ms": settings.WORKSPACE.clock.now_ms(),
        "clock_simulated": settings.WORKSPACE.clock.simulated,
        "account": _account(user.get_username(), grants) if user is not None and user.is_authenticated else None,
        "grants": grants,
        "allowed": frozenset().union(*(grant.role.verbs for grant in grants)),
    }


def _territory_name() -> str:
    # The frame of an error page must stand even where the territory is not there (yet).
    code, known = settings.WORKSPACE.territory, territory()
    return known.get(code).name if code in known else str(settings.WORKSPACE.name)


def _account(name: str, grants: tuple[Grant, ...]) -> dict[str, Any]:
    roles = dict.fromkeys(grant.role.name.say(get_language() or "en") for grant in grants)
    return {"name": name, "role": ", ".join(roles), "logout_url": reverse("logout")}
