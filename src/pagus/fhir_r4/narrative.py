"""Is the human-readable part of a resource safe to show: well-formed XHTML of the basic elements, and nothing active?

Rules txt-1 and txt-2 of the specification: only basic formatting elements and attributes, and some text or an image.
The reader is expat; a declaration of document types (and with it every entity) is refused.
"""

from __future__ import annotations

import re
from typing import Any, Final
from xml.parsers import expat

from msgspec import UNSET

__all__ = ["is_safe_xhtml"]

# fmt: off
_ELEMENTS: Final = frozenset(
    {
        "a", "abbr", "acronym", "b", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
        "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li",
        "ol", "p", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "tt", "ul", "var", "bdo", "address", "ins", "del", "kbd", "u",
    }
)
_ATTRIBUTES: Final = frozenset(
    {
        "abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border", "cellhalign", "cellpadding",
        "cellspacing", "cellvalign", "char", "charoff", "charset", "cite", "class", "color", "cols",
        "colspan", "compact", "coords", "dir", "face", "frame", "headers", "height", "href", "hreflang",
        "hspace", "id", "lang", "longdesc", "name", "nowrap", "rel", "rev", "rowspan", "rules", "scope",
        "shape", "size", "span", "src", "start", "style", "summary", "tabindex", "title", "type", "valign",
        "value", "vspace", "width", "xmlns", "xml:lang", "xml:space", "xml:id",
    }
)
# fmt: on
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_ACTIVE = re.compile(r"\s*(?:javascript|vbscript|data:text)", re.IGNORECASE).match
_FETCHED = re.compile(
    r"expression|@import|url\s*\((?!\s*['\"]?(?:data:\s*image/|[\w.-]+['\"]?\s*\)))", re.IGNORECASE
).search
"""In a style: what runs, or is fetched from elsewhere (a picture beside the document is not)."""
_ENTITIES: Final = {"nbsp": "\u00a0", "copy": "©", "reg": "®", "deg": "°", "micro": "µ", "eacute": "é", "euro": "€"}


class _Unsafe(ValueError):
    """Something that basic formatting does not need."""


class _Reader:
    """Follows the elements; says whether anything can be read."""

    def __init__(self) -> None:
        self.says_something = False
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._depth == 0 and (name != "div" or attributes.get("xmlns") != _XHTML):
            raise _Unsafe
        self._depth += 1
        if name not in _ELEMENTS or not attributes.keys() <= _ATTRIBUTES:
            raise _Unsafe
        if any(_ACTIVE(attributes.get(each, "")) for each in ("href", "src")):
            raise _Unsafe
        if "style" in attributes and _FETCHED(attributes["style"]):
            raise _Unsafe
        self.says_something = self.says_something or (name == "img" and bool(attributes.get("src")))

    def end(self, _name: str) -> None:
        """An element ends."""
        self._depth -= 1

    def text(self, data: str) -> None:
        """Characters."""
        self.says_something = self.says_something or not data.isspace()

    def forbidden(self, *_about: Any) -> None:
        """A declaration, an instruction: never needed here."""
        raise _Unsafe


def is_safe_xhtml(text: Any) -> bool:
    """Is this narrative basic XHTML with something to read in it? An absent one is."""
    if text is UNSET:
        return True
    reader = _Reader()
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = reader.forbidden
    try:
        parser.Parse(_with_characters(text), True)
    except (expat.ExpatError, _Unsafe, UnicodeEncodeError):
        return False
    return reader.says_something


def _with_characters(text: str) -> str:
    """The entities of HTML that narratives use, as characters: XML itself knows five."""
    if "&" not in text:
        return text
    return re.sub(r"&([a-z]+);", lambda found: _ENTITIES.get(found[1], found[0]), text)
