"""What a scored menu says of a kitchen, as values of the signals that the kit school-meals watches."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from pagus.engines.nutrition import MenuScore

__all__ = ["observations_file", "observed"]


def observed(score: MenuScore, meals: int) -> dict[str, float]:
    """Which values of which signals does this score give? What is not known for every dish is left out.

    Takes: a score; over how many meals. Gives: ``menu_rows_kept`` and ``menu_rows_broken``; the count of each row as
    ``menu_<row>``; shares of purchases; euros and kg CO2e of a meal; the share of dishes with Nutri-Score A or B.
    """
    rows = score.frequencies.rows
    found = {
        "menu_rows_kept": float(score.frequencies.kept),
        "menu_rows_broken": float(sum(row.holds is False for row in rows)),
    }
    found |= {f"menu_{each.row.id}": float(each.count) for each in rows if not each.unsure}
    if not score.unknown["purchases"] and score.quality is not None and score.organic is not None:
        found |= {"menu_quality_share": score.quality, "menu_organic_share": score.organic}
    if not score.unknown["cost"]:
        found["menu_meal_cost"] = score.cost / meals
    if not score.unknown["co2"]:
        found["menu_meal_co2"] = score.co2 / meals
    lettered = sum(score.letters.values())
    if lettered and not score.unknown["nutri_score"]:
        found["menu_good_letters"] = (score.letters["A"] + score.letters["B"]) / lettered
    return found


def observations_file(kitchen: str, values: dict[str, float], at_ms: int) -> str:
    """The same as a file for ``pagus import observations``, where the score is taken on another machine."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("subject", "signal", "time", "value"))
    moment = datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
    writer.writerows((kitchen, signal, moment, f"{value:.10g}") for signal, value in values.items())
    return text.getvalue()
