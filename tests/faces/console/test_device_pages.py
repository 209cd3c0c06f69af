"""Devices in the console: whoever looks after them sees what is wrong, and no person whom they may not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import add_source, submit
from pagus.apps.streams.observation import Batch, Device, Note, Observation, Refusal
from pagus.kernel.time import MINUTE
from tests.apps.cast import account
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
LIST = "/console/observations/devices/"
PAGE = f"{LIST}hub-1/"


@pytest.fixture
def hub(scene: Scene) -> Scene:
    """A hub with a weak battery, a reading in another unit, and two that were not taken."""
    add_source("hub-1", EUROMETROPOLE)
    add_source("quiet", EUROMETROPOLE)
    add_source("far", "commune:57463")
    readings = [
        Observation(ANNA, "glucose", NOW + 30 * MINUTE, 110.0),
        Observation(ANNA, "glucose", NOW - 7 * MINUTE, 6.7),
        Observation(ANNA, "glucoze", NOW - 8 * MINUTE, 120.0),
    ]
    unread = Refusal(Note(0, "message", "the message cannot be read: {reason}", {"reason": "cut"}, "send one"), '{"obs')
    submit(Batch("hub-1", readings, device=Device("mqtt", 12.0), refused=(unread,)))
    return scene


def test_the_list_has_what_needs_somebody_first(hub: Scene, browse: Browse) -> None:
    text = browse(hub.coordinator).get(LIST).content.decode()
    assert text.index(">hub-1<") < text.index(">quiet<")
    assert "12 % (low)" in text
    assert "MQTT" in text
    assert "30 min ahead of ours" in text
    assert "not in the last 7 days" in text
    assert ">far<" not in text


def test_the_page_says_why_each_reading_was_not_taken(hub: Scene, browse: Browse) -> None:
    text = browse(hub.coordinator).get(PAGE).content.decode()
    assert "The battery is low" in text
    assert "lies in the future" in text
    assert "check the clock and the time zone of the device" in text
    assert "glucoze" in text
    assert "the message cannot be read: cut" in text
    read = entries(limit=5)
    assert ("read", ANNA, "rejected readings") in {(each.verb, each.object_code, each.purpose) for each in read}


def test_an_operator_sees_that_something_is_wrong_and_nobodys_data(hub: Scene, browse: Browse) -> None:
    text = browse(account("operator", EUROMETROPOLE)).get(PAGE).content.decode()
    assert "somebody whom you may not see" in text
    assert "check the clock and the time zone of the device" in text
    assert "the message cannot be read: cut" in text
    assert "P-AAA" not in text
    assert "120" not in text.partition("rejected-heading")[2].partition("</section>")[0]


def test_who_may_judge_it_sees_in_which_unit_it_was_perhaps_meant(hub: Scene, browse: Browse) -> None:
    assert "In mmol/L it would be like the value before" in browse(hub.coordinator).get(PAGE).content.decode()
    assert browse(hub.analyst).get(PAGE).status_code == 403


def test_devices_of_other_territories_are_not_there(hub: Scene, browse: Browse) -> None:
    client = browse(hub.coordinator)
    assert client.get(f"{LIST}far/").status_code == 404
    assert client.get(f"{LIST}none/").status_code == 404
    assert client.get(f"{LIST}quiet/").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("fr", "La batterie est faible"), ("de", "Die Batterie ist schwach")])
def test_it_speaks_the_languages_of_the_house(hub: Scene, browse: Browse, language: str, word: str) -> None:
    text = browse(hub.coordinator, language).get(PAGE).content.decode()
    assert word in text
