"""The only readers of installations: what runs, what a plan would do, who approved what, what waits."""

from pagus.apps.installations.kit_library import library_kit, library_kits
from pagus.apps.installations.layers import LayerValue
from pagus.apps.installations.plan import InstallPlan
from pagus.apps.installations.queries.audit import (
    AcceptedBy,
    GivenAcceptance,
    InForce,
    KnownKit,
    acceptances,
    in_force,
    known_kits,
    standing_of,
)
from pagus.apps.installations.queries.offered import OfferedBy, OfferedKit, offered_here, offered_kit
from pagus.apps.installations.queries.planning import (
    acceptance_of,
    current_row,
    plan_here,
    plan_move_here,
    plan_rollback,
    plan_source,
    plan_uninstall,
    plan_upgrade_here,
)
from pagus.apps.installations.queries.running import (
    Enrolled,
    InstalledKit,
    active_installations,
    enrolments,
    enrolments_of,
    explain_parameter,
    followed_now,
    get_installation,
    revision,
)
from pagus.apps.installations.queries.waiting import (
    AwaitedAcceptance,
    NewerVersion,
    OpenTask,
    awaited_acceptances,
    newer_versions,
    open_tasks,
    versions_of,
)

__all__ = [
    "AcceptedBy",
    "AwaitedAcceptance",
    "Enrolled",
    "GivenAcceptance",
    "InForce",
    "InstallPlan",
    "InstalledKit",
    "KnownKit",
    "LayerValue",
    "NewerVersion",
    "OfferedBy",
    "OfferedKit",
    "OpenTask",
    "acceptance_of",
    "acceptances",
    "active_installations",
    "awaited_acceptances",
    "current_row",
    "enrolments",
    "enrolments_of",
    "explain_parameter",
    "followed_now",
    "get_installation",
    "in_force",
    "known_kits",
    "library_kit",
    "library_kits",
    "newer_versions",
    "offered_here",
    "offered_kit",
    "open_tasks",
    "plan_here",
    "plan_move_here",
    "plan_rollback",
    "plan_source",
    "plan_uninstall",
    "plan_upgrade_here",
    "revision",
    "standing_of",
    "versions_of",
]
