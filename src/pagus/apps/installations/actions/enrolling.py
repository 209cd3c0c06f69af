"""Following a person, place or thing, and ceasing to."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import now, required_reason, running_row, this_second, touch, write_journal
from pagus.apps.installations.models import Enrolment, Installation
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways.closing import end_courses
from pagus.apps.people import queries as people
from pagus.apps.people.queries import is_person
from pagus.apps.streams.actions import register_subjects, resume_readings
from pagus.apps.territory.queries import get_place, get_thing
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kit_language.model import Kit

__all__ = ["end_enrolment", "enrol", "require_subject"]


def enrol(installation_id: int, subject: str, by: Actor, *, from_ms: int | None = None) -> None:
    """Let an installation follow a subject from an instant on (now, unless one is given).

    Refuses: NotFound, NotAllowed, InputError when the kit is about another kind of subject, or for a real person in a
    simulation; Conflict when followed, when a newer version takes the new people, or under a pseudonym that ended.
    """
    row = running_row(installation_id)
    require_subject(get_installation(installation_id).kit, row, subject, by)
    if is_person(subject):
        from pagus.apps.monitoring.standing import require_standing  # which knows enrolments in turn

        require_standing(subject, by)
    if row.superseded_ms is not None:
        raise Conflict("a newer version of {kit} runs here: enrol there", kit=row.kit_id)
    if row.mode == "simulation" and is_person(subject) and not people.facts_of([subject])[subject].simulated:
        raise InputError("{kit} runs as a simulation: it follows virtual people only", kit=row.kit_id)
    if Enrolment.objects.filter(installation=row, subject=subject, to_ms__isnull=True).exists():
        raise Conflict("{subject} is enrolled already", subject=subject)
    start = this_second(now()) if from_ms is None else from_ms
    with transaction.atomic():
        register_subjects([subject])
        resume_readings(subject, get_installation(installation_id).kit.signals)
        Enrolment.objects.create(installation=row, subject=subject, from_ms=start, observed_from_ms=start)
        touch(row)
        write_journal(by, "enrol", subject, {"kit": row.kit_id})


def end_enrolment(installation_id: int, subject: str, by: Actor, *, reason: str) -> None:
    """Stop following a subject; courses on pathways of the kit end too.

    Refuses: NotFound, NotAllowed, InputError without a reason.
    """
    row = running_row(installation_id)
    require_subject(get_installation(installation_id).kit, row, subject, by)
    enrolment = Enrolment.objects.filter(installation=row, subject=subject, to_ms__isnull=True).first()
    if enrolment is None:
        raise NotFound("{subject} is not enrolled", subject=subject)
    said = required_reason(reason, InputError("ending an enrolment needs a reason"))
    with transaction.atomic():
        enrolment.to_ms = now()
        enrolment.save(update_fields=["to_ms"])
        touch(row)
        end_courses(row.pk, by, reason=said, person=subject)
        write_journal(by, "end_enrolment", subject, {"kit": row.kit_id, "reason": said})


def require_subject(kit: Kit, row: Installation, subject: str, by: Actor) -> None:
    """Refuse what this kit is not about, and whom whoever asks may not enrol: InputError, NotFound, NotAllowed."""
    kind = "person" if is_person(subject) else "thing" if subject.startswith("thing:") else "place"
    if kind != kit.subject:
        raise InputError("{kit} is about a {wanted}, not a {kind}", kit=kit.id, wanted=kit.subject, kind=kind)
    if kind == "person":
        person = people.facts_of([subject]).get(subject)
        if person is None or not people.may_see(by, person):
            raise NotFound("no person here has the code {code}", code=subject)
        if not people.may_see(by, person, "enrol"):
            raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
        return
    if kind == "thing" and kit.kinds and get_thing(subject).kind not in kit.kinds:
        kinds = ", ".join(kit.kinds)
        raise InputError(
            "{kit} follows things of the kinds {kinds}, not {subject}", kit=kit.id, kinds=kinds, subject=subject
        )
    place = get_thing(subject).place if kind == "thing" else get_place(subject).code
    accounts.require(by, "install_kit", place)
