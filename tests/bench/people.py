"""Visitors of the demo without a browser, over plain HTTP."""

import re

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def sign_in(client: httpx.Client, person: str) -> None:
    """Come in as somebody of the cast, through the picker of the first page."""
    token = TOKEN.search(client.get("/").text)
    assert token, "la portada no tiene el formulario para elegir persona"
    answer = client.post("/demo/entrar/", data={"person": person, "csrfmiddlewaretoken": token[1]})
    assert answer.status_code == 302, f"no se puede entrar como {person}: {answer.status_code}"
