"""Going about a page with no mouse."""

from playwright.sync_api import Page

from tests.e2e.journeys.focus import problem

MOST_TABS = 60
# What the focus is on, and for a list which of its question it is.
FOCUSED = """() => {
  const at = document.activeElement, group = at.closest("fieldset");
  return [at.type || at.tagName, group ? [...group.querySelectorAll("select")].indexOf(at) : 0];
}"""


class Keyboard:
    """Hands that only press keys, and look where they are after each one."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.wrong = page, 0, []

    def to(self, name: str) -> None:
        """Press the tab key until the focus is on what begins with this name."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            if fault := problem(self.page):
                self.wrong.append(fault)
            if self.page.evaluate("document.activeElement.innerText || ''").strip().startswith(name):
                return
        raise AssertionError(f"no se llega a «{name}» con el tabulador")

    def answer_up_to(self, name: str) -> None:
        """Answer whatever the focus meets, right or wrong, until it is on the button of this name."""
        for _ in range(MOST_TABS * 2):
            self.press("Tab")
            if fault := problem(self.page):
                self.wrong.append(fault)
            kind, turn = self.page.evaluate(FOCUSED)
            if kind in ("radio", "checkbox"):
                self.press("Space")
            elif kind == "select-one":
                for _ in range(turn + 1):
                    self.press("ArrowDown")
            elif kind in ("text", "textarea"):
                self.page.keyboard.type("12")
            elif self.page.evaluate("document.activeElement.innerText").strip().startswith(name):
                return
        raise AssertionError(f"no se llega a «{name}» contestando")

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.keys += 1

    def enter(self) -> None:
        """Press where the focus is, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.press("Enter")
