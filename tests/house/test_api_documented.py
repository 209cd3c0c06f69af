"""Every route of the HTTP door stands in its reference page, with its method, and no route that is not there."""

from __future__ import annotations

import ast
import re

from tests.conftest import ROOT

DOOR = ROOT / "src" / "pagus" / "doors" / "api_v1"
PREFIX = "/api/v1/"
METHOD = re.compile(r"answering\('(GET|POST)'\)")


def routes() -> set[str]:
    """Each route of ``urls.py`` as ``METHOD /path``, read from the sources: no settings are needed for that."""
    tree = ast.parse((DOOR / "urls.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "path"]
    return {f"{method_of(ast.unparse(call.args[1]))} {PREFIX}{ast.literal_eval(call.args[0])}" for call in calls}


def method_of(view: str) -> str:
    module, name = view.split(".")
    tree = ast.parse((DOOR / f"{module}.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    marks = [ast.unparse(mark) for function in functions for mark in function.decorator_list]
    (method,) = [found[1] for mark in marks if (found := METHOD.fullmatch(mark))]
    return method


def documented() -> set[str]:
    text = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    return {found for found in re.findall(r"^## `((?:GET|POST) [^`]+)`$", text, re.MULTILINE) if PREFIX in found}


def test_routes_are_found_at_all() -> None:
    assert len(routes()) >= 3


def test_each_route_has_its_section_and_each_section_its_route() -> None:
    assert documented() == routes()


def test_the_door_is_where_the_page_says() -> None:
    urls = (ROOT / "src" / "pagus" / "web" / "urls.py").read_text(encoding="utf-8")
    assert f'path("{PREFIX[1:]}", include("pagus.doors.api_v1.urls"))' in urls
