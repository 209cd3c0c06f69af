"""What changed from one version of a kit to another, how much it weighs, and whether the version number says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from operator import attrgetter
from typing import Any

from pagus.errors import InputError
from pagus.kernel.remark import Remark
from pagus.kernel.time import format_duration
from pagus.kit_language.evaluation_model import Evaluation, Sample
from pagus.kit_language.form_model import form_parts
from pagus.kit_language.model import Band, Device, Evidence, Kit, Schedule, Text, Upgrade
from pagus.kit_language.pathway_model import Pathway
from pagus.kit_language.pathway_weights import (
    PATHWAY_ADDED,
    PATHWAY_PARTS,
    PATHWAY_REMOVED,
    PATHWAY_WEIGHTS,
    same_ways,
)
from pagus.kit_language.version import Bump, Version, next_version, read_version
from pagus.kit_language.weights import ADDED, CHANGED, COLLECTIONS, REMOVED, WEIGHTS, Weight, same_formula

__all__ = ["Change", "Difference", "compare_kits"]

_BUMPS: tuple[Bump, ...] = ("patch", "minor", "major")
_TABLE: Mapping[type, Mapping[str, Weight]] = {**WEIGHTS, **PATHWAY_WEIGHTS}
_WHOLE = {"assumptions", "owner", "escalation"}
"""Fields that are told to have changed, without both contents."""
_Block = Device | Upgrade | Evaluation
_FORMULAS = {"when", "clear", "numerator", "denominator"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: in which part, in words, and how much it weighs."""

    part: str
    name: str
    words: Remark
    weight: Bump
    clinical: bool
    field: str = ""
    """The field of the part that says something else; empty when the whole part is new, gone or other."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed from ``old`` to ``new``, the gravest first."""

    old: str
    new: str
    changes: tuple[Change, ...]
    changes_clinical_rules: bool
    """Clinical alerts may be raised otherwise, or ask for something else: a clinical acceptance is needed anew."""

    @property
    def required(self) -> Bump | None:
        """The step that the changes ask for; None when the content is the same."""
        return max((change.weight for change in self.changes), key=_BUMPS.index, default=None)

    @property
    def least_version(self) -> str:
        """The lowest version that may name the new content."""
        if self.required is None:
            return self.old
        old = read_version(self.old)
        return str(next_version(old, _step(old, self.required)))

    @property
    def is_enough(self) -> bool:
        """Is the new version number high enough for what changed?"""
        return read_version(self.new) >= read_version(self.least_version)


def _step(old: Version, required: Bump) -> Bump:
    """Before 1.0.0 the number in the middle stands for what breaks, as ranges (``^0.3.1``) read it."""
    if old.major:
        return required
    return "minor" if required == "major" else "patch"


def compare_kits(old: Kit, new: Kit) -> Difference:
    """What changed from one version of a kit to another?

    Takes: two checked kits of the same id. Gives: every change with its weight, and whether clinical rules change.
    Refuses: InputError when the ids differ: another kit is no version of this one.
    Method: each field of each part is compared and weighed by ``weights.WEIGHTS``. Formulas are compared by their
    trees. What only comments, CHANGELOG or README say is one patch.
    """
    if old.id != new.id:
        raise InputError("{old} and {new} are two kits: compare two versions of one", old=old.id, new=new.id)
    changes = [
        *_fields("kit", "", old, new),
        *_fields("requires", "", old.requires, new.requires),
        *_block("device", old.device, new.device),
        *_block("upgrade", old.upgrade, new.upgrade),
        *_block("evaluation", old.evaluation, new.evaluation),
        *_collections(old, new),
    ]
    if not changes and old.digest != new.digest:
        changes.append(Change("files", "", Remark("only comments or papers beside the kit changed"), "patch", False))
    ordered = sorted(changes, key=lambda change: -_BUMPS.index(change.weight))
    clinical = (old.clinical or new.clinical) and any(change.clinical for change in changes)
    return Difference(old.version, new.version, tuple(ordered), clinical)


def _collection(kit: Kit, field: str) -> Any:
    """The parts behind one key of ``COLLECTIONS``: of forms, their items, scores and flags each by itself; so the
    values of sets of targets."""
    if field in {"form_items", "form_scores", "form_flags"}:
        return form_parts(kit.forms, field.removeprefix("form_"))
    if field == "target_values":
        return {f"{it.name}.{name}": value for it in kit.target_sets.values() for name, value in it.values.items()}
    return attrgetter(field)(kit)


