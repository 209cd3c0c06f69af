"""Adding people and teams."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.db import transaction

from pagus.apps.journal import actions as journal
from pagus.apps.people.models import Person, Team
from pagus.errors import CodeError, Conflict, InputError, NotFound
from pagus.kit_language.model import Text

__all__ = ["add_person", "add_team", "move_person"]

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE = re.compile(r"person:P-[A-Z0-9]{3,12}")
_TEAM = re.compile(r"[a-z0-9][a-z0-9-]{0,58}")


def add_team(code: str, name: Text, territory: str, *, by: str = journal.SYSTEM) -> None:
    """Make a care team in a territory.

    Refuses: CodeError for a code that is no slug, Conflict when it exists, NotFound for the territory.
    """
    from pagus.apps.territory.queries import get_place

    if not _TEAM.fullmatch(code):
        raise CodeError("{code!r} is no team code: use a-z, 0-9 and -", code=code)
    get_place(territory)
    if Team.objects.filter(code=code).exists():
        raise Conflict("the team {code} exists already", code=code)
    with transaction.atomic():
        Team.objects.create(code=code, name_fr=name.fr, name_en=name.en, name_de=name.de, territory=territory)
        journal.record(by, "operator", "add_team", f"team:{code}", "teams")


def add_person(
    residence: str,
    team: str,
    *,
    simulated: bool,
    code: str | None = None,
    by: str = journal.SYSTEM,
    role: str = "operator",
) -> str:
    """Make a person and give the pseudonym, drawn at random unless one is given.

    Takes: the commune of residence, a care team, whether the person is virtual.
    Refuses: NotFound for the place or the team, InputError for a residence that is no commune, Conflict for a code
    in use; ConfigError with everything that is missing when a real person is added to a workspace that is not ready.
    """
    from pagus.apps.people.readiness import require_ready_for_real_persons
    from pagus.apps.streams.actions import register_subject
    from pagus.apps.territory.queries import get_place

    if not simulated:
        require_ready_for_real_persons()
    if not residence.startswith("commune:"):
        raise InputError("{residence} is no commune: a residence is written commune:67482", residence=residence)
    get_place(residence)
    if not Team.objects.filter(code=team).exists():
        raise NotFound("no team has the code {team}", team=team)
    if code is not None and not _CODE.fullmatch(code):
        raise CodeError("{code!r} is no pseudonym: write person:P- and 3 to 12 capitals or digits", code=code)
    with transaction.atomic():
        code = code or _draw()
        if Person.objects.filter(code=code).exists():
            raise Conflict("the pseudonym {code} is in use", code=code)
        now_ms = settings.WORKSPACE.clock.now_ms()
        Person.objects.create(code=code, residence=residence, team_id=team, simulated=simulated, added_ms=now_ms)
        register_subject(code)
        journal.record(by, role, "add_person", code, "enrolment")
    return code


def move_person(code: str, *, residence: str | None = None, team: str | None = None, by: str, role: str) -> None:
    """Change where a person lives or which team follows them. Refuses: NotFound."""
    from pagus.apps.territory.queries import get_place

    person = Person.objects.filter(code=code).first()
    if person is None or (team is not None and not Team.objects.filter(code=team).exists()):
        raise NotFound("no such person or team: {code}", code=code)
    if residence is not None:
        get_place(residence)
        person.residence = residence
    if team is not None:
        person.team_id = team
    with transaction.atomic():
        person.save()
        journal.record(by, role, "move_person", code, "enrolment")


def _draw() -> str:
    while True:
        code = "person:P-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
        if not Person.objects.filter(code=code).exists():
            return code
