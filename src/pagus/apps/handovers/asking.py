"""Handing somebody over: the sheet is collected, set on paper and frozen with the question; taken back; a new link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import seen_alert
from pagus.apps.handovers import collecting
from pagus.apps.handovers.access import asking_person, may_handle, seen_handover
from pagus.apps.handovers.hiding import sealed_identity, sealed_paper
from pagus.apps.handovers.link import drawn_key, key_end
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.noting import log
from pagus.apps.handovers.policy import LONGEST_QUESTION, OPEN_STATES, PARTS, PERIODS, URGENCIES
from pagus.apps.handovers.sheet import Sheet, SheetIdentity, Three, digest_of, three
from pagus.apps.identities.queries import qualified_identity
from pagus.apps.installations.queries import get_installation
from pagus.apps.monitoring.standing import require_living
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import Language, Text

__all__ = ["Asked", "Made", "Printer", "hand_over", "new_link", "take_back", "whom_to_ask"]

Printer = Callable[[Sheet, Language], bytes]
"""Sets a sheet on paper: the PDF. Given by the face, which knows pages and paper."""
LONGEST_NAME = 120
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What whoever hands over has written and chosen.

    ``to_part`` and ``to_login`` ask somebody here (an empty login asks whoever holds the role); ``to_name`` asks a
    colleague outside, by a link. ``alert``: the number of the alert that gave the reason, or None. ``with_identity``:
    print the national identity, which must be a qualified one.
    """

    question: str
    urgency: str
    days: int
    to_part: str = ""
    to_login: str = ""
    to_name: str = ""
    alert: int | None = None
    with_identity: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The number of a hand-over, and for a colleague outside the key of the link, which is known this once."""

    number: int
    key: str


def whom_to_ask(by: Actor, person: str) -> tuple[tuple[str, str], ...]:
    """Who here can be asked about this person: (role of kits, login) pairs, whoever asks left out.

    Refuses: NotFound, NotAllowed.
    """
    known = asking_person(person, by)
    own = accounts.actor_of(by)[0]
    return tuple(
        (part, login)
        for part in PARTS
        for login in accounts.holders(part, "handle_task", known.residence, known.team)
        if login != own
    )


def hand_over(person: str, asked: Asked, by: Actor, *, language: Language, paper: Printer) -> Made:
    """Ask a specialist about somebody: the sheet is made now and never changes; later data do not touch it.

    Takes: the pseudonym; the question; the language of the paper and what sets it. Gives: number and, once, the key.
    Refuses: NotFound, NotAllowed; InputError for an empty or too long question, an unknown urgency or period, nobody
    to ask, or two at once; Conflict for somebody who died.
    """
    known = asking_person(person, by)
    require_living(person)
    _check(asked, by, person)
    now_ms = settings.WORKSPACE.clock.now_ms()
    sheet = _sheet(known, asked, by, now_ms, language)
    printed = paper(sheet, language)
    key, key_hash = drawn_key() if asked.to_name else ("", "")
    with transaction.atomic():
        row = Handover.objects.create(
            person=person,
            place=known.residence,
            team=known.team,
            alert=asked.alert,
            asked_by=accounts.actor_of(by)[0],
            asked_ms=now_ms,
            urgency=asked.urgency,
            due_ms=sheet["due_ms"],
            question=sheet["question"],
            to_part="" if asked.to_name else asked.to_part,
            to_login=asked.to_login,
            to_name=asked.to_name.strip(),
            key_digest=key_hash,
            key_until_ms=key_end(now_ms) if key else None,
            status="requested",
            language=language,
            sheet={**sheet, "identity": None},
            identity=sealed_identity(sheet),
            digest=digest_of(sheet),
            paper=sealed_paper(sheet, printed),
            paper_digest=hashlib.sha256(printed).hexdigest(),
            paper_sha1=hashlib.sha1(printed, usedforsecurity=False).hexdigest(),
            paper_bytes=len(printed),
            simulated=known.simulated,
        )
        log(row, "requested", by, now_ms)
    return Made(int(row.pk), key)


def take_back(number: int, by: Actor, *, reason: str) -> None:
    """Withdraw a question that is not answered; its link opens nothing any more.

    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when it is closed.
    """
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise InputError("say why the question is withdrawn, in at most {most} signs", most=LONGEST_REASON)
    with transaction.atomic():
        _withdraw(_handled(number, by), by, said)


def take_back_of(person: str, by: Actor, *, reason: str) -> int:
    """Withdraw all that is open about a person who died, for whoever has asked for the right. Gives: how many."""
    with transaction.atomic():
        found = list(Handover.objects.select_for_update().filter(person=person, status__in=OPEN_STATES))
        for row in found:
            _withdraw(row, by, reason[:LONGEST_REASON])
    return len(found)


def _withdraw(row: Handover, by: Actor, reason: str) -> None:
    now_ms = settings.WORKSPACE.clock.now_ms()
    row.status, row.closed_ms, row.key_digest = "cancelled", now_ms, ""
    row.save(update_fields=["status", "closed_ms", "key_digest"])
    log(row, "cancelled", by, now_ms, reason)


def new_link(number: int, by: Actor) -> str:
    """Make a new link for a colleague outside, and give its key, this once; the one before opens nothing any more.

    Refuses: NotFound, NotAllowed, Conflict when it is closed or asks somebody here.
    """
    with transaction.atomic():
        row = _handled(number, by)
        if not row.to_name:
            raise Conflict("this question is for somebody who has an account here: there is no link")
        now_ms = settings.WORKSPACE.clock.now_ms()
        key, row.key_digest = drawn_key()
        row.key_until_ms = key_end(now_ms)
        row.save(update_fields=["key_digest", "key_until_ms"])
        log(row, "linked", by, now_ms)
    return key


def _handled(number: int, by: Actor) -> Handover:
    row = seen_handover(number, by)
    if not may_handle(row, by):
        raise NotAllowed("your roles do not allow: {verb}", verb="refer")
    if row.status not in OPEN_STATES:
        raise Conflict("this question is closed: nothing more can be done with it")
    return row


def _check(asked: Asked, by: Actor, person: str) -> None:
    question, name = asked.question.strip(), asked.to_name.strip()
    if not question:
        raise InputError("write the question: a sheet without one gets no answer")
    if len(question) > LONGEST_QUESTION:
        raise InputError("{count} signs are too many: write at most {most}", count=len(question), most=LONGEST_QUESTION)
    if asked.urgency not in URGENCIES:
        raise InputError("choose how soon the answer is needed")
    if asked.days not in PERIODS:
        raise InputError("choose how many weeks the sheet shows")
    if bool(name) == bool(asked.to_part):
        raise InputError("choose who is asked: somebody here, or a colleague outside by name")
    if len(name) > LONGEST_NAME:
        raise InputError("{count} signs are too many: write at most {most}", count=len(name), most=LONGEST_NAME)
    if not name:
        here = whom_to_ask(by, person)
        if not any(part == asked.to_part and asked.to_login in ("", login) for part, login in here):
            raise InputError("nobody here with that role follows this person: choose somebody else")


def _sheet(known: KnownPerson, asked: Asked, by: Actor, now_ms: int, language: Language) -> Sheet:
    followed = collecting.followed_now(known.code)
    start = now_ms - asked.days * DAY
    people.note_reading(by, [known.code], "hand-over")
    series, silent = collecting.course_of(known.code, followed, start, now_ms)
    return Sheet(
        version=1,
        person=known.code,
        simulated=known.simulated,
        team=_team(known.team),
        made_ms=now_ms,
        from_ms=start,
        to_ms=now_ms,
        asked_by=accounts.actor_of(by)[0],
        asked_role=_role(by),
        to=asked.to_name.strip() or asked.to_login or asked.to_part,
        question=asked.question.strip(),
        urgency=asked.urgency,
        due_ms=now_ms + URGENCIES[asked.urgency].within_ms,
        reason_alert=_reason(known.code, asked.alert, by, language),
        identity=_identity(known.code, by) if asked.with_identity else None,
        kits=collecting.kits_of(followed),
        series=series,
        silent=silent,
        glucose=collecting.glucose_of(known.code, followed),
        rules=collecting.rules_raised(by, known.code, start, now_ms),
        parameters=collecting.own_parameters(known.code, followed),
        proposable=collecting.proposable(followed),
        medicines=collecting.medicines_of(known.code),
    )


def _reason(person: str, alert: int | None, by: Actor, language: Language) -> str:
    if alert is None:
        return ""
    row = seen_alert(alert, by)
    if row.subject != person:
        raise NotFound("no alert has the number {alert}", alert=alert)
    return get_installation(row.installation_id).kit.rule(row.rule).title.say(language)


def _identity(person: str, by: Actor) -> SheetIdentity:
    """What may be printed: a qualified identity, seen by whoever asks. Refuses: InputError without one."""
    found = qualified_identity(by, person)
    if found is None:
        raise InputError("only a qualified identity can be printed, and this person has none that you may see")
    return SheetIdentity(
        matricule=found.matricule,
        oid=found.oid,
        birth_name=found.birth_name,
        first_names=found.first_names,
        birth_date=found.birth_date,
        sex=found.sex,
        birth_place=found.birth_place,
    )


def _team(code: str) -> Three:
    return next((three(team.name) for team in people.teams() if team.code == code), three(Text(code, code, code)))


def _role(by: Actor) -> Three:
    held = () if isinstance(by, str) else accounts.grants(by)
    fitting = [grant.role.name for grant in held if "refer" in grant.role.verbs]
    return three(fitting[0] if fitting else Text("", "", ""))
