"""What a browser sends over a bad line: down soon, up late, the wish of the person on top. Run by a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from pagus.apps.consultations.policy import LOW_KILOBITS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "src" / "pagus" / "web" / "static" / "js" / "call" / "quality.js"
GOOD = "{ loss: 0, roundTrip: 40, available: 900 }"
LOSSY = "{ loss: 0.2, roundTrip: 80, available: 900 }"
NARROW = "{ loss: 0, roundTrip: 80, available: 120 }"
BROKEN = "{ loss: 0.4, roundTrip: 900, available: 30 }"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can import the module, and nothing else."""

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            route.fulfill(body=SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>quality</title>", content_type="text/html")

    opened = browser.new_page()
    opened.route("**/*", answer)
    opened.goto("http://quality.test/")
    yield opened
    opened.close()


def levels(page: Page, *samples: str) -> list[str]:
    body = "; ".join(f"levels.push(chooser.sample({each}))" for each in samples)
    program = f"""async () => {{ const {{ Chooser }} = await import("./quality.js");
      const chooser = new Chooser(); const levels = []; {body}; return levels; }}"""
    return list(page.evaluate(program))


def test_three_bad_samples_make_the_picture_small(page: Page) -> None:
    assert levels(page, GOOD, LOSSY, LOSSY, GOOD, LOSSY, LOSSY, LOSSY)[-2:] == ["full", "low"]


def test_a_narrow_line_counts_only_after_the_browser_has_looked(page: Page) -> None:
    assert levels(page, *[NARROW] * 6) == ["full"] * 5 + ["low"]
    assert levels(page, *[NARROW] * 12)[-1] == "low"  # small enough for it: no need to fall further


def test_sound_goes_first_when_the_line_breaks(page: Page) -> None:
    assert levels(page, *[BROKEN] * 6)[-1] == "audio"


def test_up_again_takes_longer_each_time(page: Page) -> None:
    down = [LOSSY] * 3
    once = levels(page, *down, *[GOOD] * 10)
    assert once[-2:] == ["low", "full"]
    twice = levels(page, *down, *[GOOD] * 10, *down, *[GOOD] * 20)
    assert (twice[-2:], twice[-11]) == (["low", "full"], "low")


def test_what_is_sent_follows(page: Page) -> None:
    found = page.evaluate(
        """async () => { const { atMost, encoding, judge } = await import("./quality.js"); return [
          encoding("low", 1).maxBitrate, encoding("full", 1).maxBitrate, encoding("full", 3).maxBitrate,
          encoding("audio", 1), atMost("low", "full"), atMost("low", "audio"),
          judge({ loss: null, roundTrip: null }), judge({ loss: 0.05, roundTrip: 10 }), judge({ loss: 0.3 })]; }"""
    )
    assert found == [
        LOW_KILOBITS * 1_000, 1_200_000, 400_000, {"active": False}, "low", "audio", "good", "fair", "poor",
    ]  # fmt: skip
