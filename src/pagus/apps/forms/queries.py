"""A form as a page shows it, and what has been answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from pagus.apps.accounts.queries import Actor, may
from pagus.apps.forms.filling import found_response, read_values
from pagus.apps.forms.models import Response, Saving
from pagus.apps.forms.programs import form_program
from pagus.apps.forms.responses import (
    ResponseRow,
    answers_of,
    evaluation_of,
    form_of_response,
    row_of_response,
    rows_of_person,
)
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways.access import seen_run, seen_task
from pagus.apps.pathways.asking import form_of
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.people.queries import about_visible, note_reading, read_person
from pagus.engines.forms import Answers, FormView, Refusal, begin, view_form
from pagus.engines.forms.model import Evaluation
from pagus.errors import InputError, NotFound
from pagus.kit_language.form_model import Form
from pagus.kit_language.model import Language

__all__ = [
    "FormPage",
    "ResponseRow",
    "WrittenResponse",
    "form_page",
    "newest_saving",
    "page_of",
    "responses_listed",
    "responses_of",
    "savings_after",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form to be filled. ``view``: the questions in order with values and errors, progress, results, flags.

    ``status``: in-progress, completed, amended; empty before the first saving. ``by`` and ``saved_ms``: the last one.
    """

    run: int
    task: int | None
    person: str
    form: str
    version: str
    view: FormView
    response: int | None
    status: str
    by: str
    saved_ms: int | None
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenResponse:
    """A response with its form as it was, its answers, and what they say."""

    row: ResponseRow
    installation: int
    form: Form
    answers: Answers
    evaluation: Evaluation
    simulated: bool


def form_page(
    user: Actor,
    *,
    task: int | None = None,
    run: int | None = None,
    form: str = "",
    answers: Mapping[str, Any] | None = None,
    language: Language = "fr",
) -> FormPage:
    """What does a page show of this form, for a task or for a course? The reading is journalled.

    Takes: the number of a task, or of a course and the name of a form; ``answers``: what was written just now, by item,
    shown with its errors and not saved; the language. Refuses: NotFound, InputError for a task without a form.
    """
    if task is not None:
        row = seen_task(task, user)
        name, its_run = form_of(row), row.run
        if not name:
            raise InputError("the task {task} has no form", task=row.task)
    elif run is not None and form:
        row, name, its_run = None, form, seen_run(run, user)
    else:
        raise InputError("name a task, or a course and a form")
    note_reading(user, [its_run.person], "form")
    return page_of(its_run, row, name, answers or {}, language)


def page_of(run: Run, task: PathwayTask | None, form: str, written: Mapping[str, Any], language: Language) -> FormPage:
    """The page of a form of a course: the right to see it is asked, and noted, before."""
    response = found_response(run, task, form)
    kit = get_installation(response.installation_id if response else run.installation_id).kit
    if form not in kit.forms:
        raise NotFound("kit {kit} has no form {form}", kit=kit.id, form=form)
    asked = form_of_response(response) if response else kit.forms[form]
    answers, refused = read_values(asked, answers_of(response) if response else begin(asked), written)
    texts = {each.item: _written(written[each.item]) for each in refused}
    view = view_form(form_program(asked), answers, language, _words(refused, language), texts)
    return FormPage(
        run=run.pk, task=task.pk if task else None, person=run.person, form=form, version=asked.version, view=view,
        response=response.pk if response else None, status=response.status if response else "",
        by=response.by if response else "", saved_ms=response.changed_ms if response else None,
        simulated=run.simulated,
    )  # fmt: skip


def responses_of(user: Actor, person: str) -> tuple[ResponseRow, ...]:
    """What has this person answered, newest first? The reading is journalled. Refuses: NotFound."""
    read_person(user, person, "form")
    return rows_of_person(person)


def responses_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[WrittenResponse, ...]:
    """Which responses may this user see, by number? Showing them is ``note_reading``.

    Takes: some numbers, one person; the number after which to go on; how many at most.
    """
    if isinstance(user, str):
        rows = Response.objects.all() if may(user, "see_person") else Response.objects.none()
    else:
        rows = Response.objects.filter(about_visible(user, "person"))
    rows = rows.filter(pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if person:
        rows = rows.filter(person=person)
    return tuple(
        WrittenResponse(
            row=row_of_response(each), installation=each.installation_id, form=form_of_response(each),
            answers=answers_of(each), evaluation=evaluation_of(each), simulated=each.simulated,
        )
        for each in rows.order_by("pk")[:most]
    )  # fmt: skip


def savings_after(number: int, most: int = 1_000) -> tuple[tuple[int, int, int], ...]:
    """What was saved after this, in order? Gives: the number of the saving, of the response, the instant.

    For whoever follows what happens; whom it may be shown to is another question.
    """
    rows = Saving.objects.filter(pk__gt=number).order_by("pk")
    return tuple(rows.values_list("pk", "response_id", "at_ms")[:most])


def newest_saving() -> int:
    """The number of the last saving; 0 for none."""
    return Saving.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _words(refused: tuple[Refusal, ...], language: Language) -> dict[str, str]:
    with override(language):
        return {each.item: each.words.in_words(gettext) for each in refused}


def _written(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)
