"""Follow every link a role can see, and judge each answer by the same few questions."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pagus.check.browser import Answer, Visitor

__all__ = ["Finding", "Walk", "pattern_of", "walk"]

MOST_PER_PATTERN = 3
SLOW_MS = 150
HEAVY_BYTES = 150_000
EXHIBITS = "/_components/"
"""The gallery shows headings as exhibits, beside its own."""
NEVER = ("/logout", "/static/")
IDENTIFIER = re.compile(r"^(?:\d+|[\w.-]+:.*|[\w]+%3A.*|.*\d.*)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one answer."""

    path: str
    what: str


@dataclass(slots=True)
class Walk:
    """What one role met."""

    role: str
    answers: dict[str, Answer] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)
    """Bytes of each page with its own styles and scripts, the map libraries left out."""

    def slow(self) -> list[Finding]:
        """Pages whose first byte came late. A remark: it depends on what else the machine does."""
        return [
            Finding(path, f"first byte after {answer.first_byte_ms:.0f} ms")
            for path, answer in self.answers.items()
            if answer.first_byte_ms > SLOW_MS
        ]


def pattern_of(path: str) -> str:
    """Which kind of page is this? The path with its identifiers replaced.

    Example: ``pattern_of("/console/alerts/12/") == "/console/alerts/*/"``.
    """
    parts = urlsplit(path).path.split("/")
    return "/".join("*" if part and IDENTIFIER.match(part) else part for part in parts)


def walk(visitor: Visitor, role: str, starts: tuple[str, ...]) -> Walk:
    """Follow links breadth first from the start pages; at most three pages of a kind."""
    result = Walk(role)
    seen_patterns: dict[str, int] = {}
    queue = deque(starts)
    queued = set(starts)
    sizes: dict[str, int] = {}
    while queue:
        path = queue.popleft()
        kind = pattern_of(path)
        if seen_patterns.get(kind, 0) >= MOST_PER_PATTERN:
            continue
        seen_patterns[kind] = seen_patterns.get(kind, 0) + 1
        answer = _patiently(visitor, path)
        result.answers[path] = answer
        result.findings += _judge(visitor, path, answer, result.weights, sizes)
        if answer.status == 200 and answer.is_page:
            for link in answer.page().links:
                target = visitor.local(link, path) if not link.startswith(("#", "mailto:", "tel:")) else ""
                if target and target not in queued and not target.startswith(NEVER):
                    queued.add(target)
                    queue.append(target)
    return result


def _patiently(visitor: Visitor, path: str) -> Answer:
    """The quickest of three answers when the first was slow: what else the machine does is not the page's fault."""
    answer = visitor.get(path)
    if answer.first_byte_ms <= SLOW_MS or answer.status != 200:
        return answer
    return min(answer, visitor.get(path), visitor.get(path), key=lambda each: each.first_byte_ms)


def _judge(
    visitor: Visitor, path: str, answer: Answer, weights: dict[str, int], sizes: dict[str, int]
) -> list[Finding]:
    if answer.status != 200:
        return [Finding(path, f"answers {answer.status}")]
    if not answer.is_page:
        return []
    page = answer.page()
    checks = {
        "has no content policy": "default-src 'none'" not in answer.headers.get("content-security-policy", ""),
        "has no language": page.language not in {"fr", "en", "de"},
        f"has {page.headings} main headings": page.headings != 1 and not path.startswith(EXHIBITS),
        "holds an inline script or style": page.inline > 0,
        "asks for something off this machine": not all(visitor.local(link, path) for link in page.resources if link),
    }
    weights[path] = answer.sent_bytes + sum(_size(visitor, link, path, sizes) for link in set(page.resources) if link)
    checks[f"weighs {weights[path] / 1_000:.0f} kB"] = weights[path] > HEAVY_BYTES
    return [Finding(path, what) for what, wrong in checks.items() if wrong]


def _size(visitor: Visitor, link: str, base: str, sizes: dict[str, int]) -> int:
    path = visitor.local(link, base)
    if not path or "maplibre" in path:
        return 0
    if path not in sizes:
        sizes[path] = visitor.get(path).sent_bytes
    return sizes[path]
