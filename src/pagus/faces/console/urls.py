"""The addresses of the console, topic by topic."""

from __future__ import annotations

from django.urls import path

from pagus.faces.console import today
from pagus.faces.console.access import access_council, access_exports, access_lab, access_scenarios, placing
from pagus.faces.console.alerts import alert_sheet, inbox
from pagus.faces.console.courses import course, course_form, course_knowledge, pathway_board, ready_forms
from pagus.faces.console.handovers import handing, handover_pages
from pagus.faces.console.indicators import indicator_pages
from pagus.faces.console.kits import (
    acceptance,
    installations,
    kit_changes,
    kit_install,
    kit_library,
    kit_tasks,
    registries,
    upgrade_replay,
)
from pagus.faces.console.menus import menu_page
from pagus.faces.console.observations import arrivals, devices, gateways
from pagus.faces.console.oversight import audit, journal, programs
from pagus.faces.console.people import followed, identity, measuring, personal_keys, subjects
from pagus.faces.console.referrals import referral_pages, referring
from pagus.faces.console.rounds import rounds_page
from pagus.faces.console.tasks import calls, task_calendar, task_page, work
from pagus.faces.console.territory import places

app_name = "console"
OFFERED = "registries/<str:registry>/<slug:publisher>/<slug:slug>/<str:version>/"

