"""Can these facts be stored? What is wrong with each, before anything is written."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagus.apps.care.facts import FacilityFacts, HeadsFacts, PractitionerFacts
from pagus.apps.care.terms import FACILITY_KINDS, PROFESSIONS, SECTORS, SERVICES
from pagus.errors import CodeError, Conflict, InputError

__all__ = ["check_facility", "check_heads", "check_practitioner", "refuse_mixing"]

_FACILITY = re.compile(r"facility:[A-Za-z0-9][A-Za-z0-9._-]{0,69}")
_PRACTITIONER = re.compile(r"[a-z][a-z0-9_]{0,19}:[A-Za-z0-9][A-Za-z0-9._-]{0,58}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_WEBSITE = re.compile(r"https?://[^\s/]+\S*")
LONGEST_NAME = 200
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1900, 2015
MOST_FTE = 3.0
"""Nobody works more than three full-time posts (local default: a guard against a column read as another)."""


def check_facility(facts: FacilityFacts) -> None:
    """Is everything but the point and the place as it must be? Refuses: CodeError, InputError."""
    if not _FACILITY.fullmatch(facts.code):
        raise CodeError("{code!r} is no facility code: write facility:a-z, 0-9, dot and hyphen", code=facts.code[:90])
    if facts.kind not in FACILITY_KINDS:
        raise CodeError(
            "{kind!r} is no kind of facility: write one of {kinds}",
            kind=facts.kind[:60],
            kinds=", ".join(FACILITY_KINDS),
        )
    _check_name(facts.name)
    if not _COUNTRY.fullmatch(facts.country):
        raise CodeError("{country!r} is no country: write two capital letters, as FR", country=facts.country[:20])
    _check_languages(facts.languages)
    for text, most, what in (
        (facts.address, 300, "address"), (facts.phone, 40, "phone"), (facts.website, 300, "website"),
        (facts.identifier, 80, "identifier"),
    ):  # fmt: skip
        if len(text) > most or not text.isprintable():
            raise InputError("the {field} has more than {most} letters, or some that cannot be printed",
                             field=what, most=most)  # fmt: skip
    if facts.website and not _WEBSITE.fullmatch(facts.website):
        raise InputError("{website!r} is no address of a website: it begins with https://", website=facts.website[:80])
    try:
        ZoneInfo(facts.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("{name!r} is no time zone: write it as Europe/Paris or UTC", name=facts.time_zone) from error
    _check_services(facts)


def _check_services(facts: FacilityFacts) -> None:
    seen: set[str] = set()
    for each in facts.services:
        if each.service not in SERVICES:
            raise CodeError(
                "{service!r} is no service: write one of {services}",
                service=each.service[:60],
                services=", ".join(SERVICES),
            )
        if each.service in seen:
            raise InputError("{service} is given twice for the same facility", service=each.service)
        seen.add(each.service)
        _check_sector(each.sector)


def check_practitioner(facts: PractitionerFacts) -> None:
    """Is everything but the facilities as it must be? Refuses: CodeError, InputError."""
    if not _PRACTITIONER.fullmatch(facts.code):
        raise CodeError("{code!r} is no code of a practitioner: write register:number, as rpps:10001234567",
                        code=facts.code[:90])  # fmt: skip
    _check_profession(facts.profession)
    _check_name(facts.name)
    _check_languages(facts.languages)
    _check_sector(facts.sector)
    year = facts.birth_year
    if year is not None and not FIRST_BIRTH_YEAR <= year <= LAST_BIRTH_YEAR:
        raise InputError("nobody who practises was born in {year}", year=year)
    _check_amount(facts.fte, MOST_FTE, "fte")
    _check_amount(facts.acts_per_year, 100_000, "acts_per_year")
    if facts.practices and not sum(each.share for each in facts.practices) > 0:
        raise InputError("the shares of the practices of {code} add up to nothing", code=facts.code)
    for each in facts.practices:
        _check_amount(each.share, 1_000, "share")


def check_heads(facts: HeadsFacts) -> None:
    """Can so many practitioners be? Refuses: CodeError, InputError."""
    _check_profession(facts.profession)
    _check_amount(facts.heads, 1e6, "heads")
    _check_amount(facts.fte, 1e6, "fte")
    _check_amount(facts.acts_per_year, 1e10, "acts_per_year")


def refuse_mixing(there: bool, told: bool, code: str) -> None:
    """Is the row that is there simulated, and what is told of it real, or the other way round? Refuses: Conflict."""
    if there and not told:
        raise Conflict("{code} is simulated here: what is real needs a code of its own", code=code)
    if told and not there:
        raise Conflict("{code} is real here: what is simulated needs a code of its own", code=code)


def _check_profession(profession: str) -> None:
    if profession not in PROFESSIONS:
        raise CodeError(
            "{profession!r} is no profession: write one of {professions}",
            profession=profession[:60],
            professions=", ".join(PROFESSIONS),
        )


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise InputError("there is no name of 1 to {most} letters", most=LONGEST_NAME)
    if not name.isprintable():
        odd = next(letter for letter in name if not letter.isprintable())
        raise InputError(
            "the name holds {letter!a}, which cannot be printed: was the file written in another encoding?", letter=odd
        )


def _check_languages(languages: tuple[str, ...]) -> None:
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise CodeError("{language!r} is no language: write two small letters, as fr", language=language[:20])
    if len(languages) > 30:
        raise InputError("more than {most} languages are given", most=30)


def _check_sector(sector: str) -> None:
    if sector and sector not in SECTORS:
        raise CodeError("{sector!r} is no sector: write one of {sectors}", sector=sector[:40],
                        sectors=", ".join(SECTORS))  # fmt: skip


def _check_amount(amount: float | None, most: float, what: str) -> None:
    if amount is not None and not 0 <= amount <= most:
        raise InputError("{field} is {amount}: it must be from 0 to {most}", field=what, amount=amount, most=most)
