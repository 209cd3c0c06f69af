"""Found places as the component ``place_search`` lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pagus.apps.territory.kinds import kind_name
from pagus.apps.territory.queries import find_places, parents

__all__ = ["LONGEST_SEARCH", "found_places"]

LONGEST_SEARCH = 80
MOST_FOUND = 20


def found_places(text: str, address: Callable[[str], str], kinds: Sequence[str] | None = None) -> dict[str, Any]:
    """Which places did somebody mean? Nothing of what they typed is kept.

    Takes: what was typed; what gives the address of a place's page; the kinds of places to look among, None for all.
    Gives: the inputs of the component: the text that was looked for, the rows of the list, and whether there are more.
    """
    asked = text[:LONGEST_SEARCH].strip()
    found = find_places(asked, MOST_FOUND + 1, kinds) if asked else ()
    rows = [
        {
            "name": each.place.name,
            "matched": each.matched if each.matched != each.place.name else "",
            "url": address(each.place.code),
            "kind": kind_name(each.place.kind),
            "where": ", ".join(parent.name for parent in parents(each.place.code, "departement")),
            "population": each.place.population,
        }
        for each in found[:MOST_FOUND]
    ]
    return {"query": asked, "found": rows, "more": len(found) > MOST_FOUND}
