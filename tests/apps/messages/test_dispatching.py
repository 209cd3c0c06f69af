"""SMS and e-mail that say that a page waits: once, at the right hour, retried only when nothing has left."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from pagus.apps.journal.queries import entries
from pagus.apps.messages.dispatching import dispatches_of, queue_reminders, send_reminders
from pagus.apps.messages.leaving import Outcome, send_email, send_sms
from pagus.apps.messages.models import Dispatch, PersonalRequest
from pagus.apps.people.contacts import set_contact
from pagus.apps.workspace_settings.reminders import EmailSettings, ReminderSettings, SmsSettings, read_reminders
from pagus.errors import ConfigError
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import account, person
from tests.apps.messages.gateways import mail_server, sms_gateway
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

ANNA = "person:P-RAA"
BODY = '{"to": "{phone}", "message": {"text": "{text}", "from": "{sender}"}, "ref": "{id}"}'


@pytest.fixture(autouse=True)
def anna() -> None:
    """Anna agreed to SMS; her team has answered a question of hers. It is 10 o'clock where she lives."""
    person(ANNA)
    set_contact(ANNA, "system", phone="+33612345678", channel="sms", agreed=True)
    answered(NOW)


def answered(at_ms: int) -> None:
    PersonalRequest.objects.create(
        person=ANNA, key=f"k{at_ms}", kind="question", words="?", asked_ms=at_ms, answer="!", answered_ms=at_ms
    )


@contextmanager
def reached_by(monkeypatch: pytest.MonkeyPatch, **ways: Any) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(
            settings, "WORKSPACE", replace(settings.WORKSPACE, reminders=ReminderSettings("Territoire", **ways))
        )
        yield


def gateway(url: str, **more: Any) -> SmsSettings:
    return SmsSettings(url, BODY, "application/json", (("Authorization", "Bearer {token}"),), **more)


def states() -> list[tuple[str, int]]:
    return list(Dispatch.objects.order_by("pk").values_list("state", "tries"))


def test_a_reminder_leaves_once_and_holds_nothing_of_what_waits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text("s3cret\n")
    with sms_gateway([202]) as (url, taken), reached_by(monkeypatch, sms=gateway(url, token_file=token)):
        assert (queue_reminders(), queue_reminders()) == (1, 0)
        assert send_reminders() == (1, 0)
        assert (queue_reminders(), send_reminders()) == (0, (0, 0)), "the same news makes no second one"
        ((headers, body),) = taken
        sent = json.loads(body)
        assert headers["Authorization"] == "Bearer s3cret"
        assert (sent["to"], sent["message"]["from"]) == ("+33612345678", "Territoire")
        assert "votre page vous attend" in sent["message"]["text"]
        assert "/mine/" not in body.decode()
        assert states() == [("sent", 1)]
    (entry,) = [each for each in entries(object_code=ANNA) if each.verb == "send_reminder"]
    assert "612345678" not in entry.detail
    nurse = account("nurse", "epci:246700488", "team-a")
    assert [each.state for each in dispatches_of(nurse, ANNA)] == ["sent"]
    assert dispatches_of(account("coordinator", "epci:246700488"), ANNA) == ()


def test_what_surely_stayed_is_tried_again_later_and_later_then_given_up(
    monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[int], None]
) -> None:
    set_contact(ANNA, "system", quiet=(0, 0))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    moment = NOW
    with reached_by(monkeypatch, sms=gateway(nobody)):
        queue_reminders()
        assert send_reminders() == (0, 1)
    for wait in (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR):
        clock_at(moment + wait - 1000)
        with reached_by(monkeypatch, sms=gateway(nobody)):
            assert send_reminders() == (0, 0), "not yet"
        moment += wait
        clock_at(moment)
        with sms_gateway([503]) as (url, taken), reached_by(monkeypatch, sms=gateway(url)):
            assert send_reminders() == (0, 1)
            assert len(taken) == 1
    assert states() == [("failed", 6)]
    assert Dispatch.objects.get().why == "given_up status 503"


@pytest.mark.parametrize(
    ("status", "state"), [(400, "refused"), (302, "refused"), (500, "failed"), (504, "failed"), (0, "failed")]
)
def test_what_may_have_left_is_never_sent_again(monkeypatch: pytest.MonkeyPatch, status: int, state: str) -> None:
    with sms_gateway([status]) as (url, taken), reached_by(monkeypatch, sms=gateway(url)):
        queue_reminders()
        send_reminders()
        send_reminders()
        assert (states(), len(taken)) == ([(state, 1)], 1)


def test_a_process_that_is_killed_while_sending_sends_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """As SIGKILL: no line after it runs."""

    taken = []

    def killed(_contact: Any, name: str) -> Outcome:
        taken.append(name)
        raise Killed

    with sms_gateway([202]) as (url, after), reached_by(monkeypatch, sms=gateway(url)):
        queue_reminders()
        with pytest.raises(Killed):
            send_reminders(killed)
        assert states() == [("sending", 1)], "it is on the disk that something was about to leave"
        assert send_reminders() == (0, 0)
        assert (len(taken), after, states()) == (1, [], [("failed", 1)])
        assert Dispatch.objects.get().why == "interrupted"


