"""Measurements written by hand: kept as observations, judged as others, by those who follow the person only."""

from __future__ import annotations

import pytest

from pagus.apps.installations import actions as installations
from pagus.apps.journal.queries import entries
from pagus.apps.pathways import actions
from pagus.apps.pathways.measuring import measure
from pagus.apps.streams import queries as streams
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import DAY
from tests.apps.cast import account, person, team
from tests.apps.pathways.activity import EUROMETROPOLE, nurse_of
from tests.apps.workspace import NOW

WEIGHED = "person:P-MEASURED"
"""Of this test alone: what the store holds outlives a test."""
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_carer_writes_a_weight_down() -> None:
    person(WEIGHED)
    kit = installations.install("malnutrition-elderly", EUROMETROPOLE, {})
    run = actions.enrol("system", kit, "nutrition", WEIGHED)
    carer = account("carer", EUROMETROPOLE, team("team-a"))
    assert measure(carer, run, {"weight": 61.5, "height": 1.62}, at_ms=NOW - DAY).accepted == 2
    assert measure(carer, run, {"weight": 61.5}, at_ms=NOW - DAY).duplicates == 1
    assert len(measure(carer, run, {"weight": 615.0}).held) == 1
    last = {row["signal"]: row["value"] for row in streams.last_values([WEIGHED]).iter_rows(named=True)}
    assert last == {"weight": 61.5, "height": 1.62}
    assert [it.actor for it in entries(object_code=WEIGHED) if it.verb == "write_observations"] == [carer.username] * 3
    with pytest.raises(InputError, match="lies in the past"):
        measure(carer, run, {"weight": 61.0}, at_ms=NOW + DAY)
    with pytest.raises(InputError, match="nothing was measured"):
        measure(carer, run, {})
    with pytest.raises(InputError, match="is no measurement"):
        measure(carer, run, {"weight": float("nan")})
    with pytest.raises(NotFound, match="no signal glucose"):
        measure(carer, run, {"glucose": 100.0})
    for stranger in (nurse_of("team-b"), account("educator", EUROMETROPOLE, team("team-a"))):
        with pytest.raises(NotFound):
            measure(stranger, run, {"weight": 61.0})  # type: ignore[arg-type]
    actions.withdraw("system", run, reason="x")
    with pytest.raises(Conflict, match="has ended"):
        measure(carer, run, {"weight": 61.0})
