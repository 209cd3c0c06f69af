"""Who was asked for what on the version that they leave: an upgrade stops asking nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl
from django.conf import settings

from pagus.apps.installations.kit_library import installed_kit
from pagus.apps.installations.layers import current_values, effective_by_subject, holders_of
from pagus.apps.installations.models import Installation
from pagus.apps.streams import queries as streams
from pagus.kernel.remark import Remark
from pagus.kernel.time import DAY
from pagus.kit_language import asked_signals, prescribed_by
from pagus.kit_language.model import Kit

__all__ = ["COUNTED_DAYS", "asked_remarks", "still_asked"]

COUNTED_DAYS = 28
"""Whose device or hand has sent a value within these days measures it, whether or not the version asked for it. As
long as the longest window by which the shipped kits know a device: local."""


def still_asked(row: Installation, kit: Kit, subjects: Collection[str]) -> dict[str, frozenset[str]]:
    """For each of these people: which yes-or-no parameters of the other version must be yes, so that they go on?

    Takes: the version that they leave; the kit that they go to. Gives: by person, parameters of signals which that
    version asks only if prescribed, and which this one asked of them, or which came from them of late though it asked
    nobody.
    """
    new = prescribed_by(kit)
    if not new or not subjects:
        return {}
    old = installed_kit(row.digest)
    values = effective_by_subject(old, current_values(row.pk), holders_of(subjects))
    sent = _sent(subjects, [code for codes in new.values() for code in codes])
    return {each: _of_person(old, new, values[each], sent.get(each, frozenset())) for each in subjects}


def _of_person(
    old: Kit, new: Mapping[str, Collection[str]], values: Mapping[str, float], sent: Collection[str]
) -> frozenset[str]:
    asked = asked_signals(old, values)

    def goes_on(code: str) -> bool:
        signal = asked.get(code)
        if signal is None or signal.every_ms is not None:
            return signal is not None
        return code in sent and not signal.when_prescribed

    return frozenset(name for name, codes in new.items() if any(goes_on(code) for code in codes))


def _sent(subjects: Collection[str], codes: Collection[str]) -> dict[str, set[str]]:
    since = settings.WORKSPACE.clock.now_ms() - COUNTED_DAYS * DAY
    last = streams.last_values(sorted(subjects)).filter(pl.col("signal").is_in(list(codes)) & (pl.col("t") >= since))
    found: dict[str, set[str]] = {}
    for subject, signal in last.select("subject", "signal").iter_rows():
        found.setdefault(subject, set()).add(signal)
    return found


def asked_remarks(row: Installation, kit: Kit, subjects: Collection[str]) -> Iterator[Remark]:
    """What a plan says of it: of how many people each is asked after the move, and of how many it is not."""
    found = still_asked(row, kit, subjects)
    for name in prescribed_by(kit) if found else ():
        yes = sum(name in names for names in found.values())
        key = "{name}: yes for {yes} people, who were asked for it or sent it in the last {days} days; no for {no}"
        yield Remark(key, name=name, yes=str(yes), days=str(COUNTED_DAYS), no=str(len(found) - yes))
