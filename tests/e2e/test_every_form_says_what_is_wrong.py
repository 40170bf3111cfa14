"""Every form a person can reach, sent empty: the answer begins with its errors, each leading to its field."""

import sys

import pytest

from tests.e2e.conftest import PATIENCE_MS, WIDE, pick
from tests.e2e.crawl import Walk

ROLES = ("", "secretaria", "formadora", "jefa")
# Forms that must be among those judged: if the walk no longer reaches them, it looks at less than it says.
KNOWN = {"/certificado/", "/personas/invitaciones/nueva/", "/personas/invitaciones/fichero/"}
# Fields that a person fills in; a form of buttons alone has nothing to say.
FIELDS = "textarea, select, input:not([type=hidden], [type=submit], [type=button])"
FORMS = (
    "f => [...document.querySelectorAll('main form[method=post]')].flatMap((form, turn) => "
    "[...form.querySelectorAll(f)].some(each => each.checkVisibility()) ? [turn] : [])"
)
EMPTY = """turn => {
  const form = [...document.querySelectorAll('main form[method=post]')][turn];
  for (const each of form.querySelectorAll('textarea, input, select')) {
    if (each.type === 'hidden' || each.type === 'submit') continue;
    if (each.type === 'radio' || each.type === 'checkbox') each.checked = false;
    else each.value = '';
  }
  form.noValidate = true;
  form.requestSubmit(form.querySelector('button:not([type=button])'));
}"""
# What is wrong with the answer to a form with errors, in words; null when it shows none.
VERDICT = """() => {
  const summary = document.querySelector('[data-error-summary]');
  if (!summary) return null;
  const wrong = [];
  if (!document.title.startsWith('Error: ')) wrong.push(`el título es «${document.title}»`);
  if (document.activeElement !== summary) wrong.push('el foco no está en el resumen');
  const links = [...summary.querySelectorAll('a')];
  if (!summary.querySelector('li')) wrong.push('el resumen no dice nada');
  for (const link of links) {
    link.click();
    const there = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!there) wrong.push(`${link.hash} no existe`);
    else if (!there.contains(document.activeElement)) wrong.push(`${link.hash} no toma el foco`);
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def answers(chromium, demo):
    """Send each form empty, as each person; give what was judged and what was wrong with it."""
    judged: dict[str, list[str]] = {}
    broken: list[str] = []
    for role in ROLES:
        context = chromium.new_context(viewport=WIDE, locale="es-ES")
        context.set_default_timeout(PATIENCE_MS)
        walk = Walk(context, demo, role or "anónima")
        if role:
            pick(walk.page, demo, role)
        found = [(visit.path, turn) for visit in walk.pages() for turn in walk.page.evaluate(FORMS, FIELDS)]
        for path, turn in found:
            _send(walk, path, turn, judged, broken)
        context.close()
    return judged, broken


def _send(walk: Walk, path: str, turn: int, judged: dict[str, list[str]], broken: list[str]) -> None:
    walk.page.goto(walk.demo.url(path), wait_until="load")
    if turn not in walk.page.evaluate(FORMS, FIELDS):
        # An earlier form of this walk did its work, and this one is no longer offered.
        return
    with walk.page.expect_navigation(wait_until="load") as sent:
        walk.page.evaluate(EMPTY, turn)
    verdict = walk.page.evaluate(VERDICT)
    name = f"{walk.role} {path} ({turn})"
    if verdict is not None:
        judged[name] = verdict
    elif sent.value and sent.value.status >= 400:
        broken.append(f"{name}: {sent.value.status} sin resumen de errores")


@pytest.mark.ux
def test_the_answer_begins_with_its_errors_and_leads_to_them(answers, scorecard):
    judged, _ = answers
    wrong = {name: verdict for name, verdict in judged.items() if verdict}
    sys.stdout.write(f"\n{len(judged)} formularios con errores, juzgados\n")
    assert scorecard.note(
        "errores",
        f"15. Formularios vacíos cuyo resumen no toma el foco o no lleva al campo, de {len(judged)}",
        len(wrong),
        "",
        0,
    ), wrong


def test_no_form_sent_empty_ends_in_a_bare_refusal(answers):
    assert answers[1] == [], "\n".join(answers[1])


def test_the_walk_reaches_the_forms_that_matter(answers):
    reached = {name.split()[1] for name in answers[0]}
    assert KNOWN - reached == set()


def test_a_summary_that_nobody_hears_is_caught(chromium):
    page = chromium.new_context().new_page()
    page.set_content(
        "<title>Pedir plaza</title><div data-error-summary><ul><li><a href='#nada'>Falta</a></ul></div>"
    )
    assert len(page.evaluate(VERDICT)) == 3
    page.context.close()
