"""A FHIR R4 Questionnaire as a form: what is understood, and what is only kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from pagus.engines.forms.fhir.computing import CALCULATED
from pagus.engines.forms.fhir.conditions import rule_text
from pagus.engines.forms.fhir.path import own_weight
from pagus.engines.forms.fhir.shape import shaped_as
from pagus.errors import ShapeError
from pagus.kit_language.form_assembly import meaning_digest
from pagus.kit_language.form_model import Flag, Form, Item, ItemKind, Option, Score
from pagus.kit_language.model import Evidence, Text
from pagus.rules.tokens import RESERVED

__all__ = ["Imported", "read_questionnaire"]

OWN = "urn:pagus:fhir:"
UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
LOWEST = "http://hl7.org/fhir/StructureDefinition/minValue"
HIGHEST = "http://hl7.org/fhir/StructureDefinition/maxValue"
ALONE = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
LOINC = "http://loinc.org"
MOST_ITEMS = 1_000
_SEMVER = re.compile(r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})")
_KINDS: Mapping[str, ItemKind] = {
    "group": "group", "display": "display", "boolean": "yes_no", "decimal": "decimal", "integer": "integer",
    "date": "date", "string": "text", "text": "text", "choice": "choice", "open-choice": "choice",
    "quantity": "decimal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """The form, the JSON it came from (``write_questionnaire`` keeps what the form does not say), what was not read."""

    form: Form
    original: Mapping[str, Any]
    not_read: tuple[str, ...]


def read_questionnaire(plain: Any) -> Imported:
    """Which form is this Questionnaire?

    Takes: the JSON of a FHIR R4 Questionnaire. Gives: the form; with it the whole JSON, and what of it is only kept.
    Refuses: ShapeError for another resource, or items without type or with one linkId twice.
    Limits: one language and its translations in French, English and German. A text that lacks in one of them is given
    in the language of the questionnaire.
    """
    if not isinstance(plain, Mapping) or plain.get("resourceType") != "Questionnaire":
        raise ShapeError("this is no FHIR Questionnaire")
    with shaped_as("Questionnaire"):
        return _read(plain)


def _read(plain: Mapping[str, Any]) -> Imported:
    reader = _Reader(plain)
    reader.walk(plain.get("item", []), "")
    meta = own_json(plain, "form")
    form = Form(
        name=str(meta.get("name") or _as_name(str(plain.get("name") or plain.get("title") or "form"), set())),
        version=version if _SEMVER.fullmatch(version := str(plain.get("version", ""))) else "1.0.0",
        digest="",
        title=reader.text(plain, "title"),
        purpose=reader.text(plain, "description"),
        licence=reader.text(plain, "copyright"),
        terms=meta.get("terms", "ask"),
        wording=meta.get("wording", "official"),
        evidence=msgspec.convert(meta["evidence"], Evidence)
        if "evidence" in meta
        else Evidence(certainty="local", sources=()),
        items=reader.items,
        scores=reader.scores,
        flags={key: msgspec.convert(one, Flag) for key, one in meta.get("flags", {}).items()},
        url=str(plain.get("url", "")),
    )
    return Imported(replace(form, digest=meaning_digest(form)), plain, tuple(reader.not_read))


def extension(plain: Mapping[str, Any], url: str) -> Mapping[str, Any] | None:
    """The first extension of this url, or None."""
    return next((one for one in plain.get("extension", ()) if one.get("url") == url), None)


def own_json(plain: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What an extension of ours holds as JSON; nothing without it."""
    found = extension(plain, OWN + name)
    if found is None:
        return {}
    decoded: dict[str, Any] = msgspec.json.decode(str(found.get("valueString", "{}")))
    return decoded


def _as_name(words: str, taken: set[str]) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40] or "item"
    if not name[0].isalpha():
        name = f"q_{name}"
    base, number = name, 2
    while name in taken or name in RESERVED:
        name, number = f"{base}_{number}", number + 1
    return name


