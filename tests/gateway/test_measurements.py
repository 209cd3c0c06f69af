"""Each characteristic, from bytes written by hand after the layouts of the Bluetooth SIG."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import DoorError
from pagus.gateway import measurements
from pagus.gateway.model import Frame

START = datetime(2026, 3, 1, 8, 0)  # noqa: DTZ001 - a device's clock
WHEN = "ea0703020a1e05"
AT = datetime(2026, 3, 2, 10, 30, 5)  # noqa: DTZ001


def sensor(raw: bytes) -> Frame:
    return measurements.glucose_sensor(raw, START)


READ: dict[str, Callable[[bytes], Frame]] = {
    "weight": measurements.weight,
    "cuff": measurements.blood_pressure,
    "oximeter": measurements.oximeter,
    "thermometer": measurements.temperature,
    "meter": measurements.glucose,
    "sensor": sensor,
}
CASES = [
    ("weight", "009a39", ["WEIGHT 73.730 kg"], {}),  # 0x399a = 14746 steps of 5 g
    ("weight", "0f803e" + WHEN + "02" + "fa00" + "b406", ["WEIGHT 160.00 [lb_av]", "HEIGHT 171.6 [in_i]"], {"user": 2}),
    ("weight", "0600ff" + WHEN + "ff", ["WEIGHT 326.400 kg"], {"user": None, "stamp": AT}),
    ("weight", "00ffff", [], {"unusable": "measurement_failed"}),
    (
        "cuff",
        "1e" + "7800" + "5000" + "5d00" + WHEN + "48f0" + "01" + "2400",
        ["SYSTOLIC 120 mm[Hg]", "DIASTOLIC 80 mm[Hg]", "MEAN_PRESSURE 93 mm[Hg]", "PULSE_OF_CUFF 7.2 /min"],
        {"user": 1, "stamp": AT, "remarks": ("irregular_pulse", "wrong_position")},
    ),
    ("cuff", "01" + "a0f0" + "6af0" + "ff07", ["SYSTOLIC 16.0 kPa", "DIASTOLIC 10.6 kPa"], {}),
    ("cuff", "00" + "ff07" + "5000" + "5d00", [], {"unusable": "no_number"}),
    ("oximeter", "00" + "6100" + "4800", ["SATURATION 97 %", "PULSE_OF_OXIMETER 72 /min"], {}),
    ("oximeter", "13" + "6100" + "4800" + WHEN + "0002", ["SATURATION 97 %", "PULSE_OF_OXIMETER 72 /min"],
     {"stamp": None, "remarks": ("from_storage",)}),
    ("oximeter", "02" + "6100" + "4800" + "0004", [], {"unusable": "demonstration"}),
    ("oximeter", "04" + "6100" + "4800" + "080000", [], {"unusable": "weak_signal"}),
    ("oximeter", "00" + "ff07" + "4800", [], {"unusable": "no_number"}),
    ("thermometer", "02" + "6e0100ff" + WHEN, ["TEMPERATURE 36.6 Cel"], {"stamp": AT}),
    ("thermometer", "01" + "da0300ff", ["TEMPERATURE 98.6 [degF]"], {}),
    ("thermometer", "00" + "ffff7f00", [], {"unusable": "no_number"}),
    ("meter", "03" + "0700" + WHEN + "c4ff" + "78b0" + "11", ["BLOOD_GLUCOSE 120 mg/dL"],
     {"sequence": 7, "stamp": datetime(2026, 3, 2, 9, 30, 5)}),  # noqa: DTZ001 - offset of -60 minutes
    ("meter", "06" + "0800" + WHEN + "43c0" + "11", ["BLOOD_GLUCOSE 6.7 mmol/L"], {"sequence": 8}),
    ("meter", "02" + "0900" + WHEN + "78b0" + "1a", [], {"unusable": "control_solution"}),
    ("meter", "0a" + "0a00" + WHEN + "78b0" + "11" + "0400", [], {"unusable": "sample_too_small"}),
    ("meter", "0a" + "0b00" + WHEN + "78b0" + "11" + "0100", ["BLOOD_GLUCOSE 120 mg/dL"],
     {"remarks": ("battery_low",)}),
    ("meter", "00" + "0c00" + WHEN, [], {"unusable": "no_number"}),
    ("meter", "02" + "0d00" + WHEN + "fe07" + "11", [], {"unusable": "above_range"}),
    ("sensor", "06" + "00" + "7b00" + "0f00", ["SENSOR_GLUCOSE 123 mg/dL"],
     {"sequence": 15, "stamp": datetime(2026, 3, 1, 8, 15)}),  # noqa: DTZ001
    ("sensor", "07" + "80" + "7b00" + "0f00" + "08", [], {"unusable": "sensor_malfunction"}),
    ("sensor", "07" + "80" + "7b00" + "0f00" + "02", ["SENSOR_GLUCOSE 123 mg/dL"], {"remarks": ("battery_low",)}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "values", "others"), CASES)
def test_reads(kind: str, raw: str, values: list[str], others: dict[str, object]) -> None:
    frame = READ[kind](bytes.fromhex(raw))
    assert [f"{each.measure.name} {each.value:f} {each.unit}" for each in frame.quantities] == values
    for name, value in others.items():
        assert getattr(frame, name) == value
    assert bool(frame.unusable) == (not values)


@pytest.mark.parametrize(("kind", "raw"), [(kind, raw) for kind, raw, _, _ in CASES])
def test_every_cut_is_told_with_its_field(kind: str, raw: str) -> None:
    whole = bytes.fromhex(raw)
    for length in range(len(whole)):
        with pytest.raises(DoorError) as fault:
            READ[kind](whole[:length])
        assert "bytes" in str(fault.value)


@given(st.sampled_from(sorted(READ)), st.binary(max_size=24))
def test_no_bytes_break_it(kind: str, raw: bytes) -> None:
    try:
        frame = READ[kind](raw)
    except DoorError:
        return
    assert frame.quantities or frame.unusable


def test_a_date_that_does_not_exist_is_told() -> None:
    with pytest.raises(DoorError, match="does not exist"):
        measurements.weight(bytes.fromhex("02" + "9a39" + "ea07021e0a1e05"))
