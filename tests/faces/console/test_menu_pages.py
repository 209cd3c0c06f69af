"""School menus: sent, scored in plain words, a better one proposed, printed, downloaded, recorded; without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pagus.apps.installations import actions as installations
from pagus.apps.menus.files import example_menu
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_definition, add_thing
from pagus.kernel.time import HOUR
from pagus.kit_language.model import Text
from tests.apps.cast import account
from tests.apps.workspace import NOW

EUROMETROPOLE, PAGE = "epci:246700488", "/console/menus/"
IMPROVE = {"do": "improve", "aim": "change", "purchases": "on"}


@pytest.fixture
def officer(transactional_db: None) -> User:
    add_definition("strasbourg_programme")
    return account("coordinator", EUROMETROPOLE)


def sent(client: Client, **facts: object) -> str:
    answer = client.post(PAGE, facts)
    assert answer.status_code == 200
    text = html.unescape(answer.content.decode())
    assert " style=" not in text
    assert "<script>" not in text
    return text


def test_a_menu_is_scored_by_its_rules(officer: User, browse: Callable[..., Client]) -> None:
    file = SimpleUploadedFile("menu.csv", example_menu().encode())
    text = sent(browse(officer), file=file, do="score")
    assert "0 of 15 rules are kept" in text
    assert "9 too many" in text
    assert "3 are missing" in text
    assert "invented kitchen" not in text
    assert text.count('class="chart-svg') == 1
    assert 'value="2.52"' in text
    assert "come back within five meals" not in text
    soup = sent(browse(officer), menu="dish,days,course\nsoup,1 3,starter\n", do="score")
    assert "soup: meal 1 and again meal 3" in soup
    assert "not known for 2 dishes" in soup


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Prouvé\u00a0: aucun menu"), ("en", "Proven: no menu"), ("de", "Bewiesen: Kein Plan")],
)
def test_a_better_menu_is_proposed(officer: User, browse: Callable[..., Client], language: str, words: str) -> None:
    comma = {"cost": "2,52", "co2": "2,16"}
    text = sent(browse(officer, language), menu=example_menu(), example="yes", **IMPROVE, **comma)
    assert words in text
    assert "15 / 15" in text
    assert text.count('class="menu-new"') > 20
    assert text.count('class="chart-svg') == 2


def test_what_no_menu_keeps_is_named(officer: User, browse: Callable[..., Client]) -> None:
    text = sent(browse(officer), menu=example_menu(), cost="1", **IMPROVE)
    assert "No menu of these dishes keeps everything" in text
    assert "at most 1.00 € wanted" in text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"do": "score"}, "choose a menu first"),
        ({"do": "score", "menu": "dish,days\n"}, "lacks the column course"),
        ({"do": "score", "menu": "dish,days,course\nsoup,21,starter\n"}, "line 2"),
        ({"do": "score", "menu": "dish,days,course\nsoup,,starter\n"}, "no dish of this menu has a day"),
        ({"do": "improve", "menu": example_menu(), "aim": "glory"}, "choose what the better menu is for"),
        ({"do": "improve", "menu": example_menu(), "aim": "cost", "cost": "much"}, "is no number"),
        ({"do": "improve", "menu": "dish,days,course\nsoup,1,starter\n", "aim": "change"}, "too few"),
    ],
)
def test_what_is_wrong_is_told(officer: User, browse: Callable[..., Client], facts: dict[str, str], said: str) -> None:
    text = sent(browse(officer), **facts)
    assert "This menu cannot be scored" in text
    assert said in text


def test_it_is_printed_and_downloaded(officer: User, browse: Callable[..., Client]) -> None:
    client = browse(officer)
    text = sent(client, menu=example_menu(), **IMPROVE)
    found = re.search(r'<textarea hidden name="better">(.*?)</textarea>', text, re.DOTALL)
    assert found is not None
    better = found[1]
    answer = client.post(f"{PAGE}menu.pdf", {"menu": example_menu(), "better": better})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.post(f"{PAGE}menu.pdf", {"menu": example_menu()}).content.startswith(b"%PDF")
    again = client.post(f"{PAGE}menu.csv", {"better": better}).content.decode()
    assert "15 of 15 rules are kept" in sent(client, menu=again, do="score")
    model = client.post(f"{PAGE}menu.csv", {"example": "yes"}).content.decode()
    assert "0 of 15 rules are kept" in sent(client, menu=model, do="score")


def test_a_score_is_recorded_for_a_kitchen(
    officer: User, browse: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browse(officer)
    assert "No kitchen is known here yet" in sent(client, menu=example_menu(), do="score")
    name = Text("Cantine nord", "North canteen", "Mensa Nord")
    add_thing("thing:kitchen-page", name, kind="school_kitchen", place="commune:67482", simulated=True)
    facts = {"menu": example_menu(), "kitchen": "thing:kitchen-page", "do": "record"}
    with monkeypatch.context() as patch:
        patch.setattr("pagus.faces.console.menus.menu_page.observed", lambda score, meals: {"menu_unheard_of": 1.0})
        assert "install the kit" in sent(client, **facts)
    installations.install("school-meals", EUROMETROPOLE, {})
    text = sent(client, **facts)
    assert "22 figures are recorded" in text
    assert "North canteen" in text
    assert "no kitchen here has the code" in sent(client, **(facts | {"kitchen": "thing:elsewhere"}))
    assert "An invented menu is not recorded." in sent(client, do="example")
    submit(Batch("test", [Observation("thing:kitchen-page", "menu_rows_kept", NOW - HOUR, 3.0)]))
    shown = client.get("/console/subjects/thing:kitchen-page/")
    assert "chart-sparkline" in shown.content.decode()


def test_an_analyst_scores_and_records_nothing(officer: User, browse: Callable[..., Client]) -> None:
    client = browse(account("analyst", EUROMETROPOLE))
    text = sent(client, do="example")
    assert "0 of 15 rules are kept" in text
    assert "Record the score" not in text


def test_the_page_is_found_from_the_kits(officer: User, browse: Callable[..., Client]) -> None:
    client = browse(officer)
    assert f'href="{PAGE}"' in client.get("/console/kits/").content.decode()
    assert f'href="{PAGE}"' in client.get("/console/kits/school-meals/").content.decode()
    assert browse(None).get(PAGE).status_code == 302
