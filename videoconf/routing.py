"""Socket addresses of the rooms."""

from typing import Any

urlpatterns: list[Any] = []
