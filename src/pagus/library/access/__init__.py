"""Methods of potential access, travel speeds and thresholds, each dated and sourced. The files lie beside this
module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import isfinite
from typing import Any, cast, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pagus.errors import InputError, NotFound
from pagus.kernel.access_methods import AccessThreshold, Certainty, Decay, Family, Method, Mode, TravelSpeeds

__all__ = ["access_method", "access_methods", "access_threshold", "parse_decay", "parse_method", "travel_speeds"]

OTHER = ("travel_speeds", "thresholds")
LANGUAGES = ("fr", "en", "de")


def access_methods() -> tuple[Method, ...]:
    """Which methods of potential access are shipped? Gives them in the order of their ids."""
    names = (entry.name.removesuffix(".yaml") for entry in files(__name__).iterdir() if entry.name.endswith(".yaml"))
    return tuple(_shipped(name) for name in sorted(names) if name not in OTHER)


def access_method(method_id: str, decay: Decay | None = None) -> Method:
    """How does this method compute potential access?

    Takes: an id of ``access_methods`` (2sfca, e2sfca, m2sfca, 3sfca, apl-2012, apl-2015, e2sfca-slow, e2sfca-fast); a
    ``decay`` in the place of its own, where the user gives one.
    Gives: the method. With another decay its certainty is local. 2SFCA has one catchment: of the bands given, only
    the last edge is kept, with the weight 1.
    Refuses: NotFound for an unknown id, InputError for a decay that does not hold together.
    Example: ``access_method("apl-2012").decay.edges_min == (5.0, 10.0, 15.0)``.
    """
    known = {method.id: method for method in access_methods()}
    if method_id not in known:
        raise NotFound("no access method {method}: there are {methods}", method=method_id, methods=", ".join(known))
    method = known[method_id]
    if decay is None:
        return method
    _check_decay(decay)
    if method.family == "2sfca":
        decay = Decay((decay.edges_min[-1],), (1.0,))
    return method if decay == method.decay else replace(method, decay=decay, certainty="local")


def parse_decay(text: str) -> Decay:
    """Which decay does a text as ``10:1,15:0.6667,20:0.3333`` name?

    Takes: bands of ``minutes:weight``, with commas between them. Gives: the decay.
    Refuses: InputError when a band is no pair of numbers, edges do not rise, or a weight is below 0.
    """
    edges, weights = [], []
    for band in text.split(","):
        edge, colon, weight = band.partition(":")
        try:
            edges.append(float(edge))
            weights.append(float(weight))
        except ValueError:
            colon = ""
        if not colon:
            raise InputError("a decay is written as 10:1,15:0.6667,20:0.3333; {band} is no band", band=band)
    decay = Decay(tuple(edges), tuple(weights))
    _check_decay(decay)
    return decay


@cache
def travel_speeds() -> TravelSpeeds:
    """How does a straight line become minutes where no streets are loaded?"""
    content = _content("travel_speeds")
    return TravelSpeeds(
        detour=float(content["detour"]),
        kmh={cast("Mode", mode): float(speed) for mode, speed in content["kmh"].items()},
        **_common(content, "travel_speeds"),
    )


@cache
def access_threshold(threshold_id: str) -> AccessThreshold:
    """At or under which access is a place called so?

    Takes: ``gp_underserved`` or ``gp_severe``. Gives: the threshold with its unit, source and certainty.
    Refuses: NotFound for another id.
    """
    entries = {entry["id"]: entry for entry in _content("thresholds")["thresholds"]}
    if threshold_id not in entries:
        raise NotFound("no access threshold {threshold}", threshold=threshold_id)
    entry = entries[threshold_id]
    return AccessThreshold(
        id=entry["id"],
        title=_labels(entry, "title", threshold_id),
        profession=entry["profession"],
        value=float(entry["value"]),
        unit=entry["unit"],
        **_common(entry, threshold_id),
    )


@cache
def _shipped(name: str) -> Method:
    return parse_method(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), name)


def parse_method(text: str, name: str) -> Method:
    """What does this method file say?

    Takes: YAML text and the id it must carry. Gives: the checked method.
    Refuses: InputError when it does not parse, lacks a key, or contradicts itself.
    """
    content = _parsed(text, name)
    try:
        family, bands = content["family"], content["decay"]
        if family not in get_args(Family):
            raise InputError("access method {name}: no family {family}", name=name, family=family)
        decay = Decay(tuple(map(float, bands["edges_min"])), tuple(map(float, bands["weights"])))
        _check_decay(decay)
        return Method(
            id=name, title=_labels(content, "title", name), family=family, decay=decay, **_common(content, name)
        )
    except KeyError as error:
        raise InputError("access method {name} lacks {entry}", name=name, entry=error.args[0]) from error


def _content(name: str) -> Mapping[str, Any]:
    return _parsed(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), name)


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InputError("access method {name} is no YAML: {reason}", name=name, reason=error) from error
    if not isinstance(content, Mapping) or content.get("id") != name:
        raise InputError("access method {name} must carry the id {name}", name=name)
    return content


def _common(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    if content["certainty"] not in get_args(Certainty):
        raise InputError("access method {name}: no certainty {certainty}", name=name, certainty=content["certainty"])
    return {
        "certainty": content["certainty"],
        "source": content["source"],
        "note": _labels(content, "note", name),
        "dated": str(content["dated"]),
    }


def _labels(content: Mapping[str, Any], key: str, name: str) -> Mapping[str, str]:
    labels = content[key]
    if set(labels) != set(LANGUAGES):
        raise InputError("access method {name}: {entry} is in fr, en and de", name=name, entry=key)
    return {language: str(labels[language]).strip() for language in LANGUAGES}


def _check_decay(decay: Decay) -> None:
    edges, weights = decay.edges_min, decay.weights
    if not edges or len(edges) != len(weights):
        raise InputError("a decay has one weight for each edge, and one band at least")
    if not all(map(isfinite, (*edges, *weights))) or edges[0] <= 0 or any(low >= high for low, high in pairwise(edges)):
        raise InputError("the edges of a decay are minutes above 0 that rise: {edges} do not", edges=_words(edges))
    if min(weights) < 0 or max(weights) <= 0:
        raise InputError("the weights of a decay are 0 or more, not all 0: {weights}", weights=_words(weights))


def _words(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)
