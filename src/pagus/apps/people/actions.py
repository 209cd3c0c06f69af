"""Adding people and teams."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.closing import follow_person
from pagus.apps.people.models import Person, Team
from pagus.apps.people.queries import facts_of, may_see
from pagus.apps.people.readiness import require_ready_for_real_persons
from pagus.apps.streams.actions import register_subject
from pagus.apps.territory.queries import get_place
from pagus.errors import CodeError, Conflict, InputError, NotFound
from pagus.kit_language.model import Text

__all__ = ["add_person", "add_team", "move_person"]

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE = re.compile(r"person:P-[A-Z0-9]{3,12}")
_TEAM = re.compile(r"[a-z0-9][a-z0-9-]{0,58}")


def add_team(code: str, name: Text, territory: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Make a care team in a territory.

    Refuses: NotAllowed, CodeError for a code that is no slug, Conflict when it exists, NotFound for the territory.
    """
    if not _TEAM.fullmatch(code):
        raise CodeError("{code!r} is no team code: use a-z, 0-9 and -", code=code)
    place = get_place(territory)
    accounts.require(by, "operate", place.code)
    if Team.objects.filter(code=code).exists():
        raise Conflict("the team {code} exists already", code=code)
    with transaction.atomic():
        Team.objects.create(code=code, name_fr=name.fr, name_en=name.en, name_de=name.de, territory=place.code)
        journal.record(*accounts.actor_of(by), "add_team", f"team:{code}", "teams")


def add_person(
    residence: str, team: str, *, simulated: bool, code: str | None = None, by: Actor = accounts.SYSTEM
) -> str:
    """Make a person and give the pseudonym, drawn at random unless one is given.

    Takes: the commune of residence, a care team, whether the person is virtual.
    Refuses: NotAllowed; NotFound for the place or the team, InputError for a residence that is no commune, CodeError
    or Conflict for a code that is badly written or in use; ConfigError with everything that is missing when a real
    person is added to a workspace that is not ready.
    """
    if not simulated:
        require_ready_for_real_persons()
    home = _home(residence)
    accounts.require(by, "enrol", home)
    _require_team(team)
    if code is not None and not _CODE.fullmatch(code):
        raise CodeError("{code!r} is no pseudonym: write person:P- and 3 to 12 capitals or digits", code=code)
    with transaction.atomic():
        code = code or _draw()
        if Person.objects.filter(code=code).exists():
            raise Conflict("the pseudonym {code} is in use", code=code)
        now_ms = settings.WORKSPACE.clock.now_ms()
        Person.objects.create(code=code, residence=home, team_id=team, simulated=simulated, added_ms=now_ms)
        register_subject(code)
        journal.record(*accounts.actor_of(by), "add_person", code, "enrolment")
    return code


def move_person(code: str, *, residence: str | None = None, team: str | None = None, by: Actor) -> None:
    """Change where a person lives or which team follows them.

    Refuses: NotFound when there is none, or none that this user may see; NotAllowed; InputError, NotFound for the place
    or the team.
    """
    known = facts_of([code]).get(code)
    if known is None or not may_see(by, known):
        raise NotFound("no person here has the code {code}", code=code)
    accounts.require(by, "enrol", known.residence)
    changes = {}
    if residence is not None:
        changes["residence"] = _home(residence)
    if team is not None:
        _require_team(team)
        changes["team_id"] = team
    with transaction.atomic():
        Person.objects.filter(code=code).update(**changes)
        follow_person(code, place=changes.get("residence", known.residence), team=changes.get("team_id", known.team))
        journal.record(*accounts.actor_of(by), "move_person", code, "enrolment", {"changed": sorted(changes)})


def _home(residence: str) -> str:
    if not residence.startswith("commune:"):
        raise InputError("{residence} is no commune: a residence is written commune:67482", residence=residence)
    return get_place(residence).code


def _require_team(team: str) -> None:
    if not Team.objects.filter(code=team).exists():
        raise NotFound("no team has the code {team}", team=team)


def _draw() -> str:
    while True:
        code = "person:P-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
        if not Person.objects.filter(code=code).exists():
            return code
