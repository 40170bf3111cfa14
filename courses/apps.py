"""The app `courses`."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Formación."""

    name = "courses"
    verbose_name = "Formación"

    def ready(self) -> None:
        """Say who may enter a class, and what training puts on the home page."""
        from core import providers as core_providers  # noqa: PLC0415  (needs the models)
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
        for provider in (
            providers.next_class,
            providers.class_to_prepare,
            providers.go_on,
            providers.open_course,
        ):
            core_providers.now_providers.register(provider)
        core_providers.task_providers.register(providers.offers_to_accept)
        core_providers.task_providers.register(providers.work_to_hand_in)
        core_providers.task_providers.register(providers.work_to_mark)
        core_providers.task_providers.register(providers.consents_to_give)
        core_providers.task_providers.register(providers.classes_to_give)
        core_providers.task_providers.register(providers.towns_without_anybody)
        core_providers.task_providers.register(providers.surveys_to_answer)
        core_providers.task_providers.register(providers.places_to_ask_for)
        core_providers.resume_providers.register(providers.left_off)
        core_providers.nav_items.register(providers.nav)
        core_providers.nav_items.register(providers.panel)
