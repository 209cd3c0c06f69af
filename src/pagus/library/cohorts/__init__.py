"""Kinds of simulated cohorts, one file each beside this module: invented people, held to published figures."""

from __future__ import annotations

from importlib.resources import files

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pagus.errors import InputError, NotFound
from pagus.library.cohorts.model import Profile

__all__ = ["cohort_profile", "cohort_profiles", "parse_profile"]

_CERTAINTIES = {"law", "consensus", "study", "local"}


def cohort_profiles() -> tuple[Profile, ...]:
    """Which kinds of cohorts are shipped? Gives them in the order of their ids."""
    names = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".yaml"))
    return tuple(parse_profile((files(__name__) / name).read_text(encoding="utf-8"), name) for name in names)


def cohort_profile(kit: str) -> Profile:
    """Which people are followed with this kit?

    Takes: its slug. Gives: the profile of simulated people. Refuses: NotFound when no profile is for it.
    """
    known = {profile.kit: profile for profile in cohort_profiles()}
    if kit not in known:
        raise NotFound(
            "no simulated people for the kit {kit}: there are some for {kits}", kit=kit, kits=", ".join(known)
        )
    return known[kit]


def parse_profile(text: str, name: str) -> Profile:
    """Which kind of cohort does this text describe?

    Takes: YAML, and the name by which a fault is told. Gives: the profile.
    Refuses: InputError that names file and field.
    """
    try:
        profile = msgspec.convert(YAML(typ="safe").load(text), Profile)
    except YAMLError as error:
        raise InputError("{file} is not YAML: {reason}", file=name, reason=str(error)) from error
    except msgspec.ValidationError as error:
        raise InputError("{file}: {reason}", file=name, reason=str(error)) from error
    _hold_together(profile, name)
    return profile


def _hold_together(profile: Profile, name: str) -> None:
    """Refuses: InputError for a signal that is not there, shares that are none, numbers that cannot be drawn from."""
    moved = {signal for kind in profile.episodes.values() for each in kind.patterns for signal in each.shifts}
    for signal in sorted((moved | {fault.signal for fault in profile.faults}) - set(profile.signals)):
        raise InputError("{file}: nobody measures {signal}", file=name, signal=signal)
    planted = profile.glucose is not None and profile.event == "hypoglycaemia_level_2"
    if not planted and (profile.event not in profile.episodes or not profile.episodes[profile.event].recorded):
        raise InputError("{file}: event {event} is no recorded episode", file=name, event=profile.event)
    if profile.certainty not in _CERTAINTIES:
        raise InputError(
            "{file}: certainty {found} is none of {known}",
            file=name,
            found=profile.certainty,
            known=", ".join(sorted(_CERTAINTIES)),
        )
    for code, measured in profile.signals.items():
        if not (measured.low < measured.mean < measured.high and measured.step > 0 and measured.hours):
            raise InputError(
                "{file}: signal {signal} has no room between low and high, no step, or no hours", file=name, signal=code
            )
        worn = profile.glucose is not None and measured.device == "insulin"
        if measured.device and not worn and not 0 < profile.devices.get(measured.device, 0) <= 1:
            raise InputError("{file}: nobody has the device {device}", file=name, device=measured.device)
    measured_days, of_days = profile.gaps.rhythm
    if not 1 <= measured_days <= of_days:
        raise InputError(
            "{file}: nobody measures {days} days of {of_days}", file=name, days=measured_days, of_days=of_days
        )
    for kind, episode in profile.episodes.items():
        if not episode.patterns or min(each.share for each in episode.patterns) <= 0 or episode.per_person_year < 0:
            raise InputError("{file}: episode {episode} needs patterns with shares above 0", file=name, episode=kind)
