"""Where the other person of the demo can be opened."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from demo.cast import pick


def beside_url(request: HttpRequest, key: str, path: str) -> str:
    """Return the address that opens this person under her own loopback name, ready to go to `path`."""
    chosen = pick(key)
    if chosen is None:
        raise LookupError(key)
    port = request.get_port()
    place = f"{chosen.host}:{port}" if port not in {"80", "443"} else chosen.host
    return f"{request.scheme}://{place}{reverse('demo:door', args=[key])}?{urlencode({'next': path})}"
