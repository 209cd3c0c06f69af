"""A kit in words: every rule of the shipped diabetes kit, and every form of the rule language, in three languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.kit_language import Sentences, kit_sentences, rule_words, shipped_kit
from pagus.kit_language.condition import condition_words
from pagus.kit_language.model import LANGUAGES, Feature, Kit, Language, Parameter, Rule, Text
from pagus.kit_language.wording import duration_text, number_text, share_text, unit_text, value_text
from pagus.rules import Environment, compile_rule

NARROW, FIXED = "\u202f", "\u00a0"


def plain(text: str) -> str:
    return text.replace(NARROW, " ").replace(FIXED, " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_kit_in_words(language: Language) -> None:
    """The whole kit, as said_<language>.txt holds it: read that file as a clinician would."""
    expected = (Path(__file__).parent / f"said_{language}.txt").read_text(encoding="utf-8")
    assert said(kit_sentences(shipped_kit("diabetes-home"), language)) == expected


def said(sentences: Sentences) -> str:
    lines = [sentences.title, "", *(one.text for one in sentences.signals), ""]
    lines += [f"{one.label} = {one.text}" for one in sentences.features]
    for rule in sentences.rules:
        lines += ["", f"{rule.title} ({rule.severity}; {rule.evidence.words})", rule.text]
    lines += ["", *(f"{one.label} {one.value}. {one.bounds} {one.layers}" for one in sentences.parameters)]
    lines += ["", *(f"{one.title}: {one.text}" for one in sentences.indicators)]
    return plain("\n".join(lines) + "\n")


def test_threshold_in_words_is_the_one_that_holds() -> None:
    sentences = kit_sentences(shipped_kit("diabetes-home"), "en", {"time_in_range_wanted": 0.5})
    assert "the time in range is below 50 %." in plain(sentences.rules[0].condition)
    wanted = sentences.parameters[0]
    assert (plain(wanted.value), plain(wanted.bounds)) == ("50 %", "From 50 % to 90 %.")
    assert wanted.layers == "Can be set for: the territory, the team, the person."


def test_certainty_and_source_are_said() -> None:
    rules = {one.id: one for one in kit_sentences(shipped_kit("diabetes-home"), "en").rules}
    law = rules["no_glucose"].evidence
    assert (law.certainty, law.words) == ("law", "required by law")
    assert law.sources[0].link.startswith("https://www.legifrance.gouv.fr/")
    local = rules["very_high_persistent"].evidence
    assert local.words == "local default that no guideline gives"
    assert "no guideline gives one" in local.note
    consensus = rules["time_in_range_low"].evidence.sources[0]
    assert consensus.text.startswith("Battelino et al. (2019). Clinical targets")
    assert consensus.link == "https://doi.org/10.2337/dci19-0028"


def test_what_is_measured_is_said() -> None:
    german = kit_sentences(shipped_kit("diabetes-home"), "de")
    assert plain(german.signals[1].text) == (
        "Gewebeglukose, in mg/dL; ein Messwert je 5 Minuten erwartet; außerhalb von 20 bis 600 mg/dL wird ein Messwert "
        "zurückgehalten, bis ihn ein Mensch bestätigt; Messwerte in mmol/L werden umgerechnet."
    )
    assert plain(german.features[1].text) == (
        "Gewebeglukose: Anteil der Messwerte unter 70 mg/dL über 14 Tage; in ganzen Tagen (UTC), der laufende "
        "eingeschlossen; unbekannt, wenn weniger als 70 % der erwarteten Messwerte angekommen sind."
    )
    assert plain(german.indicators[0].text) == (
        "Anteil der Personen, bei denen (wenn „Schwangerschaft: ihre Zielwerte gelten“ auf Ja gesetzt ist: die Zeit "
        "zwischen 63 und 140 mg/dL mindestens 70 % beträgt; sonst: die Zeit im Zielbereich mindestens 70 % beträgt), "
        "unter denen, bei denen die Zeit im Zielbereich bekannt ist. Jede Person mit den Werten ihrer Ziele, wenn "
        "welche gewählt wurden, sonst mit denen des Kits. Über 14 Tage. Höher ist besser."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_replaces_the_alarm_nor_the_emergency_number(language: Language) -> None:
    words = kit_sentences(shipped_kit("diabetes-home"), language).disclaimer
    never = {"fr": "ne remplace jamais l’alarme", "en": "never replaces the alarm", "de": "ersetzt nie den Alarm"}
    assert never[language] in words
    assert "15" in words
    assert "112" in words


@pytest.mark.parametrize("slug", ["diabetes-home", "air-today"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_hole(slug: str, language: Language) -> None:
    sentences = kit_sentences(shipped_kit(slug), language)
    texts = [sentences.title, sentences.summary, sentences.disclaimer, sentences.inclusion, sentences.legal_basis]
    texts += [one.text for one in (*sentences.signals, *sentences.features, *sentences.indicators, *sentences.rules)]
    texts += [one.value + one.layers for one in sentences.parameters]
    assert all(texts)
    assert not [text for text in texts if any(mark in text for mark in ("{", "}", "  ", "None", "p.", " ."))]


def _example() -> tuple[Kit, Environment]:
    kit = shipped_kit("diabetes-home")
    label = {name: Text(f"le {name}", f"the {name}", f"der {name}") for name in ("poids", "taux", "silence")}
    kinds = {"poids": ("last", "kg"), "taux": ("share_in_range", "1"), "silence": ("since_last", "h")}
    features = {
        name: Feature(name=name, kind=kind, signal="glucose", unit=unit, label=label[name])  # type: ignore[arg-type]
        for name, (kind, unit) in kinds.items()
    }
    wanted = kit.parameters["time_in_range_wanted"]
    delay = Parameter(
        name="delay",
        label=wanted.label,
        selector="duration",
        unit="d",
        default=2,
        control="free",
        evidence=wanted.evidence,
    )
    parameters = {"wanted": wanted, "delay": delay}
    environment = Environment(
        {name: one.unit for name, one in features.items()}, {name: one.unit for name, one in parameters.items()}
    )
    return replace(kit, features=features, parameters=parameters), environment


CONDITIONS = {
    "poids > quantity(80.5, 'kg')": (
        "le poids dépasse 80,5 kg",
        "the poids is above 80.5 kg",
        "der poids über 80,5 kg liegt",
    ),
    "quantity(80.0, 'kg') > poids": (
        "le poids est au-dessous de 80 kg",
        "the poids is below 80 kg",
        "der poids unter 80 kg liegt",
    ),
    "taux >= 0.7": ("le taux est d’au moins 70 %", "the taux is at least 70 %", "der taux mindestens 70 % beträgt"),
    "taux < p.wanted + 0.05": (
        "le taux est au-dessous de 75 %",
        "the taux is below 75 %",
        "der taux unter 75 % liegt",
    ),
    "silence > p.delay": (
        "le silence dépasse 2 jours",
        "the silence is above 2 days",
        "der silence über 2 Tagen liegt",
    ),
    "silence >= p.delay": (
        "le silence est d’au moins 2 jours",
        "the silence is at least 2 days",
        "der silence mindestens 2 Tage beträgt",
    ),
    "!(taux < 0.5 && poids > quantity(1.0, 'kg'))": (
        "le taux est d’au moins 50 % ou le poids est d’au plus 1 kg",
        "the taux is at least 50 % or the poids is at most 1 kg",
        "der taux mindestens 50 % beträgt oder der poids höchstens 1 kg beträgt",
    ),
    "!has(poids) || has(taux) && taux == 1.0": (
        "on ne connaît pas le poids ou (on connaît le taux et le taux vaut 100 %)",
        "the poids is not known or (the taux is known and the taux is exactly 100 %)",
        "der poids nicht bekannt ist oder (der taux bekannt ist und der taux genau 100 % beträgt)",
    ),
    "poids * 2.0 + poids > poids / (1.0 - taux)": (
        "le poids × 2 + le poids dépasse le poids ÷ (1 − le taux)",
        "the poids × 2 + the poids is above the poids ÷ (1 − the taux)",
        "der poids × 2 + der poids größer als der poids ÷ (1 − der taux) ist",
    ),
    "abs(-taux) != max(taux, 0.5)": (
        "|−le taux| ne vaut pas autant que le plus grand de (le taux; 50 %)",
        "|−the taux| differs from the largest of (the taux; 50 %)",
        "|−der taux| nicht gleich der größte Wert aus (der taux; 50 %) ist",
    ),
    "taux in [0.1, 0.2]": (
        "le taux est l’une des valeurs 10 %, 20 %",
        "the taux is one of 10 %, 20 %",
        "der taux einer der Werte 10 %, 20 % ist",
    ),
    "has(taux) ? taux > 0.5 : true": (
        "(si on connaît le taux : le taux dépasse 50 % ; sinon : toujours)",
        "(if the taux is known: the taux is above 50 %; otherwise: always)",
        "(wenn der taux bekannt ist: der taux über 50 % liegt; sonst: immer)",
    ),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_condition_in_words(text: str) -> None:
    kit, environment = _example()
    values = {"wanted": 0.7, "delay": 2.0}
    expression = compile_rule(text, environment)
    words = tuple(plain(condition_words(expression, kit, values, language)) for language in LANGUAGES)
    assert words == CONDITIONS[text]


def test_every_hygiene_is_said() -> None:
    kit = shipped_kit("diabetes-home")
    known = kit.rule("no_glucose")
    rule = Rule(
        id="x", title=known.title, advice=known.advice, when="silence > p.silence_limit", severity="high",
        evidence=known.evidence, confirm=(2, 3), sustained_ms=90_000, refractory_ms=86_400_000,
    )  # fmt: skip
    words = rule_words(rule, kit, "en", {"silence_limit": 24.0})
    assert [plain(sentence) for sentence in words.timing] == [
        "This must last for 90 seconds.",
        "This must be so in 2 of the last 3 evaluations.",
        "The rule is judged at each new reading, and also when none comes.",
        "After an alert, the next one waits until the condition has ceased.",
        "At most one alert in 1 day.",
    ]


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (0.0, "fr", "0"), (-0.5, "fr", "−0,5"), (12345.678, "fr", f"12{NARROW}345,7"), (12345.678, "de", "12.345,7"),
        (12345.678, "en", "12,345.7"), (1234.0, "en", "1234"), (54.0, "de", "54"), (0.000012, "en", "0.000012"),
        (1e-13, "en", "0"), (3e7, "en", "30,000,000"), (0.1 + 0.2, "en", "0.3"),
    ],
)  # fmt: skip
def test_number(value: float, language: Language, expected: str) -> None:
    assert number_text(value, language) == expected


def test_units_times_and_shares() -> None:
    assert plain(share_text(0.07, "fr")) == "7 %"
    printed = [unit_text(code, "fr") for code in ("ug/m3", "1", "{score}", "kg", "[IU]", "wk")]
    assert printed == ["µg/m³", "", "", "kg", "UI", "semaines"]
    assert plain(value_text(200, "[IU]", "de")) == "200 IE"
    assert plain(value_text(37.5, "Cel", "de")) == "37,5 °C"
    assert value_text(3, "{score}", "en") == "3"
    assert plain(value_text(0.5, "h", "en")) == "30 minutes"
    assert plain(value_text(1.5, "d", "fr")) == "36 heures"
    assert plain(value_text(1, "h", "fr")) == "1 heure"
    assert plain(duration_text(86_400_000, "de", dative=True)) == "1 Tag"
    assert plain(duration_text(14 * 86_400_000, "de", dative=True)) == "14 Tagen"
    assert plain(duration_text(1_500, "fr")) == "1,5 seconde"
