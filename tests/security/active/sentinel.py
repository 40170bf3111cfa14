"""Opens a page as its victim and tells which of the planted numbers ran in the site's own origin."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Frame

# `alert` of every frame, hooked before anything of the page runs. An opaque origin says "null" of itself.
WATCH = """
for (const name of ['alert', 'confirm', 'prompt']) {
  Object.defineProperty(window, name, {
    value: number => window.__ran(String(number), self.origin), configurable: false, writable: false });
}
"""
# Marks that would have run without the policy: it is a second wall, and we want the first to hold too.
MARKS = """() => {
  const found = [];
  // Said or drawn, never followed: a name, or the label that the style sheet prints beside a cell.
  const inert = ['value', 'title', 'alt', 'aria-label', 'data-label'];
  for (const each of document.querySelectorAll('*')) {
    for (const {name, value} of each.attributes) {
      const runs = name.startsWith('on') || /^\\s*(javascript|data:text\\/html)/i.test(value);
      const number = /alert\\((\\d+)\\)/.exec(value);
      if (runs && number && !inert.includes(name)) found.push(number[1]);
    }
    const program = each.localName === 'script' && !/json/.test(each.type);
    const inside = program && /alert\\((\\d+)\\)/.exec(each.textContent);
    if (inside) found.push(inside[1]);
  }
  return found;
}"""
# As a page of ours that was tricked would use a stored file: frame, object, script, worker, style.
USE = """path => {
  const ways = [['iframe', 'src'], ['object', 'data'], ['embed', 'src'], ['script', 'src'],
                ['link', 'href'], ['img', 'src']];
  for (const [tag, attribute] of ways) {
    const made = document.createElement(tag);
    if (tag === 'link') made.rel = 'stylesheet';
    made[attribute] = path;
    document.body.append(made);
  }
  try { new Worker(path); } catch {}
  navigator.serviceWorker?.register(path).catch(() => {});
}"""
HOSTILE_LINKS = "a[href^='javascript:' i], a[href^='data:' i], area[href^='javascript:' i]"
SETTLE_MS = 60


@dataclass
class Sentinel:
    """One person's browser, watched."""

    context: BrowserContext
    origin: str
    ran: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    opened: int = 0

    def __post_init__(self) -> None:
        self.context.expose_binding("__ran", self._note)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def _note(self, source: object, number: str, origin: str) -> None:
        if origin == self.origin:
            self.ran[number] = self.page.url

    def look(self, path: str) -> None:
        """Open a page, press what looks like a link to a script, and look at its marks."""
        with self._patient():
            self.page.goto(self.origin + path, wait_until="load")
        self.inspect()

    def inspect(self) -> None:
        """Look at the page that is open, and at its frames."""
        self.opened += 1
        with self._patient():
            self.page.wait_for_timeout(SETTLE_MS)
            for link in self.page.locator(HOSTILE_LINKS).all():
                link.evaluate("link => link.click()")
            for frame in self.page.frames:
                self._marks_of(frame)

    def use(self, path: str) -> None:
        """Open a stored file alone, and use it from a page of ours in every way a page can."""
        self.look(path)
        with self._patient():
            self.page.goto(f"{self.origin}/galeria/")
            self.page.evaluate(USE, path)
            self.page.wait_for_timeout(4 * SETTLE_MS)
        self.opened += 1

    def fill_forms(self, path: str, texts: list[str]) -> None:
        """Send every form of a page with a hostile text in each field; look at what comes back."""
        self.look(path)
        for turn in range(self._forms()):
            with self._patient():
                self.page.goto(self.origin + path)
                form = self.page.locator("main form").nth(turn)
                for number, box in enumerate(form.locator(FIELDS).all()):
                    box.evaluate("(box, text) => { box.value = text }", texts[number % len(texts)])
                form.evaluate("form => { form.noValidate = true; form.requestSubmit() }")
                self.page.wait_for_load_state()
            self.inspect()

    def _forms(self) -> int:
        with self._patient():
            return self.page.locator("main form").count()
        return 0

    def _marks_of(self, frame: Frame) -> None:
        if frame.url.startswith(self.origin) or frame.url in ("about:srcdoc", "about:blank"):
            for number in frame.evaluate(MARKS):
                self.marks[number] = self.page.url

    @contextlib.contextmanager
    def _patient(self) -> Iterator[None]:
        """Let pass what a hostile page does to the visit itself: a download, a navigation under way."""
        try:
            yield
        except Error as error:
            if not re.search("Download|ERR_ABORTED|destroyed|detached|navigat|Timeout", str(error)):
                raise


FIELDS = "input[type=text], input[type=search], input[type=email], input:not([type]), textarea"
