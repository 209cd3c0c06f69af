"""Every verb: what it answers, as JSON too, and how it ends when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer.main

from pagus import __version__
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installations
from pagus.apps.journal.queries import entries
from pagus.cli.entry import make_app
from pagus.kernel.time import DAY, HOUR, MINUTE, format_instant
from tests.apps.alerts.test_life import firing
from tests.apps.cast import person
from tests.apps.workspace import NOW, prepare

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
EUROMETROPOLE = "epci:246700488"


def commands() -> dict[str, list[str]]:
    """Every verb of the command line with its options."""
    found: dict[str, list[str]] = {}

    def walk(command: Any, name: str) -> None:
        if hasattr(command, "commands"):
            for child, inner in command.commands.items():
                walk(inner, f"{name} {child}".strip())
        else:
            found[name] = [option for parameter in command.params for option in parameter.opts]

    walk(typer.main.get_command(make_app()), "")
    return found


def test_the_command_line_is_the_contract() -> None:
    assert set(commands()) == {
        "init",
        "demo",
        "serve",
        "doctor",
        "account list",
        "account add",
        "account role",
        "account link",
        "account unlink",
        "account close",
        "account team",
        "place find",
        "place show",
        "import places",
        "import people",
        "import observations",
        "import population",
        "kit pathway",
        "kit simulate",
        "access score",
        "access whatif",
        "access nearest",
        "access isochrone",
        "access matrix",
        "access site",
        "access rounds",
        "import streets",
        "import timetable",
        "import facilities",
        "data list",
        "data get",
        "menu score",
        "menu improve",
        "kit list",
        "kit show",
        "kit init",
        "kit lint",
        "kit test",
        "kit plan",
        "kit install",
        "kit diff",
        "kit key",
        "kit pack",
        "kit sign",
        "kit verify",
        "kit publish",
        "kit yank",
        "registry show",
        "registry renew",
        "registry add",
        "trust add",
        "trust list",
        "trust revoke",
        "kit measure",
        "person merge",
        "person unmerge",
        "statement",
        "capability add",
        "capability list",
        "capability show",
        "capability approve",
        "capability shadow",
        "kit outdated",
        "kit upgrade",
        "kit move",
        "kit rollback",
        "kit uninstall",
        "pathway enrol",
        "pathway show",
        "pathway due",
        "replay",
        "explain",
        "audit",
        "backup",
        "restore",
        "backup-key",
        "backtest",
        "worklist",
        "chain begin",
        "chain run",
        "chain show",
        "door add",
        "door mqtt",
        "door nats",
        "door publish",
        "door reindex",
        "door revoke",
        "door sources",
        "gateway check",
        "gateway run",
        "gateway status",
        "menu example",
        "menu kitchen",
        "simulate cohort",
    }


@pytest.mark.parametrize(("name", "options"), commands().items())
def test_every_verb_speaks_json_and_has_help(name: str, options: list[str], pagus: Speak) -> None:
    assert "--json" in options
    code, out, _ = pagus(*name.split(), "--help")
    assert code == 0
    assert "Usage" in out


def test_version(pagus: Speak) -> None:
    assert pagus("--version")[:2] == (0, f"{__version__}\n")


@pytest.mark.django_db
def test_place_find_and_show(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    code, found = document("place", "find", "schiltig", "--kind", "commune", "--limit", "3", *here)
    assert code == 0
    assert [(each["code"], each["name"]) for each in found] == [("commune:67447", "Schiltigheim")]
    code, place = document("place", "show", "commune:67482", *here)
    assert (place["name"], place["communes"]) == ("Strasbourg", 1)
    assert "departement:67" in [each["code"] for each in place["in"]]
    assert "no data" not in pagus("place", "show", "commune:67482", *here)[1]
    assert pagus("place", "find", "xyzzy", *here)[1] == "nothing found\n"


def test_places_need_no_workspace(document: Document, tmp_path: Path) -> None:
    code, found = document("place", "find", "Strasbourg", "--workspace", str(tmp_path / "none"))
    assert (code, found[0]["code"]) == (0, "commune:67482")


def test_kits_of_the_library(document: Document, pagus: Speak) -> None:
    _, kits = document("kit", "list", "--language", "fr")
    assert {"air-today", "diabetes-home"} <= {kit["slug"] for kit in kits}
    code, shown = document("kit", "show", "diabetes-home", "--language", "de")
    assert (code, shown["language"], shown["id"]) == (0, "de", "pagus/diabetes-home")
    assert {rule["id"] for rule in shown["rules"]} >= {"time_in_range_low", "no_glucose"}
    _, text, _ = pagus("kit", "show", "pagus/diabetes-home")
    assert "An alert is raised when" in text
    assert document("kit", "lint", "diabetes-home") == (0, {"diabetes-home": []})
    assert document("kit", "lint", "--all")[0] == 0


def test_kit_test_counts_scenarios_and_coverage(document: Document, pagus: Speak) -> None:
    code, report = document("kit", "test", "diabetes-home")
    assert code == 0
    assert report["diabetes-home"]["failed"] == 0
    assert report["diabetes-home"]["run"] >= 10
    assert report["diabetes-home"]["rule_coverage"] == 1.0
    _, text, _ = pagus("kit", "test", "diabetes-home")
    assert "100%" in text


def test_a_broken_kit_ends_with_code_3_and_all_its_faults(document: Document, pagus: Speak, tmp_path: Path) -> None:
    (tmp_path / "kit.yaml").write_text("format: 1\nid: Nothing\n", encoding="utf-8")
    code, faults = document("kit", "lint", str(tmp_path))
    assert code == 3
    assert len(faults[tmp_path.name]) > 1
    code, out, err = pagus("kit", "show", str(tmp_path), "--json")
    told = json.loads(out)
    assert (code, told["exit_code"], told["error"]) == (3, 3, "KitError")
    assert len(told["faults"]) > 1
    assert "kit.yaml" in err


@pytest.mark.django_db(transaction=True)
def test_plan_then_install(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    where = ("--territory", EUROMETROPOLE, *here)
    code, plan = document("kit", "plan", "diabetes-home", "--param", "time_in_range_wanted=0.65", *where)
    assert (code, plan["refusals"], plan["territory"]) == (0, [], EUROMETROPOLE)
    assert "nobody here holds the role nurse" in pagus("kit", "plan", "diabetes-home", *where)[1]
    code, made = document("kit", "install", "diabetes-home", "--param", "time_in_range_wanted=0.65", *where)
    assert (code, made["kit"], made["mode"], made["digest"]) == (0, plan["kit_id"], "simulation", plan["digest"])
    assert pagus("kit", "plan", "diabetes-home", *where)[0] == 7
    code, out, err = pagus("kit", "install", "diabetes-home", *where)
    assert (code, out) == (7, "")
    assert err.count("\n") <= 3
    assert "runs in epci:246700488 already" in err.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("place", "show", "commune:00000"), 5, "no place commune:00000"),
        (("place", "show", "Strasbourg"), 5, "no place Strasbourg"),
        (("kit", "show", "nothing"), 5, "no kit nothing"),
        (("kit", "show", "air-today", "--language", "it"), 2, "choose fr, en or de"),
        (("kit", "lint"), 2, "name a kit, or say --all"),
        (("kit", "plan", "air-today", "--mode", "real"), 2, "unknown mode real"),
        (("kit", "plan", "air-today", "--param", "x"), 2, "'x' is no parameter value"),
        (("kit", "plan", "air-today", "--param", "x=1", "--param", "x=2"), 2, "x is given twice"),
        (("kit", "plan", "air-today", "--param", "nothing=1", "--territory", EUROMETROPOLE), 3, "has no parameter"),
        (("replay", "diabetes-home", "--from", "2026-13-01", "--territory", EUROMETROPOLE), 2, "is no day"),
        (("replay", "diabetes-home", "--from", "2026-03-20", "--territory", EUROMETROPOLE), 2, "not before its end"),
        (("explain", "999999"), 5, "no alert has the number 999999"),
        (("import", "observations", "absent.csv"), 2, "absent.csv"),
        (("import", "places", "absent.csv"), 2, "absent.csv"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_errors_are_one_line_and_a_code(
    pagus: Speak, here: tuple[str, str], arguments: tuple[str, ...], code: int, message: str
) -> None:
    rest = () if arguments[0] == "kit" and arguments[1] in {"show", "lint"} else here
    found, out, err = pagus(*arguments, *rest)
    assert message in err.replace("\n", " ")
    assert found == code
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [("nothing",), ("place", "find"), ("serve", "--port", "many"), ("explain", "x")])
def test_wrong_usage_ends_with_code_2(pagus: Speak, arguments: tuple[str, ...]) -> None:
    assert pagus(*arguments)[0] == 2


def test_a_folder_that_is_no_workspace(pagus: Speak, tmp_path: Path) -> None:
    code, _, err = pagus("doctor", "--workspace", str(tmp_path))
    assert code == 4
    assert "make one with pagus init" in err.replace("\n", " ")


def test_a_fault_of_ours_shows_a_number_and_goes_to_the_log(
    pagus: Speak, here: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("pagus.library.territories.france", fail)
    monkeypatch.setattr("pagus.cli.place.enter_if_present", lambda _: None)
    code, out, err = pagus("place", "find", "x", "--json", *here)
    told = json.loads(out)
    assert (code, told["error"], told["exit_code"]) == (1, "incident", 1)
    assert told["incident"] in err
    assert "unforeseen" not in err
    log = (prepare().folder / "pagus.log").read_text(encoding="utf-8")
    assert told["incident"] in log
    assert "RuntimeError: unforeseen" in log


@pytest.mark.django_db(transaction=True)
def test_observations_come_in_and_are_replayed(
    pagus: Speak, document: Document, here: tuple[str, str], tmp_path: Path
) -> None:
    code = person("person:P-CLI")
    installations.install("diabetes-home", EUROMETROPOLE, {})
    instants = range(NOW - 20 * DAY, NOW, 5 * MINUTE)
    values = [300.0 if number % 5 < 2 else 120.0 for number in range(len(instants))]
    frame = pl.DataFrame({"who": code, "at": [format_instant(t) for t in instants], "glucose": values})
    frame.write_csv(tmp_path / "readings.csv")
    with (tmp_path / "readings.csv").open("a", encoding="utf-8") as file:
        file.write(
            f"{code},yesterday,100\n{code},{format_instant(NOW - 7)},9000\nperson:P-NOBODY,{format_instant(NOW)},1\n"
        )
    given = ("import", "observations", str(tmp_path / "readings.csv"), "-m", "subject=who", "-m", "time=at")
    given += ("-m", "value=glucose", "-m", "signal:=glucose", "--report", str(tmp_path / "lines.csv"), *here)
    exit_code, report = document(*given)
    assert exit_code == 0
    assert (report["read"], report["accepted"], report["held"], report["rejected"]) == (5763, 5760, 1, 2)
    assert [line["outcome"] for line in report["lines"]] == ["rejected", "held", "rejected"]
    assert len((tmp_path / "lines.csv").read_text(encoding="utf-8").splitlines()) == 4
    assert document(*given)[1]["duplicates"] == 5761
    assert "5763" in pagus(*given)[1]

    where = ("--territory", EUROMETROPOLE, *here)
    code_, usual = document("replay", "diabetes-home", *where)
    assert code_ == 0
    assert usual["subjects"] == 1
    assert usual["alerts"] > 0
    _, loose = document("replay", "diabetes-home", "-p", "time_in_range_wanted=0.5", *where)
    assert loose["alerts"] < usual["alerts"]
    _, text, _ = pagus("replay", "diabetes-home", "--from", "2026-03-01", "--to", "2026-03-10T00:00:00Z", *where)
    assert "a day" in text


@pytest.mark.django_db(transaction=True)
def test_people_and_places_come_in_whole_or_not_at_all(
    document: Document, pagus: Speak, here: tuple[str, str], tmp_path: Path
) -> None:
    person("person:P-ZZZ", team_code="team-a")
    file = tmp_path / "people.csv"
    head = "code,commune,team,simulated\n"
    file.write_text(head + "person:P-CSV,67482,team-a,true\n,67482,team-x,true\n", encoding="utf-8")
    code, report = document("import", "people", str(file), *here)
    assert (code, report["added"], [line["line"] for line in report["problems"]]) == (2, [], [3])
    file.write_text(head + "person:P-CSV,67482,team-a,true\n", encoding="utf-8")
    assert document("import", "people", str(file), *here) == (
        0,
        {"added": ["person:P-CSV"], "unchanged": 0, "problems": []},
    )
    file.write_text(head + "person:P-REAL,67482,team-a,false\n", encoding="utf-8")
    code, _, err = pagus("import", "people", str(file), *here)
    assert code == 4
    assert "real persons cannot be entered" in err.replace("\n", " ")

    places = tmp_path / "places.csv"
    places.write_text("code,kind,name,parent\nzone:port,zone,Port du Rhin,commune:67482\n", encoding="utf-8")
    assert document("import", "places", str(places), *here) == (0, {"places": 1, "memberships": 1, "known": 0})


@pytest.mark.django_db(transaction=True)
def test_explain_shows_why_and_is_journalled(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    from pagus.apps.alerts.actions import raise_alerts

    subject = person("person:P-AAA")
    number = installations.install("diabetes-home", EUROMETROPOLE, {})
    raise_alerts(number, [firing("time_in_range_low", subject, NOW - HOUR)], NOW)
    alert = str(Alert.objects.get().pk)
    code, told = document("explain", alert, "--language", "fr", *here)
    assert code == 0
    assert told["features"] == {"time_in_range": 0.61, "silence": None}
    assert told["layers"]["time_in_range_wanted"][0]["layer"] == "kit"
    assert told["rule"]["condition"].startswith("Une alerte")
    _, text, _ = pagus("explain", alert, *here)
    assert "0.61" in text
    assert "unknown" in text
    assert entries(object_code=subject)[0].actor == "system"


@pytest.mark.django_db(transaction=True)
def test_doctor_says_what_is_whole_and_what_is_missing(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    installations.install("diabetes-home", EUROMETROPOLE, {})
    code, found = document("doctor", *here)
    assert (code, found["healthy"], found["real_persons"]) == (0, True, False)
    assert {guard["name"] for guard in found["safeguards"] if not guard["holds"]} == {
        "workspace",
        "tls",
        "second_factor",
        "encryption",
        "keys",
        "backup",
        "contract",
    }
    _, text, _ = pagus("doctor", *here)
    assert "[hosting]" in text
    assert "Real persons are refused." in text
    assert pagus("doctor", "--real-persons", *here)[0] == 4
    lock = prepare().folder / "kits.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("simulation", "certified"), encoding="utf-8")
    code, found = document("doctor", *here)
    assert (code, found["healthy"]) == (4, False)
    assert "kits.lock differs" in next(part["finding"] for part in found["health"] if part["name"] == "kits")
