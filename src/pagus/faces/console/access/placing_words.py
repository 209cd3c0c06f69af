"""How a choice of sites is said: what was aimed at, what each adds, and how far from the best it can be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pagus.apps.access.placing import Placed
from pagus.faces.console.access.access_words import digits_of, percent
from pagus.web.charts.language import number

__all__ = ["aim_words", "gain_words", "proof_words", "value_words"]


def aim_words(aim: str) -> tuple[str, str]:
    """What is aimed at, and what that means."""
    return {
        "short-of-care": (
            _("Bring care where it is short"),
            _("Access counts up to the threshold: what comes to those who have enough is no gain."),
        ),
        "above-threshold": (
            _("Lift most people above the threshold"),
            _("Only those who get above it count; half of the way counts nothing."),
        ),
        "minutes": (
            _("Shorten the way on average"),
            _("Mean minutes to the nearest site, whatever it can serve; more than an hour counts as an hour."),
        ),
        "within": (_("Reach most people within some minutes"), _("Those who have such a site already do not count.")),
        "farthest": (
            _("Shorten the longest way"),
            _("For whoever lives farthest; places no way leads to are left out."),
        ),
    }[aim]


def value_words(placed: Placed, value: float, here: str) -> str:
    """The value of the aim, as text with its unit."""
    aim, lab = placed.wish.aim, placed.outcome.lab
    if aim == "short-of-care":
        return number(value * lab.scale, here, digits_of(lab) + 1)
    if aim in {"minutes", "farthest"}:
        return _("{value} min").format(value=number(value, here, 1))
    return _("{value} people").format(value=number(value, here, 0))


def gain_words(placed: Placed, gain: float, here: str) -> str:
    """What one site adds, as text."""
    aim, lab = placed.wish.aim, placed.outcome.lab
    if aim == "short-of-care":
        total = gain * sum(place.people for place in placed.outcome.places)
        if lab.unit == "acts_per_year":
            return _("{value} consultations a year reach those short of care").format(value=number(total, here, 0))
        return _("{value} full-time equivalents reach those short of care").format(value=number(total, here, 2))
    if aim in {"minutes", "farthest"}:
        return _("{value} min less").format(value=number(gain, here, 1))
    return _("{value} people more").format(value=number(gain, here, 0))


def proof_words(placed: Placed, here: str) -> list[str]:
    """How good is the choice, in sentences? No more than was proven."""
    siting = placed.siting
    if siting.proven:
        return [_("Proven: no other choice of these communes is better.")]
    bound = value_words(placed, siting.bound, here)
    share = percent(siting.gap, here, 1)
    if siting.better == "less":
        first = _("No choice of these communes can get below {bound}; this one is at most {share} above the best.")
    else:
        first = _("No choice of these communes can get above {bound}; this one may miss {share} of the largest gain.")
    sources = {
        "solver": _("The bound is from the solver HiGHS, which had not closed the gap when its time was up."),
        "relaxation": _("The bound is from a relaxation: each place may be counted at several sites, at a price."),
        "marginal-gains": _("The bound is from what each other commune would still add alone."),
        "conservation": _("The bound is from the care that the new sites bring in all."),
        "everything-reached": _("The bound is that of sites in all communes at once."),
    }
    return [_("Not proven to be the best."), first.format(bound=bound, share=share), sources[siting.derivation]]
