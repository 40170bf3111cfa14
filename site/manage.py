#!/usr/bin/env python
"""Django's command line, with the repository root and site/ on the path."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Run one management command in the profile named by DJANGO_SETTINGS_MODULE (embedded by default)."""
    for folder in (HERE, HERE.parent):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (needs the path set above)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
