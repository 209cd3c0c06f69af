"""How subjects of the house are called in FHIR, and back: ``person:P-7K3Q9`` is ``Patient/P-7K3Q9``.

A person is a Patient, a thing a Device, a place a Location whose id is kind and identifier with a dot between
(``commune:67482`` is ``Location/commune.67482``). FHIR's identifiers have letters, digits, ``-`` and ``.`` only: a code
with other characters has no reference of its own and is named by its identifier (``IDENTIFIER_SYSTEM`` and the code).
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["IDENTIFIER_SYSTEM", "code_of_identifier", "code_of_reference", "reference_of_code"]

IDENTIFIER_SYSTEM = "urn:pagus:code"
"""The system of an identifier whose value is a code of the house, as ``person:P-7K3Q9``."""

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_KIND = re.compile(r"[a-z][a-z-]{1,30}")
_TYPES = {"person": "Patient", "thing": "Device"}
_KINDS = {"Patient": "person", "Device": "thing"}


def reference_of_code(code: str) -> str | None:
    """How is this subject called in FHIR? None when its code does not fit into an id.

    Example: ``reference_of_code("commune:67482") == "Location/commune.67482"``.
    """
    kind, _, identifier = code.partition(":")
    if kind in _TYPES:
        return f"{_TYPES[kind]}/{identifier}" if _ID.fullmatch(identifier) else None
    name = f"{kind.replace('_', '-')}.{identifier}"
    return f"Location/{name}" if _ID.fullmatch(name) else None


@lru_cache(maxsize=8192)
def code_of_reference(reference: str) -> str | None:
    """Which subject of the house would be called so? None when none could. Whether it exists is another question.

    Takes: a relative reference, as ``Patient/P-7K3Q9``. A version (``/_history/2``) is no part of it.
    """
    type_, _, identifier = reference.partition("/")
    if not _ID.fullmatch(identifier):
        return None
    if type_ in _KINDS:
        return f"{_KINDS[type_]}:{identifier}"
    kind, _, rest = identifier.partition(".")
    if type_ == "Location" and rest and _KIND.fullmatch(kind) and kind not in _TYPES:
        return f"{kind.replace('-', '_')}:{rest}"
    return None


def code_of_identifier(system: str | None, value: str | None) -> str | None:
    """Which subject of the house does this identifier name? None when it is of another system."""
    return value if system == IDENTIFIER_SYSTEM and value and ":" in value else None
