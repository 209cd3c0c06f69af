"""Consent to a consultation by video: given or refused by the person, or written down for them."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import PERSON, held, now_ms, of_person, require_open
from pagus.apps.consultations.models import Consultation
from pagus.apps.journal import actions as journal

__all__ = ["answer_consent", "note_consent"]


def answer_consent(person: str, code: str, *, given: bool) -> None:
    """The person agrees to the consultation by video, or would rather not. They may change it while it is open.

    Takes: the person, on their own page, that their key opened. Refuses: NotFound, Conflict when it is over.
    """
    _keep(of_person(person, code), person, PERSON, given=given)


def note_consent(by: Actor, code: str, *, given: bool) -> None:
    """Write down what the person said about it, by voice or on paper. Refuses: NotFound, NotAllowed, Conflict."""
    _keep(held(by, code), *accounts.actor_of(by), given=given)


def _keep(row: Consultation, login: str, role: str, *, given: bool) -> None:
    require_open(row)
    answer = "given" if given else "refused"
    if row.consent == answer:
        return
    with transaction.atomic():
        Consultation.objects.filter(pk=row.pk).update(consent=answer, consent_ms=now_ms(), consent_by=login)
        detail = {"consultation": row.pk, "answer": answer}
        journal.record(login, role, "consent_to_video", row.person, "video consultation", detail)
