"""Does this pseudonym still stand for somebody, or did it end when two were made one?"""

from __future__ import annotations

from pagus.apps.accounts.queries import Actor
from pagus.apps.monitoring.models import Merge
from pagus.apps.people import queries as people
from pagus.errors import Conflict

__all__ = ["require_standing", "stays_of"]


def stays_of(code: str) -> str:
    """Under which pseudonym does this person go now? The code itself where no merge of it stands."""
    seen = {code}
    while (found := Merge.objects.filter(merged=code, undone_ms__isnull=True).first()) is not None:
        if found.stays in seen:
            break
        code = found.stays
        seen.add(code)
    return code


def require_standing(code: str, by: Actor) -> None:
    """Refuse a pseudonym that ended by a merge: nothing new begins under it.

    Refuses: Conflict, which names the pseudonym that stays to whoever may see it, and to nobody else.
    """
    stays = stays_of(code)
    if stays == code:
        return
    known = people.facts_of([stays]).get(stays)
    if known is not None and people.may_see(by, known):
        raise Conflict("{code} was merged into {stays}: begin it there", code=code, stays=stays)
    raise Conflict("{code} ended: it was merged with another pseudonym, which another team follows", code=code)
