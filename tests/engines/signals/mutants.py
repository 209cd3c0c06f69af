# ruff: noqa: E501 - each mutant is one line of the table, as the source has it
"""Twenty-one wrong engines on the side of live, twenty on the side of replay. Each is one line away from the right one."""

from __future__ import annotations

from tests.engines.signals.mutating import Mutant

LIVE = (
    Mutant(
        "reading",
        'return f"{total} / (n * {scale})"',
        'return f"{total} / ((n + 1) * {scale})"',
    ),
    Mutant("reading", "at = one{signal}.move({mark}, t - {over})", "at = one{signal}.move({mark}, t - {over} + 1)"),
    Mutant(
        "reading",
        'return f"(DATA[-1] - DATA[at + 1]) / {scale}"',
        'return f"(DATA[-1] - DATA[at + 1]) * (1 / {scale})"',
    ),
    Mutant("reading", "if low <= value <= high) / n", "if low <= value < high) / n"),
    Mutant("reading", "place = (n - 1) * probability", "place = n * probability - 0.5"),
    Mutant("reading", "/ float(n * (n - 1))", "/ float(n * n)"),
    Mutant(
        "reading",
        'return f"(t - {data}[{LAST_T}]) / {HOUR}"',
        'return f"(t - {data}[{LAST_T}]) // {HOUR}"',
    ),
    Mutant("series", "-= sum(data[first + 1 : low : 2])", "-= sum(data[first + 1 : low + 2 : 2])"),
    Mutant("series", "while low < size and data[low] < start:", "while low < size and data[low] <= start:"),
    Mutant(
        "panes",
        "leaving = range(max(closing + 1, pane - plan.panes + 1), pane + 1)",
        "leaving = range(max(closing + 1, pane - plan.panes + 1), pane)",
    ),
    Mutant("panes", "if self.low is None or value < self.low:", "if self.low is None or value > self.low:"),
    Mutant(
        "panes", "for index in range(pane - plan.panes + 1, pane):", "for index in range(pane - plan.panes + 2, pane):"
    ),
    Mutant("hygiene", "if true and rule.sustained_ms:", "if verdict is not False and rule.sustained_ms:"),
    Mutant(
        "hygiene",
        "armed = state.armed or (verdict is False if rule.clear is None else cleared is True)",
        "armed = state.armed or (not verdict if rule.clear is None else cleared is True)",
    ),
    Mutant("hygiene", "t - state.last_fired >= rule.refractory_ms)", "t - state.last_fired > rule.refractory_ms)"),
    Mutant("hygiene", "recent.bit_count() >= n)", "recent.bit_count() > n)"),
    Mutant("engine", "if found & number or rule.slot in busy:", "if found & number:"),
    Mutant("engine", "(deadline.signal, after + 1)", "(deadline.signal, after)"),
    Mutant("engine", "subject.wake = soon", "pass"),
    Mutant("engine", "self.run_timers(subject, t - 1)", "self.run_timers(subject, t)"),
    Mutant("live", "engine.run_timers(state, before.clock)", "engine.run_timers(state, clock)"),
)

REPLAY = (
    Mutant("sums", "np.cumsum(numbers(), out=column[1:])", "np.cumsum(numbers(), out=column[:-1])"),
    Mutant("sums", "second = np.maximum(first, first + n - (1 << power))", "second = first"),
    Mutant("sums", "at = (n - 1) * probability", "at = n * probability - 0.5"),
    Mutant("sums", "values[beyond] = np.iinfo(np.int64).max", "values[beyond] = 0"),
    Mutant(
        "sums",
        "return (self.n * squares - total * total).astype(np.float64) * float(step * step)",
        "return (self.n * squares - total * total).astype(np.float64) * float(step)",
    ),
    Mutant(
        "columns",
        'low = np.searchsorted(points.key, self.rows.key - _reach(feature, self.rows.t), "left")',
        'low = np.searchsorted(points.key, self.rows.key - _reach(feature, self.rows.t), "right")',
    ),
    Mutant("columns", 'np.searchsorted(key, self.rows.key, "right")', 'np.searchsorted(key, self.rows.key, "left")'),
    Mutant("columns", "return over - feature.pane_ms + t % feature.pane_ms", "return over - t % feature.pane_ms"),
    Mutant("columns", "known = n >= feature.needed", "known = n > feature.needed"),
    Mutant(
        "columns",
        "first = values[np.minimum(window.low, len(values) - 1)]",
        "first = values[np.minimum(window.low + 1, len(values) - 1)]",
    ),
    Mutant(
        "columns",
        "since = np.where(known, self.rows.key - points.key[last], since)",
        "since = self.rows.key - points.key[last]",
    ),
    Mutant(
        "columns",
        "np.where(known, spread, 1.0) * (DAY / feature.scale)",
        "np.where(known, spread, 1.0) * DAY / feature.scale",
    ),
    Mutant(
        "judged_columns",
        'start = np.searchsorted(key, key[true.start] + rule.sustained_ms, "left")',
        'start = np.searchsorted(key, key[true.start] + rule.sustained_ms, "right")',
    ),
    Mutant(
        "judged_columns",
        "enough = running[1:] - running[np.maximum(row - m + 1, first)] >= n",
        "enough = running[1:] - running[np.maximum(row - m + 1, 0)] >= n",
    ),
    Mutant("judged_columns", "return runs_of(~(when.true | when.unknown))", "return runs_of(~when.true)"),
    Mutant("judged_columns", "row_armed = arming.next(row + 1, count)", "row_armed = arming.next(row + 2, count)"),
    Mutant("judged_columns", "np.maximum(row_armed, rested)[again]", "row_armed[again]"),
    Mutant(
        "derivation", "found.append(begins[slack > after] + (after + 1))", "found.append(begins[slack > after] + after)"
    ),
    Mutant(
        "derivation",
        "first = -((offset - self.block.begin) // every) * every + offset",
        "first = -(-self.block.begin // every) * every + offset",
    ),
    Mutant(
        "timeline",
        "last = np.array([until if it.to_ms is None else min(until, it.to_ms - 1) for it in enrolments], dtype=np.int64)",
        "last = np.array([until if it.to_ms is None else min(until, it.to_ms) for it in enrolments], dtype=np.int64)",
    ),
)
