"""Which measurement is in these bytes? One function for each characteristic of the Bluetooth health profiles.

Takes: the bytes of one notification or indication. Gives: a Frame.
Refuses: DoorError where the bytes are too short or a date does not exist.
Method: the layouts of the Bluetooth SIG's GATT Specification Supplement for the services 0x1808 (glucose), 0x1809
(thermometer), 0x1810 (blood pressure), 0x181D (weight), 0x181F (glucose sensor) and 0x1822 (oximeter). Written from
memory and held against public firmware of these services; no certified device was at hand.
Limits: context of a glucose value (meal, exercise), the continuous mode of oximeters and waveforms are not read.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from pagus.errors import DoorError
from pagus.gateway.codes import Measure
from pagus.gateway.fields import Fields
from pagus.gateway.ieee11073 import NotANumber
from pagus.gateway.model import Frame, Quantity

__all__ = [
    "blood_pressure",
    "glucose",
    "glucose_sensor",
    "oximeter",
    "session_start",
    "temperature",
    "weight",
]

_UNKNOWN_USER = 0xFF
_NO_WEIGHT = 0xFFFF


def weight(raw: bytes) -> Frame:
    """Weight Measurement, 0x2A9D: weight, and height where the scale knows it."""
    fields = Fields(raw)
    flags = fields.unsigned(1, "flags")
    imperial = bool(flags & 1)
    counts = fields.unsigned(2, "weight")
    stamp = fields.stamp("time") if flags & 2 else None
    user = fields.unsigned(1, "user") if flags & 4 else None
    user = None if user == _UNKNOWN_USER else user
    if counts == _NO_WEIGHT:
        return Frame(quantities=(), stamp=stamp, user=user, unusable="measurement_failed")
    step, unit = (Decimal("0.01"), "[lb_av]") if imperial else (Decimal("0.005"), "kg")
    quantities = [Quantity(Measure.WEIGHT, counts * step, unit)]
    if flags & 8:
        fields.unsigned(2, "BMI")  # the scale's own arithmetic over the height: whoever needs it computes it
        height = fields.unsigned(2, "height")
        if height:
            size, unit = (Decimal("0.1"), "[in_i]") if imperial else (Decimal("0.1"), "cm")
            quantities.append(Quantity(Measure.HEIGHT, height * size, unit))
    return Frame(quantities=tuple(quantities), stamp=stamp, user=user)


_PRESSURE_REMARKS = {0x01: "moved", 0x02: "cuff_loose", 0x04: "irregular_pulse", 0x20: "wrong_position"}


def blood_pressure(raw: bytes) -> Frame:
    """Blood Pressure Measurement, 0x2A35: systolic, diastolic and mean pressure, and the pulse where it is told."""
    fields = Fields(raw)
    flags = fields.unsigned(1, "flags")
    unit = "kPa" if flags & 1 else "mm[Hg]"
    doubts: list[str] = []
    parts = (Measure.SYSTOLIC, Measure.DIASTOLIC, Measure.MEAN_PRESSURE)
    quantities = _numbers(fields, [(part, unit) for part in parts], doubts)
    stamp = fields.stamp("time") if flags & 2 else None
    if flags & 4:
        quantities += _numbers(fields, [(Measure.PULSE_OF_CUFF, "/min")], [])
    user = fields.unsigned(1, "user") if flags & 8 else None
    status = fields.unsigned(2, "status") if flags & 0x10 else 0
    have = {quantity.measure for quantity in quantities}
    whole = {Measure.SYSTOLIC, Measure.DIASTOLIC} <= have
    return Frame(
        quantities=tuple(quantities) if whole else (),
        stamp=stamp,
        user=None if user == _UNKNOWN_USER else user,
        unusable="" if whole else doubts[0],
        remarks=tuple(word for bit, word in _PRESSURE_REMARKS.items() if status & bit),
    )


def oximeter(raw: bytes) -> Frame:
    """PLX Spot-Check Measurement, 0x2A5E: oxygen saturation and pulse."""
    fields = Fields(raw)
    flags = fields.unsigned(1, "flags")
    doubts: list[str] = []
    quantities = _numbers(fields, [(Measure.SATURATION, "%"), (Measure.PULSE_OF_OXIMETER, "/min")], doubts)
    stamp = fields.stamp("time") if flags & 1 else None
    status = fields.unsigned(2, "measurement status") if flags & 2 else 0
    sensor = fields.unsigned(3, "sensor status") if flags & 4 else 0
    unusable = _oximeter_fault(status, sensor)
    if not unusable and not any(quantity.measure is Measure.SATURATION for quantity in quantities):
        unusable = doubts[0]
    return Frame(
        quantities=() if unusable else tuple(quantities),
        stamp=None if flags & 0x10 else stamp,  # the device says itself that its clock is not set
        unusable=unusable,
        remarks=("from_storage",) if status & _FROM_STORAGE else (),
    )


_STATUS_FAULTS = {
    0x0400: "demonstration",
    0x0800: "testing",
    0x1000: "calibrating",
    0x2000: "measurement_failed",
    0x4000: "questionable",
    0x8000: "measurement_failed",
}
_SENSOR_FAULTS = {
    0x0002: "device_fault",
    0x0008: "weak_signal",
    0x0040: "erratic_signal",
    0x0080: "no_pulse",
    0x0100: "questionable",
    0x0400: "sensor_interference",
    0x0800: "sensor_off",
    0x2000: "sensor_off",
    0x4000: "sensor_malfunction",
    0x8000: "sensor_off",
}
_FROM_STORAGE = 0x0200


def _oximeter_fault(status: int, sensor: int) -> str:
    """Why may this saturation not be taken for one? "" where it may."""
    faults = [word for bit, word in _STATUS_FAULTS.items() if status & bit]
    faults += [word for bit, word in _SENSOR_FAULTS.items() if sensor & bit]
    return faults[0] if faults else ""


def temperature(raw: bytes) -> Frame:
    """Temperature Measurement, 0x2A1C."""
    fields = Fields(raw)
    flags = fields.unsigned(1, "flags")
    unit = "[degF]" if flags & 1 else "Cel"
    unusable = ""
    quantities: tuple[Quantity, ...] = ()
    try:
        quantities = (Quantity(Measure.TEMPERATURE, fields.float32("temperature"), unit),)
    except NotANumber as answer:
        unusable = answer.word
    stamp = fields.stamp("time") if flags & 2 else None
    return Frame(quantities=quantities, stamp=stamp, unusable=unusable)


_CONTROL_SOLUTION = 10
_CAPILLARY_WHOLE_BLOOD = 1
_METER_FAULTS = {
    0x0002: "sensor_malfunction",
    0x0004: "sample_too_small",
    0x0008: "strip_insertion",
    0x0010: "wrong_strip",
    0x0020: "above_range",
    0x0040: "below_range",
    0x0080: "too_hot",
    0x0100: "too_cold",
    0x0200: "read_interrupted",
    0x0400: "device_fault",
}
_METER_REMARKS = {0x0001: "battery_low", 0x0800: "clock_fault"}
_PLACES_TO_MG_DL, _PLACES_TO_MMOL_L = 5, 3


def glucose(raw: bytes) -> Frame:
    """Glucose Measurement, 0x2A18: kg/L becomes mg/dL and mol/L becomes mmol/L by moving the point, nothing else.

    A drop of control solution is no measurement of the person: such a frame is unusable.
    """
    fields = Fields(raw)
    flags = fields.unsigned(1, "flags")
    sequence = fields.unsigned(2, "sequence number")
    stamp = fields.stamp("base time")
    if flags & 1:
        offset = timedelta(minutes=fields.signed(2, "time offset"))
        stamp = None if stamp is None else _moved(stamp, offset)
    quantities: list[Quantity] = []
    doubts: list[str] = []
    kind = _CAPILLARY_WHOLE_BLOOD
    if flags & 2:
        places, unit = (_PLACES_TO_MMOL_L, "mmol/L") if flags & 4 else (_PLACES_TO_MG_DL, "mg/dL")
        quantities = [
            Quantity(each.measure, each.value.scaleb(places), each.unit)
            for each in _numbers(fields, [(Measure.BLOOD_GLUCOSE, unit)], doubts)
        ]
        kind = fields.unsigned(1, "type and location") & 0x0F
    status = fields.unsigned(2, "sensor status") if flags & 8 else 0
    unusable = next((word for bit, word in _METER_FAULTS.items() if status & bit), "")
    unusable = "control_solution" if kind == _CONTROL_SOLUTION else unusable
    unusable = unusable or ("" if quantities else (doubts or ["no_number"])[0])
    return Frame(
        quantities=() if unusable else tuple(quantities),
        stamp=stamp,
        sequence=sequence,
        unusable=unusable,
        remarks=tuple(word for bit, word in _METER_REMARKS.items() if status & bit),
    )


def session_start(raw: bytes) -> datetime | None:
    """When did this sensor's session start? CGM Session Start Time, 0x2AAA, on the clock of the device."""
    return Fields(raw).stamp("session start")


