"""Make the simulated people and stations that the demo ships, once, into src/pagus/library/demo.

Run it in an environment that holds simglucose 0.2.11 and Polars (lock/tools.txt):

    python tools/build_demo_data.py

The same seed gives the same files. Nobody in them exists; the communes do. Time is minutes or hours
after a local midnight, ``DAYS`` days long; the reader in ``pagus.library.demo`` anchors it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl

SEED = 20_260_301
DAYS = 29
WARM_UP_DAYS = 2
STEP_MIN = 5
HOURS = 24 * DAYS
TARGET = Path(__file__).resolve().parents[1] / "src" / "pagus" / "library" / "demo"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a virtual patient lives with the pump: factors on basal and meal insulin, and what is forgotten."""

    basal: float
    bolus: float
    missed_meals: float
    corrects: float
    carbohydrate_error: float


HABITS = {
    "steady": Habits(basal=1.00, bolus=0.95, missed_meals=0.02, corrects=0.8, carbohydrate_error=0.12),
    "irregular": Habits(basal=0.96, bolus=0.74, missed_meals=0.12, corrects=0.4, carbohydrate_error=0.25),
    "high": Habits(basal=0.84, bolus=0.55, missed_meals=0.28, corrects=0.1, carbohydrate_error=0.30),
    "low": Habits(basal=1.14, bolus=1.35, missed_meals=0.01, corrects=1.0, carbohydrate_error=0.22),
}

# simglucose patient, habits, commune of residence, team
PEOPLE = [
    ("adult#001", "steady", "67482", "diabetology-strasbourg"),
    ("adult#002", "irregular", "67482", "diabetology-strasbourg"),
    ("adolescent#001", "high", "67482", "diabetology-strasbourg"),
    ("adult#003", "steady", "67447", "diabetology-strasbourg"),
    ("adolescent#002", "steady", "67447", "diabetology-strasbourg"),
    ("adult#004", "low", "67218", "diabetology-strasbourg"),
    ("adolescent#003", "irregular", "67267", "diabetology-strasbourg"),
    ("adult#005", "steady", "67043", "diabetology-strasbourg"),
    ("adolescent#004", "high", "67365", "diabetology-strasbourg"),
    ("adult#006", "irregular", "67204", "diabetology-strasbourg"),
    ("child#001", "steady", "67118", "diabetology-strasbourg"),
    ("adult#007", "steady", "67437", "diabetology-saverne"),
    ("adolescent#005", "irregular", "67437", "diabetology-saverne"),
    ("adult#008", "high", "67283", "diabetology-saverne"),
    ("adolescent#006", "steady", "67222", "diabetology-saverne"),
    ("adult#009", "steady", "67061", "diabetology-saverne"),
    ("adolescent#007", "low", "67434", "diabetology-saverne"),
    ("adult#010", "steady", "57089", "nurses-bitche"),
    ("adolescent#008", "irregular", "57089", "nurses-bitche"),
    ("child#002", "irregular", "57390", "nurses-bitche"),
    ("adolescent#009", "steady", "57589", "nurses-bitche"),
    ("adolescent#010", "high", "67520", "nurses-mossig"),
    ("child#003", "steady", "67282", "nurses-mossig"),
    ("child#004", "irregular", "67525", "nurses-mossig"),
]
SILENT_DAYS = {7: (20.4, 24.2), 18: (25.4, float(DAYS))}
"""Person number -> days without any value: a sensor that was not replaced, and one that is silent at the end."""


@dataclass(frozen=True, slots=True)
class Station:
    """A simulated station: where it stands, which zone it speaks for, and how much of each source it sees."""

    slug: str
    names: tuple[str, str, str]
    commune: str
    zone: str
    longitude: float
    latitude: float
    traffic: float
    ozone: float
    signals: tuple[str, ...]


