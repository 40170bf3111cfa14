"""The app `courses`."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Formación."""

    name = "courses"
    verbose_name = "Formación"

    def ready(self) -> None:
        """Say who may enter a class, and what training puts on the home page."""
        from core.files import openers  # noqa: PLC0415  (needs the models)
        from courses import providers  # noqa: PLC0415  (needs the models)
        from courses.services.assignments import opening  # noqa: PLC0415  (needs the models)
        from courses.services.editions.admission import admit, sees_roll  # noqa: PLC0415  (needs the models)
        from courses.services.editions.documents import offer  # noqa: PLC0415  (needs the models)
        from courses.services.editions.teaching import PURPOSE  # noqa: PLC0415  (needs the models)
        from videoconf import admission, offering  # noqa: PLC0415  (needs the models)

        admission.register(PURPOSE, admit, sees_roll)
        offering.register(PURPOSE, offer)
        openers.register(opening.may_open_handed_in)
        providers.register()
