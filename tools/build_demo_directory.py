"""Invents the care directory of the demos: who could practise where, near national densities. Run once, seeded.

    .venv/bin/python tools/build_demo_directory.py

Input: only the communes of France as they are shipped. Output: ``src/pagus/library/demo/care_*.parquet``. Nothing in it
exists; ``src/pagus/library/demo/README.md`` says how it was made.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pagus.kernel.places import Territory  # noqa: E402
from pagus.library.territories import definition, france  # noqa: E402

SEED = 20261126
RIM_KM = 15.0
"""Communes so near to the territory get care too, or those at its border would look under-served."""
SCENES = {"strasbourg": "programme:strasbourg", "haute-savoie": "departement:74"}

DENSITY = {
    "general_practice": 84.0, "nursing": 200.0, "dental": 60.0, "midwifery": 12.0, "physiotherapy": 125.0,
    "pharmacy": 30.0, "laboratory": 6.0, "hospital": 2.0, "emergency": 1.1,
}  # fmt: skip
"""Per 100,000 inhabitants: people for the first five, sites for the others. Rounded national means of the 2020s
(self-employed and health centres), recalled and not read in a source: good enough for an invention."""
ACTS_PER_FTE = 5_000.0
"""Consultations and visits of a full-time GP in a year: the order of magnitude of French means, recalled."""

SMALLEST = {"pharmacy": 2_000, "laboratory": 4_000, "hospital": 9_000, "emergency": 15_000, "dental": 1_200,
            "midwifery": 1_500, "physiotherapy": 700, "nursing": 400, "general_practice": 500}  # fmt: skip
"""Below so many inhabitants a commune gets one only by chance (a tenth of its weight), or never for sites."""

NAMES = """
des Tilleuls|du Vieux Moulin|de la Fontaine|des Quatre Vents|du Château|de la Gare|des Vignes|du Pont|des Cigognes|
de la Place|du Lavoir|des Érables|de la Mairie|des Sapins|du Torrent|des Marronniers|du Verger|de la Halle|des Alpages|
du Canal|des Écoles|du Belvédère|de la Source|du Rempart
"""
SURNAMES = """
Falkmont Vernelle Brasquet Oderlin Taubrieux Kestenholt Marvelin Solbach Chantereuil Wisslin Aubrinet Dormelin Rottberg
Pervanche Ulmerich Castrenoy Jolivert Hasselin Mirandoux Trebelin Grauwald Fontelay Breuscher Lavernoux Altenbrouk
Sernoix Quillerey Bornelac Strohmatt Evrardin Nodelin Zellmatt Combrelle Haldermont Ysendre Pralong-Vey Morgelin Ouzerel
"""
HOURS = {
    "general_practice": (
        "Mo-Fr 08:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off",
        "Mo-Tu 08:00-12:30,13:30-18:00; Th-Fr 08:00-19:00; PH off",
        "Mo-Fr 09:00-12:00,15:00-19:00; PH off",
        "Mo-We 08:00-12:00,14:00-20:30; Fr 08:00-17:00; Sa 09:00-12:00; PH off",
    ),
    "nursing": (
        "Mo-Su 07:00-12:30,16:00-19:30", "Mo-Su 06:30-13:00,16:30-20:00", "Mo-Sa 07:00-12:00,16:00-19:00; PH off",
    ),
    "dental": ("Mo-Fr 08:30-12:00,13:30-18:00; PH off", "Mo-Th 09:00-19:00; PH off", ""),
    "midwifery": ("Mo-Fr 09:00-17:00; PH off", "Mo-Tu 09:00-18:00; Th-Fr 09:00-18:00; PH off"),
    "physiotherapy": ("Mo-Fr 08:00-19:00; PH off", "Mo-Fr 08:00-12:00,14:00-20:00; Sa 08:00-12:00; PH off", ""),
    "pharmacy": (
        "Mo-Fr 08:30-12:15,14:00-19:00; Sa 08:30-12:15; PH off", "Mo-Fr 08:30-19:30; Sa 09:00-18:00; PH off",
        "Mo-Sa 08:00-20:30; PH 09:00-12:00", "Mo-Fr 09:00-12:00,14:00-18:30; Sa 09:00-17:00; PH off",
    ),
    "laboratory": ("Mo-Fr 07:00-17:30; Sa 07:00-12:00; PH off", "Mo-Fr 07:30-12:00,14:00-17:00; PH off"),
    "emergency": ("24/7",), "hospital_care": ("24/7",),
    "teleconsultation": ("Mo-Sa 08:00-20:00; PH off", "Mo-Su 07:00-22:00"),
}  # fmt: skip
TITLES = {
    "general_practice": "Cabinet médical simulé", "nursing": "Cabinet infirmier simulé",
    "dental": "Cabinet dentaire simulé",
    "midwifery": "Cabinet de sage-femme simulé", "physiotherapy": "Cabinet de kinésithérapie simulé",
    "pharmacy": "Pharmacie simulée", "laboratory": "Laboratoire simulé", "hospital": "Hôpital simulé",
    "emergency": "Urgences simulées", "house": "Maison de santé simulée", "centre": "Centre de santé simulé",
    "booth": "Cabine de téléconsultation simulée",
}  # fmt: skip
KINDS = {
    "pharmacy": "pharmacy", "laboratory": "laboratory", "hospital": "hospital", "emergency": "emergency_service",
    "house": "multi_professional_house", "centre": "health_centre", "booth": "teleconsultation_booth",
}  # fmt: skip
LARGEST_GROUP = {"general_practice": 4, "nursing": 5, "dental": 3, "midwifery": 2, "physiotherapy": 4}
NAMED = ("general_practice", "nursing", "dental", "midwifery")


@dataclass
class Drawing:
    """One scene while it is drawn."""

    scene: str
    known: Territory
    rng: np.random.Generator
    communes: pl.DataFrame
    facilities: list[dict[str, object]] = field(default_factory=list)
    practitioners: list[dict[str, object]] = field(default_factory=list)
    heads: list[dict[str, object]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def pick(self, texts: str, separator: str | None = None) -> str:
        """One of these words, or of these names between separators."""
        words = [word.strip() for word in texts.replace("\n", "").split("|")] if separator else texts.split()
        return words[int(self.rng.integers(len(words)))]

    def point(self, commune: dict[str, object]) -> tuple[float, float]:
        """A point in the commune: within 0.3 to 2 km of its centre, tried a few times, else the centre."""
        reach = float(np.clip(0.3 + 0.004 * float(str(commune["population"])) ** 0.5, 0.3, 2.0)) / 111.2
        lon, lat = float(str(commune["lon"])), float(str(commune["lat"]))
        draws = self.rng.normal(0, reach / 2, (12, 2))
        east = lon + draws[:, 0] / cos(radians(lat))
        north = lat + draws[:, 1]
        inside = self.known.locate(east, north).to_list()
        for number, code in enumerate(inside):
            if code == commune["code"]:
                return round(float(east[number]), 5), round(float(north[number]), 5)
        return lon, lat

    def facility(
        self, what: str, commune: dict[str, object], services: list[dict[str, object]], at: object = None
    ) -> str:
        """Add a facility and give its code."""
        number = str(commune["code"]).partition(":")[2]
        self.numbers[number + what] = self.numbers.get(number + what, 0) + 1
        code = f"facility:sim-{number}-{what.replace('_', '-')}-{self.numbers[number + what]}"
        lon, lat = at if isinstance(at, tuple) else self.point(commune)
        own = "de" if self.scene == "strasbourg" else "it"
        shares = ((own, 0.4), ("en", 0.45), ("ar", 0.05), ("tr", 0.05))
        spoken = [name for name, share in shares if self.rng.random() < share]
        area = "3 53 01" if self.scene == "strasbourg" else "4 65 71"
        digits = f"{self.rng.integers(10_000):04d}"
        called = f"{TITLES[what]} {self.pick(NAMES, '|')}"
        self.facilities.append({
            "scene": self.scene, "code": code, "kind": KINDS.get(what, "practice"), "name": called,
            "place": commune["code"], "lon": lon, "lat": lat, "address": f"Adresse simulée, {commune['name']}",
            "phone": f"+33 {area} {digits[:2]} {digits[2:]}",
            "step_free": [True, False, None][int(self.rng.choice(3, p=[0.6, 0.15, 0.25]))],
            "languages": " ".join(["fr", *spoken]), "services": services,
        })  # fmt: skip
        return code

    def service(
        self, code: str, sector: str = "1", bookable: bool = False, broadband: bool = False
    ) -> dict[str, object]:
        """One service with hours drawn from those of its kind; an empty text: not known."""
        choices = HOURS[code]
        hours = choices[int(self.rng.integers(len(choices)))]
        return {"service": code, "sector": sector, "hours": hours, "bookable": bookable, "needs_broadband": broadband}

    def practitioner(self, profession: str, facility: str, sector: str) -> None:
        """Add somebody who does not exist."""
        number = len(self.practitioners) + 1
        title = {"general_practice": "Dr ", "dental": "Dr "}.get(profession, "")
        age = int(np.clip(self.rng.normal(51 if title else 44, 11), 30 if title else 24, 72))
        fte = [1.0, 0.8, 0.6, 0.5][int(self.rng.choice(4, p=[0.62, 0.2, 0.1, 0.08]))]
        code = f"simulated:{self.scene}-{number}"
        name = f"{title}{'ABCDEFGHIJLMNPRSTV'[int(self.rng.integers(18))]}. {self.pick(SURNAMES)} (simulé)"
        self.practitioners.append({
            "scene": self.scene, "code": code, "name": name, "profession": profession, "birth_year": 2026 - age,
            "sector": sector, "fte": fte, "facilities": [facility],
            "acts_per_year": round(ACTS_PER_FTE * fte * float(self.rng.uniform(0.8, 1.2)))
            if profession == "general_practice" else None,
        })  # fmt: skip


def draw(scene: str, place: str) -> Drawing:
    """All that one scene has."""
    known = france()
    shipped = definition("strasbourg_programme")
    known = known.with_local(shipped.places, shipped.memberships)
    drawing = Drawing(scene, known, np.random.default_rng(SEED + len(scene)), with_rim(known, place))
    counts = {what: share_out(drawing, what) for what in DENSITY}
    rows = drawing.communes.to_dicts()
    for index, commune in enumerate(rows):
        amounts = {what: int(found[index]) for what, found in counts.items()}
        draw_sites(drawing, commune, amounts)
        draw_practices(drawing, commune, amounts)
    draw_booths(drawing, rows, counts["general_practice"])
    second_practices(drawing)
    return drawing


def with_rim(known: Territory, place: str) -> pl.DataFrame:
    """The communes of the territory and those within ``RIM_KM`` of one of them, largest first."""
    inside = set(known.communes_within(place))
    frame = known.places.filter(pl.col("kind") == "commune").drop_nulls(["lon", "lat"])
    frame = frame.select("code", "name", pl.col("population").fill_null(0), "lon", "lat")
    frame = frame.with_columns(inside=pl.col("code").is_in(list(inside)))
    own = frame.filter("inside")
    lon, lat = own["lon"].to_numpy(), own["lat"].to_numpy()
    narrow = cos(radians(float(lat.mean())))
    near = [
        bool(np.min(np.hypot((lon - row["lon"]) * narrow, lat - row["lat"])) * 111.2 <= RIM_KM)
        for row in frame.iter_rows(named=True)
    ]
    return frame.filter(pl.Series(near)).sort(["population", "code"], descending=[True, False])


def share_out(drawing: Drawing, what: str) -> np.ndarray:
    """How many each commune gets: by population and chance, with good and poor neighbourhoods for people who care."""
    people = drawing.communes["population"].to_numpy().astype(float)
    total = round(people.sum() * DENSITY[what] / 100_000)
    small = people < SMALLEST[what]
    weight = people * np.where(small, 0.1, 1.0)
    if what in {"pharmacy", "laboratory", "hospital", "emergency"}:
        # As many as the law of large numbers would give, the largest remainders first: no pharmacy by chance alone.
        weight = np.where(small, 0.0, people)
        exact = weight / weight.sum() * total
        counts = np.floor(exact).astype(int)
        counts[np.argsort(-(exact - counts), kind="stable")[: total - counts.sum()]] += 1
        return counts
    lon, lat = drawing.communes["lon"].to_numpy(), drawing.communes["lat"].to_numpy()
    phase = drawing.rng.uniform(0, 2 * np.pi, 4)
    wave = np.sin(9 * lon + phase[0]) * np.cos(11 * lat + phase[1]) + 0.5 * np.sin(21 * lon + phase[2] + 17 * lat)
    weight *= np.exp(0.45 * wave)
    return drawing.rng.multinomial(total, weight / weight.sum())


def draw_sites(drawing: Drawing, commune: dict[str, object], amounts: dict[str, int]) -> None:
    """Pharmacies, laboratories, hospitals and emergency services of a commune."""
    for _ in range(amounts["pharmacy"]):
        services = [drawing.service("pharmacy", "")]
        if drawing.rng.random() < 0.6:
            services.append(services[0] | {"service": "vaccination", "bookable": True})
        code = drawing.facility("pharmacy", commune, services)
        add_heads(drawing, code, "pharmacy", 2)
    for _ in range(amounts["laboratory"]):
        drawing.facility("laboratory", commune, [drawing.service("laboratory", "")])
    points = []
    for _ in range(amounts["hospital"]):
        services = [drawing.service("hospital_care", "public")]
        code = drawing.facility("hospital", commune, services)
        points.append((drawing.facilities[-1]["lon"], drawing.facilities[-1]["lat"]))
    for number in range(amounts["emergency"]):
        at = points[number] if number < len(points) else None
        drawing.facility("emergency", commune, [drawing.service("emergency", "public")], at)


def draw_practices(drawing: Drawing, commune: dict[str, object], amounts: dict[str, int]) -> None:
    """Practices of one to five of a profession; where three GPs are, sometimes one house of several professions."""
    left = {what: amounts[what] for what in LARGEST_GROUP}
    if left["general_practice"] >= 3 and left["nursing"] >= 2 and drawing.rng.random() < 0.3:
        what = "centre" if drawing.rng.random() < 0.2 else "house"
        members = {"general_practice": 3, "nursing": 2, "physiotherapy": min(1, left["physiotherapy"]),
                   "midwifery": min(1, left["midwifery"]), "dental": min(1, left["dental"])}  # fmt: skip
        add_group(drawing, what, commune, {key: count for key, count in members.items() if count})
        for key, count in members.items():
            left[key] -= count
    for profession, largest in LARGEST_GROUP.items():
        while left[profession]:
            size = min(left[profession], int(drawing.rng.integers(1, largest + 1)))
            add_group(drawing, profession, commune, {profession: size})
            left[profession] -= size


def add_group(drawing: Drawing, what: str, commune: dict[str, object], members: dict[str, int]) -> None:
    """One facility with its services and those who work there."""
    sector = "salaried" if what == "centre" else ("2" if drawing.rng.random() < 0.06 else "1")
    services = []
    for profession in members:
        bookable = profession != "nursing" and bool(drawing.rng.random() < 0.5)
        services.append(drawing.service(profession, sector, bookable))
    if "general_practice" in members and drawing.rng.random() < 0.25:
        services.append(drawing.service("teleconsultation", sector, True, True))
    code = drawing.facility(what, commune, services)
    for profession, count in members.items():
        if profession in NAMED:
            for _ in range(count):
                drawing.practitioner(profession, code, sector)
        else:
            add_heads(drawing, code, profession, count)


def add_heads(drawing: Drawing, facility: str, profession: str, count: int) -> None:
    """Practitioners known by number only."""
    row = {"scene": drawing.scene, "facility": facility, "profession": profession, "heads": float(count)}
    drawing.heads.append(row | {"fte": round(0.85 * count, 2), "acts_per_year": None})


def draw_booths(drawing: Drawing, communes: list[dict[str, object]], gps: np.ndarray) -> None:
    """Three booths, in the largest communes of the territory that have no GP."""
    chosen = [row for row, count in zip(communes, gps, strict=True) if count == 0 and row["inside"]][:3]
    for commune in chosen:
        code = drawing.facility("booth", commune, [drawing.service("teleconsultation", "1", True)])
        row = {"scene": drawing.scene, "facility": code, "profession": "general_practice", "heads": 0.0}
        drawing.heads.append(row | {"fte": 0.3, "acts_per_year": 0.3 * ACTS_PER_FTE})


def second_practices(drawing: Drawing) -> None:
    """One GP in twelve also works in another practice of GPs."""
    sites = [row["facilities"] for row in drawing.practitioners if row["profession"] == "general_practice"]
    for row in drawing.practitioners:
        if row["profession"] == "general_practice" and drawing.rng.random() < 1 / 12:
            other = sites[int(drawing.rng.integers(len(sites)))][0]  # type: ignore[index]
            if other not in row["facilities"]:  # type: ignore[operator]
                row["facilities"] = [*row["facilities"], other]  # type: ignore[misc]


def main() -> None:
    """Draw both scenes and write them."""
    drawings = [draw(scene, place) for scene, place in SCENES.items()]
    folder = ROOT / "src/pagus/library/demo"
    for name in ("facilities", "practitioners", "heads"):
        rows = [row for drawing in drawings for row in getattr(drawing, name)]
        frame = pl.DataFrame(rows, infer_schema_length=None)
        frame.write_parquet(folder / f"care_{name}.parquet", compression="zstd", compression_level=19)
        print(name, frame.height, (folder / f"care_{name}.parquet").stat().st_size)
        print(frame.group_by("scene", "kind" if name == "facilities" else "profession").len().sort("scene", "len"))


if __name__ == "__main__":
    main()
