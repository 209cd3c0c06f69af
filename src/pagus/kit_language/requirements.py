"""What kits require of Pagus and of each other, and whether a set of kits can run together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from pagus.errors import Fault, InputError
from pagus.kit_language.entries import nearest
from pagus.kit_language.model import Kit, RequiredKit
from pagus.kit_language.version import Range, Version, next_version, read_range, read_version

__all__ = ["newer_pagus", "outgrown_fault", "requirement_faults"]


def outgrown_fault(kit: Kit, pagus: str) -> Fault | None:
    """Is this Pagus outside the range that the kit was made for?

    Takes: a kit and the version of Pagus. Gives: the fault that lint and plan tell, or None. A kit that is installed
    goes on running when Pagus has outgrown it: an update must not silence its rules.
    """
    if not kit.requires.pagus or _within(pagus, kit.requires.pagus):
        return None
    message = f"the kit asks for Pagus {kit.requires.pagus}: this is {pagus}"
    remedy = "test it with this version, then widen the range and raise the version of the kit"
    return Fault(file="kit.yaml", path="requires.pagus", message=message, remedy=remedy)


def requirement_faults(kits: Sequence[Kit]) -> list[Fault]:
    """Can these kits run together?

    Takes: kits, each id once. Gives: a fault for each kit that is required and not among them, in a version outside
    the range, required in ranges that no version can meet together, or required in a circle. ``file`` begins with
    the slug of the kit that asks.
    """
    known = {kit.id: kit for kit in kits}
    faults = [fault for kit in kits for each in kit.requires.kits for fault in _unmet(kit, each, known)]
    return [*faults, *_conflicts(kits), *_circles(known)]


def _fault(kit: Kit, each: RequiredKit, message: str, remedy: str) -> Fault:
    file = f"{kit.slug}/kit.yaml"
    return Fault(file=file, line=each.line, path="requires.kits", message=message, remedy=remedy)


def _unmet(kit: Kit, each: RequiredKit, known: Mapping[str, Kit]) -> Iterator[Fault]:
    other = known.get(each.id)
    if other is None:
        yield _fault(kit, each, f"{each.id} is not here", nearest(each.id, known))
    elif not _within(other.version, each.range):
        message = f"{each.id} is here in {other.version}, outside {each.range}"
        yield _fault(kit, each, message, "bring a version within the range, or test with this one and widen the range")


def _conflicts(kits: Sequence[Kit]) -> Iterator[Fault]:
    first: dict[str, list[tuple[Kit, RequiredKit]]] = {}
    for kit in kits:
        for each in kit.requires.kits:
            for other, before in first.setdefault(each.id, []):
                if not _meet(read_range(before.range), read_range(each.range)):
                    message = f"no version of {each.id} is within {each.range} and within {before.range}"
                    yield _fault(kit, each, message, f"agree with {other.id}, which asks for the second")
            first[each.id].append((kit, each))


def _circles(known: Mapping[str, Kit]) -> Iterator[Fault]:
    """Tell each circle once, at the kit whose id comes first in the alphabet."""
    for start in sorted(known):
        path = _way_back(start, known)
        if path and start == min(path):
            each = next(one for one in known[start].requires.kits if one.id == path[1])
            message = f"the requirements go in a circle: {' -> '.join(path)}"
            yield _fault(known[start], each, message, "let one of them run without the next")


def _way_back(start: str, known: Mapping[str, Kit]) -> tuple[str, ...]:
    """The shortest way from a kit back to itself, both ends included; empty when there is none."""
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for each in known[way[-1]].requires.kits:
            if each.id == start and len(way) > 1:
                return (*way, start)
            if each.id in known and each.id not in seen:
                seen.add(each.id)
                ways.append((*way, each.id))
    return ()


def newer_pagus(asked: object, pagus: str) -> bool:
    """Was a kit that asks for this range made for a later Pagus than this one?

    Takes: what stands under ``requires.pagus``, whatever it is, and the version of Pagus. Gives: True only when it is
    a range and no version up to this one is within it.
    """
    try:
        return isinstance(asked, str) and not _meet(read_range(asked), read_range(f"<={pagus}"))
    except InputError:  # told where the shape of kit.yaml is checked
        return False


def _within(version: str, asked: str) -> bool:
    return read_range(asked).allows(read_version(version))


def _meet(first: Range, second: Range) -> bool:
    """Can one version be within both? If any can, then one that a lower end of theirs begins with, or 0.0.0."""
    limits = [limit for _, limit in (*first.comparators, *second.comparators)]
    tried = [Version(0, 0, 0), *limits, *(next_version(limit, "patch") for limit in limits)]
    return any(first.allows(version) and second.allows(version) for version in tried)