ALL = ("no2", "o3", "so2", "pm10", "pm25")
NO_SO2 = ("no2", "o3", "pm10", "pm25")
TRAFFIC = ("no2", "pm10", "pm25")
STRASBOURG, SAVERNE, HANAU = "epci:246700488", "epci:200068112", "epci:200067783"
MOSSIG, BITCHE = "epci:200068864", "epci:200069441"
ROADSIDE = "commune:67482"
"""What a roadside station speaks for: no EPCI, because the index of a zone is about its background air."""
# fmt: off
STATIONS = [
    Station("centre", ("Strasbourg centre", "Strasbourg centre", "Straßburg Zentrum"),
            "67482", STRASBOURG, 7.7532, 48.5736, 1.0, 0.95, ALL),
    Station("ring-road", ("Strasbourg, rocade", "Strasbourg ring road", "Straßburg, Stadtautobahn"),
            "67482", ROADSIDE, 7.7340, 48.5760, 2.1, 0.0, TRAFFIC),
    Station("neuhof", ("Strasbourg-Neuhof", "Strasbourg-Neuhof", "Straßburg-Neuhof"),
            "67482", STRASBOURG, 7.7600, 48.5450, 0.8, 1.0, NO_SO2),
    Station("schiltigheim", ("Schiltigheim", "Schiltigheim", "Schiltigheim"),
            "67447", STRASBOURG, 7.7484, 48.6054, 0.9, 0.97, NO_SO2),
    Station("illkirch", ("Illkirch-Graffenstaden", "Illkirch-Graffenstaden", "Illkirch-Grafenstaden"),
            "67218", STRASBOURG, 7.7104, 48.5281, 0.7, 1.02, NO_SO2),
    Station("saverne", ("Saverne", "Saverne", "Zabern"), "67437", SAVERNE, 7.3568, 48.7437, 0.5, 1.05, ALL),
    Station("marmoutier", ("Marmoutier", "Marmoutier", "Maursmünster"),
            "67283", SAVERNE, 7.3814, 48.6910, 0.3, 1.10, NO_SO2),
    Station("bouxwiller", ("Bouxwiller", "Bouxwiller", "Buchsweiler"),
            "67061", HANAU, 7.4827, 48.8253, 0.3, 1.10, ALL),
    Station("bitche", ("Bitche", "Bitche", "Bitsch"), "57089", BITCHE, 7.4263, 49.0502, 0.3, 1.08, ALL),
    Station("rohrbach", ("Rohrbach-lès-Bitche", "Rohrbach-lès-Bitche", "Rohrbach bei Bitsch"),
            "57589", BITCHE, 7.2670, 49.0454, 0.2, 1.12, NO_SO2),
    Station("wasselonne", ("Wasselonne", "Wasselonne", "Wasselnheim"),
            "67520", MOSSIG, 7.4464, 48.6375, 0.4, 1.08, NO_SO2),
    Station("marlenheim", ("Marlenheim", "Marlenheim", "Marlenheim"),
            "67282", MOSSIG, 7.4901, 48.6215, 0.6, 1.02, NO_SO2),
]
# fmt: on
SILENT_STATION = ("saverne", 24 * 22 + 9, 24 * 23 + 11)
EPISODE_PM = (18.2, 22.6)
EPISODE_OZONE = (23.5, 26.9)


def pseudonym(number: int) -> str:
    """Which code does person ``number`` have? Five Crockford letters of a digest: stable, and saying nothing."""
    digest = int.from_bytes(hashlib.sha256(f"{SEED}:{number}".encode()).digest()[:8], "big")
    return "P-" + "".join(CROCKFORD[(digest >> (5 * place)) % 32] for place in range(5))


def meals_of_day(scenario: object, scale: float) -> dict[int, float]:
    """Minute of the day -> grams of carbohydrate, drawn by simglucose and scaled to the body."""
    drawn = scenario.create_scenario()["meal"]  # type: ignore[attr-defined]
    return {int(minute): grams * scale for minute, grams in zip(drawn["time"], drawn["amount"], strict=True)}


def virtual_patient(name: str) -> tuple[object, SimpleNamespace, float, float]:
    """A simglucose patient, its parameters as plain floats (the solver runs ten times faster), its CR and CF."""
    import pandas as pd
    from simglucose.controller.basal_bolus_ctrller import CONTROL_QUEST
    from simglucose.patient.t1dpatient import T1DPatient

    patient = T1DPatient.withName(name)
    numbers = {key: value if isinstance(value, str) else float(value) for key, value in patient._params.items()}
    patient._params = SimpleNamespace(**numbers)
    quest = pd.read_csv(CONTROL_QUEST).set_index("Name").loc[name]
    return patient, patient._params, float(quest["CR"]), float(quest["CF"])


