"""SenML: the examples of RFC 8428 as they are written, the fields that hold on, and what is not read."""

from __future__ import annotations

import json

import msgspec
import pytest

from pagus.doors.senml import read_pack
from pagus.errors import DoorError

MULTIPLE_MEASUREMENTS = """[
  {"bn": "thing:10e2073a01080063/", "bt": 1.276020076001e+09, "bu": "A", "bver": 5,
    "n": "voltage", "u": "V", "v": 120.1},
  {"n": "current", "t": -5, "v": 1.2},
  {"n": "current", "t": -4, "v": 1.3}
]"""
"""RFC 8428, section 5.1.2, with our form of a base name."""


def read(*records: dict):
    return read_pack(json.dumps(records).encode())


def test_base_fields_hold_until_the_next():
    pack = read_pack(MULTIPLE_MEASUREMENTS.encode())
    assert [(each.subject, each.signal, each.time, each.value, each.unit) for each in pack.incoming] == [
        ("thing:10e2073a01080063", "voltage", 1_276_020_076_001, 120.1, "V"),
        ("thing:10e2073a01080063", "current", 1_276_020_071_001, 1.2, "A"),
        ("thing:10e2073a01080063", "current", 1_276_020_072_001, 1.3, "A"),
    ]
    pack = read(
        {"bn": "thing:a/", "bt": 1_700_000_000, "bv": 20, "n": "t", "v": 1.5},
        {"bn": "thing:b/", "n": "t", "v": 2},
        {"bv": 0, "n": "t", "v": 3, "t": 0.25},
    )
    assert [(each.subject, each.value, each.time) for each in pack.incoming] == [
        ("thing:a", 21.5, 1_700_000_000_000),
        ("thing:b", 22, 1_700_000_000_000),
        ("thing:b", 3, 1_700_000_000_250),
    ]


def test_units_of_its_registry_become_ucum():
    base = {"bn": "thing:a/", "bt": 1_700_000_000}
    pack = read(base, *({"n": "x", "u": unit, "v": 1} for unit in ("%RH", "beat/min", "/", "Cel", "ug/m3", "ppm")))
    assert [each.unit for each in pack.incoming] == ["%", "/min", "1", "Cel", "ug/m3", "[ppm]"]


@pytest.mark.parametrize(
    ("record", "field", "said"),
    [
        ({"n": "thing:a/x", "v": 1}, "t", "counts from now"),
        ({"n": "thing:a/x", "v": 1, "t": -5}, "t", "counts from now"),
        ({"n": "thing:a/x", "v": 1, "t": 2**28 - 1}, "t", "counts from now"),
        ({"n": "nothing", "v": 1, "t": 1_700_000_000}, "n", "does not say of whom"),
        ({"n": "thing:a/", "v": 1, "t": 1_700_000_000}, "n", "does not say of whom"),
        ({"n": "thing:a/x", "vs": "on", "t": 1_700_000_000}, "v", "no observation"),
        ({"n": "thing:a/x", "vb": True, "t": 1_700_000_000}, "v", "no observation"),
        ({"n": "thing:a/x", "s": 12.5, "t": 1_700_000_000}, "v", "no observation"),
    ],
)
def test_a_record_that_is_no_observation_is_refused_by_itself(record, field, said):
    good = {"n": "thing:a/y", "v": 2, "t": 1_700_000_000}
    pack = read(record, good)
    assert [(each.note.position, each.note.field) for each in pack.refused] == [(0, field)]
    assert said in str(pack.refused[0].note)
    assert (pack.positions, len(pack.incoming)) == ([1], 1)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[]", DoorError),
        (b'[{"bver": 11, "n": "thing:a/x", "v": 1}]', DoorError),
        (b'[{"n": "thing:a/x", "v": 1, "mode_": 1}]', DoorError),
        (b"[" + b'{"n":"a"},' * 10_000 + b'{"n":"a"}]', DoorError),
        (b"{}", msgspec.ValidationError),
        (b'[{"n": 5, "v": 1}]', msgspec.ValidationError),
        (b'[{"n": "a", "v": NaN}]', msgspec.DecodeError),
        (b'[{"n": "a"', msgspec.DecodeError),
    ],
)
def test_what_is_no_pack_is_refused_whole(body, kind):
    with pytest.raises(kind):
        read_pack(body)


def test_the_battery_is_of_the_device_and_no_observation():
    pack = read({"n": "battery", "u": "%EL", "v": 40}, {"bn": "thing:a/", "n": "battery", "u": "/", "v": 0.5})
    assert (pack.incoming, pack.refused, pack.battery) == ([], (), 50.0)
