"""Walks the site as somebody, page by page, and writes down what each page is like."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from tests.support.demo import Demo

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# WCAG 2.2 AA and what axe calls best practice; nothing is switched off.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Wagtail's admin is not ours; files are not pages; leaving ends the walk.
NOT_WALKED = re.compile(r"^/(admin|static|documentos|imagenes|archivos|cuenta/logout)\b|\.(csv|ics|pdf|zip)$")
# The province has 180 entities and hundreds of people: of each shape of address, these many are looked at.
OF_EACH_SHAPE = 2
# Contents written one by one are all looked at, by one of the roles.
WHOLE = ("formacion", "recursos", "noticias")
# Each page of these does something else: `aula/edicion/<code>/personas/` and `…/tareas/` are two families.
TOOLS = ("aula", "personas", "mi-formacion")
NAME = "*"


@dataclass
class Visit:
    """What one page showed one person."""

    role: str
    path: str
    status: int
    bytes: int = 0
    requests: int = 0
    foreign: list[str] = field(default_factory=list)
    faults: dict[int, list[str]] = field(default_factory=dict)
    overflow: dict[int, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return who saw what."""
        return f"{self.role} {self.path}"


def shape(path: str) -> tuple[str, ...]:
    """Return the family of an address: its first piece and depth; of a tool, its words without the names."""
    pieces = [piece for piece in path.split("/") if piece]
    if pieces and pieces[0] in TOOLS:
        named = [NAME if turn == 2 or piece.isdigit() else piece for turn, piece in enumerate(pieces)]
        return tuple(named)
    return (pieces[0] if pieces else "", str(len(pieces)))


def axe(page: Page) -> list[str]:
    """Return axe's verdict on the page as it is, one line for each fault."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [f"{v['id']}: {n['target'][0]}" for v in found["violations"] for n in v["nodes"]]


class Walk:
    """One person's walk through every page she can reach by links."""

    def __init__(self, context: BrowserContext, demo: Demo, role: str, *, whole: bool = False) -> None:
        self.demo, self.role, self.whole = demo, role, WHOLE if whole else ()
        self.page = context.new_page()
        self.seen: Counter[tuple[str, ...]] = Counter()
        self.wire = context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.wire.on("Network.loadingFinished", lambda event: self._weigh(event["encodedDataLength"]))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.visit = Visit(role, "", 0)

    def pages(self, start: str = "/") -> Iterator[Visit]:
        """Give a visit for each page, the nearest first."""
        waiting, known = deque([start]), {start}
        while waiting:
            path = waiting.popleft()
            if not self._worth(path):
                continue
            visit = self.look(path)
            if visit is None:
                continue
            yield visit
            for link in self.links():
                if link not in known:
                    known.add(link)
                    waiting.append(link)

    def look(self, path: str) -> Visit | None:
        """Open one page and leave it open; None when the address gives a file."""
        self.visit = Visit(self.role, path, 0)
        answer = self.page.goto(self.demo.url(path), wait_until="load")
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            return None
        self.visit.status = answer.status
        return self.visit

    def links(self) -> list[str]:
        """Return the addresses of this site that the page links to."""
        here = f"localhost:{self.demo.port}"
        # The town halls of a map are links of SVG, whose `href` is no text: the attribute is.
        whole = "a => new URL(a.getAttribute('href'), location).href"
        every: list[str] = self.page.evaluate(f"[...document.querySelectorAll('a[href]')].map({whole})")
        parts = [urlsplit(link) for link in every]
        paths = {each.path for each in parts if each.netloc == here and not NOT_WALKED.search(each.path)}
        return sorted(paths)

    def judge(self, width: int) -> None:
        """Note what axe finds at this width, and what sticks out to the side."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.visit.faults[width] = axe(self.page)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        self.visit.overflow[width] = self.page.evaluate(wide)

    def _worth(self, path: str) -> bool:
        family = shape(path)
        self.seen[family] += 1
        return family[0] in self.whole or self.seen[family] <= OF_EACH_SHAPE

    def _weigh(self, size: float) -> None:
        self.visit.bytes += int(size)

    def _note(self, url: str) -> None:
        if url.startswith(("data:", "blob:")):
            return
        self.visit.requests += 1
        host = urlsplit(url).hostname or ""
        if host != "localhost" and not host.endswith(".localhost"):
            self.visit.foreign.append(url)

    def _complain(self, kind: str, text: str) -> None:
        if kind == "error":
            self.visit.complaints.append(text)
