"""Who is followed here, for those who may know it.

A person's data may be read by a user who holds ``see_person`` in a territory that holds the person's residence, and
who is of the person's care team or holds a role that sees every team. Every reading goes through ``note_reading``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.people.models import Person, Team
from pagus.errors import NotFound
from pagus.kernel.parts import in_parts
from pagus.kit_language.model import Text

__all__ = [
    "KnownPerson",
    "KnownTeam",
    "about_visible",
    "count_visible",
    "everyone",
    "facts_of",
    "is_person",
    "may_see",
    "members",
    "note_reading",
    "read_people",
    "read_person",
    "teams",
    "visible_after",
    "visible_codes",
    "visible_query",
    "visible_slice",
    "visible_within",
]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What is known of a person: no name, ever."""

    code: str
    residence: str
    team: str
    simulated: bool
    added_ms: int


@dataclass(frozen=True, slots=True)
class KnownTeam:
    """A care team."""

    code: str
    name: Text
    territory: str


def is_person(subject: str) -> bool:
    """Is this the code of a person?"""
    return subject.startswith("person:")


def teams(territory: str | None = None) -> tuple[KnownTeam, ...]:
    """Which care teams are there, here or in one territory?"""
    rows = Team.objects.order_by("code")
    found = (KnownTeam(row.code, Text(row.name_fr, row.name_en, row.name_de), row.territory) for row in rows)
    return tuple(team for team in found if territory is None or accounts.covers(territory, team.territory))


def may_see(user: Actor, person: KnownPerson, verb: str = "see_person") -> bool:
    """May this user see this person (or do ``verb`` for them)? Role, territory and care team must all agree."""
    return bool(_seen(user, [person], verb))


def visible_codes(user: Actor, codes: Iterable[str] | None = None) -> frozenset[str]:
    """Which people may this user see, of these or of all? To filter with: showing their data is ``note_reading``."""
    if codes is None:
        return frozenset(visible_query(user).values_list("code", flat=True))
    return frozenset(person.code for person in _seen(user, _known(codes)))


def count_visible(user: Actor, *, like: str = "") -> int:
    """How many people may this user see, of all or of those whose pseudonym holds this text?"""
    return _visible_like(user, like).count()


def visible_slice(user: Actor, start: int, most: int, *, like: str = "", without: Iterable[str] = ()) -> list[str]:
    """So many of the people whom this user may see, by code, from the place ``start`` on: for a page of a list."""
    rows = _visible_like(user, like).exclude(code__in=list(without)).order_by("code")
    return list(rows.values_list("code", flat=True)[start : start + most])


def visible_after(user: Actor, after: str, most: int) -> list[str]:
    """So many of the people whom this user may see, by code, after this code: to walk through all of them."""
    rows = visible_query(user).filter(code__gt=after).order_by("code")
    return list(rows.values_list("code", flat=True)[:most])


def visible_within(user: Actor, places: Iterable[str]) -> list[str]:
    """Which of the people whom this user may see live in one of these places? By code."""
    rows = visible_query(user).filter(residence__in=list(places)).order_by("code")
    return list(rows.values_list("code", flat=True))


def _visible_like(user: Actor, like: str) -> QuerySet[Person]:
    rows = visible_query(user)
    return rows.filter(code__icontains=like) if like else rows


def visible_query(user: Actor) -> QuerySet[Person]:
    """The codes of all people whom this user may see, as a query. For rows about them there is ``about_visible``."""
    if isinstance(user, str):
        return (
            Person.objects.values("code") if accounts.may(user, "see_person") else Person.objects.none().values("code")
        )
    residences = list(Person.objects.order_by().values_list("residence", flat=True).distinct())
    seen = Q(pk__in=())
    for grant in accounts.grants(user):
        if "see_person" in grant.role.verbs and (grant.role.every_team or grant.team):
            here = Q(residence__in=accounts.covered(grant.territory, residences))
            seen |= here if grant.role.every_team else here & Q(team=grant.team)
    return Person.objects.filter(seen).values("code")


def about_visible(user: Actor, field: str) -> Q:
    """A filter for rows of which ``field`` is the code of a person: those about people whom this user may see.

    Each row is looked up, so that it costs nothing how many people there are whom no row is about.
    """
    return Q(Exists(visible_query(user).filter(code=OuterRef(field))))


def read_people(user: Actor, purpose: str, codes: Iterable[str] | None = None) -> tuple[KnownPerson, ...]:
    """Which people may this user see? The reading is journalled for each of them.

    Takes: why it is read; some codes, or None for all. Gives: those visible, by code.
    """
    visible = tuple(_seen(user, _known(codes)))
    note_reading(user, [person.code for person in visible], purpose)
    return visible


def read_person(user: Actor, code: str, purpose: str) -> KnownPerson:
    """Who is this person? The reading is journalled.

    Refuses: NotFound when there is none, and also when this user may not see them: the two are not told apart.
    """
    found = read_people(user, purpose, [code])
    if not found:
        raise NotFound("no person here has the code {code}", code=code)
    return found[0]


def note_reading(user: Actor, codes: Iterable[str], purpose: str) -> None:
    """Journal that this user reads the data of these people. The one door through which every reading goes.

    Takes: subject codes, of which those that are no person are left out; the purpose, as ``inbox`` or ``series``.
    """
    actor, role = accounts.actor_of(user)
    journal.record_reads(actor, role, (code for code in codes if is_person(code)), purpose)


def members(team: str) -> dict[str, str]:
    """Where does each one whom this team follows live? For the machine itself: shown to nobody, not journalled."""
    return dict(Person.objects.filter(team=team).values_list("code", "residence"))


def everyone() -> tuple[KnownPerson, ...]:
    """Whom does the machine itself follow here? For computing over all, shown to nobody, not journalled."""
    return tuple(_known(None))


def facts_of(codes: Iterable[str]) -> dict[str, KnownPerson]:
    """What does the machine itself need to know of these people (residence, team)? Shown to nobody, not journalled."""
    return {person.code: person for person in _known(codes)}


def _seen(user: Actor, people: Iterable[KnownPerson], verb: str = "see_person") -> list[KnownPerson]:
    if isinstance(user, str):
        return list(people) if accounts.may(user, verb) else []
    known = list(people)
    residences = {person.residence for person in known}
    grants = [grant for grant in accounts.grants(user) if verb in grant.role.verbs]
    held = [(grant, accounts.covered(grant.territory, residences)) for grant in grants]
    return [
        person
        for person in known
        if any(
            (grant.role.every_team or (grant.team != "" and grant.team == person.team)) and person.residence in here
            for grant, here in held
        )
    ]


def _known(codes: Iterable[str] | None) -> list[KnownPerson]:
    rows = Person.objects.order_by("code").values_list("code", "residence", "team_id", "simulated", "added_ms")
    parts = [rows] if codes is None else [rows.filter(code__in=some) for some in in_parts(sorted(set(codes)))]
    return [KnownPerson(*row) for part in parts for row in part]
