"""What training gives to the home page and to the menu."""

from core.providers import nav_items, now_providers, resume_providers, task_providers
from courses.providers import menu, now, tasks
from courses.providers.resuming import left_off

NOW = (now.next_class, now.class_to_prepare, now.go_on, now.open_course)
TASKS = (
    tasks.offers_to_accept,
    tasks.work_to_hand_in,
    tasks.work_to_mark,
    tasks.consents_to_give,
    tasks.classes_to_give,
    tasks.towns_without_anybody,
    tasks.surveys_to_answer,
    tasks.places_to_ask_for,
)


def register() -> None:
    """Join the registries of `core`."""
    for card in NOW:
        now_providers.register(card)
    for waiting in TASKS:
        task_providers.register(waiting)
    resume_providers.register(left_off)
    nav_items.register(menu.nav)
    nav_items.register(menu.panel)
