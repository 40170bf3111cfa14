"""What every part of the planting shares: people of the demo at their forms, and what was put where."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import User
from tests import cast
from tests.security.active.texts import Corpus

FAKED_TYPES = ("text/html", "image/svg+xml", "application/pdf", "image/png")


@dataclass
class Gardener:
    """Sends forms as the demo's people and keeps the addresses where what they sent can be seen."""

    corpus: Corpus = field(default_factory=Corpus)
    pages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    # Addresses of files that a door took, each with its number.
    files: dict[int, str] = field(default_factory=dict)
    # Sheets and papers that come out with what was planted: who may fetch each, and its address.
    sheets: list[tuple[str, str]] = field(default_factory=list)
    papers: list[tuple[str, str]] = field(default_factory=list)
    # Rooms whose chat was planted: who goes in, by which address.
    rooms: list[tuple[str, str]] = field(default_factory=list)
    _browsers: dict[str, Client] = field(default_factory=dict)

    def person(self, key: str) -> User:
        """Return somebody of the cast, or whoever has this address."""
        from demo.cast import pick

        if "@" in key:
            return User.objects.get(email=key)
        chosen = pick(key)
        assert chosen, key
        return User.objects.get(email=chosen.email)

    def browser(self, key: str) -> Client:
        """Return a visitor who has come in as this person."""
        if key not in self._browsers:
            made = Client(HTTP_HOST="localhost", raise_request_exception=False)
            self._browsers[key] = cast.signed_in(made, self.person(key))
        return self._browsers[key]

    def send(self, key: str, path: str, form: Mapping[str, Any], *, since: int) -> Any:
        """Send a form; what was dealt out since then counts as refused when the form comes back."""
        answer = self.browser(key).post(path, form)
        assert answer.status_code < 500, path
        if answer.status_code not in (301, 302):
            self.corpus.refused(since)
        return answer

    def upload(self, number: int, name: str, content: bytes) -> SimpleUploadedFile:
        """Return a file as a hostile browser sends it, its declared type a lie too."""
        return SimpleUploadedFile(name, content, content_type=FAKED_TYPES[number % len(FAKED_TYPES)])

    def see(self, path: str, *people: str) -> None:
        """Note that these people have to open this page."""
        for key in people:
            if path not in self.pages[key]:
                self.pages[key].append(path)

    def shows(self, path: str, *people: str) -> None:
        """Note the same, having seen that the page opens for each of them and does say what was planted."""
        for key in people:
            answer = self.browser(key).get(path)
            assert answer.status_code == 200, (key, path, answer.status_code)
            assert b"alert(" in answer.getvalue(), (key, path)
        self.see(path, *people)

    @property
    def count(self) -> int:
        """Return how many things have been dealt out."""
        return len(self.corpus.items)

    def write(self, place: Path) -> None:
        """Leave everything where the test reads it."""
        items = [asdict(item) for item in self.corpus.items]
        kept = {"pages": self.pages, "files": self.files, "sheets": self.sheets, "papers": self.papers}
        place.write_text(json.dumps({"items": items, "rooms": self.rooms, **kept}))
