"""How travel times were found, in the language of the reader."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pagus.engines.access.model import Router
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.transit import Departures, TransitRouter

__all__ = ["words_of"]


def words_of(router: Router) -> str:
    """How does this router find its minutes? In the language of the request, with the credit that the data ask for."""
    if isinstance(router, StraightRouter):
        return _("straight line × %(detour)s at %(speed)s km/h") % {
            "detour": _number(router.detour),
            "speed": _number(router.speed_kmh),
        }
    if isinstance(router, RoadRouter):
        return _streets(router)
    if isinstance(router, TransitRouter):
        return _timetable(router)
    return router.words


def _streets(router: RoadRouter) -> str:
    ways = {"car": _("streets, by car"), "bike": _("streets, by bike"), "foot": _("streets, on foot")}
    parts = [ways[router.mode]]
    parts += [_("with slopes")] if router.has_slopes else []
    parts += [_("stretches weighted")] if router.weighted else []
    return f"{', '.join(parts)} ({router.credit})"


def _timetable(router: TransitRouter) -> str:
    parts = [_("timetable of %(day)s") % {"day": router.departures.day}, _departures(router.departures)]
    parts += [_("step-free stops and vehicles only")] if router.step_free else []
    credit = f" ({router.credit})" if router.credit else ""
    on_foot = _("on foot: %(how)s") % {"how": words_of(router.feet)}
    return f"{', '.join(parts)}{credit}; {on_foot}"


def _departures(departures: Departures) -> str:
    facts = {
        "start": _clock(departures.start_s),
        "end": _clock(departures.end_s),
        "count": len(departures.times),
        "percentile": departures.percentile,
    }
    if departures.percentile == 50:
        return _("median of %(count)s departures from %(start)s to %(end)s") % facts
    return _("percentile %(percentile)s of %(count)s departures from %(start)s to %(end)s") % facts


def _clock(seconds: int) -> str:
    return f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}"


def _number(value: float) -> str:
    return number_format(value, decimal_pos=None if value % 1 else 0)
