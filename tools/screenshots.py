"""Take the pictures of the documentation from a fresh demo, in three languages, light and dark, wide and narrow.

    python tools/screenshots.py            all of them, into docs/images
    python tools/screenshots.py alert-fr   only this one

Needs Debian's chromium. The demo's clock and its passwords differ each time, so the pictures do as well: look at them
before you commit them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from pagus.apps.workspace import open_workspace  # noqa: E402
from pagus.check.server import RunningDemo, running_demo  # noqa: E402
from pagus.kernel.time import HOUR, format_instant  # noqa: E402
from tests.e2e.conftest import ARGUMENTS, LOCALES, Person  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WARM_UP_S = 30.0
"""The jobs compute air and indicators, and the clock moves half a day on."""

Act = Callable[[Person], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, in which language, at what, on which screen, and what they do first."""

    role: str
    language: str
    path: str
    act: Act | None = None
    width: int = 1180
    height: int = 860
    dark: bool = False


OFFER = """
import django, sys, tempfile
from pathlib import Path
django.setup()
from django.conf import settings
from pagus.apps.installations.offers import ask_registries
from pagus.apps.installations.trusting import real_now
from pagus.apps.registry.actions import publish
from pagus.apps.registry.settings_files import add_registry
from pagus.apps.registry.signing import sign_statement
from tests.apps.installations.versions import kit_version
from tests.apps.registry.making import trust_in
from tests.trust.making import key, store_entry

base = Path(sys.argv[1])
signers = (("publisher", "publish"), ("owner", "accept"), ("registry", "index"))
keys = [store_entry(name, [may], kits="*", until="2099-01-01") for name, may in signers]
trust_in(settings.WORKSPACE.trust, "".join(keys))
edits = {
    "parameters.yaml": ("default: 0.70", "default: 0.75"),
    "rules/balance.yaml": ("refractory: 14d", "refractory: 7d"),
}
kit = Path(kit_version(base, "2.0.0", edits=edits, moves_from=("1.0.0",)))
sign_statement(kit, key("publisher"), "Example publisher", real_now())
sign_statement(kit, key("owner"), "Example hospital", real_now(), kind="clinical_acceptance")
publish(kit, base / "registry", key("registry"), real_now())
add_registry(settings.WORKSPACE.folder, "neighbours", str(base / "registry"))
ask_registries()
"""
"""A newer version of a kit that runs, in a registry: there is something to plan."""


def offer_newer_version(demo: RunningDemo, base: Path) -> None:
    """Publish version 2.0.0 of the diabetes kit where the demo finds it."""
    workspace = {"PAGUS_WORKSPACE": str(demo.workspace), "DJANGO_SETTINGS_MODULE": "pagus.web.settings"}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, **workspace, "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", OFFER, str(base)], check=True, env=environment)


def plan_upgrade(person: Person) -> None:
    """From the page of the kit that runs to the plan of its next version, at what changes."""
    person.page.get_by_role("link", name="See what it would change here").click()
    person.page.wait_for_selector("#replay-heading ~ div .key-figures")
    person.page.evaluate("document.querySelector('#changes-heading').scrollIntoView()")


def ask_provenance(person: Person) -> None:
    """From the inbox to an alert, and to whoever answers for its rule."""
    open_alert(person)
    person.page.locator("a[href$='/provenance/']").click()
    person.page.wait_for_url("**/provenance/")


def open_alert(person: Person) -> None:
    """From the inbox to the first alert about hours of high glucose."""
    person.page.locator("a.worklist-title").first.click()
    person.page.wait_for_url("**/console/alerts/*/")


def show_report(person: Person) -> None:
    """The glucose report of the first person of the list."""
    person.page.locator("main tbody th a").first.click()
    person.page.wait_for_url("**/console/subjects/**")
    person.page.evaluate("document.querySelector('#glucose-heading').scrollIntoView()")


def show_rules(person: Person) -> None:
    """The rules of a kit."""
    person.page.evaluate("document.querySelector('#rules-heading').scrollIntoView()")


