"""``pagus account``: who may work here, and in which role. Whoever holds the command line may do this."""

from __future__ import annotations

from typing import Annotated

import typer

from pagus.cli.screen import Json, say, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter

__all__ = ["app"]

app = typer.Typer(help="Accounts: who may work here, and in which role.", no_args_is_help=True)
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The login.")]


@app.command("list")
def list_accounts(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """List the accounts with their roles, and the roles there are."""
    enter(workspace)
    from pagus.apps.accounts.queries import accounts
    from pagus.apps.accounts.roles import ROLES

    found = accounts()
    document = {
        "accounts": [
            {
                "login": it.login,
                "active": it.active,
                "roles": [
                    {"role": grant.role.code, "territory": grant.territory, "team": grant.team} for grant in it.grants
                ],
            }
            for it in found
        ],
        "roles": {role.code: role.description.en for role in ROLES.values()},
    }
    rows = [
        (it.login, grant.role.code, grant.territory, grant.team) for it in found for grant in it.grants if it.active
    ]
    show(document, json, lambda console: console.print(table(("login", "role", "territory", "team"), rows)))


@app.command("add")
def add(login: Login, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Make an account without any role; its password is asked for, twice."""
    enter(workspace)
    from pagus.apps.accounts import actions

    actions.add_account(login, typer.prompt("password", hide_input=True, confirmation_prompt=True, err=True))
    show({"login": login}, json, lambda console: console.print(f"{login} is made; give it a role"))


@app.command("role")
def give_role(
    login: Login,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="A role, as pagus account list names them.")],
    territory: Annotated[str, typer.Argument(metavar="PLACE", help="A place code: there and in all that lies in it.")],
    team: Annotated[str, typer.Option(help="The care team whose people the role sees.")] = "",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Give an account a role in a territory, and the care team where the role needs one."""
    enter(workspace)
    from pagus.apps.accounts import actions
    from pagus.apps.accounts.roles import role_named
    from pagus.apps.people.queries import teams
    from pagus.errors import NotFound

    if team and team not in {it.code for it in teams()}:
        known = ", ".join(it.code for it in teams()) or "-"
        raise NotFound("no team {team}: there are {known}", team=team, known=known)
    actions.give_role(login, role, territory, team)
    if not team and "handle_task" in role_named(role).verbs and not role_named(role).every_team:
        say(f"without --team the role {role} sees no person")
    document = {"login": login, "role": role, "territory": territory, "team": team}
    show(document, json, lambda console: console.print(f"{login} is {role} in {territory} {team}".strip()))


@app.command("link")
def link(
    login: Login,
    rpps: Annotated[str, typer.Argument(metavar="RPPS", help="The 11 digits of the professional's RPPS number.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Let a professional open an account with the log-in service of [login]. It gives no right of its own."""
    enter(workspace)
    from pagus.apps.accounts.professionals import link_professional

    code = link_professional(login, rpps)
    show({"login": login, "professional": code}, json, lambda console: console.print(f"{code} opens {login}"))


@app.command("unlink")
def unlink(login: Login, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Let no professional open an account by the log-in service any more; its password stays."""
    enter(workspace)
    from pagus.apps.accounts.professionals import unlink_professional

    unlink_professional(login)
    show({"login": login, "professional": None}, json, lambda console: console.print(f"{login} is linked no more"))


@app.command("close")
def close(login: Login, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Take all access from an account; it stays, so that the journal can be read."""
    enter(workspace)
    from pagus.apps.accounts import actions

    actions.close_account(login)
    show({"login": login, "active": False}, json, lambda console: console.print(f"{login} is closed"))


@app.command("team")
def team(
    code: Annotated[str, typer.Argument(metavar="TEAM", help="Its code: a-z, 0-9 and -.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    territory: Annotated[str, typer.Argument(metavar="PLACE", help="A place code: where it works.")],
    name_fr: Annotated[str, typer.Option(help="Its name in French, where it is another one.")] = "",
    name_de: Annotated[str, typer.Option(help="Its name in German, where it is another one.")] = "",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Make a care team: the professionals who follow the same people."""
    enter(workspace)
    from pagus.apps.people.actions import add_team
    from pagus.kit_language.model import Text

    add_team(code, Text(name_fr or name, name, name_de or name), territory)
    show({"team": code, "territory": territory}, json, lambda console: console.print(f"{code} works in {territory}"))