def glucose_trace(number: int, name: str, habits: Habits) -> Iterator[tuple[int, float]]:
    """Minute and sensor glucose in mg/dL of one virtual patient, every five minutes, warm-up included."""
    from simglucose.patient.t1dpatient import Action
    from simglucose.sensor.cgm import CGMSensor
    from simglucose.simulation.scenario_gen import RandomScenario

    chance = np.random.default_rng([SEED, number])
    patient, body, grams_per_unit, drop_per_unit = virtual_patient(name)
    sensor = CGMSensor.withName("GuardianRT", seed=SEED + number)
    scenario = RandomScenario(start_time=None, seed=SEED + number)
    basal_rate = body.u2ss * body.BW / 6000
    scale = float(np.clip(body.BW / 75, 0.4, 1.15))
    meals: dict[int, float] = {}
    need, rescued, reading = 1.0, -60, 120.0
    for minute in range((DAYS + WARM_UP_DAYS) * 1440):
        of_day = minute % 1440
        if of_day == 0:
            meals, need = meals_of_day(scenario, scale), float(np.exp(chance.normal(0.0, 0.10)))
        eaten, bolus = meals.get(of_day, 0.0), 0.0
        if eaten and chance.random() >= habits.missed_meals:
            counted = eaten * float(np.exp(chance.normal(0.0, habits.carbohydrate_error)))
            correction = max(0.0, reading - 150) / drop_per_unit if chance.random() < habits.corrects else 0.0
            bolus = habits.bolus * counted / grams_per_unit + correction
        asleep = of_day < 390
        if reading < (58 if asleep else 68) and minute - rescued >= 20 and chance.random() < (0.02 if asleep else 0.15):
            eaten, rescued = eaten + 18 * scale, minute
        dawn = 0.88 if 240 <= of_day < 480 else 1.03
        patient.step(Action(insulin=basal_rate * habits.basal * need * dawn + bolus, CHO=eaten))  # type: ignore[attr-defined]
        if (minute + 1) % STEP_MIN == 0:
            reading = float(sensor.measure(patient))
            yield minute + 1, reading


def kept(number: int, minutes: np.ndarray) -> np.ndarray:
    """Which readings arrive: not during warm-up of a new sensor, radio gaps, or the silent days."""
    chance = np.random.default_rng([SEED, number, 1])
    arrives = np.ones(len(minutes), dtype=bool)
    change = int(chance.integers(0, 10 * 1440))
    for start in range(change, DAYS * 1440, 10 * 1440):
        arrives &= ~((minutes >= start) & (minutes < start + int(chance.integers(60, 150))))
    for start in chance.integers(0, DAYS * 1440, size=int(chance.poisson(14))):
        arrives &= ~((minutes >= start) & (minutes < start + chance.exponential(55)))
    if number in SILENT_DAYS:
        first, last = SILENT_DAYS[number]
        arrives &= ~((minutes >= first * 1440) & (minutes <= last * 1440))
    return arrives


def people_tables() -> pl.DataFrame:
    """All readings: person code, minute after the first midnight, mg/dL as the device shows it (40 to 400)."""
    parts = []
    for number, (name, habit, _, _) in enumerate(PEOPLE):
        trace = np.array(list(glucose_trace(number, name, HABITS[habit])))
        minutes = (trace[:, 0] - WARM_UP_DAYS * 1440).astype(np.int32)
        chosen = (minutes > 0) & kept(number, minutes)
        values = np.clip(np.rint(trace[chosen, 1]), 40, 400).astype(np.int16)
        in_range = float(np.mean((values >= 70) & (values <= 180)))
        print(
            f"{pseudonym(number)} {name:15s} {habit:10s} n={len(values)} mean={values.mean():.0f} "
            f"in range={in_range:.2f} below 70={np.mean(values < 70):.3f} below 54={np.mean(values < 54):.4f} "
            f"above 250={np.mean(values > 250):.3f}",
            flush=True,
        )
        parts.append(
            pl.DataFrame({"person": [pseudonym(number)] * len(values), "minute": minutes[chosen], "mg_dl": values})
        )
    return pl.concat(parts)


def autoregressive(chance: np.random.Generator, hours_of_memory: float, size: int) -> np.ndarray:
    """A standard normal series that forgets with the given time constant."""
    keep = float(np.exp(-1 / hours_of_memory))
    series = np.empty(size)
    series[0] = chance.normal()
    for index in range(1, size):
        series[index] = keep * series[index - 1] + np.sqrt(1 - keep**2) * chance.normal()
    return series


def bump(days: np.ndarray, span: tuple[float, float]) -> np.ndarray:
    """0 outside an episode, rising smoothly to 1 in its middle."""
    inside = np.clip((days - span[0]) / (span[1] - span[0]), 0, 1)
    return np.sin(np.pi * inside) ** 0.8


