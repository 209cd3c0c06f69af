"""Demo workspaces: real territories in which nobody exists."""

from pagus.demo.building import build_demo
from pagus.demo.streets import build_streets_demo, helsinki_extract
from pagus.demo.two import Two, make_two

__all__ = ["Two", "build_demo", "build_streets_demo", "helsinki_extract", "make_two"]
