"""Places and how they lie in each other: which place is this, what is in it, what do its communes add up to?

Read first: ``Territory.get``, ``Territory.roll_up``, ``Territory.search``. A territory is built from tables
(``PLACE_COLUMNS``, ``MEMBERSHIP_COLUMNS``, ``FORMER_COLUMNS``) and packed polygons (``Shapes``);
``pagus.library.territories.france`` gives that of France.

Codes are ``kind:identifier``, as ``commune:67482``. A membership is named by its two kinds, as ``commune->epci``; a
chain of them, as ``commune->departement->region``, is what a roll-up follows.
"""

from __future__ import annotations

from pagus.kernel.places.index import Territory
from pagus.kernel.places.model import (
    FORMER_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PLACE_COLUMNS,
    Detail,
    Found,
    How,
    Membership,
    Place,
    RollUp,
    kind_of,
    membership_name,
)
from pagus.kernel.places.search import fold
from pagus.kernel.places.shapes import SHAPE_COLUMNS, Shapes, pack_shapes

__all__ = [
    "FORMER_COLUMNS",
    "MEMBERSHIP_COLUMNS",
    "PLACE_COLUMNS",
    "SHAPE_COLUMNS",
    "Detail",
    "Found",
    "How",
    "Membership",
    "Place",
    "RollUp",
    "Shapes",
    "Territory",
    "fold",
    "kind_of",
    "membership_name",
    "pack_shapes",
]
