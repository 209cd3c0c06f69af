"""An alert that later data have taken back asks for nothing, and nothing is done with it."""

from __future__ import annotations

import pytest

from pagus.apps.alerts import actions
from pagus.apps.alerts.models import Alert
from pagus.errors import Conflict
from pagus.kernel.time import HOUR
from tests.apps.workspace import NOW
from tests.faces.console.conftest import Scene


@pytest.mark.django_db
def test_a_page_that_was_drawn_before_the_withdrawal_changes_nothing(scene: Scene) -> None:
    alert = Alert.objects.get()
    actions.withdraw(scene.installation, [(alert.rule, alert.subject, alert.t_ms)], NOW)
    with pytest.raises(Conflict, match="was withdrawn"):
        actions.acknowledge(alert.pk, scene.nurse)
    with pytest.raises(Conflict, match="was withdrawn"):
        actions.snooze(alert.pk, scene.nurse, reason="tomorrow", until_ms=NOW + HOUR)
    with pytest.raises(Conflict, match="was withdrawn"):
        actions.close(alert.pk, scene.nurse, outcome="useful")
    assert Alert.objects.get().status == "open"
