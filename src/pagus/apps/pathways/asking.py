"""What a task asks of whoever does it: facts, or the answers to a form."""

from __future__ import annotations

from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways.models import PathwayTask
from pagus.kit_language.pathway_model import LOOK

__all__ = ["asked_facts", "form_of"]


def asked_facts(task: PathwayTask) -> set[str]:
    """Which facts does whoever does this task give? Also those of a form that the kit does not carry."""
    if task.task == LOOK:
        return set()
    kit = get_installation(task.run.installation_id).kit
    pathway = kit.pathways[task.pathway]
    form = pathway.tasks[task.task].form
    elsewhere = form if form and form not in kit.forms else None
    return {fact.name for fact in pathway.facts.values() if fact.task == task.task or fact.form == elsewhere}


def form_of(task: PathwayTask) -> str:
    """Which form is this task done by answering? Empty for none, and for one that the kit does not carry."""
    if task.task == LOOK:
        return ""
    kit = get_installation(task.run.installation_id).kit
    form = kit.pathways[task.pathway].tasks[task.task].form
    return form if form in kit.forms else ""
