from __future__ import annotations

import pytest

from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.web.charts import language as written

THEN = parse_instant("2026-03-01T23:30:00Z")


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1234.5, None, {"fr": "1\u202f234,5", "en": "1,234.5", "de": "1.234,5"}),
        (12345, None, {"fr": "12\u202f345", "en": "12,345", "de": "12.345"}),
        (1234567.891, 1, {"fr": "1\u202f234\u202f567,9", "en": "1,234,567.9", "de": "1.234.567,9"}),
        (-0.04, 1, {"fr": "0,0", "en": "0.0", "de": "0,0"}),
        (-2.5, None, {"fr": "−2,5", "en": "−2.5", "de": "−2,5"}),
        (7.0, None, {"fr": "7", "en": "7", "de": "7"}),
        (None, 2, {"fr": "–", "en": "–", "de": "–"}),
    ],
)
def test_numbers(value: float | None, digits: int | None, expected: dict[str, str]) -> None:
    assert {name: written.number(value, name, digits) for name in ("fr", "en", "de")} == expected


def test_instants_are_told_in_local_time() -> None:
    zone = "Europe/Paris"
    assert written.moment(THEN, "fr", zone) == "2 mars, 00:30"
    assert written.day(THEN, "de", zone, year=True) == "2. März 2026"
    assert written.weekday(THEN, "en", zone) == "Monday"


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (30_000, {"fr": "à l’instant", "en": "just now", "de": "gerade eben"}),
        (59 * MINUTE, {"fr": "il y a 59 min", "en": "59 min ago", "de": "vor 59 min"}),
        (HOUR, {"fr": "il y a 1 h", "en": "1 h ago", "de": "vor 1 h"}),
        (HOUR + 20 * MINUTE, {"fr": "il y a 1 h 20 min", "en": "1 h 20 min ago", "de": "vor 1 h 20 min"}),
        (26 * HOUR, {"fr": "il y a 26 h", "en": "26 h ago", "de": "vor 26 h"}),
        (3 * DAY, {"fr": "il y a 3 jours", "en": "3 days ago", "de": "vor 3 Tagen"}),
    ],
)
def test_ages(milliseconds: int, expected: dict[str, str]) -> None:
    assert {name: written.age(milliseconds, name) for name in ("fr", "en", "de")} == expected


def test_units_are_printed_for_people() -> None:
    printed = {code: written.printed_unit(code) for code in ("ug/m3", "mg/dL", "%", "{score}", "1", "d", "{steps}/d")}
    assert printed == {
        "ug/m3": "µg/m³",
        "mg/dL": "mg/dL",
        "%": "%",
        "{score}": "",
        "1": "",
        "d": "d",
        "{steps}/d": "{steps}/d",
    }
    assert written.printed_unit("d", "fr") == "j"
    assert [written.printed_unit("[IU]", name) for name in ("fr", "en", "de")] == ["UI", "IU", "IE"]
    assert [written.printed_unit("wk", name) for name in ("fr", "en", "de")] == ["sem.", "wk", "Wo."]