urlpatterns = [
    path("", today.show, name="today"),
    path("alerts/", inbox.show, name="alerts"),
    path("alerts/<int:number>/", alert_sheet.show, name="alert"),
    path("alerts/<int:number>/<str:verb>", alert_sheet.act, name="alert_act"),
    path("people/", followed.show, name="people"),
    path("subjects/<str:code>/", subjects.show, name="subject"),
    path("subjects/<str:code>/parameter", subjects.set_parameter, name="subject_parameter"),
    path("subjects/<str:code>/refer/", referring.refer, name="refer"),
    path("subjects/<str:code>/identity/", identity.show, name="identity"),
    path("subjects/<str:code>/hand-over/", handing.hand_over, name="hand_over"),
    path("handovers/<int:number>/", handover_pages.show, name="handover"),
    path("handovers/<int:number>/sheet/", handover_pages.show_sheet, name="handover_sheet"),
    path("handovers/<int:number>/sheet.pdf", handover_pages.paper, name="handover_paper"),
    path("handovers/<int:number>/<slug:verb>", handover_pages.act, name="handover_act"),
    path("referrals/", referral_pages.show_all, name="referrals"),
    path("referrals/<int:number>/", referral_pages.show, name="referral"),
    path("referrals/<int:number>/sheet/", referral_pages.show_sheet, name="referral_sheet"),
    path("referrals/<int:number>/choose", referral_pages.choose, name="referral_choose"),
    path("referrals/<int:number>/move", referral_pages.move, name="referral_move"),
    path("tasks/", work.show, name="work"),
    path("tasks/calendar/", task_calendar.show, name="task_calendar"),
    path("tasks/calls/", calls.show, name="calls"),
    path("tasks/calls/<int:message>", calls.told, name="call_told"),
    path("tasks/worker.js", task_page.worker, name="form_worker"),
    path("tasks/<int:task>/", task_page.show, name="task"),
    path("tasks/<int:task>/sheet/", task_page.show_sheet, name="task_sheet"),
    path("tasks/<int:task>/<str:verb>", work.act, name="task_act"),
    path("courses/<int:run>/", course.show, name="course"),
    path("courses/<int:run>/facts", course_knowledge.record, name="course_facts"),
    path("courses/<int:run>/answers/<int:response>/retract", course_knowledge.retract, name="course_retract"),
    path("courses/<int:run>/measure", measuring.record, name="course_measure"),
    path("courses/<int:run>/forms/<str:form>/", course_form.show, name="course_form"),
    path("courses/<int:run>/withdraw", course.withdraw, name="course_withdraw"),
    path("subjects/<str:code>/key", personal_keys.give, name="personal_key"),
    path("subjects/<str:code>/keys/", personal_keys.show, name="personal_keys"),
    path("subjects/<str:code>/keys/<int:key>/revoke", personal_keys.revoke, name="personal_key_revoke"),
    path("subjects/<str:code>/begin", course.begin, name="course_begin"),
    path("installations/<int:number>/pathways/<str:pathway>/", pathway_board.show, name="pathway_board"),
    path("forms/", ready_forms.show_all, name="ready_forms"),
    path("forms/<slug:slug>/", ready_forms.fill, name="ready_form"),
    path("map/", places.show_map, name="map"),
    path("places/", places.search, name="places"),
    path("places/<str:code>/", places.show, name="place"),
    path("map/<str:code>/geometry.json", places.geometry, name="map_geometry"),
    path("map/<str:code>/values.json", places.values, name="map_values"),
    path("map/<str:code>/points.json", places.points, name="map_points"),
    path("kits/", kit_library.show_library, name="kits"),
    path("kits/<slug:slug>/", kit_library.show, name="kit"),
    path("kits/<slug:slug>/install/", kit_install.install, name="kit_install"),
    path("kits/<slug:slug>/rehearsal/", kit_install.show_rehearsal, name="kit_rehearsal"),
    path("kits/<slug:slug>/acceptance/", acceptance.accept, name="kit_acceptance"),
    path("registries/", registries.show, name="registries"),
    path(OFFERED, registries.show_kit, name="offered_kit"),
    path(f"{OFFERED}install/", registries.install, name="offered_install"),
    path(f"{OFFERED}rehearsal/", registries.show_rehearsal, name="offered_rehearsal"),
    path(f"{OFFERED}acceptance/", registries.accept, name="offered_acceptance"),
    path("installations/<int:number>/", installations.show, name="installation"),
    path("installations/<int:number>/parameters", installations.set_parameter, name="installation_parameter"),
    path("installations/<int:number>/tasks/<int:task>", kit_tasks.finish, name="installation_task"),
    path("installations/<int:installation>/upgrade/", kit_changes.upgrade, name="installation_upgrade"),
    path("installations/<int:installation>/upgrade/replay/", upgrade_replay.show, name="installation_upgrade_replay"),
    path("installations/<int:installation>/rollback/", kit_changes.roll_back, name="installation_rollback"),
    path("installations/<int:installation>/move/", kit_changes.move, name="installation_move"),
    path("installations/<int:installation>/end/", kit_changes.end, name="installation_end"),
    path("audit/", audit.show, name="audit"),
    path("alerts/<int:number>/provenance/", audit.show_provenance, name="alert_provenance"),
    path("indicators/", indicator_pages.show_all, name="indicators"),
    path("indicators/<int:number>/<slug:indicator>/", indicator_pages.show, name="indicator"),
    path("indicators/<int:number>/<slug:indicator>/values.json", indicator_pages.values, name="indicator_values"),
    path("indicators/<int:number>/<slug:indicator>.csv", indicator_pages.table, name="indicator_csv"),
    path("observations/", arrivals.show, name="observations"),
    path("observations/import", arrivals.bring_in, name="observations_import"),
    path("observations/imports/<int:number>/", arrivals.show_report, name="import_report"),
    path("observations/held/<int:number>", arrivals.review, name="held_review"),
    path("observations/devices/", devices.show_all, name="devices"),
    path("observations/devices/<slug:name>/", devices.show, name="device"),
    path("observations/gateways", gateways.add, name="gateway_add"),
    path("observations/gateways/revoke", gateways.revoke, name="gateway_revoke"),
    path("journal/", journal.show, name="journal"),
    path("programs/", programs.show, name="programs"),
    path("programs/add", programs.add, name="program_add"),
    path("programs/revoke", programs.revoke, name="program_revoke"),
    path("subjects/<str:code>/open", programs.open_with, name="program_open"),
    path("access/", access_lab.show, name="access_lab"),
    path("access/sites/", placing.show, name="placing"),
    path("rounds/", rounds_page.show, name="rounds"),
    path("rounds/unit/", rounds_page.show_unit, name="rounds_unit"),
    path("menus/", menu_page.show, name="menus"),
    path("menus/menu.csv", menu_page.as_file, name="menus_csv"),
    path("menus/menu.pdf", menu_page.as_pdf, name="menus_pdf"),
    path("access/data.json", access_lab.data, name="access_data"),
    path("access/geometry.json", access_lab.geometry, name="access_geometry"),
    path("access/values.json", access_lab.values, name="access_values"),
    path("access/cells.json", access_lab.cells, name="access_cells"),
    path("access/result.json", access_lab.result, name="access_result"),
    path("access/column.json", access_lab.column, name="access_column"),
    path("access/export.csv", access_exports.as_csv, name="access_csv"),
    path("access/export.geojson", access_exports.as_geojson, name="access_geojson"),
    path("access/export.pdf", access_exports.as_pdf, name="access_pdf"),
    path("access/council/<str:code>.pdf", access_council.as_pdf, name="access_council"),
    path("access/scenarios/", access_scenarios.show, name="access_scenarios"),
    path("access/scenarios/save", access_scenarios.save, name="access_save"),
    path("access/scenarios/compare/", access_scenarios.compare, name="access_compare"),
    path("access/scenarios/<int:number>/<slug:verb>", access_scenarios.act, name="access_act"),
    path("access/shared/<str:key>/", access_scenarios.open_shared, name="access_shared"),
]
