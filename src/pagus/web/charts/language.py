"""How numbers, instants, durations and units are written in French, English and German."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import LANGUAGES
from pagus.kit_language.wording import TIMES, unit_text

__all__ = ["age", "clock", "day", "duration", "local", "moment", "number", "printed_unit", "weekday"]

_NARROW = "\u202f"
_SEPARATORS = {"fr": (_NARROW, ","), "de": (".", ","), "en": (",", ".")}
_MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
}
_WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
_DAYS = {"fr": ("jour", "jours"), "en": ("day", "days"), "de": ("Tag", "Tage")}
_JUST_NOW = {"fr": "à l’instant", "en": "just now", "de": "gerade eben"}
_AGO = {"fr": "il y a {}", "en": "{} ago", "de": "vor {}"}
_SHORT_TIMES = {"d": {"fr": "j", "en": "d", "de": "Tage"}, "wk": {"fr": "sem.", "en": "wk", "de": "Wo."}}


def number(value: float | None, language: str, digits: int | None = None) -> str:
    """How is this number written here?

    Takes: a number (None for unknown), the language, and the decimals (None: at most two, and none that say nothing).
    Gives: text with the language's decimal mark and thousands separator; an en dash for unknown.
    Example: ``number(-1234.5, "fr") == "−1 234,5"`` with a narrow space and a real minus sign.
    """
    if value is None:
        return "–"
    thousands, decimal = _SEPARATORS.get(language, _SEPARATORS["en"])
    text = f"{abs(value):,.{2 if digits is None else digits}f}"
    whole, _, fraction = text.partition(".")
    if digits is None:
        fraction = fraction.rstrip("0")
    body = whole.replace(",", thousands) + (decimal + fraction if fraction else "")
    return f"−{body}" if value < 0 and any(digit in "123456789" for digit in body) else body


def local(instant: int, zone: str) -> datetime:
    """What do the clocks of this time zone show at this instant (ms since 1970 UTC)?"""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)).astimezone(ZoneInfo(zone))


def day(instant: int, language: str, zone: str, *, year: bool = False) -> str:
    """Which day is this, as a short text: ``14 janv.``, ``14 Jan``, ``14. Jan.``?"""
    then = local(instant, zone)
    month = _MONTHS.get(language, _MONTHS["en"])[then.month - 1]
    mark = {"de": ".", "fr": "er" if then.day == 1 else ""}.get(language, "")
    text = f"{then.day}{mark} {month}"
    return f"{text} {then.year}" if year else text


def weekday(instant: int, language: str, zone: str) -> str:
    """Which day of the week is this, in words?"""
    return _WEEKDAYS.get(language, _WEEKDAYS["en"])[local(instant, zone).weekday()]


def clock(instant: int, zone: str) -> str:
    """Which time of the day is this: ``08:05``?"""
    return local(instant, zone).strftime("%H:%M")


def moment(instant: int, language: str, zone: str, *, year: bool = False) -> str:
    """Which day and time is this: ``14 janv., 08:05``?"""
    return f"{day(instant, language, zone, year=year)}, {clock(instant, zone)}"


def duration(milliseconds: int, language: str) -> str:
    """How long is this, in the words one would say: ``45 min``, ``1 h 20 min``, ``26 h``, ``3 jours``?"""
    if milliseconds < HOUR:
        return f"{milliseconds // MINUTE} min"
    if milliseconds < 2 * HOUR and milliseconds % HOUR >= MINUTE:
        return f"1 h {milliseconds % HOUR // MINUTE} min"
    if milliseconds < 2 * DAY:
        return f"{milliseconds // HOUR} h"
    days = milliseconds // DAY
    one, many = _DAYS.get(language, _DAYS["en"])
    return f"{number(days, language)} {one if days == 1 else many}"


def age(milliseconds: int, language: str) -> str:
    """How long ago was it: ``il y a 26 h``, ``26 h ago``, ``vor 26 h``?"""
    if milliseconds < MINUTE:
        return _JUST_NOW.get(language, _JUST_NOW["en"])
    if language == "de" and milliseconds >= 2 * DAY:
        return f"vor {number(milliseconds // DAY, 'de')} Tagen"
    return _AGO.get(language, _AGO["en"]).format(duration(milliseconds, language))


def printed_unit(code: str, language: str = "en") -> str:
    """How is this UCUM unit printed beside a number: ``ug/m3`` as µg/m³, ``h`` as h, dimensionless as nothing?"""
    if code in TIMES:
        return _SHORT_TIMES[code].get(language, code) if code in _SHORT_TIMES else code
    return unit_text(code, next((known for known in LANGUAGES if known == language), "en"))
