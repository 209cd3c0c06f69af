"""What the features of a kit were for somebody at an instant, as far as a pathway reads them and no rule told it."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from pagus.analytics import features_at
from pagus.apps.installations.queries import InstalledKit, enrolments_of
from pagus.apps.streams import queries as streams
from pagus.engines.signals import compile_program
from pagus.kernel.time import DAY

__all__ = ["features_then"]


def features_then(installed: InstalledKit, subject: str, t_ms: int, names: Collection[str]) -> dict[str, float | None]:
    """What were these features of this subject at this instant? Those that are unknown then are None.

    Takes: an installation that follows the subject, features of its kit. Method: from the store, with the program that
    the rules run by and these features beside theirs (``also``), so that a pathway may read what no rule reads.
    """
    since = [enrolled.observed_from_ms for here, enrolled in enrolments_of(subject) if here.id == installed.id]
    if not names or not since:
        return {}
    wanted = sorted(names)
    program = compile_program(installed.kit, installed.parameters, also=wanted)
    features = [installed.kit.features[name] for name in wanted]
    reach = max(feature.over_ms + (feature.pane_ms or 0) if feature.over_ms else t_ms for feature in features)
    signals = sorted({feature.signal for feature in features})
    history = streams.history([subject], signals, max(min(since), t_ms - reach - DAY), t_ms)
    schema = {"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}
    enrolled = pl.DataFrame([(subject, min(since), None)], schema=schema, orient="row")
    found = features_at(program, history, enrolled, [t_ms], wanted).row(0, named=True)
    return {name: found[name] for name in wanted}
