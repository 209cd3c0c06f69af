"""Observations from files: good ones in every format, and everything that can be wrong with a file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.streams import queries
from pagus.doors.files import ColumnMapping, import_observations, write_report
from pagus.errors import InputError, NotAllowed, NotFound, ShapeError, StoreError
from pagus.kernel.time import parse_instant
from tests.apps.cast import account

GOOD = """subject,signal,time,value,unit,id
person:P-AAAA,glucose,2026-03-15T08:00:00+01:00,101.5,mg/dL,e-1
person:P-AAAA,glucose,2026-03-15T07:05:00Z,5.8,mmol/L,e-2

person:P-BBBB,weight,2026-03-15T08:00:00+01:00,81.2,,
"""


def write(folder: Path, content: str | bytes, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def load(path: Path, mapping: ColumnMapping | None = None, **more):
    return import_observations(path, mapping or ColumnMapping(), more.pop("source", "upload"), **more)


def outcome(report) -> tuple[int, int, int, int]:
    return (report.accepted, report.duplicates, report.held, report.rejected)


def notes(report) -> list[tuple[int, str, str]]:
    return [(each.note.position, each.note.field, str(each.note)) for each in queries.import_notes(report.number)]


def test_csv_is_stored_reported_and_journalled(people, tmp_path):
    told = []
    report = load(write(tmp_path, GOOD), progress=lambda report, length: told.append((report.read, length)))
    assert outcome(report) == (3, 0, 0, 0)
    assert (report.read, report.finished_ms is not None, report.problem) == (3, True, "")
    assert told == [(3, 4)]
    stored = queries.history(["person:P-AAAA"], ["glucose"])
    assert stored["t"].to_list() == [parse_instant("2026-03-15T07:00:00Z"), parse_instant("2026-03-15T07:05:00Z")]
    assert stored["value"].to_list() == [101.5, pytest.approx(5.8 * 18.0156)]
    assert queries.import_reports() == [report]
    entry = entries(limit=1)[0]
    assert (entry.verb, entry.object_code) == ("import_observations", f"import:{report.number}")


def test_importing_again_has_no_effect(people, tmp_path):
    path = write(tmp_path, GOOD)
    load(path)
    assert outcome(load(path)) == (0, 3, 0, 0)
    assert queries.counts().observations == 3


def test_every_row_that_is_not_accepted_is_told_with_its_line(people, tmp_path):
    lines = [
        "subject;signal;time;value;unit;id",
        "person:P-AAAA;glucose;2026-03-15T08:00:00Z;101,5;;",
        "person:P-AAAA;glucose;2026-03-15T08:05:00Z;5,4;;",
        "person:P-NONE;glucose;2026-03-15T08:00:00Z;101;;",
        "person:P-AAAA;glucoze;2026-03-15T08:00:00Z;101;;",
        "person:P-AAAA;glucose;2026-02-30T08:00:00Z;101;;",
        "person:P-AAAA;glucose;2026-03-15T08:00:00;101;;",
        "person:P-AAAA;glucose;2026-03-17T08:00:00Z;101;;",
        "person:P-AAAA;glucose;1970-01-01T00:00:00Z;101;;",
        "person:P-AAAA;glucose;2026-03-15T08:10:00Z;NaN;;",
        "person:P-AAAA;glucose;2026-03-15T08:10:00Z;;;",
        "person:P-AAAA;glucose;2026-03-15T08:10:00Z;101;kg;",
        "person:P-AAAA;glucose;2026-03-15T08:10:00Z;101;furlong;",
        "person:P-AAAA;glucose;2026-03-15T08:15:00Z;101;;e-1",
        "person:P-AAAA;glucose;2026-03-15T08:15:00Z;140;;e-1",
        "person:P-AAAA;glucose;2026-03-15T08:00:00Z",
        ';glucose;"2026-03-15T08:00:00Z;101;;',
        "person:P-AAAA;;2026-03-15T08:00:00Z;101;;",
        ";glucose;2026-03-15T08:00:00Z;101;;",
        "person:P-AAAA;glucose;soon;101;;",
        "person:P-AAAA;glucose;2026-03-15T08:20:00Z;1_0;;",
        "person:P-AAAA;glucose;99999999999999;101;;",
        "person:P-AAAA;glucose;2026-03-15T08:25:00Z;1e308;mmol/L;",
    ]
    report = load(write(tmp_path, "\n".join(lines)), decimal_comma=True)
    assert outcome(report) == (2, 0, 1, 19)
    expected = [
        (3, "value", "outside the plausible range of glucose, 20.0 to 600.0"),
        (4, "subject", "'person:P-NONE' is not registered"),
        (5, "signal", "'glucoze' is not registered"),
        (6, "time", "'2026-02-30T08:00:00Z' is not a date"),
        (7, "time", "has no time zone: add an offset"),
        (8, "time", "lies in the future"),
        (9, "time", "before 1990-01-01"),
        (10, "value", "'NaN' is no number"),
        (11, "value", "the value is empty"),
        (12, "unit", "kg cannot become one in mg/dL"),
        (13, "unit", "'furlong' is not a UCUM unit"),
        (15, "id", "event 'e-1' was received before as glucose 101"),
        (16, "line", "the line has 3 cells, the header 6"),
        (17, "line", "cannot be cut into cells"),
        (18, "signal", "the signal is empty"),
        (19, "subject", "the subject is empty"),
        (20, "time", "'soon' is not a date"),
        (21, "value", "'1_0' is no number"),
        (22, "time", "lies in the future"),
        (23, "value", "not finite or far too large"),
    ]
    found = notes(report)
    assert [(line, field) for line, field, _ in found] == [(line, field) for line, field, _ in expected]
    for (line, _, text), (_, _, said) in zip(found, expected, strict=True):
        assert said in text, line
    assert all(each.note.remedy for each in queries.import_notes(report.number))
    target = tmp_path / "report.csv"
    assert write_report(report.number, target) == 20
    assert target.read_text(encoding="utf-8").splitlines()[1].startswith('3,held,value,"5.4 mg/dL is outside')
    with pytest.raises(NotFound):
        write_report(10**6, target)


def test_report_cells_are_no_formulas(people, tmp_path):
    report = load(write(tmp_path, 'subject,signal,time,value\n=HYPERLINK("x"),glucose,2026-03-15T08:00:00Z,1\n'))
    target = tmp_path / "report.csv"
    write_report(report.number, target)
    assert not any(cell.startswith("=") for cell in target.read_text(encoding="utf-8").replace("\n", ",").split(","))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv is empty"),
        ("absent.csv", None, "absent.csv is no file"),
        ("binary.csv", bytes(range(256)) * 40, "is not utf-8"),
        ("zeros.csv", GOOD.encode() + b"\x00\x00", "line 6 holds a zero byte"),
        ("latin.csv", GOOD.encode() + "person:P-AAAA,glucose,2026,é".encode("latin-1"), "line 6 stands the byte 0xe9"),
        ("utf16.csv", GOOD.encode("utf-16"), "UTF-16"),
        ("packed.csv", gzip.compress(GOOD.encode()), "compressed with gzip: unpack it first"),
        ("sheet.csv", b"PK\x03\x04" + bytes(64), "a ZIP or spreadsheet file"),
        ("other.csv", b"a,b,c\n1,2,3\n", "has no column 'subject', 'signal', 'time', 'value': it has a, b, c"),
        ("twice.csv", b"subject,value,value\n", "the column 'value' comes twice"),
        ("long.csv", b"x" * 10_000_000, "the first line is longer than 65536 characters"),
        ("cut.parquet", b"PAR1" + bytes(500), "is a truncated Parquet file"),
        ("tiny.parquet", b"PAR1", "is a truncated Parquet file"),
        ("false.parquet", b"PAR1" + bytes(500) + b"PAR1", "cannot be read as Parquet"),
    ],
)
def test_an_unreadable_file_leaves_the_store_unchanged(people, tmp_path, name, content, said):
    path = tmp_path / name if content is None else write(tmp_path, content, name)
    with pytest.raises(ShapeError) as caught:
        load(path)
    assert said in str(caught.value)
    assert queries.counts().observations == 0
    assert queries.import_reports() == []


def test_a_line_of_ten_megabytes_is_one_rejected_line(people, tmp_path):
    text = GOOD + "x" * 10_000_000 + "\nperson:P-AAAA,glucose,2026-03-15T09:00:00Z,99,,\n"
    report = load(write(tmp_path, text))
    assert outcome(report) == (4, 0, 0, 1)
    assert notes(report) == [(6, "line", "the line is longer than 65536 characters: it is no observation")]


def test_other_encodings_when_named(people, tmp_path):
    text = GOOD.replace("signal", "größe")
    mapping = ColumnMapping.parse(["signal=größe"])
    assert load(write(tmp_path, text.encode("windows-1252")), mapping, encoding="windows-1252").accepted == 3
    assert load(write(tmp_path, text.encode("utf-16")), mapping, encoding="utf-16").duplicates == 3
    assert load(write(tmp_path, b"\xef\xbb\xbf" + text.encode()), mapping).duplicates == 3
    assert load(write(tmp_path, text.replace("\n", "\r\n")), mapping).duplicates == 3
    with pytest.raises(ShapeError, match="nothing is no encoding"):
        load(write(tmp_path, text), mapping, encoding="nothing")


def test_times_without_zone_need_the_zone_of_the_file(people, tmp_path):
    lines = ["subject,signal,time,value"]
    times = ["2026-01-15 08:00", "2025-10-26T02:30", "2025-03-30T02:30", "2026-01-15T08:10:00Z", "1768464000000"]
    lines += [f"person:P-AAAA,glucose,{time},100" for time in times]
    report = load(write(tmp_path, "\n".join(lines)), time_zone="Europe/Paris")
    assert [text for _, _, text in notes(report)] == [
        "'2025-10-26T02:30' comes twice in Europe/Paris on the night the clocks change: add an offset, as +01:00",
        "'2025-03-30T02:30' comes never in Europe/Paris on the night the clocks change: add an offset, as +01:00",
    ]
    first = queries.history()["t"].to_list()
    assert first == [parse_instant(t) for t in ("2026-01-15T07:00:00Z", "2026-01-15T08:00:00Z", "2026-01-15T08:10:00Z")]
    with pytest.raises(InputError, match="'Mars/Base' is no time zone"):
        load(write(tmp_path, GOOD), time_zone="Mars/Base")


def test_times_in_a_named_format(people, tmp_path):
    text = "subject,signal,time,value\nperson:P-AAAA,glucose,15/03/2026 08:00,100\nperson:P-AAAA,glucose,2026,100\n"
    report = load(write(tmp_path, text), time_format="%d/%m/%Y %H:%M", time_zone="Europe/Paris")
    assert queries.history()["t"].to_list() == [parse_instant("2026-03-15T07:00:00Z")]
    assert notes(report) == [(3, "time", "'2026' is no time written as %d/%m/%Y %H:%M")]


def test_ndjson_with_its_own_names(people, tmp_path):
    rows = [
        {"who": "person:P-AAAA", "at": "2026-03-15T08:00:00Z", "mg": 101},
        {"who": "person:P-AAAA", "at": 1773562000000, "mg": 102.5, "unit": None},
        {"who": "person:P-AAAA", "at": "2026-03-15T08:30:00Z", "mg": True},
        {"who": "person:P-AAAA", "mg": 4},
        {"who": "person:P-AAAA", "at": "2026-03-15T08:40:00Z", "mg": 10**400},
        [1],
    ]
    text = "\n".join(json.dumps(row) for row in rows) + '\n{"who": NaN}\n' + "[" * 30_000 + "\n"
    mapping = ColumnMapping.parse(["subject=who", "time=at", "value=mg", "signal:=glucose"])
    report = load(write(tmp_path, text, "data.ndjson"), mapping)
    assert outcome(report) == (2, 0, 0, 6)
    assert [(line, field) for line, field, _ in notes(report)] == [
        (3, "value"),
        (4, "time"),
        (5, "value"),
        (6, "line"),
        (7, "line"),
        (8, "line"),
    ]
    assert "the line is no JSON object: write one {...} a line" in notes(report)[3][2]


def test_wide_tables_have_a_column_for_each_signal(people, tmp_path):
    text = "id,date,g,w\nA,2026-03-15 08:00,101,81.5\nA,2026-03-15 09:00,,81.4\nA,2026-03-15 10:00,x,\n"
    mapping = ColumnMapping(
        columns={"subject": "id", "time": "date"},
        measured={"g": ("glucose", "mg/dL"), "w": ("weight", None)},
        subjects={"A": "person:P-AAAA"},
    )
    report = load(write(tmp_path, text), mapping, time_zone="UTC")
    assert outcome(report) == (3, 0, 0, 1)
    assert notes(report) == [(4, "value", "'x' is no number")]
    assert queries.history()["signal"].to_list() == ["glucose", "weight", "weight"]


def test_parquet_of_several_types(people, tmp_path):
    frame = pl.DataFrame(
        {
            "subject": pl.Series(["person:P-AAAA"] * 4, dtype=pl.Categorical),
            "signal": ["glucose"] * 4,
            "time": pl.Series([f"2026-03-15 08:0{minute}" for minute in range(4)]).str.to_datetime("%Y-%m-%d %H:%M"),
            "value": pl.Series([100.0, 101.0, float("nan"), None], dtype=pl.Float32),
        }
    )
    path = tmp_path / "data.parquet"
    frame.write_parquet(path)
    report = load(path, time_zone="UTC")
    assert outcome(report) == (2, 0, 0, 2)
    assert [(line, field) for line, field, _ in notes(report)] == [(3, "value"), (4, "value")]
    frame.with_columns(time=pl.col("time").dt.replace_time_zone("Europe/Paris")).write_parquet(path)
    assert load(path).accepted == 2
    assert load(path).duplicates == 2
    frame.with_columns(time=pl.col("time").dt.epoch("ms")).write_parquet(path)
    assert load(path).duplicates == 2


def test_a_parquet_file_with_a_hole_in_the_middle_stores_nothing(people, tmp_path):
    count = 50_000
    frame = pl.DataFrame(
        {
            "subject": ["person:P-AAAA"] * count,
            "signal": ["glucose"] * count,
            "time": range(1_700_000_000_000, 1_700_000_000_000 + count),
            "value": [float(50 + number % 400) for number in range(count)],
        }
    )
    path = tmp_path / "data.parquet"
    frame.write_parquet(path, row_group_size=10_000)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + content[len(content) // 2 + 2_000 :])
    with pytest.raises(ShapeError, match="cannot be read as Parquet"):
        load(path)
    assert queries.counts().observations == 0


def test_many_rows_go_in_batches_and_progress_is_told(people, tmp_path):
    lines = ["subject,signal,time,value"]
    start = parse_instant("2026-01-01T00:00:00Z")
    lines += [f"person:P-BBBB,glucose,{start + number * 60_000},{50 + number % 300}" for number in range(5_001)]
    told = []
    report = load(write(tmp_path, "\n".join(lines)), progress=lambda report, length: told.append((report.read, length)))
    assert told == [(2_000, 5_001), (4_000, 5_001), (5_001, 5_001)]
    assert queries.history(["person:P-BBBB"]).height == report.accepted == 5_001


def test_a_store_that_fails_half_way_leaves_a_report_that_says_so(people, tmp_path, monkeypatch):
    from pagus.apps.streams.submission import Submitter

    submit, calls = Submitter.submit, []

    def failing(self, batch):
        calls.append(batch)
        if len(calls) == 2:
            raise StoreError("the disk is full", retryable=True)
        return submit(self, batch)

    monkeypatch.setattr(Submitter, "submit", failing)
    start = parse_instant("2026-01-01T00:00:00Z")
    lines = ["subject,signal,time,value"]
    lines += [f"person:P-BBBB,glucose,{start + number * 60_000},100" for number in range(5_000)]
    path = write(tmp_path, "\n".join(lines))
    with pytest.raises(StoreError, match="the disk is full"):
        load(path)
    report = queries.import_reports()[0]
    assert (report.accepted, report.problem) == (2_000, "the disk is full")
    assert outcome(load(path)) == (3_000, 2_000, 0, 0)


def test_who_may_not_import_changes_nothing(people, tmp_path):
    with pytest.raises(NotAllowed):
        load(write(tmp_path, GOOD), by=account("analyst", "epci:246700488"))
    assert queries.import_reports() == []


@pytest.mark.parametrize("text", ["", "time", "when=date", "time=", "@=x", "=x"])
def test_a_mapping_that_is_none_is_refused(text):
    with pytest.raises(InputError, match="is no column mapping"):
        ColumnMapping.parse([text])


def test_a_mapping_as_written_on_the_command_line():
    mapping = ColumnMapping.parse(["time=date", "subject:=thing:station-danube", "@no2:[ppb]=NO2", "@pm10=PM=10"])
    assert mapping.columns == {"time": "date"}
    assert mapping.constants == {"subject": "thing:station-danube"}
    assert mapping.measured == {"NO2": ("no2", "[ppb]"), "PM=10": ("pm10", None)}
