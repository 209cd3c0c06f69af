"""People from files: all of them or none, and again without effect."""

from __future__ import annotations

import pytest

from pagus.apps.people.queries import facts_of
from pagus.apps.streams.queries import registered_subjects
from pagus.doors.files import import_people
from pagus.errors import ConfigError, NotAllowed, ShapeError
from tests.apps.cast import account, team

HEADER = "code,commune,team,simulated\n"


@pytest.fixture
def teams(empty):
    return [team("team-a"), team("team-b")]


def write(folder, text):
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_people_are_added_and_may_be_observed(teams, tmp_path):
    text = HEADER + "person:P-ANNE,67482,team-a,true\nperson:P-BERT,commune:67118,team-b,oui\n,67482,team-a,1\n"
    report = import_people(write(tmp_path, text))
    assert (len(report.added), report.unchanged, report.problems) == (3, 0, ())
    assert report.added[2].startswith("person:P-")
    assert facts_of(["person:P-BERT"])["person:P-BERT"].residence == "commune:67118"
    assert set(report.added) <= set(registered_subjects())


def test_the_same_file_again_changes_nothing(teams, tmp_path):
    path = write(tmp_path, HEADER + "person:P-ANNE,67482,team-a,true\n")
    import_people(path)
    report = import_people(path)
    assert (report.added, report.unchanged) == ((), 1)


def test_one_bad_line_keeps_everybody_out_and_all_bad_lines_are_told(teams, tmp_path):
    lines = [
        "person:P-ANNE,67482,team-a,true",
        "person:P-BERT,00000,team-a,true",
        "person:P-CARL,67482,team-x,true",
        "Carl Smith,67482,team-a,true",
        "person:P-DORA,67482,team-a,perhaps",
        "person:P-EMIL,67482",
        "person:P-ANNE,67482,team-a,true",
    ]
    report = import_people(write(tmp_path, HEADER + "\n".join(lines)))
    assert report.added == ()
    assert [note.position for note in report.problems] == [3, 4, 5, 6, 7, 8]
    said = [str(note) for note in report.problems]
    assert "team-x" in said[1]
    assert "person:P-" in said[2]
    assert "write true or false" in said[3]
    assert "2 cells, the header 4" in said[4]
    assert "in use" in said[5]
    assert facts_of(["person:P-ANNE"]) == {}
    assert "person:P-ANNE" not in registered_subjects()


def test_someone_who_is_here_otherwise_is_not_overwritten(teams, tmp_path):
    import_people(write(tmp_path, HEADER + "person:P-ANNE,67482,team-a,true\n"))
    report = import_people(write(tmp_path, HEADER + "person:P-ANNE,67482,team-b,true\n"))
    assert "move the person instead" in str(report.problems[0])


def test_real_people_need_a_workspace_that_is_ready_for_them(teams, tmp_path):
    with pytest.raises(ConfigError):
        import_people(write(tmp_path, HEADER + "person:P-ANNE,67482,team-a,false\n"))
    assert facts_of(["person:P-ANNE"]) == {}


def test_a_file_without_the_columns_is_refused(teams, tmp_path):
    with pytest.raises(ShapeError, match="has no column 'commune', 'team'"):
        import_people(write(tmp_path, "code,name\nperson:P-ANNE,Anne\n"))


def test_who_may_not_enrol_adds_nobody(teams, tmp_path):
    with pytest.raises(NotAllowed):
        import_people(write(tmp_path, HEADER + "person:P-ANNE,67482,team-a,true\n"), by=account("analyst", "region:44"))
