"""Versions of kits and ranges of them: which is newer, which fits, what the next one is called."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pagus.errors import InputError

__all__ = ["Bump", "Range", "Version", "bump_between", "next_version", "read_range", "read_version"]

Bump = Literal["patch", "minor", "major"]

_NUMBER = r"(0|[1-9][0-9]{0,4})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
_COMPARATOR = re.compile(r"(>=|<=|>|<|=|\^|~)?(\S+)")
_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
MOST_COMPARATORS = 8


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A semantic version: major.minor.patch, compared number by number."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True)
class Range:
    """The versions for which every comparator holds; ``text`` is how it was written."""

    text: str
    comparators: tuple[tuple[str, Version], ...]

    def allows(self, version: Version) -> bool:
        """Does this version lie in the range?"""
        return all(_COMPARE[sign](version, limit) for sign, limit in self.comparators)

    def __str__(self) -> str:
        return self.text


def read_version(text: str) -> Version:
    """Which version is written here?

    Takes: three numbers without leading zeros, as ``1.4.0``. Gives: the version.
    Refuses: InputError for anything else, also for pre-releases: what is published is a version or it is not.
    """
    match = _VERSION.fullmatch(text)
    if match is None:
        raise InputError("{text!r} is no version: write major.minor.patch, as 1.4.0", text=text[:60])
    return Version(*map(int, match.groups()))


def read_range(text: str) -> Range:
    """Which versions does this range mean?

    Takes: comparators with blanks between them, all of which must hold: ``>=1.0.0 <2.0.0``; ``^1.2.0`` (from 1.2.0 on,
    as long as nothing breaks: below 2.0.0, and ``^0.3.1`` below 0.4.0); ``~1.2.0`` (below 1.3.0); ``1.2.0`` (that one).
    Gives: the range. Refuses: InputError for ``latest``, ``*``, ``1.x`` and the like: a kit says what it was tried
    with; and for a range that no version can lie in.
    """
    parts = text.split()
    if not 0 < len(parts) <= MOST_COMPARATORS:
        raise InputError("{text!r} is no range of versions: write it as >=1.0.0 <2.0.0, or ^1.2.0", text=text[:60])
    comparators = tuple(limit for part in parts for limit in _comparators(part, text))
    if not _possible(comparators):
        raise InputError("no version lies in the range {text!r}", text=text[:60])
    return Range(" ".join(parts), comparators)


def _comparators(part: str, text: str) -> list[tuple[str, Version]]:
    match = _COMPARATOR.fullmatch(part)
    if match is None or not _VERSION.fullmatch(match[2]):
        raise InputError(
            "{part!r} in the range {text!r} is not understood: write full versions, as >=1.0.0 <2.0.0 or ^1.2.0",
            part=part[:40], text=text[:60],
        )  # fmt: skip
    sign, version = match[1] or "=", read_version(match[2])
    if sign == "~":
        return [(">=", version), ("<", Version(version.major, version.minor + 1, 0))]
    if sign == "^":
        return [(">=", version), ("<", next_version(version, _breaking(version)))]
    return [(sign, version)]


def _breaking(version: Version) -> Bump:
    """Which step may break something? Before 1.0.0 each minor one, before 0.1.0 each patch."""
    if version.major:
        return "major"
    return "minor" if version.minor else "patch"


def _possible(comparators: tuple[tuple[str, Version], ...]) -> bool:
    """Is there a version for which all hold? The lowest one that the lower ends leave is tried."""
    lowest = Version(0, 0, 0)
    for sign, limit in comparators:
        if sign in {">=", "="}:
            lowest = max(lowest, limit)
        elif sign == ">":
            lowest = max(lowest, next_version(limit, "patch"))
    return Range("", comparators).allows(lowest)


def next_version(version: Version, bump: Bump) -> Version:
    """Which version follows after a change of this weight?

    Takes: a version; patch, minor or major. Gives: the next one. Example: 1.4.2 and minor give 1.5.0.
    """
    if bump == "major":
        return Version(version.major + 1, 0, 0)
    if bump == "minor":
        return Version(version.major, version.minor + 1, 0)
    return Version(version.major, version.minor, version.patch + 1)


def bump_between(old: Version, new: Version) -> Bump | None:
    """How large is the step from one version to a newer one?

    Takes: both. Gives: patch, minor or major; None when the second is not newer.
    """
    if new <= old:
        return None
    if new.major > old.major:
        return "major"
    return "minor" if new.minor > old.minor else "patch"
