"""Dated, sourced tables (indices, thresholds) as checked objects. The files lie beside this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pagus.errors import InputError, NotFound
from pagus.kernel.tables import (
    DayStatistic,
    IndexClass,
    IndexTable,
    Missing,
    SubIndex,
    TableSource,
    Threshold,
    ThresholdTable,
)

__all__ = ["index_table", "parse_table", "table_names", "threshold_table"]


def table_names() -> tuple[str, ...]:
    """Which tables are shipped? Gives: their ids, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def index_table(name: str) -> IndexTable:
    """Which classes and edges has this index?

    Takes: an id of ``table_names``. Gives: the table. Refuses: NotFound for an unknown id or a table of another kind.
    Example: ``index_table("atmo_fr_2021").pollutants["no2"].upper_edges[0] == 40``.
    """
    table = _load(name)
    if not isinstance(table, IndexTable):
        raise NotFound("{name} is no index table", name=name)
    return table


@cache
def threshold_table(name: str) -> ThresholdTable:
    """Which thresholds are shipped under this id, and which are missing?

    Takes: an id of ``table_names``. Gives: the table. Refuses: NotFound for an unknown id or a table of another kind.
    Example: ``threshold_table("air_thresholds_fr").threshold("o3", "information").value == 180``.
    """
    table = _load(name)
    if not isinstance(table, ThresholdTable):
        raise NotFound("{name} is no threshold table", name=name)
    return table


def _load(name: str) -> IndexTable | ThresholdTable:
    if name not in table_names():
        raise NotFound("no table {name}: there are {names}", name=name, names=", ".join(table_names()))
    return parse_table(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), name)


def parse_table(text: str, name: str) -> IndexTable | ThresholdTable:
    """What does this table file say?

    Takes: YAML text and the id it must carry. Gives: the checked table.
    Refuses: InputError when it does not parse, lacks a key, or contradicts itself (as edges that do not rise).
    """
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InputError("table {name} is no YAML: {reason}", name=name, reason=error) from error
    if not isinstance(content, Mapping) or content.get("id") != name:
        raise InputError("table {name} must carry the id {name}", name=name)
    try:
        if content["kind"] == "index":
            return _index(content)
        if content["kind"] == "thresholds":
            return _thresholds(content)
    except KeyError as error:
        raise InputError("table {name} lacks {entry}", name=name, entry=error.args[0]) from error
    raise InputError("table {name}: kind is index or thresholds", name=name)


def _index(content: Mapping[str, Any]) -> IndexTable:
    name = content["id"]
    if content["edge_rule"] != "upper_closed" or content["rounding"]["rule"] != "half_up":
        raise InputError("table {name}: edge_rule is upper_closed and rounding half_up", name=name)
    if content["zone_statistic"]["rule"] != "maximum":
        raise InputError("table {name}: zone_statistic is maximum", name=name)
    classes = tuple(IndexClass(number=c["number"], colour=c["colour"], label=c["label"]) for c in content["classes"])
    pollutants = {signal: _sub_index(name, signal, entry, classes) for signal, entry in content["pollutants"].items()}
    required = tuple(tuple(group) for group in content["required"]["groups"])
    if [entry.number for entry in classes] != list(range(1, len(classes) + 1)):
        raise InputError("table {name}: classes are numbered 1, 2, 3 ... without a hole", name=name)
    if not {signal for group in required for signal in group} <= set(pollutants):
        raise InputError("table {name}: a required signal is no pollutant of the table", name=name)
    settled = ("rounding", "completeness", "zone_statistic", "required")
    return IndexTable(
        **_common(content),
        rounding_step=float(content["rounding"]["step"]),
        completeness=float(content["completeness"]["share"]),
        required=required,
        pollutants=pollutants,
        classes=classes,
        unavailable=content["unavailable"]["label"],
        working_translations=tuple(content["working_translations"]),
        assumptions={key: content[key]["note"] for key in settled if content[key]["certainty"] != "law"},
    )


def _sub_index(name: str, signal: str, entry: Mapping[str, Any], classes: Sequence[IndexClass]) -> SubIndex:
    edges = tuple(float(edge) for edge in entry["upper_edges"])
    if len(edges) != len(classes) - 1 or any(low >= high for low, high in pairwise(edges)):
        raise InputError(
            "table {name}: {signal} needs {count} rising upper edges", name=name, signal=signal, count=len(classes) - 1
        )
    if entry["statistic"] not in get_args(DayStatistic):
        raise InputError("table {name}: {signal}: statistic is day_mean or day_maximum", name=name, signal=signal)
    return SubIndex(signal=signal, statistic=entry["statistic"], upper_edges=edges)


def _thresholds(content: Mapping[str, Any]) -> ThresholdTable:
    if content["edge_rule"] != "above":
        raise InputError("table {name}: edge_rule is above", name=content["id"])
    return ThresholdTable(
        **_common(content),
        thresholds=tuple(
            Threshold(
                pollutant=entry["pollutant"],
                level=entry["level"],
                value=float(entry["value"]),
                statistic=entry["statistic"],
                hours=int(entry["hours"]),
            )
            for entry in content["thresholds"]
        ),
        missing=tuple(Missing(what=entry["what"], why=entry["why"]) for entry in content["missing"]),
    )


def _common(content: Mapping[str, Any]) -> dict[str, Any]:
    source = content["source"]
    for key in ("valid_from", "valid_to"):
        if not isinstance(content[key], date | None):
            raise InputError("table {name}: {entry} is a date", name=content["id"], entry=key)
    for language in ("fr", "en", "de"):
        content["title"][language]
    return {
        "id": content["id"],
        "title": content["title"],
        "unit": content["unit"],
        "valid_from": content["valid_from"],
        "valid_to": content["valid_to"],
        "licence": content["licence"],
        "source": TableSource(
            title=source["title"], reference=source["reference"], url=source["url"], read=source["read"].strip()
        ),
    }