def test_quiet_hours_the_most_a_day_and_what_was_read_meanwhile(
    monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[int], None]
) -> None:
    night = NOW + 11 * HOUR  # 21 o'clock in Strasbourg
    clock_at(night)
    with sms_gateway([202]) as (url, taken):
        with reached_by(monkeypatch, sms=gateway(url)):
            queue_reminders()
            assert send_reminders() == (0, 0)
            assert Dispatch.objects.get().next_ms == NOW + 22 * HOUR, "8 o'clock"
        for number in range(4):
            clock_at(NOW + (22 + number) * HOUR)
            answered(NOW + (22 + number) * HOUR)
            with reached_by(monkeypatch, sms=gateway(url)):
                queue_reminders()
                send_reminders()
        assert len(taken) == 2, "two a day"
        PersonalRequest.objects.update(read_ms=NOW + 2 * DAY)
        clock_at(NOW + 2 * DAY)
        with reached_by(monkeypatch, sms=gateway(url)):
            send_reminders()
        assert (len(taken), states()[-1][0]) == (2, "dropped")


def test_who_took_their_word_back_and_invented_people_are_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with reached_by(monkeypatch, sms=gateway("https://sms.example.org/")):
        queue_reminders()
        send_reminders()
        assert Dispatch.objects.get().state == "dropped", "invented, and the gateway is elsewhere"
    set_contact(ANNA, "system", agreed=False)
    answered(NOW - MINUTE)
    with reached_by(monkeypatch, sms=gateway("http://127.0.0.1:9/")):
        assert queue_reminders() == 0


def test_a_mail_leaves_and_is_judged_by_the_answer() -> None:
    def sent(port: int) -> str:
        server = EmailSettings("127.0.0.1", port, "none", "Territoire <page@example.org>")
        return send_email(server, "anna@example.org", "Votre page", "Elle vous attend.", "pagus-1-1").kind

    with mail_server() as (port, mails):
        assert sent(port) == "sent"
        assert b"Message-ID: <pagus-1-1@example.org>" in mails[0]
    with mail_server(b"451 later") as (port, _mails):
        assert sent(port) == "later"
    with mail_server(b"550 no") as (port, _mails):
        assert sent(port) == "refused"
    with mail_server(hangs_up=True) as (port, mails):
        assert (sent(port), len(mails)) == ("unsure", 1)
    assert sent(1) == "later", "nobody answers there"


def test_a_slow_gateway_is_given_up_in_time() -> None:
    with sms_gateway([202], pause_s=1.0) as (url, _taken):
        assert send_sms(gateway(url), "+331", "t", "s", "id", patience_s=0.3).kind == "unsure"


def test_a_text_cannot_break_out_of_the_body_that_it_is_put_into() -> None:
    with sms_gateway([202]) as (url, taken):
        send_sms(gateway(url), '+33"}, {"', "a\\b {token}\n", "s", "id")
        assert json.loads(taken[0][1])["to"] == '+33"}, {"'
        form = SmsSettings(url, "to={phone}&text={text}", "application/x-www-form-urlencoded")
        send_sms(form, "+33 6", "a&b=c", "s", "id")
        assert taken[1][1] == b"to=%2B33+6&text=a%26b%3Dc"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"sms": {}}, "needs a sender"),
        ({"sender": "T", "pigeon": {}}, "knows only"),
        ({"sender": "T", "sms": {"url": "http://sms.example.org/", "body": BODY}}, "url is https"),
        ({"sender": "T", "sms": {"url": "https://x.org/{phone}", "body": BODY}}, "without a field"),
        ({"sender": "T", "sms": {"url": "https://x.org/", "body": '{"to": "{phone}"}'}}, "must hold"),
        ({"sender": "T", "sms": {"url": "https://x.org/", "body": '{"{phone}": {text}}'}}, "no JSON"),
        ({"sender": "T", "sms": {"url": "https://x.org/", "body": BODY + "{name}"}}, "only the fields"),
        (
            {"sender": "T", "sms": {"url": "https://x.org/", "body": BODY, "headers": {"X": "{phone}"}}},
            "only the fields",
        ),
        ({"sender": "T", "sms": {"url": "https://x.org/", "body": BODY, "headers": {"X": "a\nb"}}}, "no header"),
        ({"sender": "T", "email": {"host": "mail.example.org"}}, "needs host and from"),
        ({"sender": "T", "email": {"host": "m.org", "from": "a@b.org", "security": "none"}}, "this machine only"),
    ],
)
def test_a_way_that_is_badly_described_is_refused_with_what_would_be_right(
    tmp_path: Path, table: dict[str, Any], words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        read_reminders(tmp_path, table)
