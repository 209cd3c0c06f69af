"""What has been answered: responses of a person or of a course, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.apps.forms.models import Response
from pagus.apps.forms.programs import form_program
from pagus.apps.installations.queries import get_installation
from pagus.engines.forms import Answers, evaluate
from pagus.engines.forms.model import Evaluation
from pagus.kit_language.form_model import Form
from pagus.kit_language.model import Text

__all__ = [
    "ResponseRow",
    "answers_of",
    "evaluation_of",
    "form_of_response",
    "row_of_response",
    "rows_of_course",
    "rows_of_person",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """One response. ``status``: in-progress, completed, amended or entered-in-error. ``scores``: (label, value, band).

    ``missing``: how many questions wait; ``flags``: what a human must see, by title.
    """

    id: int
    person: str
    form: str
    title: Text
    version: str
    status: str
    by: str
    changed_ms: int
    run: int | None
    task: int | None
    scores: tuple[tuple[Text, float | None, Text | None], ...]
    flags: tuple[Text, ...]
    missing: int


def rows_of_course(run_id: int) -> tuple[ResponseRow, ...]:
    """The responses of a course, newest first. Whoever asks may see it: the right is asked, and noted, there."""
    return tuple(
        row_of_response(each) for each in Response.objects.filter(run_id=run_id).order_by("-changed_ms", "-pk")
    )


def rows_of_person(person: str) -> tuple[ResponseRow, ...]:
    """The responses of a person, newest first; as ``rows_of_course``."""
    return tuple(
        row_of_response(each) for each in Response.objects.filter(person=person).order_by("-changed_ms", "-pk")
    )


def form_of_response(response: Response) -> Form:
    """The form as it was when it was begun. Refuses: ConfigError when the copy of its kit is missing or was altered."""
    return get_installation(response.installation_id).kit.forms[response.form]


def answers_of(response: Response) -> Answers:
    """The answers as far as given."""
    return Answers.from_json(response.answers)


def evaluation_of(response: Response) -> Evaluation:
    """What the answers say."""
    return evaluate(form_program(form_of_response(response)), answers_of(response))


def row_of_response(response: Response) -> ResponseRow:
    """What a list shows of one response; as ``rows_of_course``."""
    form, found = form_of_response(response), evaluation_of(response)
    scores = []
    for name, scored in found.scores.items():
        bands = {band.name: band.text for band in form.scores[name].bands}
        scores.append((form.scores[name].label, scored.value, bands.get(scored.band or "")))
    return ResponseRow(
        id=response.pk, person=response.person, form=form.name, title=form.title, version=response.version,
        status=response.status, by=response.by, changed_ms=response.changed_ms, run=response.run_id,
        task=response.task_id, scores=tuple(scores), flags=tuple(form.flags[it.name].title for it in found.flags),
        missing=len(found.missing),
    )  # fmt: skip
