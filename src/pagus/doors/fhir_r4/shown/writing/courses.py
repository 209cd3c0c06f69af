"""A course on a pathway as CarePlan, and its tasks as Task."""

from __future__ import annotations

from pagus.apps.pathways.queries import RunRow, TaskRow
from pagus.doors.fhir_r4.shown.writing.kits import kit_id
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    instant,
    notes,
    reference,
    subject_reference,
    without_nothing,
)

__all__ = ["care_plan", "pathway_task"]

_PLAN = {"running": "active", "completed": "completed"}
_SITE_OF_TASK = f"{OWN}task"


def care_plan(run: RunRow, language: str) -> Document:
    """A course as a CarePlan: which pathway, where the person stands, since when. One that ended early is revoked."""
    status = _PLAN.get(run.outcome, "revoked")
    period = {"start": instant(run.began_ms)} | ({"end": instant(run.ended_ms)} if run.ended_ms is not None else {})
    return without_nothing(
        {
            **begin("CarePlan", f"r{run.id}", run.ended_ms or run.since_ms, simulated=run.simulated),
            "identifier": [{"system": f"{OWN}course", "value": str(run.id)}],
            "instantiatesCanonical": [f"{OWN}pathway:{run.kit}:{run.pathway}|{run.version}"],
            "status": "revoked" if run.ended_ms is not None and status == "active" else status,
            "intent": "plan",
            "title": run.title.say(language),
            "description": ", ".join(each.say(language) for each in run.standing),
            "subject": subject_reference(run.person),
            "period": period,
            "note": notes([run.ended_reason]),
            "supportingInfo": [reference("PlanDefinition", kit_id(run.installation))],
        }
    )


def pathway_task(task: TaskRow, language: str) -> Document:
    """A task of a pathway as a Task: for whom, who may do it, until when."""
    return without_nothing(
        {
            **begin("Task", f"t{task.id}", task.closed_ms or task.opened_ms, simulated=task.simulated),
            "identifier": [{"system": f"{OWN}pathway-task", "value": str(task.id)}],
            "basedOn": [reference("CarePlan", f"r{task.run}")],
            "status": _status(task),
            "statusReason": {"text": task.reason or task.how} if task.how not in ("", "done") else {},
            "intent": "plan",
            "priority": "urgent" if task.escalated else "routine",
            "code": coded(f"{_SITE_OF_TASK}:{task.kit}", task.task, task.title, language),
            "description": "" if task.advice is None else task.advice.say(language),
            "for": subject_reference(task.person),
            "authoredOn": instant(task.opened_ms),
            "lastModified": instant(task.closed_ms or task.opened_ms),
            "performerType": [coded(f"{OWN}role", task.role, task.role, language)],
            "restriction": {"period": {"end": instant(task.due_ms)}},
        }
    )


def _status(task: TaskRow) -> str:
    if task.closed_ms is not None:
        return "completed" if task.how == "done" else "cancelled"
    return "in-progress" if task.claimed_by else "requested"
