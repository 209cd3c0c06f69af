"""The session record of a call in words: who was there, how they were connected, how good it was."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.consultations.policy import WAYS_OF_LEAVING
from pagus.apps.consultations.queries import LinkRow, StayRow, Visit
from pagus.apps.consultations.words import part_words
from pagus.apps.worklist.policy import CALL_OUTCOMES
from pagus.faces.console.frame import language
from pagus.kernel.time import MINUTE, SECOND
from pagus.web.templatetags.look import duration

__all__ = ["guest_rows", "lasted", "phone_events", "record_rows"]


def record_rows(visit: Visit) -> list[dict[str, Any]]:
    """One row for each browser that was there."""
    named = {each.id: _who(each) for each in visit.stays}
    media = {"video": _("picture and sound"), "audio": _("sound only"), "none": _("listening only")}
    return [
        {
            "who": _who(each),
            "part": part_words(each.part),
            "came_ms": each.came_ms,
            "lasted": lasted(each.lasted_ms),
            "left": WAYS_OF_LEAVING[each.left_how].say(language()) if each.left_how else "",
            "media": media[each.media],
            "links": [_link(link, named) for link in each.links],
            "keys": [link.own_fingerprint for link in each.links if link.own_fingerprint],
        }
        for each in visit.stays
    ]


def lasted(milliseconds: int | None) -> str:
    """How long it was, in words; less than two minutes in seconds."""
    if milliseconds is None:
        return ""
    if milliseconds < 2 * MINUTE:
        return f"{milliseconds // SECOND} s"
    return duration(milliseconds)


def guest_rows(visit: Visit) -> list[dict[str, Any]]:
    """Who was invited, and whether the address still opens the call."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "part": part_words(each.part),
            "until_ms": each.expires_wall_ms,
            "is_open": not each.revoked and not each.expired,
            "state": _guest_state(revoked=each.revoked, expired=each.expired, came=each.came),
        }
        for each in visit.guests
    ]


def phone_events(visit: Visit) -> list[dict[str, Any]]:
    """The phone calls that were written down, newest first."""
    return [
        {"at": each.at_ms, "who": each.by, "what": CALL_OUTCOMES[each.outcome].say(language()), "note": each.note}
        for each in reversed(visit.phone_calls)
    ]


def _guest_state(*, revoked: bool, expired: bool, came: bool) -> str:
    if revoked:
        return _("taken back")
    if came:
        return _("came")
    return _("run out") if expired else _("invited")


def _who(stay: StayRow) -> str:
    return stay.name.removeprefix("person:")


def _link(link: LinkRow, named: dict[int, str]) -> dict[str, Any]:
    keys = {True: _("keys agree"), False: _("keys differ: somebody may have sat between"), None: _("one side only")}
    ways = {"direct": _("directly"), "relay": _("by relay"), "": _("never connected")}
    return {
        "peer": named.get(link.peer, ""),
        "way": ways[link.way],
        "first_frame_s": None if link.first_frame_after_ms is None else link.first_frame_after_ms / 1_000,
        "round_trip": None if link.worst_round_trip_ms is None else f"{link.worst_round_trip_ms} ms",
        "loss": None if link.worst_loss_permille is None else link.worst_loss_permille / 10,
        "restarts": link.restarts,
        "keys": keys[link.keys_agree],
        "keys_differ": link.keys_agree is False,
    }
