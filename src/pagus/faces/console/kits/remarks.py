"""What a plan says, in the reader's words: names where it holds codes, and what to do about what stands against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pagus.apps.accounts.roles import ROLES
from pagus.apps.territory.queries import get_place
from pagus.errors import PagusError
from pagus.faces.console.frame import language
from pagus.faces.console.numbers import written
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Kit, Parameter

__all__ = [
    "CATEGORIES",
    "LAYERS",
    "STATEMENTS",
    "category_names",
    "place_name",
    "refusal_rows",
    "remark_words",
    "role_names",
]

STATEMENTS = {
    "publication": gettext_lazy("publication"),
    "clinical_acceptance": gettext_lazy("clinical acceptance"),
    "evaluation": gettext_lazy("evaluation"),
    "measured_result": gettext_lazy("measured result"),
    "revocation": gettext_lazy("revocation"),
}
LAYERS = {
    "kit": gettext_lazy("Kit"),
    "territory": gettext_lazy("Territory"),
    "team": gettext_lazy("Team"),
    "person": gettext_lazy("Person"),
}
CATEGORIES = {
    "health": gettext_lazy("health data"),
    "environment": gettext_lazy("measurements of the environment"),
    "contact": gettext_lazy("contact data"),
    "activity": gettext_lazy("data on daily activity"),
}


def remark_words(remark: Remark, *kits: Kit) -> str:
    """A remark in the reader's language, with names where it holds codes of these kits (the newest first)."""
    facts = dict(remark.facts)
    named = {kit.id: kit.title.say(language()) for kit in kits}
    if facts.get("kit") in named:
        facts["kit"] = named[facts["kit"]]
    if "territory" in facts:
        facts["territory"] = place_name(facts["territory"])
    if "role" in facts:
        facts["role"] = role_names((facts["role"],))
    kind = facts.get("kind", "").replace(" ", "_")
    if kind in STATEMENTS:
        facts["kind"] = str(STATEMENTS[kind])
    if facts.get("layer") in LAYERS:
        facts["layer"] = str(LAYERS[facts["layer"]])
    parameter = _parameter(facts.get("name", ""), kits)
    if parameter is not None:
        facts["name"] = parameter.label.say(language())
        facts |= {"value": written(parameter, float(facts["value"]))} if "value" in facts else {}
    return capfirst(Remark(remark.key, **facts).in_words(_))


def refusal_rows(
    refusals: Iterable[Remark], kits: tuple[Kit, ...], *, acceptance_url: str = "", change_url: str = ""
) -> list[dict[str, Any]]:
    """What stands against a plan: in words, with what to do next, where, and the verb one needs to go there."""
    return [{"text": remark_words(each, *kits), **_next_step(each, acceptance_url, change_url)} for each in refusals]


def role_names(codes: Iterable[str]) -> str:
    """The names of these roles, one after the other."""
    return ", ".join(ROLES[code].name.say(language()) if code in ROLES else code for code in codes)


def category_names(codes: Iterable[str]) -> str:
    """The names of these categories of data, one after the other."""
    return ", ".join(str(CATEGORIES.get(code, code)) for code in codes)


def _parameter(name: str, kits: Iterable[Kit]) -> Parameter | None:
    return next((kit.parameters[name] for kit in kits if name in kit.parameters), None)


def place_name(code: str) -> str:
    """The name of the place of this code; the text itself where no place has it, as in what others wrote."""
    try:
        return get_place(code).name
    except PagusError:
        return code


def _next_step(remark: Remark, acceptance_url: str, change_url: str) -> dict[str, str]:
    key = remark.key
    if "waits for its clinical acceptance" in key:
        words = _("A clinical lead reads what it does, and accepts it or not.")
        return {"next": words, "url": acceptance_url, "label": _("Read and accept"), "verb": "accept_kit"}
    if "holds the role" in key:
        return {"next": _("An operator gives the role to somebody here.")}
    if "runs in {territory} already" in key:
        words = _("Change the version of the one that runs.")
        return {"next": words, "url": change_url, "label": _("See what it would change here"), "verb": "install_kit"}
    if "no certificate" in key:
        return {"next": _("Choose another mode.")}
    if "its number hides what changes" in key or "is not newer" in key:
        return {"next": _("Ask the publisher for a version whose number says what changes.")}
    if "does not say that people" in key:
        return {"next": _("They stay where they are; they can be enrolled anew one by one.")}
    if "revoked" in key:
        return {"next": _("Do not use this version: ask its publisher for the one that replaces it.")}
    if "policy asks" in key or "signed" in key or "{kind} by {by}" in key:
        return {"next": _("Ask for the missing signature, or let the security officer look at the keys known here.")}
    return {}
