"""Asking the capabilities that running kits name, and taking what they answer: to the rules, or into shadow.

An answer belongs to an instant, a whole multiple of the kit's ``every``: which instant was answered is kept, so a
restart does not ask twice. What fails is asked again after ``REST_MS``; meanwhile nothing is invented, and the kit's
own rule on silence speaks when its time has come.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import msgspec
from django.conf import settings

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.capabilities.actions import read_token
from pagus.apps.capabilities.models import Asking, Endpoint, ShadowValue
from pagus.apps.capabilities.queries import source_name
from pagus.apps.capabilities.transport import post
from pagus.apps.capabilities.wire import Answer, Question, Result, SentPoint, pseudonym, read_answer
from pagus.apps.installations.actions import open_task
from pagus.apps.installations.queries import InstalledKit, active_installations, followed_now
from pagus.apps.journal import actions as journal
from pagus.apps.people.queries import is_person
from pagus.apps.streams import actions as streams
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.queries import history
from pagus.engines.signals.plausibility import Rejected, judge
from pagus.errors import ConfigError, InputError, NotAllowed, StoreError
from pagus.kernel.time import DAY, MINUTE
from pagus.kit_language.model import Capability

__all__ = ["ask_capabilities"]

LOGGER = logging.getLogger(__name__)
REST_MS = 5 * MINUTE
MOST_FAILURES = 3
"""After so many it is left alone until its rest is over."""
ROUND_S = 20.0
"""How long one capability of one kit may take in a round: other duties wait meanwhile. The rest comes next time."""


def ask_capabilities() -> int:
    """Ask every registered capability about those who are due. Gives: how many answers could be used."""
    endpoints = {row.name: row for row in Endpoint.objects.all()}
    used = 0
    for installed in active_installations():
        for wanted in installed.kit.requires.capabilities:
            row = endpoints.get(wanted.name)
            if row is not None and wanted.every_ms and row.rest_until_ms <= settings.WORKSPACE.clock.now_ms():
                used += _ask_about_all(row, installed, wanted)
    return used


def _ask_about_all(row: Endpoint, installed: InstalledKit, wanted: Capability) -> int:
    slot = _slot(wanted)
    asked = Asking.objects.filter(endpoint=row, installation=installed.id, slot_ms__gte=slot)
    answered = set(asked.values_list("subject", flat=True))
    due = [subject for subject in followed_now(installed.id) if subject not in answered]
    began, used, failed = time.monotonic(), 0, 0
    points = _points(installed, wanted, due, slot)
    for subject in _from_another_each_time(due):
        if time.monotonic() - began > ROUND_S or failed >= MOST_FAILURES:
            break
        try:
            _ask_about(row, installed, wanted, subject, points.get(subject, []))
        except NotAllowed as error:
            _note_trouble(row, error)
            told = {"reason": f"{row.name}: {error}"}
            open_task(installed.id, "capability", verb="install_kit", due_ms=_now() + DAY, facts=told)
            break
        except (StoreError, InputError, ConfigError) as error:
            _note_trouble(row, error)
            failed += 1
        else:
            used += 1
    if used and row.trouble and not failed:
        Endpoint.objects.filter(pk=row.pk, trouble=row.trouble).update(trouble="")
    return used


def _from_another_each_time(due: list[str]) -> list[str]:
    """These subjects, begun elsewhere after each rest: nobody waits for ever behind those whose answers fail."""
    turn = _now() // REST_MS % len(due) if due else 0
    return due[turn:] + due[:turn]


def _ask_about(
    row: Endpoint, installed: InstalledKit, wanted: Capability, subject: str, points: list[SentPoint]
) -> None:
    slot, name = _slot(wanted), pseudonym(settings.WORKSPACE.secret_key, row.name, subject)
    question = Question(row.name, installed.kit.id, installed.kit.version, row.model_digest, name, slot, points)
    if is_person(subject):
        journal.record_reads(SYSTEM, SYSTEM, [subject], f"capability {row.name}")
    content = post(row.url, msgspec.json.encode(question), read_token(row.token_file))
    answer = read_answer(content, name, slot - (wanted.over_ms or 0))
    if answer.model_digest != row.model_digest:
        raise NotAllowed("the answer comes from another model than the registered one: none of it is used")
    if not Endpoint.objects.filter(pk=row.pk, model_digest=row.model_digest, in_shadow=row.in_shadow).exists():
        raise StoreError("it was registered anew meanwhile: asked again", retryable=True)
    if row.in_shadow:
        _keep_in_shadow(row, installed, wanted.signal, subject, answer)
    elif answer.results:
        observations = [Observation(subject, wanted.signal, it.t, it.value, it.unit) for it in answer.results]
        streams.submit(Batch(source_name(row.name), observations))
    Asking.objects.update_or_create(
        endpoint=row, installation=installed.id, subject=subject, defaults={"slot_ms": slot}
    )


def _keep_in_shadow(row: Endpoint, installed: InstalledKit, signal: str, subject: str, answer: Answer) -> None:
    kept = []
    for result in answer.results:
        value, judgement = _judged(installed, signal, result)
        kept.append(
            ShadowValue(
                endpoint=row,
                model_digest=row.model_digest,
                subject=subject,
                signal=signal,
                t_ms=result.t,
                value=value,
                judgement=judgement,
                received_ms=_now(),
            )
        )
    ShadowValue.objects.bulk_create(kept, ignore_conflicts=True)


def _judged(installed: InstalledKit, signal: str, result: Result) -> tuple[float, str]:
    judged = judge(installed.kit.signals[signal], result.value, result.unit)
    if isinstance(judged, Rejected):
        return result.value, "rejected"
    return judged.value, type(judged).__name__.lower()


def _points(
    installed: InstalledKit, wanted: Capability, subjects: Sequence[str], slot: int
) -> Mapping[str, list[SentPoint]]:
    """What is sent about each of these subjects: the accepted values in [slot - over, slot], by signal and time."""
    if not subjects:
        return {}
    frame = history(list(subjects), list(wanted.reads), slot - (wanted.over_ms or 0), slot)
    units = {code: installed.kit.signals[code].unit for code in wanted.reads}
    rows: Iterable[tuple[str, str, int, float]] = frame.select("subject", "signal", "t", "value").iter_rows()
    return {
        subject: [SentPoint(signal, t, value, units[signal]) for _, signal, t, value in group]
        for subject, group in groupby(rows, itemgetter(0))
    }


def _note_trouble(row: Endpoint, error: Exception) -> None:
    """Leave it alone for a while, and say why where people look."""
    LOGGER.warning("capability %s: %s", row.name, error)
    row.rest_until_ms, row.trouble = _now() + REST_MS, str(error)[:500]
    Endpoint.objects.filter(pk=row.pk).update(trouble=row.trouble, rest_until_ms=row.rest_until_ms)


def _slot(wanted: Capability) -> int:
    """The instant that is asked about: the last whole multiple of ``every``."""
    assert wanted.every_ms is not None  # only those that are asked come here
    return _now() // wanted.every_ms * wanted.every_ms


def _now() -> int:
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment
