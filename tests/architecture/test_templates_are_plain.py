"""Templates hold no code, ask no questions of the database and speak Spanish."""

import re

import pytest

from tests.architecture.source import File, files

COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
RULES = {
    "código dentro": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "estilo dentro": re.compile(r"<style\b|\sstyle=[\"']", re.IGNORECASE),
    "manejador dentro": re.compile(r"\son[a-z]+=[\"']|href=[\"']javascript:", re.IGNORECASE),
    "pregunta a la base": re.compile(
        r"\{[{%][^}]*(?:\.objects\b|_set\b|\.all\b|\.filter\b|\.count\b)[^}]*[}%]\}"
    ),
}
# Words that no Spanish sentence has. Names of things (Wagtail, PDF) are not here.
ENGLISH = {
    *"the and with your you this that please from are have has not for was will can must should".split(),
    *"submit cancel save delete edit search password email username login logout signup sign".split(),
    *"welcome hello home back next previous page error warning success loading required optional".split(),
    *"course lesson user settings profile close open send view add remove update change select".split(),
}
# Spanish words and proper names that look English.
ALSO_SPANISH = {"error", "has", "ves"}


def inline(file: File) -> list[str]:
    """Return the pieces that the content policy would refuse, or that query from a template."""
    text = COMMENT.sub("", file.text)
    return [
        f"{file.name}: {rule}: {m.group(0)[:60]}"
        for rule, pattern in RULES.items()
        for m in pattern.finditer(text)
    ]


def english(file: File) -> list[str]:
    """Return the English words left among the text."""
    said = TAG.sub(" ", COMMENT.sub("", file.text))
    words = re.findall(r"(?<![\w@./-])[A-Za-z]+(?![\w@./-])", said)
    return [f"{file.name}: {word}" for word in words if word.lower() in ENGLISH - ALSO_SPANISH]


def templates() -> list[File]:
    """Return our templates; mail takes its style inside because mail programs drop everything else."""
    return [file for file in files(".html", ".txt") if "/templates/" in file.name]


def test_no_code_no_style_no_query_in_templates():
    pages = [file for file in templates() if "/mail/" not in file.name and file.name.endswith(".html")]
    assert [fault for file in pages for fault in inline(file)] == []


def test_no_english_on_screen():
    assert [fault for file in templates() for fault in english(file)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        '<p style="color:red">Hola</p>',
        '<a onclick="x()">Hola</a>',
        '<a href="javascript:x()">Hola</a>',
        "{% for place in edition.enrolment_set.all %}{% endfor %}",
    ],
)
def test_a_planted_fault_is_caught(planted):
    assert len(inline(File("courses/templates/x.html", planted))) == 1


def test_what_is_allowed_is_not_caught():
    allowed = (
        '{# style="x" #}<script src="/static/a.js" defer></script><p class="on">Error: hoy no hay clase</p>'
    )
    assert inline(File("courses/templates/x.html", allowed)) == []
    assert english(File("courses/templates/x.html", allowed)) == []


def test_an_english_word_is_caught():
    page = File("courses/templates/x.html", '<a href="/the/">Save</a> <p title="with">Guardar</p>')
    assert english(page) == ["courses/templates/x.html: Save"]
