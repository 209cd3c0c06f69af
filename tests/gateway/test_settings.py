"""The household's file: one run tells everything that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.errors import ConfigError
from pagus.gateway.settings import read_settings

GOOD = """
[gateway]
name = "kitchen"
time_zone = "Europe/Paris"

[send]
by = "fhir"
address = "https://pagus.example/fhir"
source = "box-kitchen"
token_file = "token"

[[device]]
address = "c0:26:df:00:11:22"
kind = "scale"
users = { 1 = "person:P-1", 2 = "person:P-2" }

[[device]]
address = "C0:26:DF:00:11:23"
kind = "cuff"
subject = "person:P-1"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "token").write_text("s3cret-token\n", encoding="ascii")
    path = folder / "gateway.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_household(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, GOOD))
    scale, cuff = settings.devices
    assert (scale.address, scale.kind.name) == ("C0:26:DF:00:11:22", "scale")
    assert [scale.subject_of(user) for user in (1, 2, 3, None)] == ["person:P-1", "person:P-2", None, None]
    assert [cuff.subject_of(user) for user in (7, None)] == ["person:P-1", "person:P-1"]
    assert settings.outbox == tmp_path / "outbox.sqlite3"
    assert settings.destination.token == "s3cret-token"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('name = "kitchen"', "", "gateway.name: missing"),
        ("Europe/Paris", "Europe/Colmar", "'Europe/Colmar' is no time zone"),
        ('by = "fhir"', 'by = "fax"', "'fax' is no way to send"),
        ("https://", "http://", "measurements of people would travel unprotected"),
        ("https://", "mqtts://", "does not fit fhir"),
        ('"token"', '"nothing"', "send.token_file: nothing cannot be read"),
        ("c0:26:df:00:11:22", "c0:26:df:00:11", "device 1.address: 'C0:26:DF:00:11' is no Bluetooth address"),
        ("c0:26:df:00:11:22", "C0:26:DF:00:11:23", "is there twice"),
        ('"scale"', '"toaster"', "device 1.kind: 'toaster' is unknown"),
        ('subject = "person:P-1"', "", "device 2: whose is it?"),
        ('subject = "person:P-1"', 'subject = "Jeanne Dupont"', "device 2.subject: 'Jeanne Dupont' is no person"),
        ("{ 1 =", "{ one =", "device 1.users: no number of a user"),
        ('kind = "cuff"', 'kind = "cuff"\ncolour = "red"', "device 2.colour: nobody reads this"),
        ("[gateway]", "[gateway", "is not TOML"),
    ],
)
def test_faults_name_their_field(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    with pytest.raises(ConfigError) as fault:
        read_settings(written(tmp_path, GOOD.replace(before, after, 1)))
    assert told in str(fault.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('name = "kitchen"', "").replace('"scale"', '"toaster"').replace('subject = "person:P-1"', "")
    with pytest.raises(ConfigError) as fault:
        read_settings(written(tmp_path, text))
    assert str(fault.value).count(";") == 2


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_settings(tmp_path / "gateway.toml")
