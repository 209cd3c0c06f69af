"""What nobody types by mistake: each address and each form says what is wrong, and none breaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pagus.apps.installations.queries import get_installation
from pagus.errors import InputError
from pagus.faces.console.numbers import read_number
from tests.faces.console.conftest import ANNA, Scene

Browse = Callable[..., Client]

NUMBERS = ("", "x", "²", "٣", "-1", "0", "1e400", "NaN", "\0", "9" * 25, "9" * 5_000)


def unbroken(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_a_page_number_that_is_none_breaks_no_list(scene: Scene, browse: Browse) -> None:
    client = unbroken(browse(scene.coordinator))
    for address in ("alerts/?page=", "people/?page=", "journal/?before="):
        for text in NUMBERS:
            assert client.get(f"/console/{address}{text}").status_code == 200, (address, text[:30])


@pytest.mark.django_db
def test_an_installation_that_is_none_is_not_found(scene: Scene, browse: Browse) -> None:
    client = unbroken(browse(scene.nurse))
    for text in NUMBERS:
        posted = {"installation": text, "name": "very_low_glucose", "value": "60", "reason": "r"}
        assert client.post(f"/console/subjects/{ANNA}/parameter", posted).status_code == 404, text[:30]


@pytest.mark.django_db
def test_a_snooze_until_no_day_is_refused_in_words(scene: Scene, browse: Browse) -> None:
    client = unbroken(browse(scene.nurse))
    for text in ("", "x", "0001-01-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59", "9999-12-31T23:59-14:00"):
        answer = client.post(f"/console/alerts/{scene.alert}/snooze", {"until": text, "note": "because"})
        assert answer.status_code == 422, text


@pytest.mark.django_db
def test_a_snooze_keeps_the_offset_that_was_written(scene: Scene, browse: Browse) -> None:
    from pagus.apps.alerts.models import Alert

    browse(scene.nurse).post(f"/console/alerts/{scene.alert}/snooze", {"until": "2026-03-17T08:00Z", "note": "because"})
    assert Alert.objects.get().snoozed_until_ms == 1_773_734_400_000


@pytest.mark.django_db
def test_a_parameter_takes_plain_numbers_only(scene: Scene) -> None:
    parameter = get_installation(scene.installation).kit.parameters["very_low_glucose"]
    assert read_number(" 2,5 ", parameter) == 2.5
    for text in ("nan", "inf", "-inf", "1e400", "1_0", "٦٥", "0x10", "", ".", "9" * 5_000 + "x"):
        with pytest.raises(InputError, match="is no number"):
            read_number(text, parameter)


@pytest.mark.django_db
def test_the_form_of_a_kit_says_that_nan_is_no_number(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.coordinator).get("/console/kits/diabetes-home/install/?very_low_glucose=nan")
    assert answer.status_code == 422
    assert "is no number" in answer.content.decode()


@pytest.mark.django_db
def test_a_length_in_other_digits_is_no_length(scene: Scene, browse: Browse) -> None:
    from pagus.apps.streams.actions import add_source

    client = unbroken(browse(None))
    token = add_source("some-device", "epci:246700488")
    answer = client.post(
        "/api/v1/observations",
        b"{}",
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
        CONTENT_LENGTH="²",
    )
    assert answer.status_code == 411
