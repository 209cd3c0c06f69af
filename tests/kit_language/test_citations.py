"""How sources are cited in few words: two of one author and year are told apart."""

from __future__ import annotations

from pagus.kit_language.evidence_words import citation
from pagus.kit_language.model import Source


def source(key: str, title: str, authors: str = "Smith, A.", year: int | None = 2019) -> Source:
    return Source(key=key, title=title, authors=authors, year=year)


def cited(*sources: Source) -> list[str]:
    return [citation(each, sources).short for each in sources]


def test_two_of_one_author_and_year_have_letters_in_the_order_of_their_titles() -> None:
    later, sooner = source("x", "Weights at home"), source("y", "Falls")
    assert cited(later, sooner, source("z", "Falls", year=2020)) == ["Smith 2019b", "Smith 2019a", "Smith 2020"]
    assert citation(later, [later, sooner]).text == "Smith (2019b). Weights at home."
    assert citation(later, [later]).text == "Smith (2019). Weights at home."


def test_several_authors_are_told_from_one_and_the_title_stands_for_none() -> None:
    many = source("m", "Trial", authors="Smith, A.; Braun, B.")
    anonymous = source("n", "A guideline of many words that goes on for longer than a short citation may be", "")
    assert cited(many, source("o", "Letter")) == ["Smith et al. 2019", "Smith 2019"]
    assert cited(anonymous, anonymous)[0].startswith("A guideline of many words")
    assert citation(anonymous, [anonymous]).text.endswith("may be (2019).")


def test_a_source_without_a_year_is_cited_without_one_and_no_letter_comes_twice() -> None:
    assert cited(source("a", "Web page", year=None)) == ["Smith"]
    assert citation(source("a", "Web page", year=None), []).text == "Smith. Web page."
    assert cited(*(source(f"k{number:02}", f"T{number:02}") for number in range(28)))[-3:] == [
        "Smith 2019z", "Smith 2019aa", "Smith 2019ab",
    ]  # fmt: skip
