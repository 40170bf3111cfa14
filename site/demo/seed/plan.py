"""The order in which the province is made; one transaction, so that it is whole or not there."""

from django.db import transaction

from core.tenancy import unscoped
from demo.seed.assignments import seed_assignments
from demo.seed.attendance import seed_attendance
from demo.seed.certificates import seed_certificates
from demo.seed.chronicle import seed_chronicle
from demo.seed.forum import seed_forum
from demo.seed.history import seed_history
from demo.seed.packages import seed_package
from demo.seed.pages import seed_catalogue, seed_footer, seed_home, seed_news, seed_resources
from demo.seed.province import seed_entities, seed_people
from demo.seed.quizzes import hang_quizzes, take_quizzes
from demo.seed.surveys import seed_surveys
from demo.seed.training import seed_editions, seed_progress
from demo.world import build_world


def seed_everything() -> None:
    """Make entities, people, pages, editions and classes in an empty database."""
    world = build_world()
    with transaction.atomic(), unscoped("se siembra la provincia de demostración entera"):
        entities = seed_entities(world)
        people = seed_people(world, entities)
        home = seed_home()
        seed_news(home, people)
        seed_resources(home, people)
        seed_footer(home)
        catalogue = seed_catalogue(home, people)
        hang_quizzes([course for _, course in catalogue.values()])
        seed_editions(world, catalogue, people, entities)
        seed_history(world, [course for _, course in catalogue.values()], people, entities)
        take_quizzes([course for _, course in catalogue.values()])
        seed_package([course for _, course in catalogue.values()], people["editora"])
        seed_progress(catalogue, people["secretaria"])
        seed_attendance(people["editora"])
        seed_certificates(people, entities[world.person("secretaria").entities[0]])
        seed_chronicle()
        seed_surveys(world, [course for _, course in catalogue.values()], people, entities)
        seed_assignments(people)
        seed_forum(people)
