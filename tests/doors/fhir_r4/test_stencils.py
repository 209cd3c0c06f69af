"""Bodies that are kept as what lies in the gaps of a stencil come back whole, from either database."""

from __future__ import annotations

import json
import random

from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Keeping, Kept, Stencil, Write, stencil_of
from tests.doors.fhir_r4.test_search_oracle import HERE, observation, write
from tests.store.conftest import clock, open_store

__all__ = ["clock", "open_store"]


def drawn_write(number: int, letters: str) -> tuple[Write, Stencil]:
    """A reading that is kept as what lies in the gaps of a stencil, which has these letters in it."""
    stencil = stencil_of(b'{"id":"%s","meta":{"lastUpdated":"\0"},"note":"' + letters.encode() + b'","n":%s}')
    made = Write("create", "Observation", f"o{number}", territory="commune:67482", stencil=stencil.digest)
    made.texts = f"o{number}\0{number}"
    return made, stencil


def test_stencils_are_known_to_tables_of_version_3_once_they_are_brought_up_and_undone_with_what_brought_them(
    open_store,
):
    store = open_store()
    for statement in (
        "DROP TABLE store_stencil",
        "UPDATE store_meta SET value = 3 WHERE name = 'resources'",
        "DELETE FROM store_meta WHERE name = 'stencils'",
    ):
        store._database.execute(statement)
    store.close()
    store = open_store()
    first, undone, second = (drawn_write(n, letters) for n, letters in ((1, "a 100 %% b"), (2, "undone"), (3, "c")))
    stale = write(observation(random.Random(1), 9), "update", moulded=False)
    stale.if_version = 7
    (answer,) = store.commit_group([Keeping("gateway", [undone[0], stale], HERE, stencils=[undone[1]])])
    assert not isinstance(answer, Kept)
    for made, stencil in (first, second, undone):
        (answer,) = store.commit_group([Keeping("gateway", [made], HERE, stencils=[stencil])])
        assert isinstance(answer, Kept)
    kept = {each.id: json.loads(each.body or b"") for each in store.resources.changes_after(0)}
    assert {id_: (each["note"], each["n"]) for id_, each in kept.items()} == {
        "o1": ("a 100 % b", 1), "o2": ("undone", 2), "o3": ("c", 3),
    }  # fmt: skip
    assert [json.loads(line.body)["id"] for line in store.resources.find(Query(type="Observation"), HERE).lines] == [
        "o2", "o3", "o1",
    ]  # fmt: skip
