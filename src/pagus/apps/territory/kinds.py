"""How the kinds of places and things are called on the screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

__all__ = ["OFFICIAL_KINDS", "kind_name", "kind_plural"]

_NAMES = {
    "country": ngettext_lazy("country", "countries"),
    "region": ngettext_lazy("region", "regions"),
    "departement": ngettext_lazy("département", "départements"),
    "arrondissement": ngettext_lazy("arrondissement", "arrondissements"),
    "epci": ngettext_lazy("intercommunal body (EPCI)", "intercommunal bodies (EPCI)"),
    "commune": ngettext_lazy("commune", "communes"),
    "municipal_arrondissement": ngettext_lazy("municipal arrondissement", "municipal arrondissements"),
    "petr": ngettext_lazy("rural territory (PETR)", "rural territories (PETR)"),
    "programme": ngettext_lazy("programme territory", "programme territories"),
    "zone": ngettext_lazy("zone", "zones"),
}

OFFICIAL_KINDS = frozenset(
    {"country", "region", "departement", "arrondissement", "epci", "commune", "municipal_arrondissement"}
)
"""Only the national tables have these: a workspace adds none of them."""


def kind_name(kind: str) -> str:
    """What is this kind called, one of it, in the language of the page? A kind that a workspace made up says itself."""
    return str(_NAMES[kind] % 1) if kind in _NAMES else str(_("local place ({kind})")).format(kind=kind)


def kind_plural(kind: str) -> str:
    """What is this kind called, several of it, in the language of the page?"""
    return str(_NAMES[kind] % 2) if kind in _NAMES else str(_("local places ({kind})")).format(kind=kind)
