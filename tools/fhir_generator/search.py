"""Compiles the FHIRPath of the search parameters into paths over plain JSON, and writes them as a table.

The expressions of R4 use little of FHIRPath: properties, ``as``, ``where(a = 'b')``, ``where(resolve() is T)``, an
index, and ``|``. What they mean is settled here, with the types of the elements at hand; at run time one is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fhir_generator.definitions import Definitions, Field, Model
from fhir_generator.tables import HEAD

Step = str | tuple[str, ...]
Found = tuple[tuple[Step, ...], str, str]
"""Steps, the type at the end, and the code system that a plain code there implies."""

_TOKEN = re.compile(
    r"where\(resolve\(\) is (?P<type>\w+)\)|where\((?P<field>\w+)='(?P<value>[^']*)'\)|as\((?P<as>\w+)\)|(?P<name>\w+)"
    r"(?:\[(?P<index>\d+)\])?"
)
DECEASED = "Patient.deceased.exists() and Patient.deceased != false"
"""The one expression that is a condition: it has a kind of its own in the table."""
ANY = 100
"""A list of more targets than this names every type: it is left empty."""
NEVER = {"_text", "_content", "_query"}
"""Parameters without an expression: they search in words, not in elements."""


class Paths:
    """Follows expressions through the models."""

    def __init__(self, definitions: Definitions) -> None:
        self._models: dict[str, Model] = {}
        names = [*definitions.resource_types, *definitions.data_types, "Resource", "DomainResource"]
        for name in names:
            self._models |= {model.name: model for model in definitions.models(name)}

    def of(self, expression: str, base: str) -> list[Found]:
        """Every way that this expression takes from a resource of this type."""
        if expression == DECEASED:
            return [((), "deceased", "")]
        found: list[Found] = []
        for part in expression.split("|"):
            text = part.strip()
            if text.startswith("(") and ")" in text:
                inner, _, rest = text[1:].partition(")")
                path, _, kind = inner.partition(" as ")
                text = f"{path}.as({kind}){rest}" if kind else inner + rest
            elif " as " in text:
                path, _, kind = text.partition(" as ")
                text = f"{path}.as({kind})"
            first = text.partition(".")[0]
            if first in {base, "Resource", "DomainResource"}:
                text = text.partition(".")[2]
            elif first in self._models and first[0].isupper():
                continue
            found += [each for each in self._follow(text, base) if each not in found]
        return found

    def _follow(self, text: str, base: str) -> Iterator[Found]:
        tokens = list(_TOKEN.finditer(text))
        if text != ".".join(each[0] for each in tokens):
            raise ValueError(f"{text} is more FHIRPath than is understood")
        states: list[tuple[tuple[Step, ...], Field | None, str]] = [((), None, base)]
        for token in tokens:
            states = [after for state in states for after in self._step(state, token)]
        for steps, field, kind in states:
            yield steps, kind, field.system if field is not None else ""

    def _step(
        self, state: tuple[tuple[Step, ...], Field | None, str], token: re.Match[str]
    ) -> Iterator[tuple[tuple[Step, ...], Field | None, str]]:
        steps, field, kind = state
        if token["type"]:
            yield (*steps, ("is", token["type"])), field, kind
        elif token["field"]:
            yield (*steps, ("where", token["field"], token["value"])), field, kind
        elif token["as"]:
            if kind == token["as"] or (kind, token["as"]) == ("SimpleQuantity", "Quantity"):
                yield state
        else:
            for each in self._fields(kind, token["name"]):
                index = (("at", token["index"]),) if token["index"] else ()
                yield (*steps, each.json, *index), each, each.kind

    def _fields(self, kind: str, name: str) -> list[Field]:
        model = self._models.get(kind)
        if model is None:
            raise ValueError(f"{kind} has no {name}")
        found = [each for each in model.fields if name in {each.json, each.choice}]
        if not found:
            raise ValueError(f"{kind} has no {name}")
        return found


def write_search(definitions: Definitions, folder: Path) -> None:
    """Write the table of parameters by type, and that of the patient compartment."""
    paths = Paths(definitions)
    types = [*definitions.resource_types, "Resource"]
    rows: dict[str, list[Any]] = {name: [] for name in types}
    for each in sorted(definitions.search_parameters, key=lambda one: one["code"]):
        if each["code"] in NEVER:
            continue
        for base in each["base"]:
            if base not in rows:
                continue
            found = [] if each["type"] == "composite" else paths.of(each["expression"], base)
            parts = tuple(
                (part["definition"].rpartition("/")[2], part["expression"]) for part in each.get("component", [])
            )
            targets = tuple(each.get("target", []))
            targets = () if len(targets) > ANY else targets
            rows[base].append(
                (each["code"], each["type"], _own(each["expression"], base), targets, tuple(found), parts)
            )
    lines = [HEAD.format(title="The search parameters of each type, and which of them make the patient compartment.")]
    lines.append("PARAMETERS: dict[str, tuple[tuple[object, ...], ...]] = {")
    for name, listed in rows.items():
        lines += [f"    {name!r}: (", *(f"        {row!r}," for row in listed), "    ),"]
    lines += ["}", "", "PATIENT_COMPARTMENT: dict[str, tuple[str, ...]] = {"]
    lines += [f"    {name!r}: {tuple(params)!r}," for name, params in definitions.patient_compartment.items() if params]
    (folder / "search_table.py").write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


def _own(expression: str, base: str) -> str:
    """The parts of the expression that speak of this type."""
    parts = [part.strip() for part in expression.split("|")]
    own = [part for part in parts if re.match(rf"\(?{base}\b", part)]
    return " | ".join(own or parts)
