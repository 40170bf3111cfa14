"""The process's environment, read in one place."""

from pathlib import Path

import environ

SITE_DIR = Path(__file__).resolve().parents[2]
ROOT = SITE_DIR.parent
env = environ.Env()
VAR_DIR = Path(env("CONCEJO_VAR", default=str(ROOT / "var")))
PROVINCE_NAME = env("PROVINCE_NAME", default="Valdoria")
