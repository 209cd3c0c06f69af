"""Does this pseudonym still stand for somebody here: not made one with another, not dead, not moved away?"""

from __future__ import annotations

from collections.abc import Iterable

from pagus.apps.accounts.queries import Actor
from pagus.apps.monitoring.models import Departure, Merge
from pagus.apps.people import queries as people
from pagus.errors import Conflict

__all__ = ["departed", "require_living", "require_present", "require_standing", "stays_of"]


def stays_of(code: str) -> str:
    """Under which pseudonym does this person go now? The code itself where no merge of it stands."""
    seen = {code}
    while (found := Merge.objects.filter(merged=code, undone_ms__isnull=True).first()) is not None:
        if found.stays in seen:
            break
        code = found.stays
        seen.add(code)
    return code


def departed(codes: Iterable[str]) -> dict[str, str]:
    """Who of these died or moved away: ``died`` or ``moved``, by pseudonym. For whoever may see them."""
    return dict(Departure.objects.filter(subject__in=list(codes), undone_ms=None).values_list("subject", "kind"))


def require_living(code: str) -> None:
    """Refuse somebody who died: Conflict. Who moved away is seen and asked about until all is settled."""
    if departed([code]).get(code) == "died":
        raise Conflict("{code} died, it is written: take that back first if it is wrong", code=code)


def require_present(code: str) -> None:
    """Refuse somebody who died or moved away: Conflict."""
    if departed([code]):
        raise Conflict("{code} died or moved away, it is written: take that back first if it is wrong", code=code)


def require_standing(code: str, by: Actor) -> None:
    """Refuse a pseudonym that ended by a merge, or of somebody who left: nothing new begins under it.

    Refuses: Conflict, which names the pseudonym that stays to whoever may see it, and to nobody else.
    """
    stays = stays_of(code)
    if stays == code:
        return require_present(code)
    known = people.facts_of([stays]).get(stays)
    if known is not None and people.may_see(by, known):
        raise Conflict("{code} was merged into {stays}: begin it there", code=code, stays=stays)
    raise Conflict("{code} ended: it was merged with another pseudonym, which another team follows", code=code)
