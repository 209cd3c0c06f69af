"""The page computes potential access as Python does: the vectors of tests/engines/access, run by a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.conftest import ROOT
from tests.engines.access.test_vectors import MEASURES, agree, cases, close

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "src" / "pagus" / "web" / "static" / "js"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can import the kernel, and nothing else."""

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if not name:
            route.fulfill(body="<!doctype html><title>kernel</title>", content_type="text/html")
        else:
            route.fulfill(body=(SCRIPTS / name).read_text(encoding="utf-8"), content_type="text/javascript")

    opened = browser.new_page()
    opened.route("**/*", answer)
    opened.goto("http://kernel.test/")
    yield opened
    opened.close()


RUN_EDITS = """async ({ table, steps }) => {
  const { AccessState } = await import("./access_kernel.js");
  const state = new AccessState(table);
  const seen = [Array.from(state.access)];
  const bits = state.access.slice();
  for (const step of steps) {
    const before = state.access.slice();
    state.apply(step.edit);
    state.undo(); // and once more: what undo forgets to restore shows in what comes after it
    const { places, change } = state.apply(step.edit);
    places.forEach((place, index) => { before[place] = before[place] + change[index]; });
    const odd = before.findIndex((value, i) => Math.abs(value - state.access[i]) > 1e-9 * Math.max(1, ...before));
    if (odd >= 0) throw new Error(`the delta of ${step.edit.kind} does not lead to its access`);
    seen.push(Array.from(state.access));
  }
  while (state.steps) state.undo();
  const fresh = new AccessState(table);
  const names = ["access", "std_people", "capacity", "reached", "ratio", "open"];
  const undone = names.filter((name) => state[name].join() !== fresh[name].join());
  return { seen, bits: state.access.every((value, i) => value === bits[i]), undone };
}"""


@pytest.mark.parametrize("case", cases("edits"), ids=lambda case: case["name"])
def test_edits_in_the_page(page: Page, case: dict[str, Any]) -> None:
    found = page.evaluate(RUN_EDITS, {"table": case["table"], "steps": case["steps"]})
    for seen, expected in zip(
        found["seen"], [case["access"], *(step["access"] for step in case["steps"])], strict=True
    ):
        close(seen, expected)
    assert found["bits"]
    assert found["undone"] == [], "undo restores every bit"


def test_measures_in_the_page(page: Page) -> None:
    run = "async c => (await import('./access_kernel.js')).inequality(c.access, c.weights, c)"
    for case in cases("inequality"):
        found = page.evaluate(run, case)
        for name in MEASURES:
            assert agree(found[name], case["expected"][name]), (case["name"], name)
    assert page.evaluate(run, {"access": [1, 2], "weights": [0, 0]}) is None


def test_straight_lines_in_the_page(page: Page) -> None:
    run = """async c => {
      const { straightColumn } = await import("./access_kernel.js");
      const found = straightColumn(c.points, c.site[0], c.site[1], c.router, c.limit_min);
      return [Array.from(found.demand), Array.from(found.minutes)];
    }"""
    for case in cases("straight"):
        demand, minutes = page.evaluate(run, case)
        assert demand == case["demand"]
        np.testing.assert_allclose(minutes, case["minutes"], rtol=2e-7)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ({"kind": "close", "site": 99}, "site 99 is closed"),
        ({"kind": "set_capacity", "site": 0, "capacity": -1}, "0 or more"),
        ({"kind": "open", "column": {"demand": [1, 1], "minutes": [1, 1]}, "capacity": 1}, "a place twice"),
        ({"kind": "set_people", "places": [99], "std_people": [1]}, "does not exist"),
        ({"kind": "vanish"}, "no edit vanish"),
    ],
)
def test_the_page_refuses_what_python_refuses(page: Page, edit: dict[str, Any], words: str) -> None:
    run = """async ({ table, edit }) => {
      const { AccessState } = await import("./access_kernel.js");
      const state = new AccessState(table);
      try { state.apply(edit); } catch (error) { return `${error.message} ${state.steps}`; }
      return "accepted";
    }"""
    said = page.evaluate(run, {"table": cases("edits")[0]["table"], "edit": edit})
    assert words in said
    assert said.endswith(" 0")