def _collections(old: Kit, new: Kit) -> Iterator[Change]:
    for field, kind in COLLECTIONS.items():
        before, after = (_named(_collection(kit, field)) for kit in (old, new))
        part = _part_word(kind)
        for name in sorted(before.keys() - after.keys()):
            yield _whole(Remark("{what} is gone", what=f"{part} {name}"), part, name, REMOVED[kind])
        for name in sorted(after.keys() - before.keys()):
            yield _whole(Remark("{what} is new", what=f"{part} {name}"), part, name, ADDED[kind])
        for name in sorted(before.keys() & after.keys()):
            if kind is Pathway:
                yield from _pathway(name, before[name], after[name])
            elif kind in WEIGHTS:
                yield from _fields(part, name, before[name], after[name])
            elif before[name] != after[name]:
                yield _whole(Remark("{what} changed", what=f"{part} {name}"), part, name, CHANGED)


def _pathway(name: str, old: Pathway, new: Pathway) -> Iterator[Change]:
    """What changed inside one pathway: its own fields, then each of its parts."""
    yield from _fields("pathway", name, old, new)
    for section, kind in PATHWAY_PARTS.items():
        before, after = getattr(old, section), getattr(new, section)
        part = _part_word(kind)
        for key in sorted(before.keys() - after.keys()):
            yield _whole(Remark("{what} is gone", what=f"{part} {name}.{key}"), part, key, PATHWAY_REMOVED[kind])
        for key in sorted(after.keys() - before.keys()):
            yield _whole(Remark("{what} is new", what=f"{part} {name}.{key}"), part, key, PATHWAY_ADDED[kind])
        for key in sorted(before.keys() & after.keys()):
            yield from _fields(part, f"{name}.{key}", before[key], after[key])


def _part_word(kind: type) -> str:
    """What is a part of this class called? Example: RequiredKit is a "required kit"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()


def _named(parts: Any) -> Mapping[str, Any]:
    """The parts by name; of a list, without the lines where they stand in their file."""
    if isinstance(parts, Mapping):
        return parts
    named = {getattr(part, "name", None) or part.id: part for part in parts}
    return {name: replace(part, line=None) if hasattr(part, "line") else part for name, part in named.items()}


def _block(part: str, old: _Block | None, new: _Block | None) -> Iterator[Change]:
    if old is not None and new is not None:
        yield from _fields(part, "", old, new)
    elif old is not None:
        yield _whole(Remark("{what} is gone", what=part), part, "", REMOVED[type(old)])
    elif new is not None:
        yield _whole(Remark("{what} is new", what=part), part, "", ADDED[type(new)])


def _whole(words: Remark, part: str, name: str, weight: Weight) -> Change:
    assert weight.bump is not None  # a whole part weighs the same, whatever it holds
    return Change(part, name, words, weight.bump, weight.clinical)


def _fields(part: str, name: str, old: object, new: object) -> Iterator[Change]:
    for field, weight in _TABLE[type(old)].items():
        before, after = getattr(old, field), getattr(new, field)
        if before == after or (field in _FORMULAS and same_formula(before or "", after or "")):
            continue
        if field == "transitions" and same_ways(before, after):
            if [one.evidence for one in before] != [one.evidence for one in after]:
                words = Remark("{what}: other evidence", what=f"{part} {name}")
                yield Change(part, name, words, "patch", False, field)
            continue
        words = _field_words(f"{part} {name}".rstrip(), field, before, after)
        yield Change(part, name, words, weight.of(field, old, new), weight.clinical, field)


def _field_words(what: str, field: str, before: object, after: object) -> Remark:
    said = field.removesuffix("_ms").replace("_", " ")
    if isinstance(before, Text) or isinstance(after, Text):
        return Remark("{what}: the text {field} was reworded", what=what, field=said)
    if isinstance(before, Evidence) or isinstance(after, Evidence):
        return Remark("{what}: other evidence", what=what)
    if isinstance(before, (Sample, Mapping)) or field == "outcomes":
        return Remark("{what} changed", what=f"{what} {said}")
    parts = any(isinstance(value, tuple) and value and is_dataclass(value[0]) for value in (before, after))
    if parts or field in _WHOLE:
        return Remark("{what}: {field} changed", what=what, field=said)
    duration = field.endswith("_ms")
    was, now = _said(before, duration), _said(after, duration)
    return Remark("{what}: {field} was {before}, is {after}", what=what, field=said, before=was, after=now)


def _said(value: Any, duration: bool = False) -> str:
    """This value as an author would write it."""
    if value is None or value in ("", ()):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return ", ".join(_said(each, duration) for each in value)
    if duration and value:
        return format_duration(value)
    if isinstance(value, Schedule):
        later = f", {format_duration(value.offset_ms)} later" if value.offset_ms else ""
        return f"every {format_duration(value.every_ms)}{later}"
    if isinstance(value, Band):
        return _band(value)
    return str(value)


def _band(band: Band) -> str:
    low = f"{'from' if band.low_closed else 'above'} {band.low:g}" if band.low is not None else ""
    high = f"{'to' if band.high_closed else 'below'} {band.high:g}" if band.high is not None else ""
    return f"{low} {high}".strip()
