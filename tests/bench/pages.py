"""What a page costs in processor, as a multiple of a bare hello view through the same kind of server."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import httpx

from tests.bench.people import sign_in
from tests.bench.rows import Row, at_most
from tests.bench.servers import HELLO, SITE, Measured, served
from tests.support.demo import environment, seeded

TIMES = 200
WARM = 20
# An uncached page does the work of the visit: session, scope, lists, template. No more than this many hellos.
MOST_UNCACHED = 60
MOST_CACHED = 2.5
MOST_RESIDENT = 160


def cost(server: Measured, client: httpx.Client, path: str) -> float:
    """Return the milliseconds of processor that one answer takes."""
    for _ in range(WARM):
        client.get(path)
    before = server.cpu()
    for _ in range(TIMES):
        assert client.get(path).status_code == 200, path
    return (server.cpu() - before) / TIMES * 1000


def client_of(server: Measured) -> httpx.Client:
    """Return a visitor that keeps the connection open, as browsers do."""
    return httpx.Client(base_url=f"http://localhost:{server.port}", timeout=60)


def measure() -> Iterable[Row]:
    """Measure the reference first, then the site, in turn on the same machine."""
    with served(HELLO, {}) as reference, client_of(reference) as visitor:
        hello = cost(reference, visitor, "/")
    with tempfile.TemporaryDirectory(prefix="concejo-bench-") as folder:
        seeded(Path(folder))
        with served(SITE, environment(Path(folder))) as site:
            yield from _site(site, hello)


def _site(site: Measured, hello: float) -> Iterable[Row]:
    with client_of(site) as stranger:
        stranger.get("/noticias/")
        yield at_most("memoria del proceso web en reposo", site.resident(), MOST_RESIDENT, "MiB")
        # The demo's first page has forms to pick a person, and a form is nobody else's: it is never kept.
        cached = cost(site, stranger, "/noticias/")
        yield _row("noticias para un desconocido, guardada", cached, hello, MOST_CACHED)
    with client_of(site) as secretary:
        sign_in(secretary, "secretaria")
        pages = {"inicio": "/", "catálogo": "/formacion/", "buscador": "/buscar/?q=registro"}
        for name, path in pages.items():
            yield _row(
                f"{name} de la secretaria, sin guardar", cost(site, secretary, path), hello, MOST_UNCACHED
            )


def _row(name: str, figure: float, hello: float, limit: float) -> Row:
    ratio = round(figure / hello, 2)
    target = f"≤ {limit:g} × hola"
    return Row(f"procesador: {name}", round(figure, 2), "ms", target, ratio <= limit, round(hello, 2), ratio)
