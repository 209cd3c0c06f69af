"""The command line as a whole: its verbs, and what an error looks like."""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import traceback
from pathlib import Path

import typer

from pagus import __version__
from pagus.apps.workspace import ENVIRONMENT_KEY
from pagus.cli import (
    access,
    account,
    audit,
    backtest,
    capability,
    data,
    door,
    explain,
    gateway,
    imports,
    kit,
    life,
    menu,
    monitoring,
    pathway,
    place,
    registry,
    replay,
    safekeeping,
    trust,
    worklist,
)
from pagus.cli.screen import say
from pagus.errors import KitError, PagusError, treatment_of

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="pagus",
    help="Run a health territory: kits, signals, alerts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("init")(life.init)
app.command("demo")(life.demo)
app.command("serve")(life.serve)
app.command("doctor")(life.doctor)
app.add_typer(account.app, name="account")
app.add_typer(place.app, name="place")
app.add_typer(imports.app, name="import")
app.add_typer(access.app, name="access")
app.add_typer(data.app, name="data")
app.add_typer(menu.app, name="menu")
app.add_typer(door.app, name="door")
app.add_typer(kit.app, name="kit")
app.add_typer(pathway.app, name="pathway")
app.add_typer(monitoring.app, name="person")
app.command("statement")(monitoring.statement)
app.add_typer(gateway.app, name="gateway")
app.add_typer(registry.app, name="registry")
app.add_typer(trust.app, name="trust")
app.add_typer(capability.app, name="capability")
app.add_typer(backtest.app, name="simulate")
app.command("backtest")(backtest.backtest)
app.command("worklist")(worklist.worklist)
app.add_typer(worklist.app, name="self-test")
app.command("replay")(replay.replay)
app.command("explain")(explain.explain)
app.command("audit")(audit.audit)
app.command("backup")(safekeeping.backup)
app.command("restore")(safekeeping.restore)
app.command("backup-key")(safekeeping.backup_key)


@app.callback(invoke_without_command=True)
def version(
    show_version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Run a health territory: kits, signals, alerts."""
    if show_version:
        typer.echo(__version__)
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with the exit code of the table of errors.

    0 done; 1 a fault of ours, with an incident number; 2 input or usage; 3 kit; 4 configuration; 5 not found; 6 not
    allowed; 7 conflict; 9 to 12 as in ``pagus.errors``; 130 interrupted.
    """
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(given))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    try:
        code = app(arguments, standalone_mode=False)
    except PagusError as error:
        return _explain_error(error, "--json" in arguments)
    except typer.TyperException as error:
        if error.format_message():
            say(f"pagus: {error.format_message()} (pagus --help shows every verb)")
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say("interrupted")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, as in ``pagus place find saint | head``.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _incident(error, "--json" in arguments)
    return code if isinstance(code, int) else 0


def _explain_error(error: PagusError, as_json: bool) -> int:
    treatment = treatment_of(error)
    if as_json:
        faults = [str(fault) for fault in error.faults] if isinstance(error, KitError) else []
        document = {"error": type(error).__name__, "message": str(error), "exit_code": treatment.exit_code}
        print(json.dumps(document | ({"faults": faults} if faults else {}), ensure_ascii=False, indent=2))
    say(f"pagus: {error}")
    return treatment.exit_code


def _incident(error: Exception, as_json: bool) -> int:
    number = secrets.token_hex(4).upper()
    workspace = Path(os.environ.get(ENVIRONMENT_KEY, "workspace"))
    known = (workspace / "pagus.toml").exists()
    log = workspace / "pagus.log" if known else Path(tempfile.gettempdir()) / f"pagus-{number}.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"incident {number}: pagus {' '.join(sys.argv[1:])}\n")
        file.writelines(traceback.format_exception(error))
    if as_json:
        print(json.dumps({"error": "incident", "incident": number, "exit_code": 1}))
    say(f"pagus: something went wrong on our side: incident {number}, written to {log}")
    return 1
