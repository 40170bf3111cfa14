"""Whether one sees where the keyboard is: by the pixels that change, not by what the style sheet promises."""

import io

from PIL import Image, ImageChops
from playwright.sync_api import Page

# A line of one pixel around it is the least that one can follow with the eye.
WHO = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return {
    name: (at.innerText || at.getAttribute("aria-label") || at.name || at.tagName).trim().split("\\n")[0],
    box: {x: box.x, y: box.y, width: box.width, height: box.height},
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!middle && !at.contains(middle) && !middle.contains(at),
  };
}"""
AROUND = 6


def problem(page: Page) -> str:
    """Return what is wrong with the focus where it is now, or nothing."""
    at = page.evaluate(WHO)
    if at is None:
        return "el foco no está en nada"
    if not at["inside"]:
        return f"{at['name']}: fuera de la ventana"
    if at["covered"]:
        return f"{at['name']}: tapado"
    return "" if changed(page, at["box"]) else f"{at['name']}: no se ve el foco"


def changed(page: Page, box: dict[str, float]) -> bool:
    """Say whether losing the focus changes at least as many pixels as a line around the element."""
    size = page.viewport_size
    assert size
    x, y = max(0.0, box["x"] - AROUND), max(0.0, box["y"] - AROUND)
    clip = {
        "x": x,
        "y": y,
        "width": min(size["width"], box["x"] + box["width"] + AROUND) - x,
        "height": min(size["height"], box["y"] + box["height"] + AROUND) - y,
    }
    page.evaluate("() => { window.concejoFocused = document.activeElement; }")
    with_focus = _picture(page, clip)
    page.evaluate("() => window.concejoFocused.blur()")
    without = _picture(page, clip)
    page.evaluate("() => window.concejoFocused.focus({preventScroll: true})")
    difference = ImageChops.difference(with_focus, without).convert("L").point(lambda v: 255 if v > 24 else 0)
    return difference.histogram()[255] >= box["width"] + box["height"]


def _picture(page: Page, clip: dict[str, float]) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(clip=clip, animations="disabled"))).convert("RGB")
