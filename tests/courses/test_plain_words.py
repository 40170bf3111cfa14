"""Words people type stay words: nothing hidden in them, and no link that is not what it seems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.plain_text import LONGEST_NAME, cleaned, file_name, paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  uno\r\ndos\rtres \n", "uno\ndos\ntres"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("\ufeff\u200b\u2066oculto\u2069", "oculto"),
        ("ñandú — «así»", "ñandú — «así»"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, kept: str):
    assert cleaned(typed) == kept


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Uno\nsigue\n\nDos", "<p>Uno<br>sigue</p><p>Dos</p>"),
        ("<b>no</b> & «sí»", "<p>&lt;b&gt;no&lt;/b&gt; &amp; «sí»</p>"),
        (
            "(mira https://boe.es/a).",
            '<p>(mira <a href="https://boe.es/a" rel="nofollow noopener">https://boe.es/a</a>).</p>',
        ),
        (
            "javascript:alert(1) data:text/html,x ftp://x.es",
            "<p>javascript:alert(1) data:text/html,x ftp://x.es</p>",
        ),
        ("https:// y http://[roto", "<p>https:// y http://[roto</p>"),
        (
            'https://x.es/"onmouseover=alert(1)',
            '<p><a href="https://x.es/" rel="nofollow noopener">https://x.es/</a>&quot;onmouseover=alert(1)</p>',
        ),
        ("", ""),
    ],
)
def test_paragraphs_and_links_are_all_the_markup_there_is(typed: str, shown: str):
    assert paragraphs(typed) == shown


@given(st.text(max_size=300))
def test_whatever_is_typed_no_tag_of_its_own_comes_out(typed: str):
    shown = str(paragraphs(cleaned(typed)))
    ours = shown.replace("<p>", "").replace("</p>", "").replace("<br>", "").replace("</a>", "")
    assert ours.count("<") == ours.count('<a href="http')


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("acta.pdf", "acta.pdf"),
        ("../../etc/passwd.txt", ".. .. etc passwd.txt"),
        ("acta\u202efdp.exe.pdf", "actafdp.exe.pdf"),
        ("", "fichero"),
        ("a" * 200 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_of_a_file_is_what_it_seems(name: str, shown: str):
    assert file_name(name) == shown
