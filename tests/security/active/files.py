"""Files that are something else than they say, or that run when a browser opens them; each calls `alert`."""

import io
import zipfile
from collections.abc import Callable

from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {0}>{1}</svg>'


def _html(n: int) -> bytes:
    return f"<!doctype html><title>a</title><script>alert({n})</script>".encode()


def _script(n: int) -> str:
    return f"<script>alert({n})</script>"


def _svg(n: int, inside: str = "", attributes: str = "") -> bytes:
    return SVG.format(attributes or f'onload="alert({n})"', inside).encode()


def _xslt(n: int) -> bytes:
    return (
        '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><d>'
        '<xsl:stylesheet id="s" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        f'<xsl:template match="/"><html xmlns="http://www.w3.org/1999/xhtml">{_script(n)}</html>'
        "</xsl:template></xsl:stylesheet></d>"
    ).encode()


def _xhtml(n: int) -> bytes:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert({n})</script></html>'.encode()


def _pdf(n: int) -> bytes:
    action = f"<</S/JavaScript/JS(app.alert\\({n}\\);alert\\({n}\\))>>"
    return (
        f"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction {action}>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]"
        f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(javascript:alert\\({n}\\))>>>>]>>"
        "endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


def _picture(kind: str, after: bytes = b"") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(kept, kind)
    return kept.getvalue() + after


def _gif_script(n: int) -> bytes:
    """A GIF whose header is the left side of a JavaScript assignment."""
    picture = _picture("GIF")
    return b"GIF89a/*" + picture[8:] + f"*/=1;alert({n})//".encode()


def _bmp_script(n: int) -> bytes:
    return b"BM/*" + bytes(60) + f"*/=1;alert({n})".encode()


def _zip(n: int, name: str = "a.html") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(name, _html(n))
    return kept.getvalue()


def _odt(n: int) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<a>{_script(n)}</a>")
        archive.writestr("Basic/script.xml", _html(n))
    return kept.getvalue()


def _iframe_in(n: int) -> str:
    return f'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">{_script(n)}</body></foreignObject>'


# Name → bytes with the number inside. Names lie in every way we know; some are honest and carry the script.
FILES: dict[str, Callable[[int], bytes]] = {
    "pagina.html": _html,
    "pagina.htm": _html,
    "pagina.xhtml": _xhtml,
    "pagina.shtml": _html,
    "pagina.mhtml": lambda n: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + _html(n),
    "datos.xml": _xslt,
    "hoja.xsl": _xslt,
    "aviso.rss": _xhtml,
    "dibujo.svg": _svg,
    "dibujo.svgz": _svg,
    "acta.pdf.html": _html,
    "acta.html.pdf": _html,
    "acta.pdf": _html,
    "acta.pdf.": _html,
    "acta.pdf ": _html,
    "acta.pdf%00.html": _html,
    "acta\u202efdp.html": _html,
    "acta\u202elmth.pdf": _html,
    "acta.html;.pdf": _html,
    "acta.PdF": _html,
    "../../acta.html": _html,
    "..\\acta.html": _html,
    "<img src=x onerror=alert(0)>.pdf": _pdf,
    '"onload=alert(0) x=".pdf': _pdf,
    "acta\r\nContent-Type: text-html.pdf": _pdf,
    "con-guion.pdf": _pdf,
    "pdf-y-pagina.pdf": lambda n: _pdf(n) + b"\n" + _html(n),
    "pagina-y-pdf.pdf": lambda n: _html(n) + b"\n" + _pdf(n),
    "notas.txt": lambda n: b"Notas de la clase\n" + _html(n),
    "notas-solo.txt": lambda n: f"alert({n})".encode(),
    "notas-utf7.txt": lambda n: f"+ADw-script+AD4-alert({n})+ADw-/script+AD4-".encode(),
    "notas-utf16.txt": lambda n: ("\ufeff" + _script(n)).encode("utf-16-le"),
    "padron.csv": lambda n: f'nombre;calle\n{_script(n)};=HYPERLINK("javascript:alert({n})")\n'.encode(),
    "programa.js": lambda n: f"alert({n})".encode(),
    "programa.mjs": lambda n: f"alert({n})".encode(),
    "estilo.css": lambda n: f"@import 'data:text/css,*{{}}';*{{x:expression(alert({n}))}}".encode(),
    "programa.json": lambda n: f"alert({n})".encode(),
    "manual.swf": lambda n: b"CWS" + _html(n),
    "enlace.url": lambda n: f"[InternetShortcut]\nURL=javascript:alert({n})".encode(),
    "aviso.ics": lambda n: f"BEGIN:VCALENDAR\nURL:javascript:alert({n})\nEND:VCALENDAR".encode(),
    "foto.gif": _gif_script,
    "foto-y-pagina.gif": lambda n: _picture("GIF", _html(n)),
    "foto-y-pagina.png": lambda n: _picture("PNG", _html(n)),
    "foto-y-pagina.jpg": lambda n: _picture("JPEG", _html(n)),
    "foto.png": _html,
    "foto.jpg": _svg,
    "foto.webp": lambda n: b"RIFF\0\0\0\0WEBP" + _html(n),
    "foto.bmp": _bmp_script,
    "foto.svg.png": lambda n: _svg(n, _iframe_in(n), 'width="9"'),
    "foto.png.svg": lambda n: _svg(n, _script(n), 'width="9"'),
    "foreign.svg": lambda n: _svg(n, _iframe_in(n), 'width="9"'),
    "enlace.svg": lambda n: _svg(n, f'<a href="javascript:alert({n})"><text y="9">a</text></a>', 'width="9"'),
    "usa.svg": lambda n: _svg(n, '<use href="data:image/svg+xml,x#x"/>', f'onfocus="alert({n})"'),
    "modelos.zip": _zip,
    "zip-y-pagina.zip": lambda n: _html(n) + _zip(n),
    "pagina-y-zip.zip": lambda n: _zip(n) + _html(n),
    "modelo.odt": _odt,
    "modelo.docx": lambda n: _zip(n, "word/document.xml"),
    "clase.mp4": lambda n: b"\0\0\0\x18ftypmp42" + _html(n),
    "pagina-y-clase.mp4": lambda n: _html(n) + b"ftypmp42",
}
