"""The ranges of a glucose report in words, wherever their edges lie."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pagus.web.charts.language import number

__all__ = ["range_names"]


def range_names(edges: Sequence[float], here: str) -> tuple[str, ...]:
    """What are the five ranges between these four edges called, the lowest first?

    Takes: the edges in mg/dL: very low below the first, in range from the second to the third (both inside), very high
    above the fourth. Gives: names with whole numbers, as the consensus writes them.
    Example: (54, 70, 180, 250) gives under 54, 54 to 69, 70 to 180, 181 to 250, over 250.
    """
    very_low, low, high, very_high = (int(edge) for edge in edges)
    between = ((very_low, low - 1), (low, high), (high + 1, very_high))
    inner = [_("{low} to {high}").format(low=number(start, here), high=number(end, here)) for start, end in between]
    under, over = _("under {edge}"), _("over {edge}")
    return under.format(edge=number(very_low, here)), *inner, over.format(edge=number(very_high, here))
