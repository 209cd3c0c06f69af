"""Search parameters that say what others say: they are kept once, and asked under the other name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pagus.fhir_r4.search import search_parameters

__all__ = ["Under", "kept_by_itself", "under"]

_FILTERED = re.compile(r"(.*)\.where\(resolve\(\) is \w+\)")
_BOTH = "combo-"


class Under(NamedTuple):
    """Under which parameter a value is kept, in which others it may be too, and to which types a reference leads."""

    name: str
    also: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@cache
def under(type_: str, name: str) -> Under:
    """Where is what this parameter finds kept? ``patient`` is ``subject`` where it leads to a Patient, ``combo-code``
    is ``code`` or ``component-code``.
    """
    known = search_parameters(type_)
    parameter = known[name]
    if name.startswith(_BOTH) and name.removeprefix(_BOTH) in known:
        plain = name.removeprefix(_BOTH)
        return Under(plain, (f"component-{plain}",))
    found = _FILTERED.fullmatch(parameter.expression)
    if found is not None and parameter.kind == "reference":
        for other in known.values():
            if other.kind == "reference" and other.expression == found[1]:
                return Under(other.name, (), parameter.targets)
    return Under(name, (), parameter.targets)


@cache
def kept_by_itself(type_: str) -> frozenset[str]:
    """The parameters of a type that have rows of their own."""
    columns = {"_id", "_lastUpdated"}
    return frozenset(
        name for name in search_parameters(type_) if name not in columns and under(type_, name).name == name
    )
