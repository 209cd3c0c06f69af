"""A consultation by video between real browsers with fake cameras: directly, by relay only, three at once, reloaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from pagus.check.server import RunningDemo
from pagus.library.demo import demo_people
from tests.e2e.conftest import BLOCKED, LOCALES
from tests.e2e.relay import Relay

pytestmark = pytest.mark.browser

PEOPLE = demo_people()
PATIENT = PEOPLE.filter(PEOPLE["team"] == "diabetology-strasbourg")["code"][4]
FAKE_DEVICES = [
    "--no-sandbox",
    "--no-first-run",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    # Names instead of addresses are looked up over multicast, which a machine without a network does not have.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
NO_CAMERA = """const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wish) => wish.video
  ? Promise.reject(new DOMException("none", "NotFoundError")) : ask(wish);"""
EXPECTED = ("409 (Conflict)", "ERR_INTERNET_DISCONNECTED", "htmx:afterRequest", "htmx:sendError")
KEY = f"""
from pagus.apps.people.keys import make_personal_key
answer = make_personal_key("system", {PATIENT!r})
"""
RECORD = """
from pagus.apps.consultations.models import Consultation
from pagus.apps.consultations.queries import sheet
visit = sheet("system", {code!r})
links = [link for stay in visit.stays for link in stay.links]
answer = {{
    "ways": sorted({{link.way for link in links}}),
    "keys": sorted({{str(link.keys_agree) for link in links}}),
    "restarts": max(link.restarts for link in links),
    "first": [link.first_frame_after_ms for link in links if link.first_frame_after_ms is not None],
    "left": [(stay.kind, stay.left_how) for stay in visit.stays],
    "digest": len(visit.card.record_digest),
}}
"""
LOST = """
from pagus.apps.consultations.models import Stay
rows = Stay.objects.filter(participant__consultation__code={code!r}, participant__kind="person", left_how="")
answer = rows.update(left_wall_ms={wall})
"""
BACK_MS = 20_000
FIRST_FRAME_MS = 5_000
"""What a machine may take that runs other tests at the same time; bench/bench_video.py measures it alone."""


@pytest.fixture(scope="module")
def machines(browser: Browser, chromium: str) -> Iterator[tuple[Browser, Browser]]:
    """Two browsers of their own, with cameras that are not there."""
    pair = [browser.browser_type.launch(executable_path=chromium, args=FAKE_DEVICES) for _ in range(2)]
    yield pair[0], pair[1]
    for each in pair:
        each.close()


@pytest.fixture
def opened(
    machines: tuple[Browser, Browser], demo: RunningDemo, cookies: Callable[[str], list[Any]]
) -> Iterator[Callable[..., Page]]:
    """A page on one of the two machines; what it complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        machine: int, path: str, role: str = "", language: str = "en", script: str = "", wide: int = 1280
    ) -> Page:
        context = machines[machine].new_context(locale=LOCALES[language], viewport={"width": wide, "height": 900})
        context.set_default_timeout(20_000)
        context.add_init_script(BLOCKED)
        if script:
            context.add_init_script(script)
        if role:
            context.add_cookies(cookies(role))
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        page.goto(path if path.startswith("http") else f"http://{demo.host}:{demo.port}{path}")
        return page

    yield open_page
    for each in contexts:
        each.close()
    # A report can cross the end of the call on its way: it is refused, the record is sealed. A network is cut.
    assert [each for each in complaints if not any(known in each for known in EXPECTED)] == []


@pytest.fixture(scope="module")
def key(ask: Callable[[str], Any]) -> str:
    return str(ask(KEY))


def room(page: Page) -> Locator:
    return page.locator("[data-call]")


def asked(nurse: Page, *, relay_only: bool = False) -> str:
    """The nurse asks for a consultation and is on its page. Gives: its code."""
    nurse.get_by_label("Why?").fill("Short of breath since Monday")
    if relay_only:
        nurse.get_by_label("Through the relay only").check()
    nurse.get_by_role("button", name="Ask for the consultation").click()
    expect(room(nurse)).to_have_attribute("data-state", "before")
    return nurse.url.rstrip("/").rpartition("/")[2]


def let_in(nurse: Page, other: Page) -> None:
    expect(room(other)).to_have_attribute("data-state", "waiting")
    nurse.get_by_role("button", name="Let in").click()
    expect(room(other)).to_have_attribute("data-state", "in")


def sees(page: Page, ways: str) -> int:
    """Wait until this page shows a picture over these ways. Gives: after how many milliseconds."""
    expect(room(page)).to_have_attribute("data-ways", ways)
    expect(page.locator("[data-facts]")).to_contain_text("First picture after")
    return int(room(page).get_attribute("data-first-frame-ms") or -1)


def both(opened: Callable[..., Page], key: str, *, relay_only: bool = False) -> tuple[Page, Page, str]:
    """A nurse on one machine, the person on the other, both in the call."""
    nurse = opened(0, f"/console/consultations/new/?person={PATIENT}", role="nurse")
    code = asked(nurse, relay_only=relay_only)
    person = opened(1, f"/mine/{key}/call/{code}/", wide=360)
    person.get_by_role("button", name="I agree").click()
    nurse.get_by_role("button", name="Join the call").click()
    expect(room(nurse)).to_have_attribute("data-state", "in")  # who comes first stands first in the record
    person.get_by_role("button", name="Join the call").click()
    let_in(nurse, person)
    return nurse, person, code


