"""Complete answers become observations, where a kit has signals that come from its forms: a duty of the jobs."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.db.models import F, Q

from pagus.apps.forms.filling import AMENDED, COMPLETED
from pagus.apps.forms.models import Response
from pagus.apps.forms.programs import form_program
from pagus.apps.forms.responses import evaluation_of, form_of_response
from pagus.apps.installations.queries import get_installation
from pagus.apps.streams import actions as streams
from pagus.apps.streams.observation import Batch, Observation
from pagus.engines.forms import Answers, evaluate, facts_of
from pagus.errors import PagusError
from pagus.kit_language.form_facts import form_facts

__all__ = ["SOURCE", "observe_answers"]

SOURCE = "forms"
"""How the store names where these observations come from."""
MOST_AT_ONCE = 500

log = logging.getLogger(__name__)


def observe_answers(limit: int = MOST_AT_ONCE) -> tuple[int, int]:
    """Let the answers that became complete, or were amended, be observations. Gives: how many values, how many failed.

    Method: a value stands at the instant of its answers and has an identifier of its own, so that doing it twice has no
    effect; what is amended is a new value, at the instant of the amendment, where it says something else. What cannot
    be read (a copy of a kit that is gone) is logged, does not hold up the others, and is tried again.
    """
    waiting = Response.objects.filter(status__in=(COMPLETED, AMENDED)).filter(
        Q(observed_ms=None) | Q(observed_ms__lt=F("changed_ms"))
    )
    given = failed = 0
    for response in waiting.order_by("changed_ms", "pk")[:limit]:
        try:
            observations = _observations(response)
            refused = streams.submit(Batch(SOURCE, observations)).rejected if observations else ()
        except PagusError:
            failed += 1
            log.exception("the answers %s cannot become observations", response.pk)
            continue
        Response.objects.filter(pk=response.pk).update(observed_ms=response.changed_ms)
        given += len(observations) - len(refused)
        for note in refused:
            log.error("a value of the answers %s is refused: %s", response.pk, note)
    return given, failed


def _observations(response: Response) -> list[Observation]:
    """The values that these answers give, in the unit of the form; not those that an amendment leaves as they were."""
    wanted = [
        signal for signal in get_installation(response.installation_id).kit.signals.values()
        if signal.form == response.form
    ]  # fmt: skip
    if not wanted:
        return []
    known, facts = form_facts(form_of_response(response)), facts_of(evaluation_of(response))
    before = _facts_before(response)
    saving = response.savings.count()
    found = []
    for signal in wanted:
        value = facts.get(signal.fact)
        if value is not None and value != before.get(signal.fact):
            event = f"response:{response.pk}:{saving}:{signal.fact}"
            unit = known[signal.fact].unit
            found.append(Observation(response.person, signal.code, response.changed_ms, value, unit, event))
    return found


def _facts_before(response: Response) -> Mapping[str, float | None]:
    """What the answers said that are observations already; nothing for answers that are new."""
    if response.observed_ms is None:
        return {}
    earlier = response.savings.filter(at_ms__lte=response.observed_ms, status__in=(COMPLETED, AMENDED)).order_by("pk")
    last = earlier.last()
    if last is None:
        return {}
    program = form_program(form_of_response(response))
    return facts_of(evaluate(program, Answers.from_json(last.answers)))
