"""Does this pseudonym still stand for somebody here: not made one with another, not dead, not moved away?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from pagus.apps.accounts.queries import Actor
from pagus.apps.monitoring.models import Departure, Merge
from pagus.apps.pathways.models import Run
from pagus.apps.people import queries as people
from pagus.errors import Conflict
from pagus.kernel.parts import in_parts

__all__ = ["Standing", "departed", "require_living", "require_present", "require_standing", "standings", "stays_of"]


@dataclass(slots=True, kw_only=True)
class Standing:
    """What became of a pseudonym."""

    died_on: date | None = None
    moved: bool = False
    goes_on: bool = False
    """A course goes on after the move, to hand the person over."""
    merged: bool = False
    replaced_by: str = ""
    """Under which pseudonym a merged one goes on."""
    replaces: tuple[str, ...] = ()
    changed_ms: int = 0
    """When something of this was last written or taken back."""

    @property
    def ended(self) -> bool:
        """Is there nothing more to do under it?"""
        return self.died_on is not None or self.merged or (self.moved and not self.goes_on)


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
    standing = Departure.objects.filter(undone_ms=None).values_list("subject", "kind")
    return dict(row for some in in_parts(codes) for row in standing.filter(subject__in=some))


def standings(codes: Collection[str]) -> dict[str, Standing]:
    """What became of these pseudonyms: of those alone of which something is or was written. For whoever may see them.

    It names other pseudonyms (``replaced_by``, ``replaces``): whether those may be seen is to be asked too.
    """
    found: dict[str, Standing] = {}
    for some in in_parts(codes):
        for left in Departure.objects.filter(subject__in=some).order_by("pk"):
            _take_departure(found.setdefault(left.subject, Standing()), left)
        for merge in Merge.objects.filter(Q(merged__in=some) | Q(stays__in=some)).order_by("pk"):
            _take_merge(found, merge, some)
    moved = [code for code, each in found.items() if each.moved]
    for some in in_parts(moved):
        for code in Run.objects.filter(person__in=some, ended_ms__isnull=True).values_list("person", flat=True):
            found[code].goes_on = True
    return found


def _take_departure(standing: Standing, left: Departure) -> None:
    standing.changed_ms = max(standing.changed_ms, left.at_ms, left.undone_ms or 0)
    if left.undone_ms is None and left.kind == "died":
        standing.died_on = left.on
    elif left.undone_ms is None:
        standing.moved = True


def _take_merge(found: dict[str, Standing], merge: Merge, asked: Collection[str]) -> None:
    for code in {merge.merged, merge.stays}.intersection(asked):
        standing = found.setdefault(code, Standing())
        standing.changed_ms = max(standing.changed_ms, merge.at_ms, merge.undone_ms or 0)
        if merge.undone_ms is None and code == merge.merged:
            standing.merged, standing.replaced_by = True, merge.stays
        elif merge.undone_ms is None:
            standing.replaces = (*standing.replaces, merge.merged)


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
