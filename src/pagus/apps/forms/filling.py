"""Keeping answers: as far as given, then complete; every saving stays. Who may is asked by ``actions`` and ``mine``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.forms.facts import facts_for
from pagus.apps.forms.models import Response, Saving
from pagus.apps.forms.programs import form_program
from pagus.apps.forms.responses import answers_of, form_of_response
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.programs import program_of
from pagus.apps.pathways.stepping import happen, now
from pagus.engines.forms import Answers, Refusal, begin, evaluate, give, read_written
from pagus.engines.pathways import Event
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.remark import Remark
from pagus.kit_language.form_model import Form

__all__ = ["AMENDED", "COMPLETED", "IN_ERROR", "IN_PROGRESS", "Answered", "fill", "found_response", "read_values"]

IN_PROGRESS, COMPLETED, AMENDED, IN_ERROR = "in-progress", "completed", "amended", "entered-in-error"
LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of answers. ``refused``: those that were not taken, and why; ``missing``: what must be answered yet.

    ``is_repeat``: this saving was known already, by its key; ``status``: what holds now.
    """

    response: int
    status: str
    refused: tuple[Refusal, ...] = ()
    missing: tuple[str, ...] = ()
    is_repeat: bool = False

    @property
    def is_complete(self) -> bool:
        """Is the form answered?"""
        return self.status in {COMPLETED, AMENDED}


def fill(
    run: Run,
    task: PathwayTask | None,
    form: str,
    values: Mapping[str, Any],
    by: Actor,
    *,
    login: str = "",
    final: bool = False,
    amend: bool = False,
    key: str = "",
) -> Answered:
    """Keep these answers, and once the form is complete let the course know: in one transaction that holds the course.

    Takes: a course and, if it is for one, a task of it, which the caller may act in; the form; answers by item, as
    ``give`` takes them or as the list of texts that a page sends (nothing: the answer is taken back); who acts;
    ``login``: who to write down; ``final``: the form is finished, if nothing is missing or refused; ``amend``: change
    one that is finished; ``key``: what the sender calls this saving: sent twice, it counts once.
    Refuses: NotFound for the form, InputError for a key that is too long, Conflict for a form that is finished, unless
    it is amended.
    """
    if len(key) > LONGEST_KEY:
        raise InputError("a key has {most} characters at most", most=LONGEST_KEY)
    who = login or accounts.actor_of(by)[0]
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run.pk)
        known = Saving.objects.filter(person=run.person, key=key).select_related("response").first() if key else None
        if known is not None:
            return _again(known.response)
        response = found_response(run, task, form) or _begun(run, task, form, who)
        if response.status in {COMPLETED, AMENDED} and not amend:
            raise Conflict("{form} is answered already, by {login}", form=form, login=response.by)
        asked = form_of_response(response)
        answers, refused = read_values(asked, answers_of(response), values)
        found = evaluate(form_program(asked), answers)
        if response.status == IN_PROGRESS and final and found.is_complete and not refused:
            response.status = COMPLETED
        elif response.status != IN_PROGRESS:
            if refused or not found.is_complete:
                return Answered(response.pk, response.status, refused, found.missing)
            response.status = AMENDED
        response.answers, response.by, response.changed_ms = answers.as_json(), who, now()
        _save(response, key, by, login)
        if response.status in {COMPLETED, AMENDED}:
            _let_know(run, response, facts_for(program_of(run), asked, found), by, login)
    return Answered(response.pk, response.status, refused, found.missing)


def found_response(run: Run, task: PathwayTask | None, form: str) -> Response | None:
    """The response that goes on: that of the task, or the one of the course that is not finished."""
    rows = Response.objects.filter(run=run, form=form).exclude(status=IN_ERROR).order_by("-pk")
    if task is not None:
        return rows.filter(task=task).first() or rows.filter(task__isnull=True, status=IN_PROGRESS).first()
    return rows.filter(status=IN_PROGRESS).first()


def read_values(form: Form, answers: Answers, values: Mapping[str, Any]) -> tuple[Answers, tuple[Refusal, ...]]:
    """Which answers hold with these, and which of these were not taken?"""
    refused: list[Refusal] = []
    for name, value in values.items():
        is_page = isinstance(value, list) and all(isinstance(one, str) for one in value)
        try:
            answers = give(form, answers, name, read_written(form, name, value) if is_page else value)
        except (InputError, NotFound) as error:
            refused.append(Refusal(name, Remark(error.key, **{key: str(fact) for key, fact in error.facts.items()})))
    return answers, tuple(refused)


def _begun(run: Run, task: PathwayTask | None, form: str, who: str) -> Response:
    kit = get_installation(run.installation_id).kit
    if form not in kit.forms:
        raise NotFound("kit {kit} has no form {form}", kit=kit.id, form=form)
    answers, moment = begin(kit.forms[form]), now()
    return Response(
        person=run.person, installation_id=run.installation_id, form=form, version=answers.version,
        digest=answers.digest, run=run, task=task, status=IN_PROGRESS, answers=answers.as_json(), by=who,
        begun_ms=moment, changed_ms=moment, simulated=run.simulated,
    )  # fmt: skip


def _again(response: Response) -> Answered:
    found = evaluate(form_program(form_of_response(response)), answers_of(response))
    return Answered(response.pk, response.status, (), found.missing, is_repeat=True)


def _save(response: Response, key: str, by: Actor, login: str) -> None:
    response.save()
    Saving.objects.create(
        response=response, person=response.person, key=key or None, at_ms=response.changed_ms, by=response.by,
        status=response.status, answers=response.answers,
    )  # fmt: skip
    role = "person" if login else accounts.actor_of(by)[1]
    detail = {"response": response.pk, "form": response.form, "status": response.status}
    journal.record(response.by, role, "answer_form", response.person, "form", detail)


def _let_know(run: Run, response: Response, facts: dict[str, float | None], by: Actor, login: str) -> None:
    """A finished form is an event of its course, once; what is amended becomes known as late data."""
    if run.ended_ms is not None:
        return  # the answers are kept; nothing follows from them any more
    if response.status == COMPLETED:
        event = Event(f"answered:{response.pk}", "answered", now(), response.form, response.by, facts)
    else:
        number = response.savings.count()
        event = Event(f"amended:{response.pk}:{number}", "data", now(), response.form, response.by, facts)
    happen(run.pk, event, by, login=login)
