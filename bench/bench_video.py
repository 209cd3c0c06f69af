"""How long after two people are in a call does the first picture show, directly and through a relay?

    python bench/bench_video.py [--json] [--calls 5] [--workspace FOLDER]

Goal: at most 2 s on loopback. Two headless chromiums with fake cameras hold calls in a demo that this program makes (or
in the workspace given, a demo): a nurse joins, the person is let in, both measure from when they know of each other to
the first frame that is shown, as the page says it and the session record keeps it. The second half of the calls goes
through coturn only, with credentials of the server; without ``turnserver`` it is left out.
The peer is the floor of the browser itself: two RTCPeerConnections in one page that hand each other their descriptions
and candidates without any server, from construction to the first frame, in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from pagus.check.server import RunningDemo, running_demo, serving
from pagus.library.demo import demo_people

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.e2e.relay import running_relay

GOAL_MS = 2_000
ARGUMENTS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
PERSON = str(demo_people().filter(demo_people()["team"] == "diabetology-strasbourg")["code"][0])
KEY = f"from pagus.apps.people.keys import make_personal_key; answer = make_personal_key('system', {PERSON!r})"
FLOOR = """async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
  const since = performance.now();
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate);
  two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate);
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const seen = new Promise((done) => video.requestVideoFrameCallback(() => done(performance.now() - since)));
  two.ontrack = ({ streams }) => { video.srcObject = streams[0]; video.play(); };
  for (const track of stream.getTracks()) one.addTrack(track, stream);
  await one.setLocalDescription();
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription();
  await one.setRemoteDescription(two.localDescription);
  const took = await seen;
  for (const each of [one, two]) each.close();
  stream.getTracks().forEach((track) => track.stop());
  video.remove();
  return took;
}"""


def ask(workspace: Path, lines: str) -> Any:
    """Run a line in a process of the workspace; what it leaves in ``answer`` comes back."""
    environment = {**os.environ, "PAGUS_WORKSPACE": str(workspace), "DJANGO_SETTINGS_MODULE": "pagus.web.settings"}
    program = f"import json, django\ndjango.setup()\n{lines}\nprint(json.dumps(answer))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def opened(browser: Browser, address: str) -> Page:
    """A page of its own."""
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(address)
    return page


def call(nurse: Page, person: Page, base: str, key: str, *, relay_only: bool) -> tuple[list[int], str]:
    """One call. Gives: the time to the first picture on both sides, and the way."""
    nurse.goto(f"{base}/console/consultations/new/?person={PERSON}")
    if relay_only:
        nurse.get_by_label("Through the relay only").check()
    nurse.get_by_role("button", name="Ask for the consultation").click()
    nurse.locator("[data-call]").wait_for()
    code = nurse.url.rstrip("/").rpartition("/")[2]
    person.goto(f"{base}/mine/{key}/call/{code}/")
    person.get_by_role("button", name="I agree").click()
    for page in (nurse, person):
        page.get_by_role("button", name="Join the call").click()
    nurse.get_by_role("button", name="Let in").click()
    rooms = [page.locator("[data-call][data-first-frame-ms]") for page in (nurse, person)]
    for room in rooms:
        room.wait_for(timeout=20_000)
    nurse.locator("[data-call][data-ways='relay'], [data-call][data-ways='direct']").wait_for()
    found = [int(room.get_attribute("data-first-frame-ms") or -1) for room in rooms]
    way = rooms[0].get_attribute("data-ways") or ""
    nurse.get_by_role("button", name="End the call for everybody").click()
    nurse.get_by_role("heading", name="Session record").wait_for()
    return found, way


def measure(demo: RunningDemo, calls: int, *, with_relay: bool) -> dict[str, Any]:
    """Hold the calls. Gives: what was measured."""
    base = f"http://{demo.host}:{demo.port}"
    key = ask(demo.workspace, KEY)
    result: dict[str, Any] = {"calls": calls, "goal_ms": GOAL_MS}
    with sync_playwright() as playwright:
        browsers = [playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS) for _ in range(2)]
        nurse = opened(browsers[0], f"{base}/login")
        nurse.locator("input[name=username]").fill("nurse")
        nurse.locator("input[name=password]").fill(demo.logins["nurse"])
        nurse.locator("main button[type=submit]").click()
        nurse.wait_for_url(lambda url: "/login" not in url)
        person = opened(browsers[1], f"{base}/about/")
        for way in ("direct", "relay") if with_relay else ("direct",):
            call(nurse, person, base, key, relay_only=way == "relay")  # the first one starts the devices
            held = [call(nurse, person, base, key, relay_only=way == "relay") for _ in range(calls)]
            times = [each for found, _ in held for each in found]
            result[f"{way}_median_ms"] = statistics.median(times)
            result[f"{way}_worst_ms"] = max(times)
            result[f"{way}_ways"] = ", ".join(sorted({way for _, way in held}))
        # Camera and microphone are allowed on the page of a call only.
        nurse.goto(f"{base}/console/consultations/new/?person={PERSON}")
        nurse.get_by_role("button", name="Ask for the consultation").click()
        nurse.locator("[data-call]").wait_for()
        floors = [nurse.evaluate(FLOOR) for _ in range(calls + 1)][1:]
        result["floor_median_ms"] = round(statistics.median(floors))
        result["times_the_floor"] = round(result["direct_median_ms"] / statistics.median(floors), 2)
        for each in browsers:
            each.close()
    return result


@contextmanager
def demo_with_relay(folder: Path, workspace: Path | None) -> Iterator[tuple[RunningDemo, bool]]:
    """A demo that is served, with the relay of this run where there is one."""
    with running_relay(folder) as relay:
        if workspace is not None:
            with serving(workspace) as served:
                yield served, False
            return
        with running_demo(folder / "workspace", None if relay is None else relay.configure) as served:
            yield served, relay is not None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--workspace", type=Path)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="pagus-bench-") as folder,
        demo_with_relay(Path(folder), given.workspace) as (demo, with_relay),
    ):
        result = measure(demo, given.calls, with_relay=with_relay)
    print(json.dumps(result) if given.json else "\n".join(f"{name:20} {value}" for name, value in result.items()))
    return int(max(result["direct_worst_ms"], result.get("relay_worst_ms", 0)) > GOAL_MS)


if __name__ == "__main__":
    raise SystemExit(main())
