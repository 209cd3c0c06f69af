"""What is known of capabilities: where they answer, in which mode, what they gave, how far from what is measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from django.conf import settings

from pagus.analytics.calibration import Calibration, calibrate
from pagus.apps.capabilities.models import Asking, Endpoint
from pagus.apps.streams import queries as streams
from pagus.errors import InputError, NotFound
from pagus.kernel.time import HOUR

__all__ = ["Known", "Watched", "get_endpoint", "known", "source_name", "standing", "watch"]

WITHIN_MS = HOUR
"""How far apart in time a given and a measured value may lie to be compared: a local default, no standard gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A registered capability."""

    name: str
    mode: str
    """``shadow`` or ``approved``."""
    url: str
    model_digest: str
    certificate: str
    model_card: str
    registered_ms: int
    decided_by: str
    reason: str
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the registered model gave of one signal since it was registered, in both modes."""

    signal: str
    shadow: int
    approved: int
    implausible: int
    """Held, or would have been."""
    rejected: int
    """Values in shadow mode that are none of the signal."""
    last_age_ms: int | None
    """How old its last value is; None when it gave none."""
    compared_with: str
    calibration: Calibration


def source_name(capability: str) -> str:
    """Under which source do the values of an approved capability stand in the store?"""
    return f"capability-{capability}"


def known() -> tuple[Known, ...]:
    """Which capabilities are registered here?"""
    return tuple(_known(row) for row in Endpoint.objects.order_by("name"))


def get_endpoint(name: str) -> Known:
    """The registered capability of that name. Refuses: NotFound."""
    return _known(_row(name))


def standing() -> dict[str, str]:
    """In which mode is each registered capability, by name?"""
    return {each.name: each.mode for each in known()}


def watch(name: str, outcome: str | None = None) -> tuple[Watched, ...]:
    """What did this capability give, signal by signal, and how far is it from what was measured otherwise?

    Takes: its name; the signal to compare with, or None for the same signal from other sources.
    Gives: numbers over all subjects, never a person's own. Refuses: NotFound for the capability or the outcome,
    InputError for an outcome in another unit.
    """
    row = _row(name)
    subjects = sorted({*row.askings.values_list("subject", flat=True)})
    shadow = _shadow(row)
    wanted = sorted({*shadow["signal"], *_given_signals(row)})
    return tuple(_watched(row, signal, outcome or signal, shadow, subjects) for signal in wanted)


def _watched(row: Endpoint, signal: str, against: str, shadow: pl.DataFrame, subjects: list[str]) -> Watched:
    _require_same_unit(signal, against)
    stored = _stored(subjects, signal).filter(pl.col("received") >= row.registered_ms)
    approved = stored.filter(pl.col("source") == source_name(row.name))
    mine = shadow.filter(pl.col("signal") == signal)
    seen = mine.filter(pl.col("judgement") == "accepted")
    given = pl.concat(
        [seen.select("subject", "t", "value"), approved.filter(pl.col("quality") == 0).select("subject", "t", "value")]
    )
    measured = _stored(subjects, against).filter((pl.col("quality") == 0) & (pl.col("source") != source_name(row.name)))
    instants = [each for each in (mine["t"].max(), approved["t"].max()) if isinstance(each, int)]
    return Watched(
        signal=signal,
        shadow=mine.height,
        approved=approved.height,
        implausible=mine.filter(pl.col("judgement") == "held").height + approved.filter(pl.col("quality") == 1).height,
        rejected=mine.filter(pl.col("judgement") == "rejected").height,
        last_age_ms=settings.WORKSPACE.clock.now_ms() - max(instants) if instants else None,
        compared_with=against,
        calibration=calibrate(given, measured.select("subject", "t", "value"), WITHIN_MS),
    )


def _require_same_unit(signal: str, against: str) -> None:
    defined = streams.signals()
    if against not in defined:
        raise NotFound("no signal here is called {signal}", signal=against)
    if signal in defined and defined[signal].unit != defined[against].unit:
        raise InputError("{signal} and {other} have different units", signal=signal, other=against)


def _shadow(row: Endpoint) -> pl.DataFrame:
    rows = row.shadow_values.filter(model_digest=row.model_digest)
    schema = {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64, "judgement": pl.String}
    found = list(rows.values_list("subject", "signal", "t_ms", "value", "judgement"))
    return pl.DataFrame(found, schema=schema, orient="row")


def _given_signals(row: Endpoint) -> Iterable[str]:
    from pagus.apps.installations.queries import get_installation

    numbers = Asking.objects.filter(endpoint=row).values_list("installation", flat=True).distinct()
    for number in numbers:
        wanted = get_installation(number).kit.requires.capabilities
        yield from (each.signal for each in wanted if each.name == row.name)


def _stored(subjects: list[str], signal: str) -> pl.DataFrame:
    frames = [
        streams.series(subject, signal).with_columns(subject=pl.lit(subject)).select(*_STORED) for subject in subjects
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=_STORED)


_STORED = {
    "subject": pl.String,
    "t": pl.Int64,
    "value": pl.Float64,
    "quality": pl.Int64,
    "source": pl.String,
    "received": pl.Int64,
}


def _row(name: str) -> Endpoint:
    row = Endpoint.objects.filter(name=name).first()
    if row is None:
        raise NotFound("no capability {name} is registered here: pagus capability add", name=name)
    return row


def _known(row: Endpoint) -> Known:
    return Known(
        name=row.name,
        mode="shadow" if row.in_shadow else "approved",
        url=row.url,
        model_digest=row.model_digest,
        certificate=row.certificate,
        model_card=row.model_card,
        registered_ms=row.registered_ms,
        decided_by=row.decided_by,
        reason=row.reason,
        trouble=row.trouble,
    )
