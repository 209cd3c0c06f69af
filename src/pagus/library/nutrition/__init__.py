"""Dated, sourced tables of nutrition as checked objects: the Nutri-Score, and how often a kitchen serves what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pagus.errors import InputError, NotFound

__all__ = [
    "Family",
    "FrequencyRow",
    "FrequencyTable",
    "NutriScoreTable",
    "frequency_table",
    "nutri_score_table",
    "parse_frequencies",
    "parse_nutri_score",
]

Edges = tuple[float, ...]
Family = Literal["food", "fats", "drink"]
_LETTERED: Mapping[Family, tuple[str, ...]] = {"food": tuple("ABCD"), "fats": tuple("ABCD"), "drink": tuple("BCD")}


@dataclass(frozen=True, slots=True, kw_only=True)
class NutriScoreTable:
    """The edges of one Nutri-Score algorithm: values per 100 g or 100 ml; how each is used: ``engines.nutrition``."""

    id: str
    title: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: str
    saturates_kj_per_g: float
    edges: Mapping[str, Edges]
    """By component, as ``energy_kj``, ``drink_sugars_g``, ``saturates_share_percent``: rising."""
    fruit: Mapping[Family, tuple[tuple[float, int], ...]]
    """(more than this percentage, points), rising."""
    sweetener_points: int
    red_meat_protein_points: int
    protein_counts_below: Mapping[Family, int]
    letters: Mapping[Family, tuple[tuple[str, int], ...]]
    """(letter, at most this score); beyond the last it is E."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRow:
    """A dish counts here when ``when`` (rule language over the table's facts) holds."""

    id: str
    when: str
    at_least: int | None
    at_most: int | None
    certainty: Literal["law", "consensus", "study", "local"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyTable:
    """How often, over ``meals`` meals in a row, a kitchen serves what. ``units``, ``words``: of the facts of a dish."""

    id: str
    title: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: str
    meals: int
    units: Mapping[str, str]
    words: Mapping[str, Mapping[str, float]]
    rows: tuple[FrequencyRow, ...]


@cache
def nutri_score_table(name: str = "nutri_score_2023") -> NutriScoreTable:
    """Which edges has this Nutri-Score algorithm?

    Takes: its id. Gives: the table. Refuses: NotFound.
    """
    return parse_nutri_score(_text(name), name)


@cache
def frequency_table(name: str = "school_lunches_2011") -> FrequencyTable:
    """How often may which dish be served?

    Takes: the id of the table. Gives: the table. Refuses: NotFound.
    """
    return parse_frequencies(_text(name), name)


def _text(name: str) -> str:
    file = files(__name__).joinpath(f"{name}.yaml")
    if not name.isidentifier() or not file.is_file():
        raise NotFound("no table {name}", name=name)
    return file.read_text(encoding="utf-8")


def _content(text: str, name: str) -> Mapping[str, Any]:
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InputError("table {name} is no YAML: {reason}", name=name, reason=error) from error
    if not isinstance(content, Mapping) or content.get("id") != name:
        raise InputError("table {name} must carry the id {name}", name=name)
    return content


def _common(content: Mapping[str, Any]) -> dict[str, Any]:
    source = content["source"]
    for language in ("fr", "en", "de"):
        content["title"][language]
    return {
        "id": content["id"],
        "title": content["title"],
        "valid_from": content["valid_from"],
        "valid_to": content["valid_to"],
        "source": f"{source['title']}. {source['reference']}. {source['read'].strip()}",
    }


def parse_nutri_score(text: str, name: str) -> NutriScoreTable:
    """What does this Nutri-Score file say?

    Takes: YAML text and the id it must carry. Gives: the checked table.
    Refuses: InputError when it does not parse, lacks a key, or has edges that do not rise.
    """
    content = _content(text, name)
    try:
        good, drinks, letters = content["favourable"], content["drinks"], content["letters"]
        edges = {
            **content["unfavourable"],
            **content["fats"],
            **{f"drink_{key}": value for key, value in drinks.items() if key != "sweetener_points"},
            **{key: good[key] for key in ("fibre_g", "protein_g", "drink_protein_g")},
        }
        fruit: dict[Family, Mapping[float, int]] = {
            "food": good["fruit_percent"],
            "fats": good["fruit_percent"],
            "drink": good["drink_fruit_percent"],
        }
        table = NutriScoreTable(
            **_common(content),
            saturates_kj_per_g=float(content["saturates_kj_per_g"]),
            edges={key: tuple(map(float, value)) for key, value in edges.items()},
            fruit={family: tuple((float(k), int(v)) for k, v in steps.items()) for family, steps in fruit.items()},
            sweetener_points=int(drinks["sweetener_points"]),
            red_meat_protein_points=int(good["red_meat_protein_points"]),
            protein_counts_below=dict(content["protein_counts_below"]),
            letters={
                family: tuple((letter, int(letters[family][letter])) for letter in order)
                for family, order in _LETTERED.items()
            },
        )
    except KeyError as error:
        raise InputError("table {name} lacks {entry}", name=name, entry=error.args[0]) from error
    rising = [*table.edges.values(), *(tuple(k for k, _ in steps) for steps in table.fruit.values())]
    rising += [tuple(float(most) for _, most in steps) for steps in table.letters.values()]
    if any(low >= high for edges in rising for low, high in pairwise(edges)):
        raise InputError("table {name}: edges rise", name=name)
    return table


def parse_frequencies(text: str, name: str) -> FrequencyTable:
    """What does this file of frequencies say?

    Takes: YAML text and the id it must carry. Gives: the checked table; its conditions are compiled by the engine.
    Refuses: InputError when it does not parse, lacks a key, or a row has no limit or limits that cross.
    """
    content = _content(text, name)
    try:
        facts = content["facts"]
        rows = tuple(
            FrequencyRow(
                id=key,
                when=row["when"],
                at_least=row.get("at_least"),
                at_most=row.get("at_most"),
                certainty=row["certainty"],
            )
            for key, row in content["rows"].items()
        )
        table = FrequencyTable(
            **_common(content),
            meals=int(content["meals"]),
            units={key: fact.get("unit", "1") for key, fact in facts.items()},
            words={
                key: {word: float(place) for place, word in enumerate(fact["words"])}
                for key, fact in facts.items()
                if "words" in fact
            },
            rows=rows,
        )
    except KeyError as error:
        raise InputError("table {name} lacks {entry}", name=name, entry=error.args[0]) from error
    for row in rows:
        if (row.at_least is None and row.at_most is None) or (
            row.at_least is not None and row.at_most is not None and row.at_least > row.at_most
        ):
            raise InputError("table {name}: {row} needs at_least, at_most, or both in order", name=name, row=row.id)
    return table
