"""The test settings pointed at the database that is being migrated to serve as a template."""

import os

from config.settings.environment import env
from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

DATABASES["default"] = {**DATABASES["default"], **env.db_url_config(os.environ["CONCEJO_MIGRATE_URL"])}