def try_value(person: Person) -> None:
    """Another threshold, tried on the history."""
    person.page.locator("#field-very_high_glucose").fill("220")
    person.page.locator("#values button[type=submit]").click()
    person.page.wait_for_url("**very_high_glucose=220**")
    person.page.evaluate("document.querySelector('#values-heading').scrollIntoView()")


def bring_in(person: Person) -> None:
    """A small file with a good, an implausible and two wrong lines."""
    at = format_instant(open_workspace(person.demo.workspace).clock.now_ms() - 3 * HOUR)
    lines = (
        "subject,signal,time,value,unit",
        f"thing:station-centre,no2,{at},31.5,ug/m3",
        f"thing:station-centre,pm10,{at},4100,ug/m3",
        "thing:station-centre,no2,2026-02-30T08:00:00Z,31.5,ug/m3",
        f"thing:station-nowhere,no2,{at},31.5,ug/m3",
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "station.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        person.page.locator("input[type=file]").set_input_files(path)
        person.page.locator("form[enctype] button[type=submit]").click()
        person.page.wait_for_url("**/observations/imports/**")


def show_options(person: Person) -> None:
    """From the page of the second person of the list to what is proposed for them."""
    person.page.locator("main tbody th a").nth(1).click()
    person.page.wait_for_url("**/console/subjects/**")
    person.page.locator("main a[href$='/refer/']").click()
    person.page.locator("#field-service").select_option("general_practice")
    person.page.locator("#field-urgency").select_option("urgent")
    person.page.locator("#field-language").select_option("de")
    person.page.locator("input[name=step_free]").check()
    person.page.locator("main form[method=get] button[type=submit]").click()
    person.page.wait_for_selector(".options-list")
    person.page.evaluate("document.querySelector('#options-heading').scrollIntoView()")


FOUND = "/care/?care=general_practice&place=commune:67482&when=saturday_morning&by=foot&within=20"


def add_change(person: Person, what: str, where: str = "") -> None:
    """One change in the access lab, by its form."""
    person.page.wait_for_selector("#access-lab[data-state=ready]")
    person.page.locator("#lab-do").select_option(what)
    if where:
        person.page.locator("#lab-at").select_option(label=where)
    person.page.locator("[data-edit-form] button[type=submit]").click()


def plan_access(person: Person) -> None:
    """Everyone over 65 retires; a health house forms in the north."""
    add_change(person, "retire")
    add_change(person, "open:msp", "Bitche")
    person.page.locator("[data-show=change]").click()


def look_at_access(person: Person) -> None:
    """The map of access on a small screen."""
    person.page.wait_for_selector("#access-lab[data-state=ready]")
    person.page.evaluate("document.querySelector('.lab-figures').scrollIntoView()")


def compare_access(person: Person) -> None:
    """Two scenarios beside each other."""
    for name, changes in (("Niemand folgt", ["retire"]), ("Ein Gesundheitshaus", ["retire", "open:msp"])):
        person.go("/console/access/")
        for what in changes:
            add_change(person, what, "Bitche" if ":" in what else "")
        person.page.locator("#lab-name").fill(name)
        person.page.locator(".lab-save button").first.click()
        person.page.wait_for_url("**scenario=**")
    person.go("/console/access/scenarios/")
    for box in person.page.locator("input[name=s]").all():
        box.check()
    person.page.locator("button[form=compare]").click()
    person.page.wait_for_url("**/compare/**")


def open_first_task(person: Person) -> None:
    """Open the task that is due first."""
    person.page.locator(".table-cards tbody th > a").first.click()
    person.page.wait_for_url("**/tasks/*/")


ALERTS = "/console/alerts/?kit=diabetes-home&severity=high"
NEW_SITES = "/console/access/sites/?place=petr:saverne-plaine-et-plateau&aim=short-of-care&arrival=booth&count=3"
PICTURES = {
    "citizen-en": Picture("", "en", "/", height=1180),
    "commune-fr": Picture("", "fr", "/places/commune:67447/"),
    "find-care-en": Picture("", "en", FOUND, height=1500),
    "refer-en": Picture("nurse", "en", "/console/people/", show_options, height=980),
    "today-en": Picture("nurse", "en", "/console/"),
    "today-de": Picture("nurse", "de", "/console/"),
    "alert-en": Picture("nurse", "en", ALERTS, open_alert, height=1240),
    "alert-fr": Picture("nurse", "fr", ALERTS, open_alert, height=1240),
    "person-en": Picture("nurse", "en", "/console/people/", show_report, height=920),
    "kit-fr": Picture("coordinator", "fr", "/console/kits/diabetes-home/", show_rules),
    "try-a-kit-en": Picture("coordinator", "en", "/console/kits/diabetes-home/install/", try_value),
    "upgrade-en": Picture("coordinator", "en", "/console/installations/2/", plan_upgrade, height=1040),
    "provenance-en": Picture("nurse", "en", ALERTS, ask_provenance, height=1180),
    "placing-en": Picture("coordinator", "en", NEW_SITES, height=960),
    "rounds-en": Picture("coordinator", "en", "/console/rounds/?plan=example&nurses=3&lunch=on", height=960),
    "import-report-en": Picture("coordinator", "en", "/console/observations/", bring_in, height=700),
    "access-lab-en": Picture("analyst", "en", "/console/access/", plan_access, height=1360),
    "access-lab-phone-fr": Picture(
        "analyst", "fr", "/console/access/", look_at_access, width=360, height=780, dark=True
    ),
    "access-compare-de": Picture("analyst", "de", "/console/access/", compare_access, height=900),
    "map-de": Picture("analyst", "de", "/console/map/?place=epci:246700488", height=1240),
    "tasks-week-en": Picture("coordinator", "en", "/console/tasks/calendar/", height=1000),
    "course-fr": Picture("physician", "fr", "/console/courses/1/", height=1000),
    "weigh-phone-de": Picture("carer", "de", "/console/tasks/", open_first_task, width=360, height=1000),
    "phone-dark-de": Picture("nurse", "de", ALERTS, open_alert, width=360, height=780, dark=True),
}


def take(browser: Browser, demo: RunningDemo, picture: Picture, target: Path) -> None:
    """Take one picture."""
    context = browser.new_context(
        locale=LOCALES[picture.language],
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
    )
    person = Person(context.new_page(), demo)
    if picture.role:
        person.log_in(picture.role)
    statuses: list[int] = []
    person.page.on("response", lambda answer: statuses.append(answer.status))
    person.go(picture.path)
    if picture.act is not None:
        picture.act(person)
    settle(person.page)
    if max(statuses) >= 400:
        raise SystemExit(f"{picture.path} answered {max(statuses)}: no picture of a fault")
    person.page.screenshot(path=target)
    context.close()


def settle(page: Page) -> None:
    """Wait until fonts and maps are drawn."""
    page.wait_for_load_state("networkidle")
    if page.locator("[data-map]").count():
        page.wait_for_selector("[data-map-state=ready]")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)


def chosen(names: list[str]) -> Iterator[tuple[str, Picture]]:
    """The pictures asked for; all without a name."""
    unknown = sorted(set(names) - set(PICTURES))
    if unknown:
        raise SystemExit(f"no picture {', '.join(unknown)}: there are {', '.join(PICTURES)}")
    return ((name, picture) for name, picture in PICTURES.items() if not names or name in names)


def main(names: list[str]) -> None:
    """Serve a demo and take the pictures."""
    wanted = list(chosen(names))
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed: see tools/debian.txt")
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as registry,
        running_demo() as demo,
        sync_playwright() as playwright,
    ):
        offer_newer_version(demo, Path(registry))
        time.sleep(WARM_UP_S)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, picture in wanted:
            target = IMAGES / f"{name}.png"
            take(browser, demo, picture, target)
            print(f"{target.relative_to(ROOT)} {target.stat().st_size / 1000:.0f} kB", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
