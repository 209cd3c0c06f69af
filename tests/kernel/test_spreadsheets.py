"""Tables as spreadsheets save them: each usual encoding, separator and decimal sign; refusals name line and column."""

from __future__ import annotations

import pytest

from pagus.errors import InputError, ShapeError
from pagus.kernel.spreadsheets import read_sheet

TABLE = "name;share;day\nÉté à Schœnau;1,5;2026-03-16\n\nHœnheim;;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_table_in_every_encoding(encoding: str, end: str) -> None:
    sheet = read_sheet(TABLE.replace("\n", end).encode(encoding), "t", ("name", "share"), ("day",))
    assert [row.text("name") for row in sheet.whole()] == ["Été à Schœnau", "Hœnheim"]
    assert [(row.line, row.number("share")) for row in sheet.rows] == [(2, 1.5), (4, None)]
    assert sheet.rows[0].text("day") == "2026-03-16"
    assert sheet.rows[0].text("absent") == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a,b\n1.5,2\n", [1.5, 2.0]),
        ("a;b\n1,5;2.25\n", [1.5, 2.25]),
        ("a\tb\n1,5\t2e3\n", [1.5, 2000.0]),
        ('a,b\n"3",-0.5\n', [3.0, -0.5]),
    ],
)
def test_a_comma_is_a_decimal_sign_where_something_else_parts_the_cells(text: str, numbers: list[float]) -> None:
    (row,) = read_sheet(text, "t", ("a", "b")).whole()
    assert [row.number("a"), row.number("b")] == numbers


@pytest.mark.parametrize(
    "text", ['a,b\n"1,500",1\n', "a;b\n1.000,5;1\n", "a,b\nnan,1\n", "a,b\ninf,1\n", "a,b\n1 000,1\n"]
)
def test_a_number_that_can_be_read_in_two_ways_is_refused_with_its_line_and_column(text: str) -> None:
    (row,) = read_sheet(text, "t.csv", ("a",)).whole()
    with pytest.raises(InputError, match=r"t\.csv, line 2, column a: .* is no number"):
        row.number("a")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "spreadsheet file: save it as CSV"),
        (b"%PDF-1.7", "is a PDF"),
        (b"a,b\n\x00\x01,1\n", "is no text"),
        (b"a,b\n\x81\x8d,1\n", "is no text"),
        (b"a,a\n1,2\n", "'a' comes twice"),
        (b"a,c\n1,2\n", "lacks the column b: its first line needs a, b"),
        (b"a,b,c\n1,2,3\n", "line 1, column 3: a column c that nothing here reads; known are a, b"),
        (b'a,b\n1,"2\n', "line 2: unexpected end"),
        (b"a,b\n\n1,2\n1\n", "line 4: the line has 1 cells, the header 2"),
        (b"a,b\n" + b"1,2\n" * 30, "larger than 100 bytes"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(ShapeError, match=told):
        read_sheet(content, "t", ("a", "b"), (), most_bytes=100).whole()
