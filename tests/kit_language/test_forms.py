"""Forms inside a kit: read, checked with file, line and remedy, compared, and copied from the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.errors import Conflict, NotFound
from pagus.kit_language import lint_kit, load_kit
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.form_facts import form_facts
from pagus.kit_language.form_ready import READY, read_ready, ready_form, ready_slugs, with_ready_form
from tests.kit_language.cases_forms import FAULTS, FORM, WORDS
from tests.kit_language.example_kit import KIT, write_kit


def files(form: str = FORM, words: str = WORDS) -> dict[str, str]:
    messages = {f"messages/{one}.yaml": KIT[f"messages/{one}.yaml"] + words for one in ("fr", "en", "de")}
    return {"forms/tiredness.yaml": form, **messages}


def test_a_kit_holds_forms(tmp_path: Path) -> None:
    folder = write_kit(tmp_path / "weight-home", files())
    assert lint_kit(folder) == []
    form = load_kit(folder).forms["tiredness"]
    assert [option.points for option in form.items["stairs"].options] == [0, 1, 2]
    assert form.items["height"].help is not None
    assert form.scores["total"].bands[0].text.fr == "A little"
    assert set(form_facts(form)) == {
        *("stairs", "stairs_points", "walking", "walking_points", "weight", "height", "bmi"),
        *("total", "total_band", "worn_out"),
    }


def test_a_form_is_part_of_the_digest(tmp_path: Path) -> None:
    before = load_kit(write_kit(tmp_path / "a", files()))
    after = load_kit(write_kit(tmp_path / "b", files(FORM.replace("some: 1", "some: 1.5"))))
    assert before.digest != after.digest
    assert before.forms["tiredness"].digest != after.forms["tiredness"].digest


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_form_is_told_with_line_and_remedy(name: str, tmp_path: Path) -> None:
    old, new, at, message, remedy = FAULTS[name]
    assert old in FORM
    form = FORM.replace(old, new, 1)
    faults = lint_kit(write_kit(tmp_path / "weight-home", files(form)))
    found = [fault for fault in faults if message in fault.message and remedy in fault.remedy]
    assert found, "\n".join(map(str, faults))
    assert found[0].file == "forms/tiredness.yaml"
    if at:
        assert found[0].line == next(n for n, line in enumerate(form.splitlines(), 1) if at in line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      stairs: {text: On stairs}\n", "", "the text forms.tiredness.items.stairs.text is missing"),
        ("some: Some, ", "", "the text forms.tiredness.choices.how_much.some is missing"),
        ("worn_out: {title: Worn out,", "worn_aut: {title: Worn out,", "'worn_aut' is the key of no text"),
        (", note: Ours.", "", "the text forms.tiredness.flags.worn_out.note is missing"),
    ],
)
def test_each_text_stands_in_each_language(old: str, new: str, message: str, tmp_path: Path) -> None:
    faults = lint_kit(write_kit(tmp_path / "weight-home", files(words=WORDS.replace(old, new))))
    assert sorted(fault.file for fault in faults if message in fault.message) == [
        "messages/de.yaml",
        "messages/en.yaml",
        "messages/fr.yaml",
    ]


def test_all_faults_of_a_form_are_told_at_once(tmp_path: Path) -> None:
    form = FORM.replace("when: stairs > 'none'", "when: stair > 'none'").replace("total >= 4", "totl >= 4")
    form = form.replace("formula: weight /", "formula: weigt /")
    faults = lint_kit(write_kit(tmp_path / "weight-home", files(form)))
    assert len(faults) == 3


def test_what_changed_in_a_form_is_weighed(tmp_path: Path) -> None:
    before = load_kit(write_kit(tmp_path / "a", files()))

    def step(old: str, new: str, words: str = WORDS) -> tuple[str | None, bool, list[str]]:
        number = str(abs(hash((old, new, words))))
        found = compare_kits(before, load_kit(write_kit(tmp_path / number, files(FORM.replace(old, new), words))))
        return found.required, found.changes_clinical_rules, [str(change.words) for change in found.changes]

    assert step("some: 1,", "some: 1.5,")[:2] == ("major", True)
    assert "item tiredness.stairs: options changed" in step("some: 1,", "some: 1.5,")[2]
    assert step("at_most: 1,", "at_most: 2,") == ("major", True, ["score tiredness.total: bands changed"])
    assert step("[20, 300]", "[20, 350]")[:2] == ("minor", True)
    assert step("x", "x", WORDS.replace("On stairs", "Climbing"))[:2] == ("minor", True)
    assert step("x", "x", WORDS.replace("How tired", "So tired"))[:2] == ("patch", False)
    assert step("version: 1.0.0", "version: 1.0.1")[:2] == ("patch", False)
    without = compare_kits(before, load_kit(write_kit(tmp_path / "none")))
    assert (without.required, without.changes_clinical_rules) == ("major", True)


@pytest.mark.parametrize("slug", ready_slugs())
def test_a_ready_form_has_no_fault_and_goes_into_a_kit(slug: str, tmp_path: Path) -> None:
    assert read_ready(READY / slug)[1] == []
    texts = with_ready_form(KIT, slug)
    folder = write_kit(tmp_path / "weight-home", texts)
    assert lint_kit(folder) == []
    form = ready_form(slug).form
    assert load_kit(folder).forms == {form.name: form}
    for item in form.items.values():
        assert len({item.text.fr, item.text.en, item.text.de}) > 1 or item.text.fr.isdigit()


def test_all_ready_forms_go_into_one_kit(tmp_path: Path) -> None:
    texts = dict(KIT)
    for slug in ready_slugs():
        texts = with_ready_form(texts, slug)
    folder = write_kit(tmp_path / "weight-home", texts)
    assert lint_kit(folder) == []
    assert len(load_kit(folder).forms) == len(ready_slugs())


def test_a_form_is_not_copied_twice() -> None:
    with pytest.raises(Conflict, match=r"has a file forms/who_5\.yaml"):
        with_ready_form(with_ready_form(KIT, "who-5"), "who-5")
    with pytest.raises(NotFound, match="the library holds"):
        with_ready_form(KIT, "sf-12")
