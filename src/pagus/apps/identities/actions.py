"""Entering the national identity of a person: checked, sealed, journalled."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

import msgspec
from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.identities.matricule import OIDS, STATUSES, TEST, checked_matricule
from pagus.apps.identities.models import NO_NUMBER, NationalIdentity
from pagus.apps.identities.sealing import mark_of, seal
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.errors import InputError, NotAllowed, NotFound

__all__ = ["SEEING", "Identity", "enter_identity", "person_to_identify"]

SEEING = "see_identity"
SEXES = ("F", "M", "I")
_PLACE = re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII)
_LONGEST = 100
_WITH_MATRICULE = ("retrieved", "qualified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The five traits, the matricule with its OID where it was retrieved, and how far it is verified.

    ``document`` is the kind of identity document that was seen; ``retrieved_on`` the day on which another software
    asked the INSi service. Pagus asks it nothing.
    """

    birth_name: str
    first_names: str
    birth_date: str
    sex: str
    birth_place: str
    status: str
    matricule: str = ""
    oid: str = ""
    document: str = ""
    retrieved_on: str = ""


def person_to_identify(code: str, user: Actor) -> KnownPerson:
    """The person, for somebody who may know who it is. Refuses: NotFound, NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not people.may_see(user, person):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(user, person, SEEING):
        raise NotAllowed("your roles do not allow: {verb}", verb=SEEING)
    return person


def enter_identity(code: str, given: Identity, by: Actor) -> None:
    """Keep this identity of a person; what was entered before stays, sealed, and no longer holds.

    Refuses: NotFound, NotAllowed; InputError for traits, matricule, OID or status that cannot be, for a matricule
    without retrieval, a qualification without document and retrieval, and a real number for a simulated person.
    """
    person = person_to_identify(code, by)
    checked = _checked(given, simulated=person.simulated)
    content = msgspec.json.encode(asdict(checked))
    with transaction.atomic():
        sealed = seal(settings.WORKSPACE.folder, code, content)
        NationalIdentity.objects.create(
            person=code,
            sealed=sealed,
            mark=mark_of(settings.WORKSPACE.folder, checked.matricule) if checked.matricule else NO_NUMBER,
            entered_by=accounts.actor_of(by)[0],
            entered_ms=settings.WORKSPACE.clock.now_ms(),
        )
        journal.record(*accounts.actor_of(by), "enter_identity", code, "identity", {"status": checked.status})


def _checked(given: Identity, *, simulated: bool) -> Identity:
    if given.status not in STATUSES:
        raise InputError("choose how far the identity is verified")
    names = [" ".join(each.split()).upper() for each in (given.birth_name, given.first_names)]
    if not all(names) or max(map(len, names)) > _LONGEST:
        raise InputError("write the birth name and the first names as the register of births has them")
    if given.sex not in SEXES:
        raise InputError("choose the sex as the register of births has it")
    if not _PLACE.fullmatch(given.birth_place.strip().upper()):
        raise InputError("the birthplace is an INSEE code of 5 characters, as 67482 or 2A004; abroad it begins with 99")
    born = _day(given.birth_date)
    if not born:
        raise InputError("the birth date is written YYYY-MM-DD, and lies in the past")
    matricule, oid = _numbered(given, simulated=simulated)
    if given.status == "qualified" and not given.document.strip():
        raise InputError("a qualified identity needs the kind of identity document that was seen")
    if given.status == "validated" and not given.document.strip():
        raise InputError("a validated identity needs the kind of identity document that was seen")
    retrieved = _day(given.retrieved_on) if matricule else ""
    if matricule and not retrieved:
        raise InputError("say on which day the INSi service was asked: YYYY-MM-DD")
    return Identity(
        birth_name=names[0],
        first_names=names[1],
        birth_date=born,
        sex=given.sex,
        birth_place=given.birth_place.strip().upper(),
        status=given.status,
        matricule=matricule,
        oid=oid,
        document=given.document.strip()[:_LONGEST],
        retrieved_on=retrieved,
    )


def _numbered(given: Identity, *, simulated: bool) -> tuple[str, str]:
    """The matricule and its OID; both empty where the status has none."""
    if given.status not in _WITH_MATRICULE:
        if given.matricule.strip():
            raise InputError("a matricule belongs to an identity that was retrieved from the INSi service")
        return "", ""
    if given.oid not in OIDS:
        raise InputError("choose what kind of number it is")
    if simulated != (given.oid == TEST):
        raise InputError("test numbers are for simulated persons, real numbers for real ones")
    return str(checked_matricule(given.matricule)), given.oid


def _day(text: str) -> str:
    """A day in the past as it is kept; empty for what is none."""
    today = datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1000, tz=UTC).date()
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return ""
    return found.isoformat() if date(1890, 1, 1) <= found <= today else ""
