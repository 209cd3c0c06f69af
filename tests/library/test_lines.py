"""Lines of home monitoring: those that are shipped, one of another country, and files that are wrong."""

from __future__ import annotations

from importlib.resources import files

import pytest

from pagus.errors import InputError, NotFound
from pagus.library import lines
from pagus.library.lines import line_named, monitoring_lines, parse_lines

OTHER = """
country: CH
currency: CHF
read: "2026-11-26"
prescription_months: 6
prescription_source: text
sources:
  text: {title: An invented text, year: 2026, read: invented for a test}
certificate: {name: {fr: aucun, en: none, de: keines}, source: text, certainty: local}
retention: {name: {fr: dix ans, en: ten years, de: zehn Jahre}, source: text, certainty: local}
reading: {within: 3d, source: text, certainty: local}
fees:
  care:
    payee: operator
    name: {fr: soins, en: care, de: Pflege}
    amount: "12.50"
    source: text
    certainty: local
lines:
  ch-weight:
    code: ""
    since: "2026-01-01"
    name: {fr: poids, en: weight, de: Gewicht}
    data:
      weight: {name: {fr: poids, en: weight, de: Gewicht}, units: [kg], every: 1d, source: text, certainty: local}
    alerts:
      no_data:
        name: {fr: rien, en: nothing, de: nichts}
        kind: no_data
        about: [weight]
        source: text
        certainty: local
    eligibility: {}
    common_fees: [care]
"""


def test_the_french_lines_say_what_was_read() -> None:
    known = monitoring_lines()
    assert {line.country for line in known.values()} == {"FR"}
    heart = known["fr-heart-failure"]
    assert (list(heart.data), heart.data["body_weight"].every) == (["body_weight"], "1d")
    assert heart.alerts["no_data"].certainty == "law"
    assert {name: fee.amount for name, fee in heart.fees.items() if fee.payee == "operator"} == {
        "operator_2": "28.00",
        "increased_1": "56.00",
        "increased_2": "70.00",
    }
    assert (heart.fees["increased_1"].longest_months, known["fr-diabetes"].fees["increased_1"].longest_months) == (6, 3)
    assert heart.prescription_months == 12
    recalled = known["fr-cardiac-implant"]
    assert {each.certainty for each in recalled.alerts.values()} == {"local"}
    assert recalled.note is not None
    assert recalled.fees["technical"].amount == ""
    assert recalled.fees["technical"].why_no_amount is not None


def test_every_text_stands_in_three_languages_and_every_source_is_used() -> None:
    for line in monitoring_lines().values():
        for word in (line.name, line.certificate.name, *(each.name for each in line.data.values())):
            assert all((word.fr, word.en, word.de))
            assert len({word.fr, word.en, word.de}) > 1
            assert word.say("xx") == word.en


def test_another_country_needs_no_other_shape() -> None:
    (line,) = parse_lines(OTHER, "switzerland.yaml")
    assert (line.country, line.currency, line.fees["care"].amount) == ("CH", "CHF", "12.50")


def test_an_unknown_line_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="fr-heart-failure"):
        line_named("fr-heart")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("units: [kg]", "units: [kgg]", "data.weight.units"),
        ("every: 1d", "every: daily", "data.weight.every"),
        ('"12.50"', '"12,5"', "fees.care.amount"),
        ('    amount: "12.50"\n', "", "why_no_amount"),
        ("common_fees: [care]", "common_fees: [cure]", "the fee cure"),
        ("about: [weight]", "about: [height]", "height is not among data"),
        ("kind: no_data", "kind: event", "an alert when they stop"),
        ("kind: no_data", "kind: silence", "kind"),
        ('since: "2026-01-01"', 'since: "soon"', "since"),
        ("prescription_source: text", "prescription_source: word", "prescription_source: word"),
        ('    code: ""\n', '    kode: ""\n', "kode"),
        ("within: 3d", "within: soon", "reading.within"),
        ("lines:\n  ch-weight:", "line:\n  ch-weight:", "write them under lines:"),
        ("certainty: local}", "certainty: sure}", "certainty"),
    ],
)
def test_a_wrong_file_is_told_by_file_and_field(old: str, new: str, told: str) -> None:
    assert old in OTHER
    with pytest.raises(InputError, match=r"switzerland\.yaml") as refused:
        parse_lines(OTHER.replace(old, new), "switzerland.yaml")
    assert told in str(refused.value)


def test_what_is_no_yaml_is_told() -> None:
    with pytest.raises(InputError, match="is not YAML"):
        parse_lines("lines: [", "x.yaml")


def test_the_files_lie_in_the_package() -> None:
    assert any(entry.name == "france.yaml" for entry in files(lines).iterdir())