@dataclass(slots=True)
class _Reader:
    plain: Mapping[str, Any]
    items: dict[str, Item] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)

    def text(self, plain: Mapping[str, Any], key: str) -> Text:
        """The text of this key in the three languages; one that lacks is given in the questionnaire's own."""
        own = str(plain.get(key, ""))
        told = dict.fromkeys(("fr", "en", "de"), own)
        for found in plain.get(f"_{key}", {}).get("extension", ()):
            if found.get("url") == TRANSLATION:
                parts = {
                    one.get("url"): one.get("valueCode") or one.get("valueString") for one in found.get("extension", ())
                }
                language = str(parts.get("lang", ""))[:2]
                if language in told:
                    told[language] = str(parts.get("content", ""))
        return Text(**told)

    def walk(self, items: Any, group: str) -> None:
        for plain in items:
            link = plain.get("linkId") if isinstance(plain, Mapping) else None
            if not isinstance(link, str) or not isinstance(plain.get("type"), str):
                raise ShapeError("each item of a Questionnaire has a linkId and a type")
            if link in self.links:
                raise ShapeError("linkId {link} stands twice", link=link)
            if len(self.links) >= MOST_ITEMS:
                raise ShapeError("the Questionnaire has more than {most} items", most=MOST_ITEMS)
            name = str(own_json(plain, "item").get("name") or _as_name(link, set(self.items) | set(self.scores)))
            self.links[link] = name
            score = own_json(plain, "score")
            if score:
                self.scores[name] = msgspec.convert(score, Score)
                continue
            self.items[name] = self.item(plain, name, group)
            self.children(plain, name, group)

    def children(self, plain: Mapping[str, Any], name: str, group: str) -> None:
        helps = [one for one in plain.get("item", ()) if _is_help(one)]
        others = [one for one in plain.get("item", ()) if not _is_help(one)]
        if self.items[name].kind == "group":
            self.walk(others, name)
        elif others:
            self.not_read.append(f"{plain['linkId']}: questions under a question are read after it")
            self.walk(others, group)
        self.links.update({str(one["linkId"]): "" for one in helps})

    def item(self, plain: Mapping[str, Any], name: str, group: str) -> Item:
        link, kind = str(plain["linkId"]), self.kind(plain)
        unit = extension(plain, UNIT)
        code = unit.get("valueCoding", {}).get("code") if unit is not None else None
        own = own_json(plain, "item")
        helps = [one for one in plain.get("item", ()) if _is_help(one)]
        loinc = next((one.get("code") for one in plain.get("code", ()) if one.get("system") == LOINC), None)
        return Item(
            name=name,
            kind=kind,
            text=self.text(plain, "text"),
            help=self.text(helps[0], "text") if helps else None,
            unit=str(code) if code and kind in {"integer", "decimal"} else "1",
            low=_limit(plain, LOWEST),
            high=_limit(plain, HIGHEST),
            options=self.options(plain, kind, own),
            group=group,
            when=str(own.get("when") or self.when(plain)),
            required=bool(plain.get("required", False)),
            points_if_not_asked=own.get("points_if_not_asked"),
            loinc=loinc if isinstance(loinc, str) else None,
            link_id="" if link == name else link,
        )

    def kind(self, plain: Mapping[str, Any]) -> ItemKind:
        link, kind = plain["linkId"], _KINDS.get(plain["type"])
        if kind is None or plain["type"] in {"open-choice", "quantity"}:
            self.not_read.append(f"{link}: the type {plain['type']} is asked as {kind or 'text'}")
        if extension(plain, CALCULATED) is not None:
            self.not_read.append(f"{link}: its calculatedExpression is computed by computed_values")
        if plain.get("repeats") and kind == "group":
            self.not_read.append(f"{link}: a group that repeats is asked once")
        return "choices" if kind == "choice" and plain.get("repeats") else kind or "text"

    def when(self, plain: Mapping[str, Any]) -> str:
        def found(link: str) -> Item | None:
            return self.items.get(self.links.get(link, ""))

        text, lost = rule_text(plain.get("enableWhen", ()), str(plain.get("enableBehavior", "all")), found)
        self.not_read += [f"{plain['linkId']}: {one}" for one in lost]
        return text

    def options(self, plain: Mapping[str, Any], kind: ItemKind, own: Mapping[str, Any]) -> tuple[Option, ...]:
        if kind == "yes_no":
            points = own.get("points", {})
            words = {"no": Text(fr="Non", en="No", de="Nein"), "yes": Text(fr="Oui", en="Yes", de="Ja")}
            return tuple(Option(name=word, text=text, points=points.get(word)) for word, text in words.items())
        if kind not in {"choice", "choices"}:
            return ()
        found: list[Option] = []
        for written in [*plain.get("answerOption", ()), *self.value_set(plain)]:
            coding = written.get("valueCoding") or {
                "code": str(next((v for k, v in written.items() if k[:5] == "value"), ""))
            }
            name = _as_name(str(coding.get("code") or coding.get("display")), {one.name for one in found})
            weight = own_weight(written) if own_weight(written) is not None else own_weight(coding)
            code = str(coding.get("code", ""))
            found.append(
                Option(
                    name=name,
                    text=self.text(coding, "display") if coding.get("display") else Text(fr=code, en=code, de=code),
                    points=None if weight is None else float(weight),
                    alone=bool((extension(written, ALONE) or {}).get("valueBoolean", False)),
                    code="" if code == name else code,
                    system=str(coding.get("system", "")),
                )
            )
        if not found:
            self.not_read.append(f"{plain['linkId']}: its answers lie in a value set elsewhere")
        return tuple(found)

    def value_set(self, plain: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The options of a contained value set, as if they stood in the item."""
        wanted = str(plain.get("answerValueSet", ""))
        for contained in self.plain.get("contained", ()):
            if wanted == f"#{contained.get('id')}":
                includes = contained.get("compose", {}).get("include", ())
                return [
                    {
                        "valueCoding": {"system": include.get("system", ""), **concept},
                        "extension": concept.get("extension", []),
                    }
                    for include in includes
                    for concept in include.get("concept", ())
                ]
        return []


def _is_help(plain: Mapping[str, Any]) -> bool:
    control = extension(plain, CONTROL)
    codings = control.get("valueCodeableConcept", {}).get("coding", ()) if control is not None else ()
    return plain.get("type") == "display" and any(one.get("code") == "help" for one in codings)


def _limit(plain: Mapping[str, Any], url: str) -> float | None:
    found = extension(plain, url) or {}
    value = next((found[key] for key in ("valueInteger", "valueDecimal") if key in found), None)
    return float(value) if isinstance(value, (int, float)) else None
