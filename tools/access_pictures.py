"""Draw the pictures of docs/explanation/access-index.md: a worked example, the bands, and how sure the verdict is.

usage: python tools/access_pictures.py

The example is made up and computed by the engine. The fitted bands and the counts of communes are those that
bench/audit_access.py prints for Bas-Rhin (26 November 2026); nothing else of the official figures is kept here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pagus.engines.access.catchment import scores  # noqa: E402
from pagus.engines.access.model import Pairs  # noqa: E402
from pagus.library.access import access_method  # noqa: E402

IMAGES = ROOT / "docs" / "images"
INK, QUIET, TEAL, SAND, RED = "#1c2b33", "#5b6b73", "#0f766e", "#d9b26a", "#a33b2f"
VILLAGES = (("Aubach", 1000, 5), ("Beuren", 2000, 12), ("Champel", 1500, 18))
DOCTOR_ACTS = 5000
FITTED = ((1.0, 1.0, 1.0), (0.52, 0.62, 0.67), (0.27, 0.31, 0.37))
COMMUNES = (("always above", 409, TEAL), ("it depends", 67, SAND), ("always at or under", 38, RED))


def example() -> tuple[list[float], float, list[float]]:
    """Weights of the three villages, the people the doctor counts, and the access of each."""
    method = access_method("apl-2015")
    people = np.array([float(count) for _, count, _ in VILLAGES])
    minutes = np.array([time for *_, time in VILLAGES], np.float32)
    pairs = Pairs(np.array([0, 3]), np.arange(3, dtype=np.int32), minutes, 20, 3, "made up")
    found = scores(pairs, people, np.array([float(DOCTOR_ACTS)]), method)
    return (found.access / found.ratio[0]).tolist(), float(found.reached[0]), found.access.tolist()


def text(
    x: float, y: float, words: str, size: int = 15, colour: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """Words at a point."""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>{words}</text>'


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" opacity="0.85"/>'


def svg(width: int, height: int, title: str, parts: list[str]) -> str:
    """The whole picture."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">'
    )
    return "\n".join(
        [
            head,
            f"<title>{title}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def draw_example() -> str:
    """One doctor and three villages: who counts how much, and what is there for each."""
    weights, reached, access = example()
    parts = [f'<circle cx="90" cy="150" r="34" fill="{TEAL}"/>', text(90, 156, "doctor", 15, "#ffffff", "middle", True)]
    parts.append(text(90, 208, f"{DOCTOR_ACTS:,} consultations", 14, INK, "middle"))
    parts.append(text(90, 226, "a year", 14, INK, "middle"))
    for row, ((name, people, minutes), weight, value) in enumerate(zip(VILLAGES, weights, access, strict=True)):
        y = 60 + 90 * row
        parts.append(f'<line x1="126" y1="150" x2="330" y2="{y}" stroke="{TEAL}" stroke-width="{1 + 5 * weight:.2f}"/>')
        parts.append(text(228, (150 + y) / 2 + (-9, -9, 22)[row], f"{minutes} min", 14, QUIET, "middle"))
        parts.append(f'<circle cx="344" cy="{y}" r="14" fill="{SAND}"/>')
        parts.append(text(370, y - 4, f"{name}: {people:,} people", 16, INK, "start", True))
        parts.append(text(370, y + 16, f"counted {weight:.2f} each, so {people * weight:,.0f}", 14, QUIET))
        parts.append(text(740, y + 4, f"{value:.2f}", 24, TEAL, "end", True))
    parts.append(text(740, 24, "consultations a year and person", 14, QUIET, "end"))
    share = f"{DOCTOR_ACTS:,} / {reached:,.0f} = {DOCTOR_ACTS / reached:.2f}"
    parts.append(
        text(90, 304, f"The doctor has {reached:,.0f} people to see: {share} consultations for whoever counts fully.")
    )
    return svg(860, 326, "A worked example: one doctor, three villages", parts)


def draw_bands() -> str:
    """The recalled bands, and what a fit to the official figures leaves open."""
    decay = access_method("apl-2015").decay
    edges = (0.0, *decay.edges_min)
    left, base, scale_x, scale_y = 80, 260, 26, 200
    parts = [text(left, 28, "How much a doctor counts, by minutes of travel", 16, INK, "start", True)]
    for share in (0, 1 / 3, 2 / 3, 1):
        y = base - scale_y * share
        parts.append(f'<line x1="{left}" y1="{y:g}" x2="{left + scale_x * 24}" y2="{y:g}" stroke="#e3e7e9"/>')
        parts.append(text(left - 8, y + 5, f"{share:.2f}", 13, QUIET, "end"))
    for band, weight in enumerate(decay.weights):
        x, width = left + scale_x * edges[band], scale_x * (edges[band + 1] - edges[band])
        height = scale_y * weight
        parts.append(box(x, base - height, width, height, TEAL))
        parts.append(text(x + width, base + 20, f"{edges[band + 1]:g} min", 13, QUIET, "middle"))
        low, middle, high = (base - scale_y * value for value in FITTED[band])
        if band:
            center = x + width / 2
            parts.append(
                f'<line x1="{center:g}" y1="{low:g}" x2="{center:g}" y2="{high:g}" stroke="{INK}" stroke-width="3"/>'
            )
            parts.append(f'<circle cx="{center:g}" cy="{middle:g}" r="5" fill="{INK}"/>')
    x = left + scale_x * 14.5
    parts.append(box(x, 48, 16, 16, TEAL))
    parts.append(text(x + 24, 61, "used here, as remembered", 14))
    parts.append(f'<line x1="{x + 8:g}" y1="74" x2="{x + 8:g}" y2="92" stroke="{INK}" stroke-width="3"/>')
    parts.append(text(x + 24, 88, "what fits the official figures of Bas-Rhin", 14))
    parts.append(text(x + 24, 106, "(nine fits of ten lie within the line)", 14, QUIET))
    return svg(860, 296, "The bands of travel time and their uncertainty", parts)


def draw_verdict() -> str:
    """Of the 514 communes of Bas-Rhin, which have the same verdict whatever is uncertain?"""
    total = sum(count for _, count, _ in COMMUNES)
    parts = [
        text(20, 28, f"{total} communes of Bas-Rhin, 18 ways to compute: above 2.5 or not?", 16, INK, "start", True)
    ]
    x = 20.0
    for name, count, colour in COMMUNES:
        width = 820 * count / total
        parts.append(box(x, 48, width - 2, 56, colour))
        parts.append(text(x + width / 2, 82, str(count), 18, "#ffffff" if colour != SAND else INK, "middle", True))
        line = 126 if name != COMMUNES[-1][0] else 146
        at, anchor = (838, "end") if line == 146 else (x, "start")
        parts.append(text(at, line, name, 14, INK, anchor))
        x += width
    return svg(860, 160, "How many communes keep their verdict in every variant", parts)


PICTURES = {"access-example.svg": draw_example, "access-bands.svg": draw_bands, "access-verdict.svg": draw_verdict}


def main() -> None:
    """Write all pictures."""
    for name, draw in PICTURES.items():
        (IMAGES / name).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
