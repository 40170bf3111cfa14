"""The least that Django can do: one view and nothing around it. The reference for what a page costs."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hello_settings"

from django.core.asgi import get_asgi_application

application = get_asgi_application()
