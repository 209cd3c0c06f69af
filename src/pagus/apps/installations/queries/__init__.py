"""The only readers of installations: what runs, what a plan would do, who approved what, what waits."""

from pagus.apps.installations.kit_library import library_kit, library_kits
from pagus.apps.installations.layers import LayerValue
from pagus.apps.installations.plan import InstallPlan
from pagus.apps.installations.queries.audit import InForce, KnownKit, in_force, known_kits, standing_of
from pagus.apps.installations.queries.planning import (
    acceptance_of,
    current_row,
    plan_here,
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
    get_installation,
    revision,
)
from pagus.apps.installations.queries.waiting import (
    NewerVersion,
    OpenTask,
    newer_versions,
    open_tasks,
    versions_of,
)

__all__ = [
    "Enrolled",
    "InForce",
    "InstallPlan",
    "InstalledKit",
    "KnownKit",
    "LayerValue",
    "NewerVersion",
    "OpenTask",
    "acceptance_of",
    "active_installations",
    "current_row",
    "enrolments",
    "enrolments_of",
    "explain_parameter",
    "get_installation",
    "in_force",
    "known_kits",
    "library_kit",
    "library_kits",
    "newer_versions",
    "open_tasks",
    "plan_here",
    "plan_rollback",
    "plan_source",
    "plan_uninstall",
    "plan_upgrade_here",
    "revision",
    "standing_of",
    "versions_of",
]
