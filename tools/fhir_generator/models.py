"""Writes one Python module per type of resource, and one for the data types."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Iterator
from pathlib import Path

from fhir_generator.definitions import Definitions, Field, Model
from fhir_generator.tables import (
    BASES,
    EXTRAS,
    FEW,
    GUARDS,
    HEAD,
    INLINE,
    LIKELY,
    PATTERNS,
    REMEMBERED,
    RULE_MODULES,
    SHARED,
    USUAL,
)


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
            "from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS",
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
        before = [*self.constants(), *self._getters()]
        lines = [
            *(["\n", *before] if before else []),
            f"\n\nclass {model.name}({self._base}{options}):",
            f'    """{model.path}"""',
            "",
        ]
        lines += [self._declaration(each) for each in self._own]
        lines += [
            f"    _{each.json}: {'fhir.NonEmpty[Extras | None]' if each.many else 'Extras'} | UnsetType = UNSET"
            for each in self._own
            if has_extension(each)
        ]
        lines += self._tables()
        lines += self._check()
        return "\n".join(lines) + "\n"

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
            getters = ", ".join(f'"{name}": {self._getter(name)}' for name in model.choices)
            yield f"    GETTERS = {{{getters}}}"
        if needed := [each.json for each in model.fields if each.needed and each.primitive]:
            yield f"    NEEDED = {tuple(map(python_name, needed))!r}"
        if targets := [each for each in model.fields if restricted(each)]:
            inner = ", ".join(f'("{python_name(e.json)}", {self._constant(e)})' for e in targets)
            yield f"    TARGETS = ({inner},)"
        if bound := [each for each in model.fields if each.codes and not each.primitive]:
            inner = ", ".join(f'("{python_name(e.json)}", {self._constant(e)})' for e in bound)
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
        embedded = [each.json for each in model.fields if each.kind == "Resource"]
        rare = [each for each in self._rare() if any(True for _ in self._field_refusals(each))]
        rare = rare if len(rare) >= FEW else []
        tests = list(self._refusals({each.json for each in rare}))
        if not tests and not embedded and not rare:
            return
        yield ""
        yield "    def __post_init__(self) -> None:"
        if rare:
            names = [look for each in rare for look in looks(each)]
            tests.insert(
                0, f"(_{module_name(model.name)}_rare(self).count(UNSET) != {len(names)} and self._rarely_wrong())"
            )
        if tests:
            yield from self._any(tests, "if")
            yield "            raise fhir.Broken"
        for each in embedded:
            yield f"        if self.{each} is not UNSET:"
            yield f'            embed(self, "{each}")'
            if each == "contained":
                yield "            fhir.doubt(fhir.Doubt.CONTAINED)"
        if rare:
            yield ""
            yield "    def _rarely_wrong(self) -> bool:"
            yield from self._any([test for each in rare for test in self._field_refusals(each)], "return")

    def _any(self, tests: list[str], word: str) -> Iterator[str]:
        yield f"        {word} (" if word == "if" else f"        {word} bool("
        yield f"            {tests[0]}"
        yield from (f"            or {each}" for each in tests[1:])
        yield "        ):" if word == "if" else "        )"

    def _rare(self) -> list[Field]:
        return [each for each in self._model.fields if each.json not in USUAL and not each.needed]

    def _refusals(self, rare: set[str]) -> Iterator[str]:
        fields = {each.json: each for each in self._model.fields}
        yield from self._emptiness()
        for each in fields.values():
            if each.json not in rare:
                yield from self._field_refusals(each)
        for name, (names, must) in self._model.choices.items():
            yield self._choice_refusal(name, names, must, fields)
        for key, field in self._invariants():
            yield self._rule_refusal(key, field, fields)

    def _rule_refusal(self, key: str, field: str, fields: dict[str, Field]) -> str:
        test = self._test(key)
        total = {name: self._total(names, fields) for name, (names, _) in self._model.choices.items()}
        if key in INLINE:
            return INLINE[key].format(**total)
        if not field:
            guard = GUARDS.get(key, "").format(**total)
            return f"({guard} and not {test}(self))" if guard else f"not {test}(self)"
        if fields[field.rstrip("_")].many:
            return f"(self.{field} and not fhir.all_of(self.{field}, {test}))"
        return f"(self.{field} and not {test}(self.{field}))"

    def _emptiness(self) -> Iterator[str]:
        if any(each.needed for each in self._model.fields) or any(must for _, must in self._model.choices.values()):
            return
        if self._model.kind == "resource":
            return
        own = [each.json for each in self._own if each.json not in {"id", "extension"}][:2]
        own = list(LIKELY.get(self._model.name, own))
        likely = " and ".join(f"self.{python_name(each)} is UNSET" for each in own)
        yield f"({likely} and fhir.empty(self))" if likely else "self.extension is UNSET"

    def _field_refusals(self, each: Field) -> Iterator[str]:
        name = "self." + python_name(each.json)
        if each.primitive and each.needed:
            without = f" and self._{each.json} is UNSET" if has_extension(each) else ""
            yield f"({name} is UNSET{without})"
        if not (each.codes and each.primitive):
            yield from self._value_refusal(each, name)
        if each.mime:
            passes = f"fhir.all_of({name}, p.is_mime_type)" if each.many else f"p.is_mime_type({name})"
            yield f"({name} is not UNSET and not {passes})"
        if each.primitive and each.many and has_extension(each):
            yield f"(({name} or self._{each.json}) and not fhir.aligned({name}, self._{each.json}))"
        if restricted(each):
            many = "refers_all" if each.many else "refers"
            yield f"({name} and not fhir.{many}({name}, {self._constant(each)}))"
        if each.codes and not each.primitive:
            many = "bound_all" if each.many else "bound"
            yield f"({name} and not fhir.{many}({name}, {self._constant(each)}))"

    def _value_refusal(self, each: Field, name: str) -> Iterator[str]:
        if each.kind in REMEMBERED:
            known, test = REMEMBERED[each.kind]
            if each.many:
                yield f"({name} and not {known}.issuperset({name}) and not fhir.all_of({name}, p.{test}))"
            else:
                yield f"({name} not in {known} and not p.{test}({name}))"
        elif each.kind in PATTERNS:
            pattern = f"p.{PATTERNS[each.kind]}"
            if each.many:
                yield f"({name} and not fhir.all_of({name}, {pattern}))"
            else:
                yield f"({name} is not UNSET and {pattern}({name}) is None)"
        elif each.kind == "decimal":
            yield f"not fhir.all_of({name}, p.is_number)" if each.many else f"type({name}) not in NUMBERS"
        elif each.kind == "xhtml":
            yield f"not is_safe_xhtml({name})"

    def _choice_refusal(self, name: str, names: tuple[str, ...], must: bool, fields: dict[str, Field]) -> str:
        total = self._total(names, fields)
        found = f"{self._getter(name)}(self).count(UNSET)"
        if f"no_{name}" in "".join([*GUARDS.values(), *INLINE.values()]) and self._model.name in SHARED:
            found = f"(no_{name} := {found})"
        limit = f"!= {total - 1}" if must else f"< {total - 1}"
        return f'({found} {limit} and not fhir.one_choice(self, "{name}"))'

    @staticmethod
    def _total(names: tuple[str, ...], fields: dict[str, Field]) -> int:
        return len(names) + sum(has_extension(fields[each]) for each in names)

    def _constant(self, each: Field) -> str:
        return f"_{module_name(self._model.name)}_{module_name(each.json)}"

    def constants(self) -> Iterator[str]:
        """What the class needs before it: where its references may lead, which codes bind its concepts."""
        for each in self._model.fields:
            if restricted(each):
                yield f"{self._constant(each)} = frozenset({sorted(each.targets)!r})"
            elif each.codes and not each.primitive:
                yield f"{self._constant(each)} = frozenset({sorted(each.codes)!r})"

    def _getter(self, name: str) -> str:
        return f"_{module_name(self._model.name)}_{module_name(name)}"

    def _getters(self) -> Iterator[str]:
        fields = {each.json: each for each in self._model.fields}
        for name, (names, _must) in self._model.choices.items():
            both = [*names, *(f"_{each}" for each in names if has_extension(fields[each]))]
            yield f"{self._getter(name)} = attrgetter({', '.join(map(repr, both))})"
        rare = [each for each in self._rare() if any(True for _ in self._field_refusals(each))]
        if len(rare) >= FEW and self._model.name not in BASES:
            looked = [look for each in rare for look in looks(each)]
            yield f"_{module_name(self._model.name)}_rare = attrgetter({', '.join(map(repr, looked))})"


def looks(each: Field) -> tuple[str, ...]:
    """The attributes that show whether this field needs its tests."""
    name = python_name(each.json)
    return (name, f"_{each.json}") if each.many and has_extension(each) else (name,)


def has_extension(each: Field) -> bool:
    """Can this property have a twin with ``_``?"""
    return each.primitive and not each.attribute


def restricted(each: Field) -> bool:
    """Is it a reference to named types only?"""
    return each.kind == "Reference" and bool(each.targets) and "Resource" not in each.targets
