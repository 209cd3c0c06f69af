"""What is wrong in this text? Everything, each with its place: the slow reading, for what the fast one refused.

It walks over plain JSON with the same tables that the models were generated with, and puts the tests of the invariants
to a ``Draft`` of each element: what was readable of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, Final

from msgspec import UNSET

from pagus.fhir_r4 import base
from pagus.fhir_r4.containing import misplaced
from pagus.fhir_r4.embedding import model_of
from pagus.fhir_r4.faults import Fault, IssueCode
from pagus.fhir_r4.fields import FieldShape, fields_of
from pagus.fhir_r4.narrative import is_safe_xhtml
from pagus.fhir_r4.primitives import KINDS, is_mime_type
from pagus.fhir_r4.resource_types import RESOURCE_TYPES
from pagus.kernel.remark import Remark

__all__ = ["Draft", "explain"]

_MOST_FAULTS: Final = 200
"""A document with more is beyond repair; the rest is not listed."""
_DEEPEST: Final = 200
_NAME = re.compile(r"_?[A-Za-z][A-Za-z0-9]{0,60}").fullmatch
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]").search
_SURROGATE = re.compile(r"[\ud800-\udfff]").search


class _Object(dict[str, Any]):
    """A JSON object that knows which of its names stood there twice."""

    twice: tuple[str, ...] = ()


class Draft:
    """What could be read of an element: every other attribute is UNSET."""

    def __init__(self, model: type[Any], values: dict[str, Any]) -> None:
        self.CHOICES = model.CHOICES
        self.GETTERS = model.GETTERS
        self.type_name = model.__name__
        self.__struct_fields__ = model.__struct_fields__
        self.__dict__.update(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Draft) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return UNSET


def explain(body: bytes, expected: str | None = None) -> list[Fault]:
    """What is wrong in this text?

    Takes: bytes; the type that the resource must be, if one is asked. Gives: every fault (200 at most), none for a
    valid resource.
    """
    try:
        document = _load(body)
    except _Unreadable as unreadable:
        return [Fault("fatal", "structure", "", unreadable.remark)]
    walk = _Walk()
    try:
        walk.resource(document, "", expected)
        walk.whole(document)
    except RecursionError:
        return [Fault("fatal", "too-long", "", Remark("the document is nested too deeply"))]
    return walk.faults


class _Unreadable(ValueError):
    def __init__(self, remark: Remark) -> None:
        super().__init__(str(remark))
        self.remark = remark


def _load(body: bytes) -> Any:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unreadable(Remark("the text is not UTF-8 (byte {byte})", byte=str(error.start))) from None
    if text.startswith("\ufeff"):
        raise _Unreadable(Remark("the text begins with a byte order mark, which JSON does not allow"))
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise _Unreadable(
            Remark(
                "the text is not JSON (line {line}, column {column})", line=str(error.lineno), column=str(error.colno)
            )
        ) from None
    except RecursionError:
        raise _Unreadable(Remark("the document is nested too deeply")) from None
    except (ValueError, ArithmeticError) as error:
        if isinstance(error, _Unreadable):
            raise
        raise _Unreadable(Remark("the text holds a number that cannot be read")) from None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        found.twice = tuple(name for name in found if names.count(name) > 1)
    return found


def _no_number(name: str) -> None:
    raise _Unreadable(Remark("{name} is not a number of JSON", name=name))


class _Walk:
    """One walk over one document."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._depth = 0

    def _add(self, code: IssueCode, path: str, remark: Remark, rule: str = "") -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault("error", code, path, remark, rule))

    def resource(self, value: Any, path: str, expected: str | None = None) -> Any:
        """A whole resource, at the top or inside another."""
        if not isinstance(value, dict):
            self._add("structure", path, Remark("a resource must be a JSON object"))
            return UNSET
        kind = value.get("resourceType")
        if kind is None:
            self._add("structure", path, Remark("resourceType is missing"))
            return UNSET
        if not isinstance(kind, str) or kind not in RESOURCE_TYPES:
            self._add("not-supported", path, Remark("resourceType names no resource of FHIR R4"))
            return UNSET
        if expected is not None and kind != expected:
            remark = Remark("{expected} is asked here, and the resource is {kind}", expected=expected, kind=kind)
            self._add("invalid", path, remark)
        return self.element(value, model_of(kind), path or kind)

    def whole(self, document: Any) -> None:
        """What only the whole document shows."""
        for path, key in misplaced(document):
            self._add("invariant", path, Remark("the rule {rule} of FHIR is broken", rule=key), key)

    def element(self, value: Any, model: type[Any], path: str) -> Any:
        """An element or the body of a resource: its fields, then the rules over them."""
        if not isinstance(value, dict):
            self._add("structure", path, Remark("here must be a JSON object"))
            return UNSET
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        fields = fields_of(model)
        for name in getattr(value, "twice", ()):
            self._add("structure", path, Remark("the property {name} stands there twice", name=_shown(name)))
        found: dict[str, Any] = {}
        for name, inner in value.items():
            shape = fields.get(name)
            if shape is not None:
                found[shape.name] = self._field(inner, shape, f"{path}.{_step(model, name)}")
            elif name != "resourceType" or "Resource" not in {each.__name__ for each in model.__mro__}:
                self._add("structure", path, Remark("FHIR knows no property {name} here", name=_shown(name)))
        draft = Draft(model, found)
        self._completeness(draft, model, path, value)
        self._bindings(draft, model, path)
        if not any(each is UNSET or (isinstance(each, tuple) and UNSET in each) for each in found.values()):
            self._rules(draft, model, path)
        self._depth -= 1
        return draft

    def _field(self, value: Any, shape: FieldShape, path: str) -> Any:
        if not shape.many:
            return self._one(value, shape, path)
        if not isinstance(value, list):
            self._add("structure", path, Remark("here must be a JSON array"))
            return UNSET
        if not value:
            self._add("structure", path, Remark("an empty array must be left out"))
            return UNSET
        nullable = shape.primitive or (shape.model is not None and shape.model.__name__ == "Extras")
        return tuple(
            None if each is None and nullable else self._one(each, shape, f"{path}[{index}]")
            for index, each in enumerate(value)
        )

    def _one(self, value: Any, shape: FieldShape, path: str) -> Any:
        if shape.resource:
            return self.resource(value, path)
        if shape.model is not None:
            return self.element(value, shape.model, path)
        return self._primitive(value, shape, path)

    def _primitive(self, value: Any, shape: FieldShape, path: str) -> Any:
        types, test = KINDS[shape.primitive]
        if value is None:
            self._add("structure", path, Remark("null is no value in FHIR: leave the property out"))
        elif not isinstance(value, types) or (isinstance(value, bool) and shape.primitive != "boolean"):
            remark = Remark("a {kind} is written otherwise in JSON", kind=shape.primitive)
            self._add("structure", path, remark)
        elif value == "":
            self._add("value", path, Remark("a text must not be empty"))
        elif isinstance(value, str) and (_FORBIDDEN(value) or _SURROGATE(value)):
            self._add("value", path, Remark("the text holds a character that FHIR does not allow"))
        elif shape.codes and value not in shape.codes:
            allowed = ", ".join(sorted(shape.codes)[:12])
            self._add("code-invalid", path, Remark("only these codes may stand here: {codes}", codes=allowed))
        elif shape.primitive == "xhtml" and not is_safe_xhtml(value):
            self._add("invariant", path, Remark("the narrative is not plain XHTML with something to read"), "txt-1")
        elif not test(value) or (shape.primitive in {"string", "markdown"} and len(str(value)) > 1024 * 1024):
            self._add("value", path, Remark("this is not a valid {kind}", kind=shape.primitive))
        else:
            return value
        return UNSET

    def _completeness(self, draft: Draft, model: type[Any], path: str, value: dict[str, Any]) -> None:
        fields = fields_of(model)
        for name, shape in fields.items():
            if shape.needed and name not in value:
                self._add("required", path, Remark("{name} is missing", name=name))
        by_name = {shape.name: shape for shape in fields.values()}
        for name in model.NEEDED:
            json_name = by_name[name].json
            if json_name not in value and f"_{json_name}" not in value:
                self._add("required", path, Remark("{name} is missing", name=json_name))
        for choice, names, must in model.CHOICES:
            there = [name for name in names if name in value or f"_{name}" in value]
            if len(there) > 1:
                remark = Remark("only one of these may be there: {names}", names=", ".join(there))
                self._add("structure", path, remark)
            elif must and not there:
                self._add("required", path, Remark("{name} is missing", name=f"{choice}[x]"))
        if not value.keys() - {"id"} and not (model.__name__ == "Extras" and value):
            self._add("invariant", path, Remark("an element must hold a value or children"), "ele-1")
        self._pairs(draft, fields, path, value)

    def _pairs(self, draft: Draft, fields: Any, path: str, value: dict[str, Any]) -> None:
        """A primitive and the extensions beside it."""
        for name, shape in fields.items():
            twin = value.get(f"_{name}")
            if not shape.primitive or (twin is None and not shape.many):
                continue
            plain = value.get(name)
            if shape.many:
                lists = [each for each in (plain, twin) if isinstance(each, list)]
                if lists and not base.aligned(*(each if isinstance(each, list) else UNSET for each in (plain, twin))):
                    remark = Remark("the lists {name} and _{name} do not fit together", name=name)
                    self._add("structure", path, remark)
            elif plain is None and isinstance(twin, dict) and "extension" not in twin:
                self._add("invariant", f"{path}.{name}", Remark("an element must hold a value or children"), "ele-1")

    def _bindings(self, draft: Draft, model: type[Any], path: str) -> None:
        for name in model.MIME:
            for place, code in _each(getattr(draft, name), f"{path}.{name}"):
                if not is_mime_type(code):
                    self._add("code-invalid", place, Remark("this is not a media type"))
        for name, targets in model.TARGETS:
            for place, reference in _each(getattr(draft, name), f"{path}.{name}"):
                if not self._holds(partial(base.refers, targets=targets), reference):
                    allowed = ", ".join(sorted(targets))
                    self._add("structure", place, Remark("it may only refer to: {types}", types=allowed))
        for name, codes in model.BOUND:
            for place, concept in _each(getattr(draft, name), f"{path}.{name}"):
                if not self._holds(partial(base.bound, codes=codes), concept):
                    allowed = ", ".join(sorted(each.rpartition("|")[2] for each in codes)[:12])
                    self._add("code-invalid", place, Remark("only these codes may stand here: {codes}", codes=allowed))

    def _rules(self, draft: Draft, model: type[Any], path: str) -> None:
        """The invariants, where every child could be read at all."""
        for key, test, name in model.RULES:
            for place, subject in _each(getattr(draft, name), f"{path}.{name}") if name else [(path, draft)]:
                if not self._holds(test, subject):
                    self._add("invariant", place, Remark("the rule {rule} of FHIR is broken", rule=key), key)

    def _holds(self, test: Callable[[Any], bool], subject: Any) -> bool:
        """Does this test pass? One that finds a part unreadable, which is a fault told already, is left aside."""
        try:
            return test(subject)
        except (AttributeError, TypeError, ValueError):
            if not self.faults:
                raise
            return True


def _each(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list | tuple):
        yield from ((f"{path}[{index}]", each) for index, each in enumerate(value) if each not in (None, UNSET))
    elif value is not UNSET:
        yield path, value


def _step(model: type[Any], name: str) -> str:
    """How FHIRPath writes this property: a choice is named without its type, which follows."""
    plain = name.removeprefix("_")
    for choice, names, _ in model.CHOICES:
        if plain in names:
            kind = plain[len(choice) :]
            shape = fields_of(model)[plain]
            return f"{choice}.ofType({shape.primitive or kind})"
    return plain


def _shown(name: str) -> str:
    """A name of a property, as far as it is one: what else a stranger wrote there is not repeated."""
    return name if _NAME(name) else "?"
