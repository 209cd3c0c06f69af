"""Virtual people on the pathways that ship: every demo can show them."""

from __future__ import annotations

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.forms.models import Response
from pagus.apps.installations import actions as installations
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.queries import board, run_sheet, worklist
from pagus.demo.pathways import add_demo_runs
from tests.apps.cast import person
from tests.apps.pathways.activity import EUROMETROPOLE
from tests.shipped import with_a_pathway

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", with_a_pathway())
def test_virtual_people_follow_the_pathways_that_ship(slug: str) -> None:
    kit = installations.install(slug, EUROMETROPOLE, {})
    codes = [person(f"person:P-D{number:02}") for number in range(7)]
    count = add_demo_runs(kit, codes)
    assert count == Run.objects.count() >= 7
    assert set(Run.objects.values_list("simulated", flat=True)) == {True}
    assert Run.objects.filter(outcome="withdrawn").count() == count // 7
    assert PathwayTask.objects.filter(how="done").exists()
    assert all(it.status == "completed" for it in Response.objects.all())
    assert worklist(SYSTEM).rows
    for pathway in {run.pathway for run in Run.objects.all()}:
        assert board(SYSTEM, kit, pathway).states
    for number in Run.objects.values_list("pk", flat=True):
        sheet = run_sheet(SYSTEM, number)
        assert sheet.row.simulated
        assert sheet.drawing.boxes
