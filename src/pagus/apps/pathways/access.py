"""Who may see a course and its tasks, and who may act: role, territory and care team of the person must all agree."""

from __future__ import annotations

from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.apps.territory.queries import territory
from pagus.errors import NotAllowed, NotFound

__all__ = ["handled_run", "handled_task", "person_for", "seen_run", "seen_task", "visible", "within"]


def person_for(code: str, by: Actor, verb: str) -> KnownPerson:
    """The person, for somebody who may do this for them. Refuses: NotFound when they may not be seen, NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not people.may_see(by, person):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(by, person, verb):
        raise NotAllowed("your roles do not allow: {verb}", verb=verb)
    return person


def seen_run(number: int, user: Actor) -> Run:
    """The course, for someone who may see its person. Refuses: NotFound otherwise; the reasons are not told apart."""
    run = Run.objects.filter(pk=number).first()
    if run is None or not people.visible_codes(user, [run.person]):
        raise NotFound("no course has the number {run}", run=number)
    return run


def handled_run(number: int, by: Actor, verb: str = "handle_task") -> Run:
    """The course, for someone who may act in it. Refuses: NotFound, NotAllowed."""
    run = seen_run(number, by)
    person_for(run.person, by, verb)
    return run


def seen_task(number: int, user: Actor) -> PathwayTask:
    """The task, for someone who may see its person. Refuses: NotFound."""
    task = PathwayTask.objects.filter(pk=number).first()
    if task is None or not people.visible_codes(user, [task.person]):
        raise NotFound("no task has the number {task}", task=number)
    return task


def handled_task(number: int, by: Actor) -> PathwayTask:
    """The task, for someone who may do it. Refuses: NotFound, NotAllowed."""
    task = seen_task(number, by)
    person_for(task.person, by, "handle_task")
    return task


def visible(user: Actor) -> Q:
    """Which courses, tasks or messages may this user see? A filter for each model with ``place`` and ``team``.

    It asks no table of people: place and team stand in the rows, so that a list of a million stays quick.
    """
    if isinstance(user, str):
        return Q() if accounts.may(user, "see_person") else Q(pk__in=())
    seen = Q(pk__in=())
    for grant in accounts.grants(user):
        if "see_person" not in grant.role.verbs or not (grant.role.every_team or grant.team):
            continue
        here = within(grant.territory)
        seen |= here if grant.role.every_team else here & Q(team=grant.team)
    return seen


def within(code: str) -> Q:
    """Which rows lie in this place? Everything, without a question, when it holds every commune there is."""
    known = territory()
    communes = known.communes_within(code)
    return Q() if len(communes) == len(known.codes("commune")) else Q(place__in=communes)
