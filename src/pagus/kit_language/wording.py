"""How numbers, units and durations of a kit are written in French, English and German."""

from __future__ import annotations

from collections.abc import Mapping

from pagus.kernel.time import DAY, HOUR, MINUTE, SECOND
from pagus.kit_language.model import Language, Parameter

__all__ = ["TIMES", "duration_text", "number_text", "parameter_text", "share_text", "unit_text", "value_text"]

FIXED_SPACE = "\u00a0"
_DECIMAL_MARK: Mapping[Language, str] = {"fr": ",", "en": ".", "de": ","}
_THOUSANDS: Mapping[Language, str] = {"fr": "\u202f", "en": ",", "de": "."}
_SYMBOLS = {
    "ug/m3": "µg/m³",
    "mg/m3": "mg/m³",
    "ng/m3": "ng/m³",
    "{grains}/m3": "/m³",
    "m2": "m²",
    "m3": "m³",
    "kg/m2": "kg/m²",
    "Cel": "°C",
    "[degF]": "°F",
    "mm[Hg]": "mmHg",
    "[ppb]": "ppb",
    "[ppm]": "ppm",
    "umol/L": "µmol/L",
    "[lb_av]": "lb",
}
_NAMED_SYMBOLS: Mapping[str, Mapping[Language, str]] = {
    "[IU]": {"fr": "UI", "en": "IU", "de": "IE"},
    "[IU]/h": {"fr": "UI/h", "en": "IU/h", "de": "IE/h"},
    "[IU]/L": {"fr": "UI/L", "en": "IU/L", "de": "IE/l"},
}
TIMES: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "s": {"fr": ("seconde", "secondes"), "en": ("second", "seconds"), "de": ("Sekunde", "Sekunden")},
    "min": {"fr": ("minute", "minutes"), "en": ("minute", "minutes"), "de": ("Minute", "Minuten")},
    "h": {"fr": ("heure", "heures"), "en": ("hour", "hours"), "de": ("Stunde", "Stunden")},
    "d": {"fr": ("jour", "jours"), "en": ("day", "days"), "de": ("Tag", "Tage")},
    "wk": {"fr": ("semaine", "semaines"), "en": ("week", "weeks"), "de": ("Woche", "Wochen")},
    "mo": {"fr": ("mois", "mois"), "en": ("month", "months"), "de": ("Monat", "Monate")},
    "a": {"fr": ("an", "ans"), "en": ("year", "years"), "de": ("Jahr", "Jahre")},
}
_YES: Mapping[Language, str] = {"fr": "oui", "en": "yes", "de": "ja"}
_NO: Mapping[Language, str] = {"fr": "non", "en": "no", "de": "nein"}
_DATIVE = {"Tage": "Tagen", "Monate": "Monaten", "Jahre": "Jahren"}
_SMALLER = {"wk": ("d", 7), "d": ("h", 24), "h": ("min", 60), "min": ("s", 60)}


def number_text(value: float, language: Language) -> str:
    """How is this number written?

    Takes: a finite number, the language. Gives: up to six digits that count, and a real minus sign.
    Example: ``number_text(0.5, "fr") == "0,5"``.
    """
    digits = f"{abs(value):.6g}"
    if "e" in digits:
        digits = f"{abs(value):.12f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{abs(value):.0f}"
    whole, _, fraction = digits.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", _THOUSANDS[language])
    body = whole + (_DECIMAL_MARK[language] + fraction if fraction else "")
    return f"−{body}" if value < 0 and body.strip("0,.") else body


def share_text(value: float, language: Language) -> str:
    """How is this share written?

    Takes: a share (0.7), the language. Gives: a percentage, as 70 % with a fixed space.
    """
    return f"{number_text(round(value * 100, 6), language)}{FIXED_SPACE}%"


def unit_text(code: str, language: Language) -> str:
    """How is this UCUM code printed for people?

    Takes: a UCUM code, the language. Gives: its symbol, as µg/m³ for ``ug/m3``; a time in words; nothing for ``1`` and
    annotations.
    """
    if code in TIMES:
        return TIMES[code][language][1]
    return _symbol(code, language)


def _symbol(code: str, language: Language) -> str:
    if code == "1" or (code.startswith("{") and code.endswith("}") and "/" not in code):
        return ""
    return _NAMED_SYMBOLS[code][language] if code in _NAMED_SYMBOLS else _SYMBOLS.get(code, code)


def value_text(value: float, unit: str, language: Language, *, dative: bool = False) -> str:
    """How is a value with its unit written? Times in words, half an hour as 30 minutes.

    Takes: a value, its UCUM unit, the language; ``dative`` for German after "unter", "über" and "in".
    Gives: number and symbol with a fixed space.
    Example: ``value_text(48, "h", "en")`` is 48 hours with a fixed space.
    """
    while unit in _SMALLER and value != int(value):
        unit, times = _SMALLER[unit]
        value = round(value * times, 9)
    if unit in TIMES:
        one, many = TIMES[unit][language]
        many = _DATIVE.get(many, many) if dative else many
        single = abs(value) < 2 if language == "fr" else value == 1
        return f"{number_text(value, language)}{FIXED_SPACE}{one if single else many}"
    symbol = _symbol(unit, language)
    return number_text(value, language) + (f"{FIXED_SPACE}{symbol}" if symbol else "")


def duration_text(milliseconds: int, language: Language, *, dative: bool = False) -> str:
    """How long is this, in words?

    Takes: milliseconds, the language, ``dative`` as for ``value_text``. Gives: the exact duration in its largest whole
    unit, days at most: ``duration_text(900_000, "de")`` is 15 Minuten.
    """
    for unit, size in (("d", DAY), ("h", HOUR), ("min", MINUTE)):
        if milliseconds >= size and milliseconds % size == 0:
            return value_text(milliseconds // size, unit, language, dative=dative)
    return value_text(milliseconds / SECOND, "s", language, dative=dative)


def parameter_text(parameter: Parameter, value: float, language: Language, *, dative: bool = False) -> str:
    """How is this value of this parameter written?

    Takes: the parameter, a value in its unit, the language, ``dative`` as for ``value_text``.
    Gives: number and unit; a share as a percentage; yes or no in words.
    """
    if parameter.selector == "share":
        return share_text(value, language)
    if parameter.selector == "yes_no":
        return (_YES if value else _NO)[language]
    return value_text(value, parameter.unit, language, dative=dative)
