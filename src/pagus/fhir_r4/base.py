"""What every generated model stands on: the struct, the refusal, and the few tests that msgspec has no word for.

A model is judged while it is decoded: types, unknown elements and cardinalities by msgspec in C, the rest by the
``__post_init__`` of each struct, which only says no (``Broken``). ``pagus.fhir_r4.explaining`` says why.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from contextvars import ContextVar
from typing import Annotated, Any, ClassVar, TypeVar

import msgspec
from msgspec import UNSET, Meta

from pagus.fhir_r4.resource_types import RESOURCE_TYPES

__all__ = ["Broken", "Model", "NonEmpty"]

Item = TypeVar("Item")
NonEmpty = Annotated[tuple[Item, ...], Meta(min_length=1)]
"""A list: FHIR leaves an empty one out. A tuple, as models made by a mould share their parts: nobody can change one."""

Rules = tuple[tuple[str, Callable[[Any], bool], str], ...]


class Broken(ValueError):
    """A struct that FHIR does not allow; what is wrong is found out afterwards."""


class Model(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, gc=False, frozen=True):
    """An element or a resource, which nobody can change. Absent is UNSET: JSON null is never a value in FHIR."""

    CHOICES: ClassVar[tuple[tuple[str, tuple[str, ...], bool], ...]] = ()
    """For each choice (``value[x]``): its name, the fields of which one may be there, and whether one must."""
    GETTERS: ClassVar[dict[str, Callable[[Any], tuple[Any, ...]]]] = {}
    """For each choice: its values and their extensions, of which all but one are UNSET."""
    NEEDED: ClassVar[tuple[str, ...]] = ()
    """Primitives that must be there, as a value or at least as an extension that says why not."""
    TARGETS: ClassVar[tuple[tuple[str, frozenset[str]], ...]] = ()
    """For each reference: the types of resource it may lead to."""
    BOUND: ClassVar[tuple[tuple[str, frozenset[str]], ...]] = ()
    """For each bound concept: the ``system|code`` of which one must be there."""
    MIME: ClassVar[tuple[str, ...]] = ()
    """Codes that are media types."""
    RULES: ClassVar[Rules] = ()
    """Invariants: key, test, and the field it is about ("" for the element itself)."""


class Doubt(enum.IntFlag):
    """What the fast reading cannot tell of a document."""

    NONE = 0
    EXTRAS = 1
    """A primitive with an id but no extension: is the value there?"""
    CONTAINED = 2
    """A resource in another: does each lead to the other?"""


_doubt: ContextVar[Doubt] = ContextVar("_doubt", default=Doubt.NONE)


def doubt(of: Doubt) -> None:
    """Say this of the document that is being decoded."""
    _doubt.set(_doubt.get() | of)


def doubts() -> Doubt:
    """Which doubts were there since this was last asked?"""
    found = _doubt.get()
    if found:
        _doubt.set(Doubt.NONE)
    return found


def empty(model: Model) -> bool:
    """Is nothing there but, perhaps, an id?"""
    return all(getattr(model, name) is UNSET for name in model.__struct_fields__ if name != "id")


def one_choice(model: Any, name: str) -> bool:
    """Is at most one type of this choice there (exactly one where it must be)? A value may have its extension."""
    names, must = next((names, must) for choice, names, must in model.CHOICES if choice == name)
    there = sum(getattr(model, each) is not UNSET or getattr(model, f"_{each}", UNSET) is not UNSET for each in names)
    return there == 1 or (there == 0 and not must)


def aligned(values: Any, extensions: Any) -> bool:
    """Do a list of primitives and its list of extensions fit, with null only where the other one has something?"""
    if extensions is UNSET:
        return None not in values
    if values is UNSET:
        return None not in extensions
    return len(values) == len(extensions) and all(
        value is not None or extension is not None for value, extension in zip(values, extensions, strict=True)
    )


def all_of(values: Any, test: Callable[[Any], object]) -> bool:
    """Does every value of this list pass? An absent list does."""
    if values is not UNSET:
        for value in values:
            if value is not None and not test(value):
                return False
    return True


def refers(reference: Any, targets: frozenset[str]) -> bool:
    """May this reference lead where it leads? Only a relative one (``Patient/1``) and a named type can be told."""
    text, named = reference.reference, reference.type
    kind = "" if text is UNSET else text.partition("/")[0]
    if named is UNSET and kind in targets:
        return True
    if kind not in targets and kind.partition("?")[0] in RESOURCE_TYPES - targets:
        return False
    return named is UNSET or named in targets or named not in RESOURCE_TYPES


def refers_all(references: Any, targets: frozenset[str]) -> bool:
    """May all of these references lead where they lead?"""
    return all(refers(each, targets) for each in references)


def bound(concept: Any, codes: frozenset[str]) -> bool:
    """Is one of these codes in the concept (or in the coding itself)? One that is only text or extension is not."""
    codings = getattr(concept, "coding", (concept,)) or ()
    return any(f"{each.system}|{each.code}" in codes for each in codings)


def bound_all(concepts: Any, codes: frozenset[str]) -> bool:
    """Is one of these codes in each concept?"""
    return all(bound(each, codes) for each in concepts)
