"""Plants the corpus in a demo: `python -m tests.security.active.planting OUT`, with the demo's environment.

It runs before the demo is served, through Django's own client and the verbs, so every guard is in its place.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[3]


def main(out: Path) -> None:
    """Plant each part; a part that cannot be planted stops everything."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    django.setup()
    from core.tenancy import unscoped
    from tests.security.active import (
        catalogue,
        classroom,
        outcomes,
        people,
        places,
        polls,
        questions,
        quizzes,
        reviews,
        talk,
        uploads,
    )
    from tests.security.active.gardener import Gardener

    gardener = Gardener()
    # Each of these uses what those before it made.
    here = (classroom, polls, quizzes, talk, reviews, outcomes)
    with unscoped("se planta el corpus hostil en todos los ayuntamientos"):
        for part in (catalogue, people, questions, places, *here, uploads):
            part.plant(gardener)
    gardener.write(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