def cut(relay: Relay, cut_ms: int, *pages: Page) -> None:
    """Neither pictures nor letters get through for so long."""
    with relay.silent():
        for page in pages:
            page.context.set_offline(True)
        pages[0].wait_for_timeout(cut_ms)
        for page in pages:
            expect(room(page)).to_have_attribute("data-ways", "")
    for page in pages:
        page.context.set_offline(False)


def comes_back(page: Page) -> None:
    """The picture moves again, over the relay."""
    expect(room(page)).to_have_attribute("data-ways", "relay", timeout=BACK_MS)
    moving = """() => { const video = document.querySelector("[data-stage] video");
      const from = video.currentTime;
      return new Promise((done) => { const look = () => video.currentTime > from + 0.2 ? done(true)
        : setTimeout(look, 100); look(); }); }"""
    assert page.evaluate(moving)


def end(nurse: Page, *others: Page) -> None:
    nurse.get_by_role("button", name="End the call for everybody").click()
    expect(nurse.get_by_role("heading", name="Session record")).to_be_visible()
    for each in others:
        expect(room(each)).to_have_attribute("data-state", "ended")


def test_two_browsers_three_people_a_reload_and_another_way(
    opened: Callable[..., Page], key: str, ask: Callable[[str], Any], axe: Callable[[Page], list[str]]
) -> None:
    nurse, person, code = both(opened, key)
    assert max(sees(nurse, "direct"), sees(person, "direct")) <= FIRST_FRAME_MS
    assert axe(nurse) == []
    assert axe(person) == []
    expect(nurse.locator("#call-vitals article").first).to_be_visible()
    expect(nurse.locator("#call-consent")).to_contain_text("Given")
    # The network of the nurse changes: another way is looked for, and the call goes on.
    nurse.evaluate("() => { window.dispatchEvent(new Event('online')); }")
    expect(room(nurse)).to_have_attribute("data-restarts", "1")
    expect(room(nurse)).to_have_attribute("data-ways", "direct")
    # The server hears nothing of the person for a while, then again: the same seat, another connection.
    ask(LOST.format(code=code, wall=1))
    expect(room(nurse)).to_have_attribute("data-people", "0")
    ask(LOST.format(code=code, wall=None))
    sees(nurse, "direct")
    # The person reloads the page, and is in the call again without waiting.
    person.reload()
    sees(person, "direct")
    sees(nurse, "direct")
    # An interpreter without a camera is invited.
    nurse.get_by_text("Invite a specialist").click()
    nurse.get_by_label("As what?").select_option("interpreter")
    nurse.get_by_label("Name that the others read").fill("Ayla Demir")
    nurse.get_by_role("button", name="Make an invitation").click()
    guest = opened(1, nurse.get_by_label("Address of the invitation").input_value(), script=NO_CAMERA)
    guest.get_by_role("button", name="Join the call").click()
    let_in(nurse, guest)
    sees(guest, "direct direct")
    expect(guest.locator("[data-problem]")).to_contain_text("No camera was found")
    assert PATIENT.partition(":")[2] not in guest.content()
    expect(nurse.locator("[data-note]", has_text="sound only")).to_be_visible()
    person.get_by_role("button", name="Mute").press("Enter")
    expect(nurse.locator("[data-note]", has_text="muted")).to_be_visible()
    guest.get_by_role("button", name="Leave the call").click()
    expect(room(nurse)).to_have_attribute("data-people", "1")
    end(nurse, person)
    assert axe(nurse) == []
    nurse.get_by_label("Agreed with the person").fill("Weigh every morning.")
    nurse.get_by_role("button", name="Keep").click()
    person.get_by_role("link", name="Go on").click()
    expect(person.locator("main")).to_contain_text("Weigh every morning.")
    record = ask(RECORD.format(code=code))
    assert (record["ways"], record["keys"], record["restarts"], record["digest"]) == (["direct"], ["True"], 1, 64)
    assert record["left"] == [
        ["professional", "ended"],
        ["person", "left"],
        ["person", "ended"],
        ["guest", "left"],
    ]


@pytest.mark.parametrize("cut_ms", [8_000, pytest.param(22_000, marks=pytest.mark.long)])
def test_by_relay_only_and_back_after_a_cut(
    cut_ms: int, coturn: str, relay: Relay, opened: Callable[..., Page], key: str, ask: Callable[[str], Any]
) -> None:
    nurse, person, code = both(opened, key, relay_only=True)
    assert max(sees(nurse, "relay"), sees(person, "relay")) <= FIRST_FRAME_MS
    # Both lose the network, the relay with it. After 8 s the page has looked for another way in vain; after 22 s the
    # browsers have given the way up.
    cut(relay, cut_ms, nurse, person)
    for page in (nurse, person):
        comes_back(page)
    nurse.wait_for_timeout(500)  # the report of the last connection arrives
    end(nurse, person)
    record = ask(RECORD.format(code=code))
    assert (record["ways"], record["keys"]) == (["relay"], ["True"])
    assert record["restarts"] >= 1
    assert sorted(record["left"]) == [["person", "ended"], ["professional", "ended"]], "nobody had to come in again"
    assert "ALLOCATE processed, success" in relay.log.read_text(encoding="utf-8", errors="replace")
