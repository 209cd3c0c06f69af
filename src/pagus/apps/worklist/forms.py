"""Asking somebody for one of the forms of their kits: on their own page, or together on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.messages.telling import tell
from pagus.apps.pathways.access import person_for
from pagus.apps.pathways.queries import runs_of
from pagus.errors import NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import Language, Text
from pagus.kit_language.pathway_model import PERSON

__all__ = ["AskableForm", "ask_form", "forms_to_ask"]

NOTICE = "asked_form"


@dataclass(frozen=True, slots=True)
class AskableForm:
    """A form of a kit on whose pathway somebody is."""

    run: int
    form: str
    title: str


def forms_to_ask(user: Actor, person: str, language: Language) -> tuple[AskableForm, ...]:
    """Which forms can this person be asked for? Those of the kits on whose pathways they are."""
    found = []
    for run in runs_of(user, person):
        if run.ended_ms is None:
            kit = get_installation(run.installation).kit
            found += [AskableForm(run.id, name, form.title.say(language)) for name, form in kit.forms.items()]
    return tuple(found)


def ask_form(by: Actor, person: str, run_id: int, form: str) -> None:
    """Ask a person for a form, on their own page; once a day for the same form.

    Refuses: NotFound for a course or a form that is not theirs, NotAllowed.
    """
    run = next((each for each in runs_of(by, person) if each.id == run_id and each.ended_ms is None), None)
    kit = None if run is None else get_installation(run.installation).kit
    if run is None or kit is None or form not in kit.forms:
        raise NotFound("no form {form} to ask for: they are on no pathway that has it", form=form)
    known = person_for(person, by, "handle_task")
    title = kit.forms[form].title
    now_ms = settings.WORKSPACE.clock.now_ms()
    text = Text(
        fr=f"Votre équipe vous demande de remplir «\u202f{title.fr}\u202f».",
        en=f"Your team asks you to answer “{title.en}”.",
        de=f"Ihr Team bittet Sie, „{title.de}“ auszufüllen.",
    )
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        tell(
            run_id, person, known.residence, known.team, key=f"{NOTICE}:{form}:{now_ms // DAY}", notice=NOTICE,
            to=PERSON, text=text, at_ms=now_ms,
        )  # fmt: skip
        journal.record(login, role, "ask_form", person, "worklist", {"form": form})