_SENSOR_STOPPED = {0x01: "session_stopped", 0x04: "wrong_sensor", 0x08: "sensor_malfunction", 0x20: "device_fault"}
_SENSOR_BATTERY = 0x02


def glucose_sensor(raw: bytes, start: datetime | None) -> Frame:
    """CGM Measurement, 0x2AA7: glucose in the tissue, mg/dL, so many minutes after the start of the session.

    Takes: the bytes, with the session's start. ``sequence`` is the number of minutes since that start.
    """
    fields = Fields(raw)
    size = fields.unsigned(1, "size")
    if size != len(raw):
        raise DoorError(
            "the record says that it is {told} bytes long, and is {length}",
            told=size,
            length=len(raw),
            protocol="Bluetooth GATT",
        )
    flags = fields.unsigned(1, "flags")
    doubts: list[str] = []
    quantities = _numbers(fields, [(Measure.SENSOR_GLUCOSE, "mg/dL")], doubts)
    minutes = fields.unsigned(2, "time offset")
    status = fields.unsigned(1, "sensor status") if flags & 0x80 else 0
    unusable = next((word for bit, word in _SENSOR_STOPPED.items() if status & bit), (doubts or [""])[0])
    return Frame(
        quantities=() if unusable else tuple(quantities),
        stamp=None if start is None else _moved(start, timedelta(minutes=minutes)),
        sequence=minutes,
        unusable=unusable,
        remarks=("battery_low",) if status & _SENSOR_BATTERY else (),
    )


def _numbers(fields: Fields, wanted: list[tuple[Measure, str]], doubts: list[str]) -> list[Quantity]:
    """The next numbers; a word in the place of a number goes to ``doubts``."""
    found = []
    for measure, unit in wanted:
        try:
            found.append(Quantity(measure, fields.sfloat(measure.word), unit))
        except NotANumber as answer:
            doubts.append(answer.word)
    return found


def _moved(stamp: datetime, by: timedelta) -> datetime:
    try:
        return stamp + by
    except OverflowError as error:
        raise DoorError("the device tells a time outside the calendar", protocol="Bluetooth GATT") from error
