"""A set of targets chosen for somebody: its values become theirs, another set takes them back; and the kit's clocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.apps.reports.glucose import glucose_targets
from pagus.apps.worklist import duty
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from tests.apps.cast import account, person, team
from tests.apps.installations.versions import kit_version

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
WHO = "person:P-AAAA"


def test_a_set_holds_until_another_is_chosen_and_goes_along(tmp_path: Path) -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    actions.enrol(number, person(WHO), SYSTEM)
    nurse = account("nurse", EUROMETROPOLE, team("team-a"))

    def now(of: int = number) -> tuple[str, float, float, float]:
        ((installed, enrolled),) = [it for it in queries.enrolments_of(WHO) if it[0].id == of]
        chosen, values = queries.chosen_set(installed, enrolled), enrolled.parameters
        limits = (values["time_low_limit"], values["time_very_high_limit"], values["time_in_range_wanted"])
        return ("" if chosen is None else chosen.name, *limits)

    with pytest.raises(NotAllowed):
        actions.choose_target_set(number, WHO, "adult", reason="x", by=account("coordinator", EUROMETROPOLE))
    with pytest.raises(InputError, match="reason"):
        actions.choose_target_set(number, WHO, "older_or_frail", reason=" ", by=nurse)
    with pytest.raises(NotFound, match="no set of targets"):
        actions.choose_target_set(number, WHO, "elderly", reason="82 years", by=nurse)
    actions.choose_target_set(number, WHO, "older_or_frail", reason="82 years, falls", by=nurse)
    assert now() == ("older_or_frail", 0.01, 0.10, 0.50)
    with pytest.raises(Conflict):
        actions.choose_target_set(number, WHO, "older_or_frail", reason="again", by=nurse)
    actions.set_parameter(number, "time_very_high_limit", 0.08, layer="person", holder=WHO, reason="own", by=nurse)
    (followed,) = queries.enrolments_of(WHO)
    chosen = queries.chosen_set(*followed)
    assert chosen is not None
    assert chosen.changed == ("time_very_high_limit",)
    newer = actions.upgrade(
        number, kit_version(tmp_path, "3.1.0", moves_from=("3.0.0",)), SYSTEM, reason="next", move=True
    )
    assert now(newer) == ("older_or_frail", 0.01, 0.08, 0.50)
    actions.choose_target_set(newer, WHO, "pregnancy_type_1", reason="week 9", by=nurse)
    assert now(newer) == ("pregnancy_type_1", 0.04, 0.08, 0.70)  # what somebody set by hand stays
    targets = glucose_targets(queries.enrolments_of(WHO))
    assert targets is not None
    assert (targets.bands.low, targets.bands.high, targets.wanted) == (63, 140, 0.70)
    actions.choose_target_set(newer, WHO, "", reason="after birth", by=nurse)
    assert now(newer) == ("", 0.04, 0.08, 0.70)


def test_the_clocks_of_a_kit_hold_between_house_and_installation(tmp_path: Path) -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})

    def waits(of: int = number) -> dict[str, tuple[int, str]]:
        return {it.severity: (it.minutes, it.layer) for it in duty.waits_of(queries.get_installation(of))}

    assert waits() == {
        "information": (10_080, "kit"), "warning": (1_440, "kit"), "high": (60, "kit"), "critical": (15, "house"),
    }  # fmt: skip
    with pytest.raises(InputError, match="at most 1440"):
        duty.set_clock(number, {"high": 1_441, "warning": 2_880}, SYSTEM, reason="few nurses")
    duty.set_clock(number, {"high": 240}, SYSTEM, reason="few nurses")
    newer = actions.upgrade(number, kit_version(tmp_path, "3.1.0"), SYSTEM, reason="next")
    assert waits(newer)["high"] == (240, "territory")
    assert duty.clocks_for(newer, []).minutes["high"] == 240
