"""Classes of a map: which class a value has, the printed cut points, and the JSON that static/js/map.js reads."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pagus.errors import InputError
from pagus.web.charts import words
from pagus.web.charts.axes import check_tone
from pagus.web.charts.language import number
from pagus.web.charts.model import ClassKey

__all__ = ["ClassedMap", "Legend", "LegendEntry", "classify", "legend", "map_json"]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a map's legend: the tone (or ``no-data``, ``suppressed``) and its words."""

    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend of a map: its title with the unit, and the entries from first to last class."""

    title: str
    entries: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassedMap:
    """How values become classes on a map: palette and cut points, or given classes (an official index).

    With ``cuts`` c1 < ... < c4 the classes are below c1, c1 to under c2, ... and c4 or more. With ``classes`` a value
    is the index of its class, 0 the first.
    """

    title: str
    unit: str = ""
    palette: Literal["need", "amount"] = "amount"
    cuts: tuple[float, ...] = ()
    classes: tuple[ClassKey, ...] = ()
    digits: int | None = None

    def __post_init__(self) -> None:
        if bool(self.cuts) == bool(self.classes):
            raise InputError("a map has either cut points or given classes")
        if self.cuts and (len(self.cuts) != 4 or list(self.cuts) != sorted(set(self.cuts))):
            raise InputError("a map needs four ascending cut points, not {cuts}", cuts=list(self.cuts))

    def tone(self, value: float) -> str:
        """Which tone does this value get?"""
        if self.cuts:
            return f"{self.palette}-{classify(value, self.cuts)}"
        if value != int(value) or not 0 <= value < len(self.classes):
            raise InputError("{value} is the index of no class of this map", value=value)
        return check_tone(self.classes[int(value)].tone)

    def words(self, value: float, language: str) -> str:
        """How is this value said?"""
        if self.classes:
            return self.classes[int(value)].label
        return f"{number(value, language, self.digits)} {self.unit}".strip()


def classify(value: float, cuts: Sequence[float]) -> int:
    """Which class, 1 the lowest, holds this value? A value on a cut point belongs to the class above."""
    return bisect.bisect_right(cuts, value) + 1


def legend(given: ClassedMap, language: str, *, suppressed: bool = False) -> Legend:
    """Which legend has this map, with printed cut points?

    Takes: the map, the language, whether some values are suppressed. Gives: a Legend that ends with "no data".
    """
    if given.classes:
        entries = [LegendEntry(check_tone(key.tone), key.label) for key in given.classes]
    else:
        cuts = [number(cut, language, given.digits) for cut in given.cuts]
        between = [f"{low} – {high}" for low, high in itertools.pairwise(cuts)]
        labels = [f"< {cuts[0]}", *between, f"≥ {cuts[-1]}"]
        entries = [LegendEntry(f"{given.palette}-{index}", label) for index, label in enumerate(labels, 1)]
    if suppressed:
        entries.append(LegendEntry("suppressed", words.SUPPRESSED.say(language)))
    entries.append(LegendEntry("no-data", words.NO_DATA.say(language)))
    title = f"{given.title} ({given.unit})" if given.unit else given.title
    return Legend(title, tuple(entries))


def map_json(
    given: ClassedMap, values: Mapping[str, float | None], language: str, suppressed: Collection[str] = ()
) -> dict[str, list[str]]:
    """What does map.js read: for each place code, its tone and its words?

    Takes: values by place code (None: no data) and the codes that must not show their value.
    Gives: ``{code: [tone, words]}``; a suppressed code carries no trace of its value.
    """
    *_, hidden, unknown = legend(given, language, suppressed=True).entries
    told: dict[str, list[str]] = {}
    for code, value in values.items():
        if code in suppressed:
            told[code] = [hidden.tone, hidden.label]
        elif value is None:
            told[code] = [unknown.tone, unknown.label]
        else:
            told[code] = [given.tone(value), given.words(value, language)]
    return told
