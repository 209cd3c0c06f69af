"""What participants are called, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.apps.accounts.roles import ROLES
from pagus.apps.consultations.access import PERSON
from pagus.apps.consultations.policy import GUEST_PARTS

__all__ = ["part_words"]


def part_words(part: str) -> str:
    """What is somebody in a call: the person, a role, what a guest is there for?"""
    here = (get_language() or "en")[:2]
    if part == PERSON:
        return _("person followed")
    known = [ROLES[each].name if each in ROLES else GUEST_PARTS.get(each) for each in part.split("+")]
    return ", ".join(each.say(here) for each in known if each is not None) or part
