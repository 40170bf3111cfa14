"""How a course is saved and read without a line, one step at a time."""

import json
import re
import time

from playwright.sync_api import Page, expect

# What polls a page is refused by our own policy (no eval): a promise is waited for instead.
IN_CHARGE = """() => new Promise((resolve) => {
  if (navigator.serviceWorker.controller) resolve();
  else navigator.serviceWorker.addEventListener("controllerchange", resolve);
})"""
ALL_SENT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("avance:"));
  const left = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return left.every((count) => count === 0);
}"""


def save(page: Page) -> dict:
    """Press the button and wait; return what the server said it would be."""
    button = page.locator("#copia-guardar")
    expect(button).to_contain_text("Guardar para leer sin conexión · ")
    with page.expect_response(re.compile(r"/copia\.json$")) as told:
        button.click()
    expect(page.locator("[data-copy-said]")).to_contain_text("Guardado el ")
    page.evaluate(IN_CHARGE)
    return json.loads(told.value.text())


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def all_sent(page: Page) -> None:
    """Wait until nothing waits in the browser to be sent."""
    until = time.monotonic() + 20
    while not page.evaluate(ALL_SENT):
        assert time.monotonic() < until, "lo hecho sin conexión no se envía"
        page.wait_for_timeout(100)


def next_lesson(page: Page) -> None:
    before = title(page)
    page.get_by_role("button", name=re.compile("^(Siguiente|Terminar las lecciones)")).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
