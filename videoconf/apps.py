"""The app `videoconf`."""

from django.apps import AppConfig


class VideoconfConfig(AppConfig):
    """Salas."""

    name = "videoconf"
    verbose_name = "Salas"

    def ready(self) -> None:
        """Answer for picture and voice on the page of health, and let meetings in: home, menu, rooms."""
        from core import health  # noqa: PLC0415  (models may be imported only now)
        from core import providers as core_providers  # noqa: PLC0415  (the same)
        from videoconf import admission, providers  # noqa: PLC0415  (the same)
        from videoconf.enums import MEETING_PURPOSE  # noqa: PLC0415  (the same)
        from videoconf.media.health import media  # noqa: PLC0415  (the same)
        from videoconf.services.meetings.door import admit, sees_roll  # noqa: PLC0415  (the same)

        health.add("imagen y voz", media)
        admission.register(MEETING_PURPOSE, admit, sees_roll)
        core_providers.now_providers.register(providers.next_meeting)
        core_providers.task_providers.register(providers.answers_to_give)
        core_providers.nav_items.register(providers.nav)
