"""Figures of the access lab: one step of a drag in a real page, against one frame (16 ms) and against the server.

    python bench/bench_access_lab.py [--place departement:67] [--moves 300]

Serves a fresh demo and opens its lab in Debian's chromium. Measured in the page, with ``performance.now``: moving a
practice with all that follows (access of every commune, Gini, P90/P10, share short of care, who gains and loses), then
the same with the page drawn. The peer is the server's own full computation of the same change.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from pagus.check.server import RunningDemo, running_demo  # noqa: E402
from tests.e2e.conftest import ARGUMENTS, Person  # noqa: E402

FRAME_MS, LIMIT_MS = 16.0, 50.0
COMPUTE = """async ({ url, moves }) => {
  const { Lab } = await import("/static/js/access_lab_model.js");
  const loaded = performance.now();
  const lab = new Lab(await (await fetch(url)).json());
  const opened = performance.now() - loaded;
  const inside = lab.sites.filter((site) => site.inside && site.capacity > 0);
  const times = [];
  for (let step = 0; step < moves; step += 1) {
    const site = inside[step % inside.length];
    const started = performance.now();
    const { code, lat, place } = site;
    lab.setEdits([{ do: "move", site: code, lon: site.lon + 0.0004 * (step % 50), lat, place }]);
    const after = lab.placeAccess();
    lab.figures();
    lab.balance(after);
    times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  return {
    communes: lab.inside, points: lab.place.length, sites: lab.sites.length, opened,
    median: times[Math.floor(moves / 2)], p95: times[Math.floor(moves * 0.95)], most: times[moves - 1],
  };
}"""
ROLE = """
import django
django.setup()
from pagus.apps.accounts.actions import give_role
give_role("analyst", "analyst", {place!r})
"""
SERVER = """
import django, json, time
django.setup()
from pagus.apps.access.edits import read_edits
from pagus.apps.access.lab import open_lab
from pagus.apps.access.outcome import outcome_of
lab = open_lab({place!r}, "general_practice")
inside = [row for row in lab.supply.iter_rows(named=True) if row["place"] in lab.inside_codes]
times = []
for step in range(60):
    row = inside[step % len(inside)]
    move = {{"do": "move", "site": row["site"], "lon": row["lon"] + 0.0004 * step, "lat": row["lat"]}}
    started = time.process_time()
    outcome_of(lab, read_edits([move], lab))
    times.append(1000 * (time.process_time() - started))
print(json.dumps(sorted(times)[30]))
"""


def drawn(page: Page, moves: int) -> tuple[float, float]:
    """Median and largest time of a step of a drag with the page drawn, by a mouse on the map."""
    page.wait_for_selector("[data-map-state=ready]")
    page.wait_for_selector("#access-lab[data-state=ready]")
    canvas = page.locator(".maplibregl-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    spots = ((x, y) for y in range(20, 80, 2) for x in range(25, 75))
    for x, y in spots:
        page.mouse.move(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)
        if "full-time" in page.locator(".map-readout").inner_text():
            break
    page.mouse.down()
    times = []
    for step in range(moves):
        page.mouse.move(box["x"] + box["width"] * x / 100 + step % 40, box["y"] + box["height"] * y / 100 + step % 30)
        spent = page.locator("#access-lab").get_attribute("data-last-ms")
        times += [float(spent)] if spent else []
    page.mouse.up()
    times.sort()
    return times[len(times) // 2], times[-1]


def in_workspace(demo: RunningDemo, program: str) -> str:
    """What a few lines print in a process of the demo's workspace."""
    settings = {"PAGUS_WORKSPACE": str(demo.workspace), "DJANGO_SETTINGS_MODULE": "pagus.web.settings"}
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def measure(place: str, moves: int) -> dict[str, Any]:
    """All figures of one run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed: see tools/debian.txt")
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        person = Person(browser.new_page(viewport={"width": 1280, "height": 1000}), demo)
        in_workspace(demo, ROLE.format(place=place))
        person.log_in("analyst")
        started = time.perf_counter()
        page = person.go(f"/console/access/?place={place}")
        answered = 1000 * (time.perf_counter() - started)
        url = f"/console/access/data.json?place={place}&profession=general_practice&method=apl-2015"
        found: dict[str, Any] = page.evaluate(COMPUTE, {"url": url, "moves": moves})
        found["drawn"], found["drawn_most"] = drawn(page, 120)
        found["page"] = answered
        # CPU milliseconds of the server for the same change, computed in full.
        found["server"] = float(json.loads(in_workspace(demo, SERVER.format(place=place))))
        browser.close()
    return found


def main() -> None:
    """Print the figures and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", default="departement:67")
    parser.add_argument("--moves", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.place, asked.moves)
    if asked.json:
        print(json.dumps(found))
        return
    size = ("communes", "points", "sites")
    counts = ", ".join(f"{found[name]} {name}" for name in size)
    print(f"{asked.place}: {counts}, the rim among points and sites")
    print(f"first page from the server: {found['page']:.0f} ms; data opened in the page: {found['opened']:.0f} ms")
    times = ", ".join(f"{name} {found[name]:.2f}" for name in ("median", "p95", "most"))
    print(f"one step of a drag, computed: {times} ms")
    print(f"one step of a drag, drawn: median {found['drawn']:.2f}, most {found['drawn_most']:.2f} ms")
    print(f"a frame over the median: {FRAME_MS / found['median']:.0f} computed, {FRAME_MS / found['drawn']:.1f} drawn")
    print(f"the limit of 50 ms over the longest: {LIMIT_MS / found['drawn_most']:.1f}")
    print(f"server, in full: {found['server']:.1f} ms CPU, {found['server'] / found['median']:.0f} times the page")


if __name__ == "__main__":
    main()
