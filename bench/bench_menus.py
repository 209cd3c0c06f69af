"""Figures of menus: twenty lunches of five courses, from 60 dishes a course, with every row of the 2011 table.

    python bench/bench_menus.py [--dishes 60] [--seeds 1 2 3]

One run: for each aim the seconds until the proof, beside the limit of LIMIT_S, and the gap that is left. The kitchen is
made by chance: the figures speak of the solver, not of food.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pagus.engines.nutrition import Aim, MenuLimits, better_menu, score_menu
from tests.engines.nutrition.menus import WHOLE, school_kitchen

LIMIT_S = 2.0


def main() -> None:
    """Print one line a kitchen and aim; end with code 1 when one took longer than the limit or is not proven."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dishes", type=int, default=60)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    given = parser.parse_args()
    right = True
    for seed in given.seeds:
        today, made = school_kitchen(given.dishes, seed)
        before = score_menu(today, WHOLE)
        limits = MenuLimits(cost=0.8 * before.cost, co2=0.8 * before.co2)
        for aim in get_args(Aim):
            began = time.perf_counter()
            found = better_menu(today, made, WHOLE, limits, aim)
            took = time.perf_counter() - began
            right &= took <= LIMIT_S and found.gap <= 1e-5
            print(
                f"kitchen {seed}, {5 * given.dishes} dishes, {aim}: {found.value:.2f}, gap {found.gap:.1e}, "
                f"{len(found.unmet)} rows given up, {took:.2f} s = {took / LIMIT_S:.2f} of the limit"
            )
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
