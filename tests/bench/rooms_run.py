"""One teaches and many receive, through a real Janus: its processor, what is lost, how long they wait.

    python -m tests.bench.rooms_run 10,30,60,100

Each number is how many receive; those who are new come in all at once. Prints one line of JSON for each.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

STEADY = 10.0
LONGEST_WAIT = 60.0
SCRIPT = (Path(__file__).parent / "listener.js").read_text()
# Hundreds of pages in a few processes, as one machine must be all of them.
FLAGS = ["--renderer-process-limit=4", "--disable-site-isolation-trials", "--disable-gpu"]


def main(stages: list[int]) -> None:
    """Play every stage in one room."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.videoconf.browser import CHROMIUM
    from tests.videoconf.served import media_server, served

    with tempfile.TemporaryDirectory(prefix="cj-") as folder, media_server() as media:
        log = Path(folder) / "web.log"
        with served([*CHROMIUM, *FLAGS], log, media.env) as site:
            play(site, media, stages)


def play(site: Any, media: Any, stages: list[int]) -> None:
    """Bring in who teaches, then each stage; write what each one cost."""
    from tests import cast
    from tests.bench.servers import Measured
    from tests.videoconf.browser import enter, until

    teacher = site.open(cast.person("Marta"), "formadora", "?prueba=1")
    enter(teacher)
    until(teacher, "window.concejoRoom.sending()")
    context, pages, janus = site.browser.new_context(), [], Measured(media.pid(), 0)
    for wanted in stages:
        fresh = [_page(site, context, number) for number in range(len(pages), wanted)]
        for page in fresh:
            page.evaluate(f"{{ ({SCRIPT})(); }}")
        waits = _first_frames(fresh)
        pages += fresh
        sys.stdout.write(
            json.dumps({"people": wanted, "new": len(fresh), **waits, **_cost(pages, janus)}) + "\n"
        )
        sys.stdout.flush()


def _page(site: Any, context: Any, number: int) -> Any:
    """Open a page of somebody at a name of her own, where the room's script does not run."""
    from django.test import Client

    from tests import cast

    client = cast.signed_in(Client(), cast.person("Oyente", f"Número {number}"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "domain": f"o{number}.localhost", "path": "/"}])
    page = context.new_page()
    page.goto(f"http://o{number}.localhost:{site.port}/sala/{site.room.key}/salida/")
    return page


def _first_frames(pages: list[Any]) -> dict[str, Any]:
    """Wait for the first frame of each; return the milliseconds from her coming in, and who had none."""
    limit, times, missing = time.monotonic() + LONGEST_WAIT, {}, dict(enumerate(pages))
    while missing and time.monotonic() < limit:
        time.sleep(0.2)
        for number, page in list(missing.items()):
            first = page.evaluate("window.listener.first")
            if first is not None:
                times[number] = first
                del missing[number]
    errors = sorted({str(page.evaluate("window.listener.error")) for page in missing.values()})
    waits = sorted(times.values())
    p95 = waits[max(0, round(len(waits) * 0.95) - 1)] if waits else None
    middle = statistics.median(waits) if waits else None
    return {"p50": middle, "p95": p95, "without": len(missing), "errors": errors}


def _cost(pages: list[Any], janus: Any) -> dict[str, Any]:
    """Measure a while of steady class: cores of Janus, packets lost of those sent."""
    before, cpu, began = _packets(pages), janus.cpu(), time.monotonic()
    time.sleep(STEADY)
    cores = (janus.cpu() - cpu) / (time.monotonic() - began)
    after = _packets(pages)
    received, lost = after[0] - before[0], max(0, after[1] - before[1])
    percent = 100 * lost / max(1, received + lost)
    return {"cores": cores, "packets": received, "lost": percent, "load": os.getloadavg()[0]}


def _packets(pages: list[Any]) -> tuple[int, int]:
    counted = [page.evaluate("window.listener.packets()") for page in pages]
    return sum(one[0] for one in counted), sum(one[1] for one in counted)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1].split(",")])
