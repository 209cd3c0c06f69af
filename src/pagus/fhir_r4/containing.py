"""What only a whole document shows: resources contained in others, and references within one (dom-2 to dom-5, ref-1).

A contained resource is a part of the one around it: it is referred to from there, contains nothing itself and has no
history of its own. A reference such as ``#device`` must find what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["misplaced"]


def misplaced(document: Any) -> Iterator[tuple[str, str]]:
    """Which of these rules does a document break, and where?

    Takes: a resource, or a bundle, as plain JSON. Gives: (path, key of the invariant).
    """
    if isinstance(document, dict) and isinstance(document.get("resourceType"), str):
        yield from _resource(document, document["resourceType"])


def _resource(resource: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    contained = resource.get("contained", [])
    known: set[Any] = set()
    if isinstance(contained, list):
        inside = [(index, each) for index, each in enumerate(contained) if isinstance(each, dict)]
        known = {each.get("id") for _, each in inside if isinstance(each.get("id"), str)}
        for index, each in inside:
            yield from _contained(each, f"{path}.contained[{index}]", _targets(resource))
    for place, text in _local(resource, path):
        if place.endswith(".reference") and text != "#" and text[1:] not in known:
            yield place.removesuffix(".reference"), "ref-1"
    yield from _entries(resource, path)


def _contained(resource: dict[str, Any], path: str, targets: set[str]) -> Iterator[tuple[str, str]]:
    if "contained" in resource:
        yield path, "dom-2"
    name = resource.get("id")
    if f"#{name}" not in targets and not any(text == "#" for _, text in _local(resource, path)):
        yield path, "dom-3"
    meta = resource.get("meta")
    if isinstance(meta, dict):
        if meta.keys() & {"versionId", "lastUpdated"}:
            yield path, "dom-4"
        if "security" in meta:
            yield path, "dom-5"


def _entries(resource: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """The resources of a bundle or of parameters: each is a document of its own."""
    if resource["resourceType"] not in {"Bundle", "Parameters"}:
        return
    for name, value in resource.items():
        for place, inner in _inner_resources(value, f"{path}.{name}"):
            yield from _resource(inner, place)


def _inner_resources(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _inner_resources(each, f"{path}[{index}]")
    elif isinstance(value, dict):
        if isinstance(value.get("resourceType"), str):
            yield path, value
        else:
            for name, each in value.items():
                yield from _inner_resources(each, f"{path}.{name}")


def _targets(resource: dict[str, Any]) -> set[str]:
    return {text for _, text in _local(resource, "")}


def _local(value: Any, path: str, *, top: bool = True) -> Iterator[tuple[str, str]]:
    """Every text that begins with ``#``, without those of the resources of a bundle."""
    if isinstance(value, dict):
        if not top and isinstance(value.get("resourceType"), str) and ".contained[" not in path:
            return
        for name, each in value.items():
            if isinstance(each, str):
                if each.startswith("#"):
                    yield f"{path}.{name}", each
            elif isinstance(each, dict | list):
                yield from _local(each, f"{path}.{name}", top=False)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            if isinstance(each, str):
                if each.startswith("#"):
                    yield f"{path}[{index}]", each
            else:
                yield from _local(each, f"{path}[{index}]", top=False)
