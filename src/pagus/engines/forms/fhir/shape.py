"""JSON from outside may have any shape: what its reading raises then becomes one plain refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from pagus.errors import InputError, ShapeError

__all__ = ["shaped_as"]


@contextmanager
def shaped_as(resource: str) -> Iterator[None]:
    """Refuse, as a whole, a resource whose parts are not what FHIR says.

    Takes: the name of the resource. Gives: a context. Refuses: ShapeError; an InputError that says more passes as it
    is.
    """
    try:
        yield
    except InputError:
        raise
    except (AttributeError, TypeError, LookupError, RecursionError, ValueError, msgspec.MsgspecError) as error:
        raise ShapeError("a part of the {resource} has another shape than FHIR gives it", resource=resource) from error
