"""The one site: settings, addresses and the access table. Top of the import order."""

import sys
from pathlib import Path

# `uvicorn --app-dir site` puts only site/ on the path; the apps live one folder above.
ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
