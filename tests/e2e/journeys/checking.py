"""A stranger before the public page that checks certificates."""

from playwright.sync_api import Page, expect

from tests.e2e.journeys.steps import Clicks
from tests.support.demo import Demo


def asks_by_code(page: Page, demo: Demo, code: str) -> int:
    """Write a code in the public page, which says what the paper says and not whose; count the taps."""
    page.goto(demo.url("/certificado/"))
    hand = Clicks(page)
    page.get_by_label("Código del certificado").fill(code)
    hand.on(page.get_by_role("button", name="Comprobar el código"))
    result = page.locator("section", has=page.locator("#resultado"))
    expect(result).to_contain_text("es nuestro y está en vigor")
    expect(result).to_contain_text("12 horas")
    assert "Elena" not in result.inner_text()
    return hand.made


def brings(page: Page, paper: bytes, answer: str) -> None:
    """Give the file itself to the public page."""
    held = {"name": "papel.pdf", "mimeType": "application/pdf", "buffer": paper}
    page.locator("input[type=file]").set_input_files(held)
    page.get_by_role("button", name="Comprobar el fichero").click()
    expect(page.locator("section", has=page.locator("#resultado"))).to_contain_text(answer)
