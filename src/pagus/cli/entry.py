"""The command line as a whole: its verbs, and what an error looks like."""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

import typer

from pagus import __version__
from pagus.apps.workspace import ENVIRONMENT_KEY
from pagus.cli.screen import say
from pagus.errors import KitError, PagusError, treatment_of

__all__ = ["main", "make_app", "run"]

VERBS: dict[str, tuple[str, str]] = {
    "init": ("life", "init"),
    "demo": ("life", "demo"),
    "serve": ("life", "serve"),
    "doctor": ("life", "doctor"),
    "account": ("account", "app"),
    "place": ("place", "app"),
    "import": ("imports", "app"),
    "access": ("access", "app"),
    "data": ("data", "app"),
    "menu": ("menu", "app"),
    "door": ("door", "app"),
    "kit": ("kit", "app"),
    "pathway": ("pathway", "app"),
    "person": ("monitoring", "app"),
    "statement": ("monitoring", "statement"),
    "gateway": ("gateway", "app"),
    "registry": ("registry", "app"),
    "trust": ("trust", "app"),
    "capability": ("capability", "app"),
    "simulate": ("backtest", "app"),
    "backtest": ("backtest", "backtest"),
    "worklist": ("worklist", "worklist"),
    "chain": ("worklist", "app"),
    "replay": ("replay", "replay"),
    "explain": ("explain", "explain"),
    "audit": ("audit", "audit"),
    "backup": ("safekeeping", "backup"),
    "restore": ("safekeeping", "restore"),
    "backup-key": ("safekeeping", "backup_key"),
}
"""Each verb, in the order of ``--help``: its module in ``pagus.cli``, and its command or group there."""


def make_app(verb: str | None = None) -> typer.Typer:
    """The command line: of all verbs, or of this one, so that nobody waits for the libraries of another."""
    app = typer.Typer(
        name="pagus",
        help="Run a health territory: kits, signals, alerts.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_version)
    for name, (module, attribute) in VERBS.items():
        if verb in {None, name}:
            found = getattr(import_module(f"pagus.cli.{module}"), attribute)
            if isinstance(found, typer.Typer):
                app.add_typer(found, name=name)
            else:
                app.command(name)(found)
    return app


def _version(
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
        code = _app_for(arguments)(arguments, standalone_mode=False)
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


def _app_for(arguments: list[str]) -> typer.Typer:
    """The app with no more than what these arguments ask for; the version belongs to no verb."""
    first = arguments[0] if arguments else ""
    return make_app("" if first == "--version" else first if first in VERBS else None)


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
