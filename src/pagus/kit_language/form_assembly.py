"""An entry of forms/*.yaml and the message files -> the frozen ``Form``."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pagus.kit_language.form_model import CutOff, Flag, Form, Item, Option, Score, ScoreBand, ScoreCase, Step, StepTable
from pagus.kit_language.form_model import Term as FormTerm
from pagus.kit_language.form_schema import CutOffEntry, FormEntry, ItemEntry, OptionEntry, ScoreEntry, StepEntry
from pagus.kit_language.model import Evidence, Text
from pagus.kit_language.schema import EvidenceEntry
from pagus.kit_language.texts import Texts

__all__ = ["assemble_form", "meaning_digest"]

_YES_NO = {"no": Text(fr="Non", en="No", de="Nein"), "yes": Text(fr="Oui", en="Yes", de="Ja")}
_SIGNS = (("at_least", ">="), ("above", ">"), ("at_most", "<="), ("below", "<"))


def assemble_form(name: str, entry: FormEntry, texts: Texts) -> Form:
    """Which form does this entry make?

    Takes: its name, the entry, the texts of the kit (they note each text that lacks). Gives: the form; a reference to
    something that is not there is left out, and told by ``form_lint``.
    """
    words = _Words(name, entry, texts)
    form = Form(
        name=name,
        version=entry.version,
        digest="",
        title=words.text("title"),
        purpose=words.text("purpose"),
        licence=words.text("licence"),
        terms=entry.terms,
        wording=entry.wording,
        evidence=words.noted(entry.evidence),
        items={key: words.item(key, item) for key, item in entry.items.items()},
        scores={
            **{key: words.calculated(key) for key in entry.calculated},
            **{key: words.score(key, score) for key, score in entry.scores.items()},
        },
        flags={
            key: Flag(
                name=key,
                when=flag.when,
                severity=flag.severity,
                title=words.text("flags", key, "title"),
                advice=words.text("flags", key, "advice"),
                evidence=words.noted(flag.evidence, "flags", key),
            )
            for key, flag in entry.flags.items()
        },
        url=entry.url,
    )
    return dataclasses.replace(form, digest=meaning_digest(form))


def meaning_digest(form: Form) -> str:
    """Which digest names what this form asks and computes?

    Takes: a form. Gives: 64 hexadecimal digits; a text, a source or the version that changes leaves them as they are.
    """
    plain = {part: _meaning(getattr(form, part)) for part in ("items", "scores", "flags")}
    return hashlib.sha256(json.dumps(plain, sort_keys=False, separators=(",", ":")).encode()).hexdigest()


def _meaning(value: Any) -> Any:
    if isinstance(value, (Text, Evidence)):
        return None
    if dataclasses.is_dataclass(value):
        return [_meaning(getattr(value, part.name)) for part in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return [[key, _meaning(part)] for key, part in value.items()]
    if isinstance(value, tuple):
        return [_meaning(part) for part in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@dataclasses.dataclass(frozen=True, slots=True)
class _Words:
    """Builds the parts of one form, each with its texts."""

    form: str
    entry: FormEntry
    texts: Texts

    def text(self, *path: str) -> Text:
        return self.texts.text("forms", self.form, *path)

    def noted(self, entry: EvidenceEntry, *path: str) -> Evidence:
        """The evidence with its note; a local number must have one."""
        take = self.texts.text if entry.certainty == "local" else self.texts.optional
        note = take("forms", self.form, *path, "note")
        return Evidence(certainty=entry.certainty, sources=tuple(entry.sources), note=note)

    def item(self, name: str, entry: ItemEntry) -> Item:
        low, high = entry.range if entry.range is not None else (None, None)
        return Item(
            name=name,
            kind=entry.kind,
            text=self.text("items", name, "text"),
            help=self.texts.optional("forms", self.form, "items", name, "help"),
            unit=entry.unit or "1",
            low=low,
            high=high,
            options=self.options(name, entry),
            group=entry.group or "",
            when=entry.when or "",
            required=not entry.optional and entry.kind not in {"group", "display"},
            points_if_not_asked=entry.points_if_not_asked,
            loinc=entry.loinc,
        )

    def options(self, name: str, entry: ItemEntry) -> tuple[Option, ...]:
        if entry.kind == "yes_no":
            points = entry.options if isinstance(entry.options, dict) else {}
            ready = {word: points.get(word, OptionEntry()).points for word in _YES_NO}
            return tuple(Option(name=word, text=_YES_NO[word], points=value) for word, value in ready.items())
        if isinstance(entry.options, str):
            shared = self.entry.choices.get(entry.options, {})
            return self.written(shared, "choices", entry.options)
        return self.written(entry.options or {}, "items", name, "options")

    def written(self, options: Mapping[str, OptionEntry], *path: str) -> tuple[Option, ...]:
        return tuple(
            Option(name=key, text=self.text(*path, key), points=option.points, alone=option.alone)
            for key, option in options.items()
        )

    def calculated(self, name: str) -> Score:
        entry = self.entry.calculated[name]
        return Score(
            name=name,
            kind="formula",
            label=self.text("calculated", name, "name"),
            evidence=None,
            unit=entry.unit,
            value=entry.formula,
            valid=entry.valid or "",
            decimals=entry.decimals,
        )

    def score(self, name: str, entry: ScoreEntry) -> Score:
        tables = [StepTable(steps=_steps(table.steps), when=table.when) for table in entry.tables or ()]
        if entry.steps is not None:
            tables = [StepTable(steps=_steps(entry.steps))]
        missing = entry.missing
        return Score(
            name=name,
            kind=entry.kind,
            label=self.text("scores", name, "name"),
            evidence=self.noted(entry.evidence, "scores", name),
            unit=entry.unit,
            of=tuple(entry.of or ()),
            times=entry.times if entry.times is not None else 1.0,
            missing_at_most=missing.at_most if missing is not None else 0,
            missing_fill=missing.fill if missing is not None else "mean",
            tables=tuple(tables),
            constant=entry.constant or 0.0,
            terms=tuple(FormTerm(factor=it.factor, of=tuple(it.of), when=it.when or "") for it in entry.terms or ()),
            cases=tuple(
                ScoreCase(when=it.when or "", value=it.value or "", gives=it.gives or "") for it in entry.cases or ()
            ),
            valid=entry.valid or "",
            population=self.text("scores", name, "population") if entry.valid is not None else None,
            decimals=entry.decimals,
            bands=self.bands(name, entry),
            cut_offs=tuple(self.cut_off(name, key, it) for key, it in entry.cut_offs.items()),
        )

    def bands(self, name: str, entry: ScoreEntry) -> tuple[ScoreBand, ...]:
        if entry.outcomes is not None:
            return tuple(
                ScoreBand(name=word, text=self.text("scores", name, "outcomes", word)) for word in entry.outcomes
            )
        return tuple(
            ScoreBand(
                name=band.name or "",
                text=self.text("scores", name, "bands", band.name or ""),
                upper=band.upper,
                closed=band.below is None,
            )
            for band in entry.bands or ()
        )

    def cut_off(self, score: str, name: str, entry: CutOffEntry) -> CutOff:
        key, sign = next((key, sign) for key, sign in _SIGNS if getattr(entry, key) is not None)
        return CutOff(
            name=name,
            text=self.text("scores", score, "cut_offs", name, "name"),
            sign=sign,  # type: ignore[arg-type]  # one of the four signs of the table above
            value=getattr(entry, key),
            evidence=self.noted(entry.evidence, "scores", score, "cut_offs", name),
        )


def _steps(entries: list[StepEntry]) -> tuple[Step, ...]:
    return tuple(Step(points=entry.points or 0.0, upper=entry.upper, closed=entry.below is None) for entry in entries)
