"""Who may see a course and its tasks, and who may act: role, territory and care team of the person must all agree.

Who holds ``see_person`` sees every course of the people of the team. Who holds only ``see_course`` sees those in which
their role has a part. A task is done by whoever fills its role, or by somebody who may ``stand_in`` and has said so;
what is asked of the person themselves, anybody of the team may write down with them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.apps.territory.queries import territory
from pagus.errors import NotAllowed, NotFound
from pagus.kit_language.pathway_model import PERSON

__all__ = [
    "fills",
    "handled_run",
    "handled_task",
    "may_stand_in",
    "person_for",
    "seen_run",
    "seen_task",
    "task_for",
    "visible",
    "visible_tasks",
    "within",
]


def person_for(code: str, by: Actor, verb: str) -> KnownPerson:
    """The person, for somebody who may do this for them. Refuses: NotFound when they may not be seen, NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not (people.may_see(by, person) or people.may_see(by, person, "see_course")):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(by, person, verb):
        raise NotAllowed("your roles do not allow: {verb}", verb=verb)
    return person


def seen_run(number: int, user: Actor) -> Run:
    """The course, for someone who may see it. Refuses: NotFound otherwise; the reasons are not told apart."""
    run = Run.objects.filter(pk=number).first()
    if run is None or not _sees(user, run.person, run.installation_id):
        raise NotFound("no course has the number {run}", run=number)
    return run


def handled_run(number: int, by: Actor, verb: str = "handle_task") -> Run:
    """The course, for someone who may act in it. Refuses: NotFound, NotAllowed."""
    run = seen_run(number, by)
    person_for(run.person, by, verb)
    return run


def seen_task(number: int, user: Actor) -> PathwayTask:
    """The task, for someone who may see its course. Refuses: NotFound."""
    task = PathwayTask.objects.select_related("run").filter(pk=number).first()
    if task is None or not _sees(user, task.person, task.run.installation_id):
        raise NotFound("no task has the number {task}", task=number)
    return task


def task_for(number: int, by: Actor) -> PathwayTask:
    """The task, for somebody who may handle tasks of its person, whatever its role. Refuses: NotFound, NotAllowed."""
    task = seen_task(number, by)
    person_for(task.person, by, "handle_task")
    return task


def handled_task(number: int, by: Actor) -> PathwayTask:
    """The task, for someone who may do it. Refuses: NotFound, NotAllowed."""
    task = task_for(number, by)
    if fills(by, task) or task.claimed_by == accounts.actor_of(by)[0]:
        return task
    if may_stand_in(by, task):
        raise NotAllowed("this task is for the role {role}: say first that you do it on their behalf", role=task.role)
    raise NotAllowed("this task is for the role {role}, and you do not hold it", role=task.role)


def fills(user: Actor, task: PathwayTask) -> bool:
    """Is this task for this user: is it for their role here, or for the person, whom anybody of the team may help?"""
    if isinstance(user, str) or task.role == PERSON:
        return True
    return task.role in accounts.parts(user, "handle_task", task.place, task.team)


def may_stand_in(user: Actor, task: PathwayTask) -> bool:
    """May this user do tasks here on behalf of other roles, once they have said so?"""
    return accounts.may(user, "stand_in", task.place)


def _sees(user: Actor, code: str, installation_id: int) -> bool:
    person = people.facts_of([code]).get(code)
    if person is None:
        return False
    if isinstance(user, str) or people.may_see(user, person):
        return people.may_see(user, person)
    held = accounts.parts(user, "see_course", person.residence, person.team)
    return bool(held & {*get_installation(installation_id).kit.roles})


def visible(user: Actor, for_roles: Callable[[frozenset[str]], Q]) -> Q:
    """Which rows may this user see? A filter for each model with ``place`` and ``team``.

    Takes: who asks; what picks the rows for some roles of kits, for who sees no more than those. It asks no table of
    people: place and team stand in the rows, so that a list of a million stays quick.
    """
    if isinstance(user, str):
        return Q() if accounts.may(user, "see_person") else Q(pk__in=())
    seen = Q(pk__in=())
    for grant in accounts.grants(user):
        verbs, here = grant.role.verbs, Q()
        if not verbs & {"see_person", "see_course"} or not (grant.role.every_team or grant.team):
            continue
        if not grant.role.every_team:
            here &= Q(team=grant.team)
        if "see_person" not in verbs:
            here &= for_roles(grant.role.acts_as)
        seen |= within(grant.territory) & here
    return seen


def visible_tasks(user: Actor) -> Q:
    """Which tasks may this user see in a list?"""
    return visible(user, lambda roles: Q(role__in=roles))


def within(code: str) -> Q:
    """Which rows lie in this place? Everything, without a question, when it holds every commune there is."""
    known = territory()
    communes = known.communes_within(code)
    return Q() if len(communes) == len(known.codes("commune")) else Q(place__in=communes)
