"""A form as a FHIR R4 Questionnaire, with what only we say in extensions of our own."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import msgspec

from pagus.engines.forms.fhir.computing import CALCULATED
from pagus.engines.forms.fhir.conditions import coding_of, enable_when, rule_text
from pagus.engines.forms.fhir.merging import merged
from pagus.engines.forms.fhir.path import ORDINAL
from pagus.engines.forms.fhir.reading import (
    ALONE,
    CONTROL,
    HIGHEST,
    LOINC,
    LOWEST,
    OWN,
    TRANSLATION,
    UNIT,
    Imported,
)
from pagus.kit_language.form_model import Form, Item, Option, Score
from pagus.kit_language.model import LANGUAGES, Language, Text

__all__ = ["write_questionnaire"]

UCUM = "http://unitsofmeasure.org"
_TYPES = {
    "choice": "choice", "choices": "choice", "yes_no": "boolean", "integer": "integer", "decimal": "decimal",
    "date": "date", "text": "text", "group": "group", "display": "display",
}  # fmt: skip


def write_questionnaire(form: Form, language: Language = "en", imported: Imported | None = None) -> dict[str, Any]:
    """What is this form as a FHIR R4 Questionnaire?

    Takes: the form, its main language (the others become translations), and what it was imported from, if it was.
    Gives: JSON. Of an imported form, what was not understood is kept: a form that did not change gives the JSON it came
    from. ``read_questionnaire`` gives the same form again.
    """
    if imported is None:
        return _Writer(form, language).questionnaire()
    if form == imported.form:
        return deepcopy(dict(imported.original))
    own: Language = str(imported.original.get("language", "en"))[:2]  # type: ignore[assignment]
    chosen = own if own in LANGUAGES else "en"
    base = _Writer(imported.form, chosen).questionnaire()
    ours = _Writer(form, chosen).questionnaire()
    result: dict[str, Any] = merged(base, ours, deepcopy(dict(imported.original)))
    return result


class _Writer:
    def __init__(self, form: Form, language: Language) -> None:
        self.form, self.language = form, language

    def questionnaire(self) -> dict[str, Any]:
        form = self.form
        evidence = msgspec.to_builtins(form.evidence)
        meta: dict[str, Any] = {"name": form.name, "terms": form.terms, "wording": form.wording, "evidence": evidence}
        if form.flags:
            meta["flags"] = msgspec.to_builtins(dict(form.flags))
        return {
            "resourceType": "Questionnaire",
            "language": self.language,
            "extension": [_own("form", meta)],
            **({"url": form.url} if form.url else {}),
            "version": form.version,
            "name": "".join(part.capitalize() for part in form.name.split("_")),
            **self.text("title", form.title),
            "status": "draft",
            "subjectType": ["Patient"],
            **self.text("description", form.purpose),
            **self.text("copyright", form.licence),
            "item": [*self.items(""), *(self.score(score) for score in form.scores.values())],
        }

    def text(self, key: str, text: Text) -> dict[str, Any]:
        """A text and its translations, as ``title`` and ``_title``."""
        main = text.say(self.language)
        others = [(one, text.say(one)) for one in LANGUAGES if one != self.language and text.say(one) != main]
        if not main and not others:
            return {}
        told = [
            {
                "url": TRANSLATION,
                "extension": [{"url": "lang", "valueCode": one}, {"url": "content", "valueString": words}],
            }
            for one, words in others
        ]
        return {key: main, **({f"_{key}": {"extension": told}} if told else {})}

    def items(self, group: str) -> list[dict[str, Any]]:
        return [self.item(item) for item in self.form.items.values() if item.group == group]

    def item(self, item: Item) -> dict[str, Any]:
        conditions = enable_when(item.when, self.form.items) if item.when else None
        extensions = self.extensions(item, said=conditions is not None)
        plain: dict[str, Any] = {"linkId": item.link_id or item.name}
        if extensions:
            plain["extension"] = extensions
        if item.loinc is not None:
            plain["code"] = [{"system": LOINC, "code": item.loinc}]
        plain |= self.text("text", item.text)
        plain["type"] = _TYPES[item.kind]
        if conditions is not None:
            plain["enableWhen"], behaviour = conditions
            if len(conditions[0]) > 1:
                plain["enableBehavior"] = behaviour
        if item.required:
            plain["required"] = True
        if item.kind == "choices":
            plain["repeats"] = True
        if item.kind in {"choice", "choices"} and item.options:
            plain["answerOption"] = [self.option(option) for option in item.options]
        inside = self.items(item.name) if item.kind == "group" else []
        if item.help is not None:
            inside.insert(0, self.help(item, item.help))
        if inside:
            plain["item"] = inside
        return plain

    def extensions(self, item: Item, *, said: bool) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if item.kind in {"integer", "decimal"} and item.unit != "1":
            found.append({"url": UNIT, "valueCoding": {"system": UCUM, "code": item.unit}})
        for url, value in ((LOWEST, item.low), (HIGHEST, item.high)):
            if value is not None:
                key, written = ("valueInteger", int(value)) if item.kind == "integer" else ("valueDecimal", value)
                found.append({"url": url, key: written})
        own: dict[str, Any] = {}
        if item.link_id:
            own["name"] = item.name
        if item.when and (not said or not self.says_the_same(item)):
            own["when"] = item.when
        if item.points_if_not_asked is not None:
            own["points_if_not_asked"] = item.points_if_not_asked
        if item.kind == "yes_no" and item.has_points:
            own["points"] = {option.name: option.points for option in item.options}
        return [*found, _own("item", own)] if own else found

    def says_the_same(self, item: Item) -> bool:
        """Is the condition read back from its enableWhen word for word?"""
        parts, behaviour = enable_when(item.when, self.form.items) or ([], "all")
        by_link = {one.link_id or one.name: one for one in self.form.items.values()}
        return rule_text(parts, behaviour, by_link.get)[0] == item.when

    def option(self, option: Option) -> dict[str, Any]:
        extensions: list[dict[str, Any]] = []
        if option.points is not None:
            extensions.append({"url": ORDINAL[0], "valueDecimal": option.points})
        if option.alone:
            extensions.append({"url": ALONE, "valueBoolean": True})
        coding = {**coding_of(option), **self.text("display", option.text)}
        return {**({"extension": extensions} if extensions else {}), "valueCoding": coding}

    def help(self, item: Item, text: Text) -> dict[str, Any]:
        system = "http://hl7.org/fhir/questionnaire-item-control"
        control = {"url": CONTROL, "valueCodeableConcept": {"coding": [{"system": system, "code": "help"}]}}
        link = f"{item.link_id or item.name}-help"
        return {"linkId": link, "extension": [control], **self.text("text", text), "type": "display"}

    def score(self, score: Score) -> dict[str, Any]:
        extensions = [_own("score", msgspec.to_builtins(score))]
        expression = self.expression(score)
        if expression:
            value = {"language": "text/fhirpath", "expression": expression}
            extensions.append({"url": CALCULATED, "valueExpression": value})
        if score.unit != "1":
            extensions.append({"url": UNIT, "valueCoding": {"system": UCUM, "code": score.unit}})
        plain = {"linkId": score.name, "extension": extensions, **self.text("text", score.label), "type": "decimal"}
        return {**plain, "readOnly": True}

    def expression(self, score: Score) -> str:
        """A sum as FHIRPath; nothing for what FHIRPath cannot say plainly."""
        if score.kind != "sum" or score.missing_at_most or score.valid or score.decimals is not None:
            return ""
        terms = [self.term(name) for name in score.of]
        if any(not term for term in terms):
            return ""
        known = " and ".join(f"{term}.exists()" for term in terms)
        total = " + ".join(terms)
        times = f"({total}) * {score.times:g}" if score.times != 1 else total
        return f"iif({known}, {times}, {{}})"

    def term(self, name: str) -> str:
        item = self.form.items.get(name)
        if item is None:
            told = name in self.form.scores and self.expression(self.form.scores[name])
            return f"%resource.repeat(item).where(linkId='{name}').answer.value" if told else ""
        if item.when or (item.group and self.form.items[item.group].when) or item.kind in {"choices", "yes_no"}:
            return ""
        path = f"%resource.repeat(item).where(linkId='{item.link_id or item.name}').answer.value"
        return f"{path}.weight()" if item.options else path


def _own(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": OWN + name, "valueString": msgspec.json.encode(value).decode()}
