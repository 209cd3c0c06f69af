"""What is said of two pseudonyms that are one person: what goes over, what both have, what stays, what comes back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.installations import queries as installations
from pagus.apps.monitoring.merge_preview import MergePreview, UnmergePreview
from pagus.apps.people import queries as people
from pagus.apps.territory import queries as places
from pagus.errors import NotFound

__all__ = ["merge_facts", "unmerge_facts"]


def merge_facts(seen: MergePreview, here: str) -> dict[str, Any]:
    """What a merge would do, in words."""
    rows = [{"term": _("Readings"), "value": str(seen.readings), "note": _differing(seen.differing)}]
    rows += _kinds(seen.goes_over)
    return {
        "rows": rows,
        "clashes": [_clash(what, which, here) for what, which in seen.clashes],
        "behind": [_behind(kind, count) for kind, count in seen.stays_behind.items()],
    }


def unmerge_facts(seen: UnmergePreview) -> dict[str, Any]:
    """What an undoing would put back, and what it cannot, in words."""
    rows = [
        {**row, "note": _of(seen.goes_back.get(kind), count)}
        for (kind, count), row in zip(seen.went_over.items(), _kinds(seen.went_over), strict=True)
    ]
    return {"rows": rows, "mixed": seen.copied + seen.since, "copied": seen.copied, "since": seen.since}


def _differing(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)s more differs at the same instant and is not copied",
        "%(count)s more differ at the same instant and are not copied",
        count,
    )
    return words % {"count": count}


def _of(goes_back: int | None, went_over: int) -> str:
    if goes_back is None or goes_back == went_over:
        return ""
    return _("of which {count} can go back").format(count=goes_back)


def _kinds(counts: dict[str, int]) -> list[dict[str, str]]:
    names = {
        "enrolments": _("Enrolments, with own values"),
        "alerts": _("Open alerts"),
        "consultations": _("Video calls that have not begun"),
        "prescriptions": _("Prescriptions"),
        "consents": _("Consents"),
        "stops": _("Stops of a monitoring"),
        "courses": _("Courses on pathways"),
        "tasks": _("Tasks of courses"),
        "messages": _("Messages"),
        "forms": _("Answered forms"),
        "referrals": _("Referrals"),
        "handovers": _("Hand-overs"),
        "requests": _("Questions from their own page"),
        "reminders": _("Reminders that were sent"),
        "calls": _("Phone calls"),
        "contact": _("Way to reach the person"),
    }
    return [{"term": names[kind], "value": str(count)} for kind, count in counts.items()]


def _clash(what: str, which: str, here: str) -> str:
    if what == "differing":
        words = ngettext(
            "At %(count)s instant both were measured, with different values: make sure that they are not two persons.",
            "At %(count)s instants both were measured, with different values: make sure that they are not two persons.",
            int(which),
        )
        return words % {"count": which}
    if what == "followed":
        return _("Both are followed by {kit}: the enrolment and the values of the one that stays hold.").format(
            kit=_kit(which, here)
        )
    if what == "prescription":
        return _("Both have a prescription for {kit}: the one entered last holds.").format(kit=_kit(which, here))
    if what == "course":
        return _("Both stand on {pathway}: the course of the one that ends is ended.").format(
            pathway=_pathway(which, here)
        )
    if what == "team":
        teams = {team.code: team.name.say(here) for team in people.teams()}
        return _("Two care teams: from now on {team} follows the person alone.").format(team=teams.get(which, which))
    if what == "residence":
        return _("Two places of residence: {place} holds.").format(place=places.get_place(which).name)
    return {
        "contact": _("Both have a way to be reached: that of the one that stays holds."),
        "identity": _("A national identity is sealed under the one that ends: enter it again under the other one."),
        "identities": _("Both have a national identity: compare the two before you go on."),
    }[what]


def _kit(kit_id: str, here: str) -> str:
    found = next((each for each in installations.active_installations() if each.kit.id == kit_id), None)
    if found is None:
        raise NotFound("{kit} does not run here", kit=kit_id)
    return found.kit.title.say(here)


def _pathway(name: str, here: str) -> str:
    kits = (each.kit for each in installations.active_installations())
    return next((kit.pathways[name].title.say(here) for kit in kits if name in kit.pathways), name)


def _behind(kind: str, count: int) -> str:
    words = {
        "closed_alerts": ngettext("%(count)s closed alert", "%(count)s closed alerts", count),
        "past_consultations": ngettext(
            "%(count)s video call that was held", "%(count)s video calls that were held", count
        ),
        "sealed_handovers": ngettext(
            "%(count)s hand-over with the national identity on it",
            "%(count)s hand-overs with the national identity on them",
            count,
        ),
        "keys": ngettext(
            "%(count)s key of a personal page: it opens nothing any more",
            "%(count)s keys of a personal page: they open nothing any more",
            count,
        ),
    }
    return words[kind] % {"count": count}
