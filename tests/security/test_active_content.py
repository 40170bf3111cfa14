"""Row 22: what people upload and write never runs as the site, whoever opens it."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest

from tests.e2e.conftest import chromium, context, pick
from tests.security.active.leaving import acting, active_in, cells_of, defused
from tests.security.active.sentinel import Sentinel
from tests.security.active.texts import TEXTS
from tests.support import servers
from tests.support.demo import ROOT, Demo, environment, seeded
from tests.videoconf.browser import enter, lines

__all__ = ["chromium", "context"]
pytestmark = [pytest.mark.e2e, pytest.mark.slow]
CONTROLS = {
    "/control/texto": "<!doctype html><p><img src=x onerror=alert(1)></p>",
    "/control/enlace": '<!doctype html><a href="javascript:alert(2)">pulsa</a>',
    "/control/marco": '<!doctype html><iframe src="/control/texto"></iframe>',
}
# Pages that say back what somebody typed, without keeping it: in the address, or in the answer of a form.
REFLECTING = (
    "/buscar/?q={}",
    "/formacion/?q={}&area={}&nivel={}",
    "/certificado/?codigo={}",
    "/certificado/{}/",
    "/invitacion/{}/",
    "/directorio/?q={}",
    "/directorio/{}/",
    "/aula/edicion/{}/",
    "/cuenta/login/?next={}",
    "/demo/puerta/secretaria/?next={}",
    "/buzon/?pagina={}",
    "/no-existe-{}",
    "/admin/pages/search/?q={}",
    "/admin/preguntas/?q={}",
    "/admin/documents/?q={}",
)
FORMS = {
    "": ("/cuenta/login/", "/cuenta/password/reset/", "/invitacion/", "/certificado/"),
    "secretaria": (
        "/buscar/",
        "/formacion/",
        "/mi/",
        "/directorio/",
        "/aula/edicion/corpus-aula/preguntas/nueva/",
        "/aula/edicion/corpus-aula/preguntas/",
    ),
    "formadora": ("/aula/edicion/corpus-aula/tareas/nueva/",),
    "operador": ("/personas/", "/personas/invitaciones/nueva/"),
    "editora": ("/admin/cursos/nuevo/", "/admin/preguntas/importar/"),
}


@pytest.fixture(scope="module")
def planted(chromium: Any) -> Iterator[tuple[Demo, dict[str, Any]]]:
    """A demo with the corpus in it, and what was planted; without a browser nothing is made."""
    with tempfile.TemporaryDirectory(prefix="concejo-active-") as folder:
        var = Path(folder)
        seeded(var)
        env = environment(var)
        order = [sys.executable, "-m", "tests.security.active.planting", str(var / "planted.json")]
        done = subprocess.run(order, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        with servers.web(env, var / "web.log") as port:
            yield Demo(port, var, env), json.loads((var / "planted.json").read_text())


def sentinel(context: Any, demo: Demo, person: str) -> Sentinel:
    """Return the watched browser of this person, or of a stranger."""
    made = Sentinel(context(), demo.url("").rstrip("/"))
    if person:
        pick(made.page, demo, person)
    return made


def test_nothing_that_people_upload_or_write_runs_as_the_site(planted, context, scorecard):
    demo, found = planted
    watches = {person: sentinel(context, demo, person) for person in {"", *found["pages"], *FORMS}}
    for person, paths in found["pages"].items():
        for path in paths:
            watches[person].look(path)
    for path in found["files"].values():
        watches["operador"].use(path)
    said = [_lines_of_room(watches[person], path) for person, path in found["rooms"]]
    assert min(said) > 0
    for person in ("", "revisora"):
        _reflect(watches[person])
    for person, paths in FORMS.items():
        for path in paths:
            watches[person].fill_forms(path, _numbered())
    ran = {number: url for each in watches.values() for number, url in each.ran.items()}
    marks = {number: url for each in watches.values() for number, url in each.marks.items()}
    _tell(found, watches, ran, marks, scorecard, _control(context, demo))
    assert (ran, marks) == ({}, {})


def _reflect(watch: Sentinel) -> None:
    for turn, path in enumerate(REFLECTING):
        for text in _numbered()[turn % 4 :: 4]:
            watch.look(path.replace("{}", quote(text, safe="")))


def _lines_of_room(watch: Sentinel, path: str) -> int:
    """Go into a class whose chat was planted; return how many of its lines are on the page."""
    watch.look(path)
    enter(watch.page)
    watch.page.wait_for_timeout(2_000)
    watch.inspect()
    return sum("alert(" in line for line in lines(watch.page))


def test_what_leaves_in_a_sheet_or_a_paper_is_no_formula_and_no_program(planted, context):
    demo, found = planted
    watches = {person: sentinel(context, demo, person) for person, _ in (*found["sheets"], *found["papers"])}
    sheets = {path: cells_of(_fetched(watches[who], path).decode()) for who, path in found["sheets"]}
    papers = {path: active_in(_fetched(watches[who], path)) for who, path in found["papers"]}
    harmful = {path: acting(cells) for path, cells in sheets.items() if acting(cells)}
    tamed = sum(len(defused(cells)) for cells in sheets.values())
    formulas, programs = sum(map(len, harmful.values())), sum(map(len, papers.values()))
    sys.stdout.write(
        f"\n22: {formulas} fórmulas en {len(sheets)} hojas ({tamed} celdas vueltas texto); "
        f"{programs} programas en {len(papers)} PDF\n"
    )
    assert (harmful, {path: said for path, said in papers.items() if said}) == ({}, {})
    assert tamed >= 10


def _fetched(watch: Sentinel, path: str) -> bytes:
    answer = watch.context.request.get(watch.origin + path)
    assert (answer.status, "html" in answer.headers["content-type"]) == (200, False), path
    return answer.body()


def test_a_formula_and_a_program_are_noticed():
    assert acting(cells_of("a;b\n=1+1;'=1+1\n")) == ["=1+1"]
    assert defused(cells_of("a;b\n=1+1;'=1+1\n")) == ["'=1+1"]
    paper = pikepdf.new()
    paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    kept = io.BytesIO()
    paper.save(kept)
    assert active_in(kept.getvalue()) == ["/JS"]


def _numbered() -> list[str]:
    """Return every text with a number that no planted item has."""
    return [text.format(n=100_000 + turn) for turn, text in enumerate(TEXTS)]


def _control(context: Any, demo: Demo) -> str:
    """Serve three of the texts unprotected, from the site's own origin: each must be noticed."""
    watch = sentinel(context, demo, "")
    watch.context.route(
        "**/control/*",
        lambda route: route.fulfill(
            body=CONTROLS.get(route.request.url.partition(watch.origin)[2], ""), content_type="text/html"
        ),
    )
    noticed = []
    for path in CONTROLS:
        watch.ran.clear()
        watch.look(path)
        noticed += [path] if watch.ran else []
    assert noticed == list(CONTROLS)
    return f"sin protección, se ve correr en {len(noticed)} de {len(CONTROLS)} páginas: {', '.join(noticed)}"


def _tell(found: Any, watches: Any, ran: Any, marks: Any, scorecard: Any, control: str) -> None:
    items = found["items"]
    refused = sum(item["refused"] for item in items)
    opened = sum(watch.opened for watch in watches.values())
    unit = (
        f"de {len(items)} ficheros y textos corren como el sitio; {refused} rechazados al entrar, "
        f"{len(items) - refused} servidos; {len(marks)} llegan como marca activa; {opened} páginas abiertas"
    )
    sys.stdout.write(f"\n22: {len(ran)} {unit}\n")
    named = {str(item["number"]): item for item in items}
    for number, url in {**marks, **ran}.items():
        sys.stdout.write(f"  {number} {named.get(number, {})} {url}\n")
    scorecard("22", len(ran), unit, "0", ok=not ran and not marks and len(items) >= 60, control=control)
