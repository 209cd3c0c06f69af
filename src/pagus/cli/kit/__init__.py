"""``pagus kit``: one verb for each step of a kit's life, in the order in which people meet them."""

from __future__ import annotations

import typer

from pagus.cli.kit import authoring, beginning, comparing, measuring, pathways, publishing, reading, running

__all__ = ["app"]

app = typer.Typer(help="Kits: the folders that hold an innovation.", no_args_is_help=True)
app.command("list")(reading.list_kits)
app.command("show")(reading.show_kit)
app.command("init")(beginning.init)
app.command("lint")(authoring.lint)
app.command("test")(authoring.run_tests)
app.command("pathway")(pathways.pathway)
app.command("simulate")(pathways.simulate)
app.command("diff")(comparing.diff)
app.command("key")(publishing.key)
app.command("pack")(publishing.pack)
app.command("sign")(publishing.sign)
app.command("verify")(publishing.verify)
app.command("publish")(publishing.publish)
app.command("yank")(publishing.yank)
app.command("plan")(running.plan)
app.command("install")(running.install)
app.command("outdated")(running.outdated)
app.command("upgrade")(running.upgrade)
app.command("move")(running.move)
app.command("rollback")(running.rollback)
app.command("uninstall")(running.uninstall)
app.command("measure")(measuring.measure)
