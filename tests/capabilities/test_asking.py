"""A capability in a process of its own: asked, watched in shadow, let in by a person, and not missed in silence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.alerts.models import Alert
from pagus.apps.capabilities import actions, asking, queries, transport
from pagus.apps.capabilities.models import Endpoint, ShadowValue
from pagus.apps.installations import actions as installations
from pagus.apps.installations import queries as installed_kits
from pagus.apps.journal.queries import entries
from pagus.apps.streams import actions as streams
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.queries import held, series
from pagus.errors import CodeError
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import person
from tests.apps.workspace import NOW
from tests.capabilities.sample import DIGEST
from tests.kit_language.example_kit import KIT, MESSAGES, write_kit
from tests.store.rules.test_rules_runner import Bench

EUROMETROPOLE = "epci:246700488"
ANNE = "person:P-ANNE"
ASKS = """\
requires:
  capabilities:
    - {name: scale_reader, signal: weight, when_silent: no_weight, reads: [picture], every: 1h, over: 1d}
"""
SAID = MESSAGES.replace(
    "signals:\n",
    "capabilities:\n  scale_reader: {when_silent: A nurse weighs.}\nsignals:\n  picture: {name: picture}\n",
)
CHANGES = {
    "kit.yaml": KIT["kit.yaml"] + ASKS,
    "signals/weight.yaml": KIT["signals/weight.yaml"] + 'picture:\n  unit: "1"\n  plausible: [0, 10]\n  every: 1h\n',
    **{f"messages/{language}.yaml": SAID for language in ("fr", "en", "de")},
}


class Sample:
    """The running process, and what it has received."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("sample.py")), str(log)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def register(self, behaviour: str = "answers", digest: str = DIGEST) -> None:
        actions.register("scale_reader", url=f"http://127.0.0.1:{self.port}/{behaviour}", model_digest=digest)

    @property
    def bodies(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample(tmp_path / "received.ndjson")
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(write_kit(tmp_path / "weight-home", CHANGES))


@pytest.fixture
def anne(empty: None, folder: str) -> str:
    installation = installations.install(folder, EUROMETROPOLE, {}, from_ms=NOW - 3 * DAY)
    installations.enrol(installation, person(ANNE), SYSTEM, from_ms=NOW - DAY)
    return ANNE


def send(signal: str, *points: tuple[int, float]) -> None:
    streams.submit(Batch("meter", [Observation(ANNE, signal, t, value) for t, value in points]))


def rules(bench: Bench) -> set[str]:
    bench.settle()
    return {alert.rule for alert in Alert.objects.filter(withdrawn_ms__isnull=True)}


def test_in_shadow_no_rule_sees_it_and_approved_one_does(anne: str, sample: Sample, clock_at: Callable) -> None:
    bench = Bench()
    send("weight", (NOW - 20 * HOUR, 80.0))
    send("picture", (NOW - HOUR, 0.9))
    sample.register()
    assert asking.ask_capabilities() == 1
    assert list(ShadowValue.objects.values_list("t_ms", "value", "judgement")) == [(NOW, 90.0, "accepted")]
    assert rules(bench) == set()
    assert series(ANNE, "weight").height == 1

    actions.approve("scale_reader", reason="the committee of March has looked")
    clock_at(NOW + HOUR)
    bench.clock.now_ms = NOW + HOUR
    assert asking.ask_capabilities() == 1
    assert series(ANNE, "weight")["source"].to_list() == ["meter", "capability-scale_reader"]
    assert rules(bench) == {"gain_high"}
    verbs = [entry.verb for entry in entries() if entry.object_code == "capability:scale_reader"]
    assert sorted(verbs) == ["approve_capability", "register_capability"]


def test_the_code_of_a_person_never_leaves(anne: str, sample: Sample) -> None:
    send("picture", (NOW - 2 * DAY, 0.5), (NOW - HOUR, 0.8))
    sample.register()
    asking.ask_capabilities()
    (body,) = sample.bodies
    assert "ANNE" not in body
    assert "person" not in body
    sent = json.loads(body)
    assert set(sent) == {"capability", "kit", "version", "model_digest", "subject", "at", "points"}
    assert sent["points"] == [{"signal": "picture", "t": NOW - HOUR, "value": 0.8, "unit": "1"}]
    assert (len(sent["subject"]), sent["kit"], sent["at"]) == (32, "pagus/weight-home", NOW)
    assert any(each.object_code == ANNE and each.purpose == "capability scale_reader" for each in entries())


def test_nobody_is_asked_about_twice_for_one_instant(anne: str, sample: Sample, clock_at: Callable) -> None:
    sample.register()
    assert [asking.ask_capabilities() for _ in range(2)] == [1, 0]
    clock_at(NOW + 59 * MINUTE)
    assert asking.ask_capabilities() == 0
    clock_at(NOW + HOUR)
    assert asking.ask_capabilities() == 1
    assert [json.loads(body)["at"] for body in sample.bodies] == [NOW, NOW + HOUR]


@pytest.mark.parametrize(
    ("behaviour", "trouble"),
    [
        ("slow", "too slow"),
        ("fails", "status 500"),
        ("elsewhere", "status 307"),
        ("broken", "no document of the agreed form"),
        ("large", "larger than"),
        ("hangs-up", "does not answer"),
        ("somebody-else", "not asked about"),
        ("long-ago", "outside what it was sent"),
    ],
)
def test_what_cannot_be_used_is_told_and_asked_again_later(
    behaviour: str, trouble: str, anne: str, sample: Sample, clock_at: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "post", lambda url, body, token: transport.post(url, body, token, patience_s=1.0))
    sample.register(behaviour)
    actions.approve("scale_reader", reason="to see it fail")
    assert asking.ask_capabilities() == 0
    assert trouble in queries.get_endpoint("scale_reader").trouble
    assert series(ANNE, "weight").height == 0
    assert asking.ask_capabilities() == 0
    assert len(sample.bodies) == 1
    Endpoint.objects.update(url=f"http://127.0.0.1:{sample.port}/answers")
    clock_at(NOW + 6 * MINUTE)
    assert asking.ask_capabilities() == 1
    assert queries.get_endpoint("scale_reader").trouble == ""
    assert series(ANNE, "weight")["t"].to_list() == [NOW]


def test_nobody_waits_behind_those_whose_answers_fail(anne: str, sample: Sample, clock_at: Callable) -> None:
    (installed,) = installed_kits.active_installations()
    for number in range(5):
        installations.enrol(installed.id, person(f"person:P-AA{number}"), SYSTEM, from_ms=NOW - DAY)
    send("picture", (NOW - HOUR, 0.9))
    sample.register("fails-without-points")
    used = 0
    for turn in range(6):
        clock_at(NOW + turn * 6 * MINUTE)
        used += asking.ask_capabilities()
    assert used == 1
    assert list(ShadowValue.objects.values_list("subject", flat=True)) == [ANNE]
    assert "status 500" in queries.get_endpoint("scale_reader").trouble


def test_the_token_is_read_from_its_file_each_time(
    anne: str, sample: Sample, clock_at: Callable, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("old\n", encoding="utf-8")
    url = f"http://127.0.0.1:{sample.port}/asks-who"
    actions.register("scale_reader", url=url, model_digest=DIGEST, token_file=token)
    assert asking.ask_capabilities() == 0
    token.write_text("t0ken\n", encoding="utf-8")
    clock_at(NOW + 6 * MINUTE)
    assert asking.ask_capabilities() == 1


def test_no_device_takes_the_name_of_a_capability() -> None:
    with pytest.raises(CodeError, match="those of capabilities"):
        streams.add_source("capability-reader", EUROMETROPOLE)


def test_another_model_is_refused_with_a_task(anne: str, sample: Sample) -> None:
    sample.register("other-model")
    actions.approve("scale_reader", reason="to see it refused")
    assert asking.ask_capabilities() == 0
    assert series(ANNE, "weight").height == 0
    (task,) = installed_kits.open_tasks(SYSTEM)
    assert (task.kind, task.verb) == ("capability", "install_kit")
    assert "another model" in task.facts["reason"]


def test_an_implausible_value_is_held_or_counted(anne: str, sample: Sample, clock_at: Callable) -> None:
    sample.register("implausible")
    asking.ask_capabilities()
    (watched,) = queries.watch("scale_reader")
    assert (watched.shadow, watched.approved, watched.implausible) == (1, 0, 1)
    actions.approve("scale_reader", reason="to see it held")
    clock_at(NOW + HOUR)
    asking.ask_capabilities()
    assert [(each.signal, each.value, each.source) for each in held()] == [
        ("weight", 9_000.0, "capability-scale_reader")
    ]
    (watched,) = queries.watch("scale_reader")
    assert (watched.shadow, watched.approved, watched.implausible, watched.last_age_ms) == (1, 1, 2, 0)


def test_a_stopped_process_is_told_by_the_rule_of_the_kit(anne: str, sample: Sample, clock_at: Callable) -> None:
    bench = Bench()
    sample.register()
    actions.approve("scale_reader", reason="it is good")
    asking.ask_capabilities()
    assert rules(bench) == set()
    sample.stop()
    for now in (NOW + DAY, NOW + 4 * DAY):
        clock_at(now)
        bench.clock.now_ms = now
        assert asking.ask_capabilities() == 0
    assert rules(bench) == {"no_weight"}
    assert series(ANNE, "weight").height == 1
    assert "does not answer" in queries.get_endpoint("scale_reader").trouble


def test_calibration_is_against_what_is_measured_otherwise(anne: str, sample: Sample) -> None:
    send("weight", (NOW - 30 * MINUTE, 88.5))
    send("picture", (NOW - HOUR, 0.9))
    sample.register()
    asking.ask_capabilities()
    (watched,) = queries.watch("scale_reader")
    assert (watched.calibration.n, watched.calibration.mean_difference) == (1, pytest.approx(1.5))


def test_another_model_begins_in_shadow_again(anne: str, sample: Sample) -> None:
    sample.register()
    actions.approve("scale_reader", reason="good")
    sample.register(digest="c" * 64)
    assert queries.standing() == {"scale_reader": "shadow"}


def test_plans_say_whether_it_is_there(empty: None, folder: str) -> None:
    def told(mode: str) -> tuple[list[str], list[str]]:
        plan = installed_kits.plan_here(folder, EUROMETROPOLE, {}, mode)
        return [str(it) for it in plan.refusals if "scale_reader" in str(it)], [
            str(it) for it in plan.remarks if "scale_reader" in str(it)
        ]

    refusals, remarks = told("simulation")
    assert not refusals
    assert "not registered here" in remarks[0]
    refusals, remarks = told("investigational")
    assert "not registered here" in refusals[0]
    assert not remarks
    actions.register("scale_reader", url="https://reader.example/", model_digest=DIGEST)
    refusals, remarks = told("investigational")
    assert not refusals
    assert "shadow mode" in remarks[0]
    assert settings.WORKSPACE.is_demo
