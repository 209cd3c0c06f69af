"""Tasks are for roles: who fills one does it, who stands in says so, and a role that nobody holds is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.actions import close_account
from pagus.apps.accounts.roles import ROLES
from pagus.apps.journal.queries import entries
from pagus.apps.messages.queries import messages_for
from pagus.apps.pathways import actions, queries
from pagus.errors import NotAllowed, NotFound
from pagus.kit_language.pathway_phrases import ROLES as ROLES_IN_WORDS
from tests.apps.cast import account, team
from tests.apps.pathways.activity import ANNA, CHANGES, EUROMETROPOLE, installed, nurse_of, open_task, people
from tests.kit_language.pathway_kit import PATHWAY_KIT

pytestmark = pytest.mark.django_db


def with_educator(folder: Path) -> int:
    """The kit, whose walking test is an educator's; Anna stands before it, her interview is done."""
    pathway, manifest = "pathway/activity.yaml", "kit.yaml"
    kit = installed(
        folder,
        {
            pathway: str(CHANGES[pathway]).replace("walk: {role: nurse", "walk: {role: educator"),
            manifest: PATHWAY_KIT[manifest].replace("roles: [nurse,", "roles: [educator, nurse,"),
        },
    )
    actions.enrol("system", kit, "activity", ANNA, facts={"limitation": 1})
    actions.complete_task("system", open_task("interview"))
    return kit


@pytest.fixture
def kit(tmp_path: Path) -> int:
    people()
    return with_educator(tmp_path)


def of_team(role: str, code: str = "team-a") -> object:
    return account(role, EUROMETROPOLE, team(code))


def test_every_role_that_a_pathway_names_is_filled_by_an_account_role() -> None:
    filled = frozenset().union(*(role.acts_as for role in ROLES.values()))
    assert filled == set(ROLES_IN_WORDS) - {"person"}


def test_who_fills_the_role_does_the_task_and_nobody_else(kit: int) -> None:
    nurse, educator, walk = nurse_of("team-a"), of_team("educator"), open_task("walk")
    for refused in (
        lambda: actions.claim_task(nurse, walk),
        lambda: actions.claim_task(nurse, walk, on_behalf=True),
        lambda: actions.cancel_task(nurse, walk, reason="x"),
    ):
        with pytest.raises(NotAllowed, match="for the role educator, and you do not hold it"):
            refused()
    assert [(it.task, it.may_do) for it in queries.worklist(nurse).rows] == [("walk", "no")]
    assert [(it.task, it.may_do) for it in queries.worklist(educator).rows] == [("walk", "yes")]
    actions.claim_task(educator, walk)
    assert queries.task_row(educator, walk).claimed_by == educator.username  # type: ignore[attr-defined]


def test_a_coordinator_stands_in_once_they_have_said_so(kit: int) -> None:
    coordinator, walk = account("coordinator", EUROMETROPOLE), open_task("walk")
    assert queries.task_row(coordinator, walk).may_do == "on_behalf"
    for refused in (
        lambda: actions.claim_task(coordinator, walk),
        lambda: actions.cancel_task(coordinator, walk, reason="x"),
    ):
        with pytest.raises(NotAllowed, match="say first that you do it on their behalf"):
            refused()
    for _ in range(2):
        actions.claim_task(coordinator, walk, on_behalf=True)
    said = [it for it in entries(object_code=ANNA) if it.verb == "stand_in"]
    assert [(it.actor, it.role, it.detail) for it in said] == [
        (coordinator.username, "coordinator", f'{{"for":"educator","task":{walk}}}')
    ]
    from pagus.apps.forms.actions import answer

    assert answer(coordinator, task=walk, values={"stairs": "none"}, final=True).is_complete


def test_a_role_that_nobody_holds_is_shown(kit: int) -> None:
    nurse, walk = nurse_of("team-a"), open_task("walk")
    assert queries.task_row(nurse, walk).is_unheld
    of_team("educator", "team-b")
    account("educator", "commune:67447", team("team-a"))
    assert queries.task_row(nurse, walk).is_unheld, "another team, another town"
    educator = of_team("educator")
    assert not queries.task_row(nurse, walk).is_unheld
    close_account(educator.username)  # type: ignore[attr-defined]
    assert queries.worklist(nurse).rows[0].is_unheld


def test_an_educator_sees_the_courses_of_educators_and_no_more(kit: int, tmp_path: Path) -> None:
    educator, carer = of_team("educator"), of_team("carer")
    (course,) = queries.runs_of("system", ANNA)
    assert queries.run_sheet(educator, course.id).row.person == ANNA
    assert messages_for(educator) == ()
    with pytest.raises(NotFound):
        queries.run_sheet(carer, course.id)
    with pytest.raises(NotFound):
        queries.task_row(carer, open_task("walk"))
    assert queries.worklist(carer).rows == ()
    with pytest.raises(NotFound):
        queries.runs_of(educator, ANNA)
    with pytest.raises(NotAllowed):
        actions.withdraw(educator, course.id, reason="x")
    with pytest.raises(NotAllowed):
        actions.enrol(educator, kit, "calling", ANNA)
