from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from pagus.faces.gallery.example_texts import TEXTS
from pagus.faces.gallery.views import COMPONENTS, GROUPS, PAGES

pytestmark = pytest.mark.django_db

ADDRESSES = ["", *GROUPS, *(f"page/{name}" for name in PAGES)]
FRAME = {
    *(
        "base",
        "header",
        "footer",
        "strip",
        "language_switch",
        "theme_switch",
        "map_head",
        "field_facts",
        "value",
        "swatch",
    ),
    *("400", "403", "403_csrf", "404", "500", "error", "login", "logged_out", "authorize"),
}
VOID = {"meta", "link", "input", "br", "hr", "img", "wbr"}


class Reader(HTMLParser):
    """Reads a page strictly: every element closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing, at {self.getpos()}")


@cache
def page(address: str, language: str) -> str:
    answer = Client().get(f"/_components/{address}?language={language}")
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "de"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_well_formed_and_within_the_policy(address: str, language: str) -> None:
    text = page(address, language)
    reader = Reader(text)
    assert reader.faults == []
    assert ("html", language) in [(tag, facts.get("lang")) for tag, facts in reader.elements]
    assert len(text.encode()) <= 150_000
    for tag, facts in reader.elements:
        assert "style" not in facts, (tag, facts)
        assert not [name for name in facts if name.startswith("on")], (tag, facts)
        assert tag != "style"
        assert tag != "script" or facts.get("src"), "an inline script"
    twice = [
        name
        for name, count in Counter(facts["id"] for _, facts in reader.elements if "id" in facts).items()
        if count > 1
    ]
    assert twice == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_heard(address: str) -> None:
    elements = Reader(page(address, "fr")).elements
    known = {facts.get("id") for _, facts in elements}
    labelled = {facts.get("for") for tag, facts in elements if tag == "label"}
    headings = [tag for tag, _ in elements].count("h1")
    assert headings == (2 if address == "foundations" else 1)  # the example of page_head is a heading itself
    assert [tag for tag, _ in elements].count("main") == 1
    for tag, facts in elements:
        for reference in ("aria-labelledby", "aria-describedby", "popovertarget"):
            for name in (facts.get(reference) or "").split():
                assert name in known, (tag, reference, name)
        if tag in {"input", "select", "textarea"} and facts.get("type") != "hidden":
            assert facts.get("id") in labelled, (tag, facts)
        if tag == "svg" and facts.get("class", "") != "chart-inner":
            assert facts.get("aria-hidden") == "true" or facts.get("role") == "img", facts


def test_every_part_has_an_example_and_says_its_inputs() -> None:
    shown = {name for names in GROUPS.values() for name in names}
    parts = {path.stem for path in COMPONENTS.glob("*.html")} - FRAME
    assert parts - shown == set()
    for name in parts:
        comment = re.match(
            r"{% comment %}\nQuestion: [^%]*\nInputs: ", (COMPONENTS / f"{name}.html").read_text("utf-8")
        )
        assert comment, name


def test_the_readme_names_every_part() -> None:
    text = (COMPONENTS / "README.md").read_text("utf-8")
    parts = {path.stem for path in COMPONENTS.glob("*.html")} - FRAME
    assert {name for name in parts if f"`{name}`" not in text} == set()


def test_the_examples_speak_three_languages() -> None:
    same_everywhere = {
        "no2",
        "kits",
        "navigation",
        "code",
        "reason",
        "layer_kit",
        "layer_person",
        "severity-information",
    }
    for key, text in TEXTS.items():
        assert text.fr
        assert text.en
        assert text.de
        assert key in same_everywhere or len({text.fr, text.en, text.de}) > 1, key


def test_the_page_in_german_shows_german_numbers_and_dates() -> None:
    text = page("page/place", "de")
    assert "61,7" in text
    assert "14. Jan." in text
    assert "keine Daten" in text


def test_the_map_is_told_nothing_of_a_suppressed_value() -> None:
    told = Client().get("/_components/values.json?language=en").json()
    assert {words for tone, words in told.values() if tone == "suppressed"} == {"suppressed, too few cases"}
    assert sum(tone == "no-data" for tone, _ in told.values()) == 2
    geometry = Client().get("/_components/territory.geojson").json()
    assert {feature["properties"]["code"] for feature in geometry["features"]} == told.keys()
    assert all("value" not in feature["properties"] for feature in geometry["features"])


def test_an_unknown_group_is_a_page_that_says_so() -> None:
    answer = Client().get("/_components/nothing-here", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert Reader(answer.content.decode()).faults == []


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500, 503])
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_every_error_page_is_whole_and_says_what_to_do(status: int, language: str, rf: RequestFactory) -> None:
    facts = {"status": status, "message": "<b>no place</b>", "incident": "8F3A21C0" if status == 500 else ""}
    with translation.override(language):
        text = render_to_string("error.html", facts, rf.get("/somewhere"))
    reader = Reader(text)
    assert reader.faults == []
    assert "&lt;b&gt;no place&lt;/b&gt;" in text
    assert ("8F3A21C0" in text) == (status == 500)
    assert text.count("<p>") >= 2
    assert not re.search(r"<(title|h1)>\s*(·|<)", text)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_the_pages_django_asks_for_are_whole(name: str, rf: RequestFactory) -> None:
    text = render_to_string(name, {}, None if name == "500.html" else rf.get("/somewhere"))
    assert Reader(text).faults == []
    assert re.search(r"<h1>[^<]{4,}</h1>", text)


def test_the_login_page_asks_for_two_things() -> None:
    answer = Client().get("/login")
    assert answer.status_code == 200
    reader = Reader(answer.content.decode())
    assert reader.faults == []
    asked = {facts.get("name"): facts.get("autocomplete") for tag, facts in reader.elements if tag == "input"}
    assert (asked["username"], asked["password"]) == ("username", "current-password")


def test_a_wrong_login_is_told_without_repeating_the_password() -> None:
    answer = Client().post("/login", {"username": "nobody", "password": "wrong-password-1"})
    text = answer.content.decode()
    assert 'class="notice notice-high"' in text
    assert "wrong-password-1" not in text
    assert 'value="nobody"' in text


def test_the_policy_goes_with_every_page() -> None:
    policy = Client().get("/_components/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_partials_hold_no_untranslated_word() -> None:
    word = re.compile(r">[^<{]*[A-Za-zÀ-ÿ]{3,}[^<{]*<")
    allowed = {"base", "header", "language_switch", "500", "login"}
    for path in [*COMPONENTS.glob("*.html"), *(COMPONENTS / "errors").glob("*.html")]:
        text = re.sub(
            r"{% comment %}.*?{% endcomment %}|{%.*?%}|{{.*?}}", "{}", path.read_text("utf-8"), flags=re.DOTALL
        )
        found = [] if path.stem in allowed else word.findall(text)
        assert found == [], path.name
