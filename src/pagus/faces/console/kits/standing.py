"""A version of a kit, and who answers for it: its origin, who signed what, who accepted it, who installed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import AcceptedBy, InForce, InstalledKit
from pagus.apps.people import queries as people
from pagus.apps.people.queries import is_person
from pagus.faces.console.kits.remarks import STATEMENTS, place_name, role_names
from pagus.kit_language.model import Kit
from pagus.trust import Signed

__all__ = ["accepted_words", "origin_words", "signature_rows", "signed_rows", "standing_facts", "version_rows"]


def standing_facts(standing: InForce) -> dict[str, Any]:
    """What the part ``standing`` draws: version, digest, origin, signatures, acceptance, mode, who installed it."""
    kit = standing.installed.kit
    return {
        "installed": standing.installed,
        "origin": origin_words(standing.origin),
        "origin_is_library": standing.origin == "library",
        "signatures": signature_rows(standing.signatures),
        "acceptance": accepted_words(standing.acceptance),
        "no_acceptance": _no_acceptance(kit, standing.installed.mode) if standing.acceptance is None else "",
    }


def origin_words(origin: str) -> str:
    """Where a kit came from, in words."""
    known = {
        "": _("not recorded"),
        "library": _("the library that came with Pagus"),
        "folder": _("a folder of this machine"),
        "archive": _("an archive, brought in as a file"),
    }
    return known[origin] if origin in known else _("the registry {name}").format(name=origin.removeprefix("registry:"))


def signature_rows(signatures: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The signatures that counted when a version was installed: who signed what, when, and what they noted."""
    return [
        {
            "organisation": each["organisation"],
            "name": each["name"],
            "what": capfirst(str(STATEMENTS.get(str(each["kind"]), each["kind"]))),
            "at": each["issued_ms"],
            "note": _note(str(each["kind"]), each["facts"]),
            "key": each["key"],
        }
        for each in signatures
    ]


def signed_rows(signed: Iterable[Signed]) -> list[dict[str, Any]]:
    """As ``signature_rows``, for signatures that count now."""
    return signature_rows(
        {
            "organisation": each.key.organisation,
            "name": each.key.name,
            "kind": each.statement.kind,
            "issued_ms": each.statement.issued_ms,
            "facts": each.statement.facts,
            "key": each.key.id,
        }
        for each in signed
    )


def accepted_words(acceptance: AcceptedBy | None) -> dict[str, Any] | None:
    """A clinical acceptance: who, in which role, when, with which words."""
    if acceptance is None:
        return None
    roles = role_names(acceptance.role.split("+"))
    return {"by": acceptance.by, "role": roles, "at": acceptance.at_ms, "words": acceptance.words}


def version_rows(user: Any, installed: InstalledKit) -> list[dict[str, Any]]:
    """Every version of this kit that ran or runs here: since when, until when, and who is still on it."""
    return [
        {
            "version": each.kit.version,
            "url": reverse("console:installation", args=[each.id]),
            "this": each.id == installed.id,
            "since": each.installed_ms,
            "until": each.superseded_ms or each.removed_ms,
            "state": _state(each),
            "ended": each.removed_ms is not None,
            "followed": followed_words(user, each),
        }
        for each in installations.versions_of(installed.id)
    ]


def followed_words(user: Any, installed: InstalledKit) -> str:
    """How many this version follows, of those whom the reader may see; nothing for a reader who may see nobody."""
    followed = installations.followed_now(installed.id)
    if installed.kit.subject != "person":
        return ngettext("{count} thing or place", "{count} things or places", len(followed)).format(count=len(followed))
    if not accounts.may(user, "see_person"):
        return ""
    seen = people.visible_codes(user, [code for code in followed if is_person(code)])
    return ngettext("{count} person", "{count} people", len(seen)).format(count=len(seen))


def _state(installed: InstalledKit) -> str:
    if installed.removed_ms is not None:
        return _("ended")
    return _("takes nobody new") if installed.superseded_ms is not None else _("takes the new people")


def _no_acceptance(kit: Kit, mode: str) -> str:
    if not kit.clinical:
        return _("not asked for: its alerts do not speak of a person’s health")
    if mode == "simulation":
        return _("none: a simulation reaches no patient and asks for none")
    return _("none of its own: no clinical rule differs from the version before")


def _note(kind: str, facts: Mapping[str, Any]) -> str:
    """What a statement says besides its kind, as far as it is text; a measured result has a table of its own."""
    told = [str(facts[name]) for name in ("note", "verdict", "reason") if facts.get(name)]
    if facts.get("territory") and kind != "measured_result":
        told.append(place_name(str(facts["territory"])))
    return " · ".join(told)