def weather() -> dict[str, np.ndarray]:
    """What all stations share: mixing of the air, sun, the regional particles, and the two episodes."""
    chance = np.random.default_rng([SEED, 900])
    hour = np.arange(HOURS)
    of_day = hour % 24
    days = hour / 24
    cloud = np.repeat(chance.uniform(0.35, 1.0, DAYS), 24)
    stagnant, sunny = bump(days, EPISODE_PM), bump(days, EPISODE_OZONE)
    return {
        "traffic": 0.25 + np.exp(-((of_day - 8) ** 2) / 5) + 0.9 * np.exp(-((of_day - 18.5) ** 2) / 7),
        "mixing": np.exp(0.28 * autoregressive(chance, 10, HOURS))
        * (1 + 0.55 * np.exp(-((of_day - 14.5) ** 2) / 18))
        / (1 + 1.6 * stagnant),
        "sun": np.clip(np.sin(np.pi * (of_day - 6.5) / 14.5), 0, None) ** 1.3 * np.clip(cloud + 0.6 * sunny, 0, 1.25),
        "regional": np.exp(2.35 + 0.30 * autoregressive(chance, 40, HOURS)) + 52 * stagnant,
        "sunny": sunny,
    }


def station_series(number: int, station: Station, sky: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Hourly µg/m³ of one station: traffic diluted by mixing, ozone made by sun and eaten by fresh NO, particles."""
    chance = np.random.default_rng([SEED, 901, number])
    noise = np.exp(0.12 * autoregressive(chance, 4, HOURS))
    nitrogen = (5 + 30 * station.traffic * sky["traffic"] / sky["mixing"] ** 1.15) * noise
    night_loss = 10 * (1 - np.clip(sky["sun"], 0, 1))
    ozone = station.ozone * (58 + 44 * sky["sun"] + 52 * sky["sunny"] * sky["sun"]) - 0.45 * nitrogen - night_loss
    coarse = sky["regional"] * (0.92 + 0.1 * station.traffic) + 5.5 * station.traffic * sky["traffic"] / sky["mixing"]
    coarse = coarse * np.exp(0.08 * autoregressive(chance, 6, HOURS))
    fine = coarse * np.clip(0.58 + 0.06 * autoregressive(chance, 24, HOURS), 0.4, 0.8)
    sulphur = 1.2 + 1.6 * station.traffic / sky["mixing"] * np.exp(0.5 * autoregressive(chance, 3, HOURS))
    return {"no2": nitrogen, "o3": np.clip(ozone, 2, None), "so2": sulphur, "pm10": coarse, "pm25": fine}


def stations_table() -> pl.DataFrame:
    """All hourly values: station, signal, the hour that begins so long after the first midnight, tenths of µg/m³."""
    sky = weather()
    parts = []
    for number, station in enumerate(STATIONS):
        chance = np.random.default_rng([SEED, 902, number])
        series = station_series(number, station, sky)
        for signal in station.signals:
            present = chance.random(HOURS) > 0.006
            if station.slug == SILENT_STATION[0]:
                present[SILENT_STATION[1] : SILENT_STATION[2]] = False
            hours = np.flatnonzero(present).astype(np.int16)
            tenths = np.rint(series[signal][present] * 10).astype(np.int16)
            parts.append(
                pl.DataFrame(
                    {
                        "station": [station.slug] * len(hours),
                        "signal": [signal] * len(hours),
                        "hour": hours,
                        "tenths": tenths,
                    }
                )
            )
            daily = series[signal].reshape(DAYS, 24)
            print(
                f"{station.slug:13s} {signal:5s} mean={series[signal].mean():6.1f} highest={series[signal].max():6.1f} "
                f"highest day mean={daily.mean(axis=1).max():6.1f}"
            )
    return pl.concat(parts)


def write_lists() -> None:
    """Write people.csv and things.csv."""
    with (TARGET / "people.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["code", "residence", "team", "simulated"])
        for number, (_, _, commune, team) in enumerate(PEOPLE):
            rows.writerow([f"person:{pseudonym(number)}", f"commune:{commune}", team, "true"])
    with (TARGET / "things.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(
            ["code", "kind", "name_fr", "name_en", "name_de", "place", "represents", "lon", "lat", "simulated"]
        )
        for station in STATIONS:
            french, english, german = station.names
            rows.writerow(
                [
                    f"thing:station-{station.slug}",
                    "air_station",
                    f"Station simulée {french}",
                    f"Simulated station {english}",
                    f"Simulierte Messstation {german}",
                    f"commune:{station.commune}",
                    station.zone,
                    station.longitude,
                    station.latitude,
                    "true",
                ]
            )


def main() -> int:
    """Write the four files; print what they hold."""
    TARGET.mkdir(parents=True, exist_ok=True)
    write_lists()
    category = {"compression": "zstd", "compression_level": 19}
    stations = stations_table().with_columns(pl.col("station", "signal").cast(pl.Categorical))
    stations.write_parquet(TARGET / "stations.parquet", **category)
    people = people_tables().with_columns(pl.col("person").cast(pl.Categorical))
    people.write_parquet(TARGET / "patients.parquet", **category)
    for path in sorted(TARGET.glob("*.parquet")):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
