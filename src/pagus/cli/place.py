"""``pagus place``: find a place, show one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter_if_present

if TYPE_CHECKING:
    from pagus.kernel.places import Place, Territory

__all__ = ["app"]

app = typer.Typer(help="Places: those of France, and those of the workspace.", no_args_is_help=True)


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="A name, a part of it, a postcode or an official code.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 10,
    kind: Annotated[str | None, typer.Option(help="Only this kind: commune, epci, departement, ...")] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Find places by name; accents, hyphens and case are forgiven. Works without a workspace too."""
    found = _territory(workspace).search(text, limit, [kind] if kind else None)
    rows = [_as_json(each.place) | {"matched": each.matched} for each in found]
    columns = ("code", "name", "population", "matched")
    drawn = table(columns, [[row[column] for column in columns] for row in rows], ("population",))
    show(rows, json, lambda console: console.print(drawn if rows else "nothing found"))


@app.command(name="show")
def show_place(
    code: Annotated[str, typer.Argument(help="A place code, as commune:67482.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Show a place: what is known of it, what it lies in, what lies in it."""
    from pagus.library.territories import CREDIT

    territory = _territory(workspace)
    place = territory.get(code)
    around = territory.ancestors(place.code)
    inside = territory.children(place.code)
    document = _as_json(place) | {
        "in": [_as_json(each) for each in around],
        "holds": [_as_json(each) for each in inside],
        "communes": len(territory.communes_within(place.code)),
        "credit": CREDIT,
    }

    def draw(console: Console) -> None:
        console.print(f"[bold]{place.name}[/bold]  {place.code}")
        facts = {
            "population": place.population,
            "area": f"{place.area_km2:.1f} km2" if place.area_km2 is not None else None,
            "postcodes": " ".join(place.postcodes),
            "lies in": ", ".join(f"{each.name} ({each.code})" for each in around),
            "communes": document["communes"],
        }
        console.print(
            table(("", ""), [(name, "no data" if fact in {None, ""} else fact) for name, fact in facts.items()])
        )
        if inside:
            console.print(
                table(("code", "name", "population"), [(p.code, p.name, p.population) for p in inside], ("population",))
            )
        console.print(CREDIT, style="dim")

    show(document, json, draw)


def _territory(folder: Any) -> Territory:
    if enter_if_present(folder) is None:
        from pagus.library.territories import france

        return france()
    from pagus.apps.territory.queries import territory

    return territory()


def _as_json(place: Place) -> dict[str, Any]:
    return asdict(place) | {"postcodes": list(place.postcodes)}
