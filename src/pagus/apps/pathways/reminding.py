"""People who are asked something that is due soon: reminded once, by the duty of the jobs process."""

from __future__ import annotations

import logging

from django.db import transaction

from pagus.apps.installations.queries import get_installation
from pagus.apps.messages.telling import tell
from pagus.apps.pathways.models import PathwayTask
from pagus.apps.pathways.policy import REMINDED_AT_ONCE, REMINDED_BEFORE_MS
from pagus.apps.pathways.stepping import now
from pagus.errors import PagusError
from pagus.kit_language.model import Text
from pagus.kit_language.pathway_model import PERSON

__all__ = ["REMINDER", "remind_due"]

REMINDER = "reminder"
"""The notice of such a message: it is the house's own, no kit has written it."""
log = logging.getLogger(__name__)


def remind_due(limit: int = REMINDED_AT_ONCE) -> int:
    """Remind the people whose task is due within ``REMINDED_BEFORE_MS``. Gives: how many were reminded.

    Each task once, and never after its time: then it escalates, and somebody calls. A message to the page only: nothing
    leaves this machine, and who has no page is on the list of calls.
    """
    moment, count = now(), 0
    rows = PathwayTask.objects.filter(
        role=PERSON, closed_ms__isnull=True, reminded_ms__isnull=True, due_ms__gt=moment,
        due_ms__lte=moment + REMINDED_BEFORE_MS, opened_ms__lte=moment - REMINDED_BEFORE_MS,
    )  # fmt: skip
    for number in list(rows.order_by("due_ms").values_list("pk", flat=True)[:limit]):
        try:
            count += _remind(number, moment)
        except PagusError:
            log.exception("nobody can be reminded of the task %s", number)
    return count


def _remind(number: int, moment: int) -> bool:
    with transaction.atomic():
        task = PathwayTask.objects.select_for_update().select_related("run").get(pk=number)
        if task.closed_ms is not None or task.reminded_ms is not None:
            return False
        kit = get_installation(task.run.installation_id).kit
        title = kit.pathways[task.pathway].tasks[task.task].title
        text = Text(
            fr=f"Rappel\u00a0: «\u202f{title.fr}\u202f» vous est demandé d’ici deux jours.",
            en=f"A reminder: “{title.en}” is asked of you within two days.",
            de=f"Eine Erinnerung: „{title.de}“ wird innerhalb von zwei Tagen von Ihnen erbeten.",
        )
        tell(task.run_id, task.person, task.place, task.team, key=f"{REMINDER}:{task.key}", notice=REMINDER, to=PERSON,
             text=text, at_ms=moment)  # fmt: skip
        task.reminded_ms = moment
        task.save(update_fields=["reminded_ms"])
    return True
