"""The tree of pages: home, news, resources, the training cycle."""

from datetime import timedelta
from typing import Any, TypeVar

from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from cms.blocks import from_content
from cms.enums import Audience
from cms.models import HomePage, NewsPage, ResourcePage, SectionPage
from core.clock import now
from courses.models import CoursePage, LessonPage, ModulePage, ProgrammePage
from courses.services.catalogue.competences import competences_called
from demo.records import CONTENT, read
from people.models import User

P = TypeVar("P", bound=Page)
Content = dict[str, Any]


def _all(folder: str) -> list[Content]:
    return [read(f"{folder}/{path.name}") for path in sorted((CONTENT / folder).glob("*.yaml"))]


def _publish(parent: Page, page: P) -> P:
    """Hang the page and publish a first revision, as an editor would have done."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def seed_home() -> HomePage:
    """Replace Wagtail's welcome page by ours."""
    # What waits to be indexed is of the pages that go now: the worker would log a failure for each.
    DBTaskResult.objects.filter(task_path__startswith="wagtail.").delete()
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage(title="Inicio", slug="inicio", audience=Audience.PUBLIC)
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Concejo"},
    )
    return home


def _section(home: HomePage, slug: str, audience: Audience) -> SectionPage:
    text = read(f"pages/{slug}.yaml")
    return _publish(
        home, SectionPage(title=text["title"], slug=slug, summary=text["summary"], audience=audience)
    )


def seed_footer(home: HomePage) -> None:
    """Hang the pages that every footer names: accessibility, data protection, what this demo is."""
    for text in _all("pages"):
        if text["place"] == "footer":
            page = ResourcePage(
                title=text["title"],
                slug=text["slug"],
                summary=text["summary"],
                audience=Audience.PUBLIC,
                body=from_content(text["blocks"]),
            )
            _publish(home, page)


def _reach(piece: Content) -> Audience:
    """Return who reads a piece of news: what systems tell is for those who work here."""
    return Audience.COUNCILS if piece["responsible"] == "operador" else Audience.PUBLIC


def seed_news(home: HomePage, people: dict[str, User]) -> None:
    """Hang the news under /noticias/, each dated some days ago."""
    section = _section(home, "noticias", Audience.PUBLIC)
    for piece in _all("news"):
        page = NewsPage(
            title=piece["title"],
            slug=piece["slug"],
            summary=piece["summary"],
            audience=_reach(piece),
            published_on=(now() - timedelta(days=piece["days_ago"])).date(),
            responsible=people[piece["responsible"]],
            body=from_content(piece["blocks"]),
        )
        _publish(section, page)


def seed_resources(home: HomePage, people: dict[str, User]) -> None:
    """Hang the remote-work guides under /recursos/."""
    section = _section(home, "recursos", Audience.COUNCILS)
    for guide in sorted(_all("resources"), key=lambda each: each["order"]):
        page = ResourcePage(
            title=guide["title"],
            slug=guide["slug"],
            summary=guide["summary"],
            audience=Audience.COUNCILS,
            review_on=(now() + timedelta(days=365 - guide["reviewed_days_ago"])).date(),
            responsible=people[guide["responsible"]],
            body=from_content(guide["blocks"]),
        )
        _publish(section, page)


def seed_catalogue(home: HomePage, people: dict[str, User]) -> dict[str, tuple[Content, CoursePage]]:
    """Return each course's content and page by key."""
    plan = read("programme.yaml")
    section = _section(home, "formacion", Audience.PUBLIC)
    programme = _publish(
        section,
        ProgrammePage(
            title=plan["title"],
            slug=plan["slug"],
            summary=plan["summary"],
            audience=Audience.PUBLIC,
            body=from_content(plan["blocks"]),
        ),
    )
    contents = [read(f"courses/{slug}.yaml") for slug in plan["courses"]]
    return {each["key"]: (each, _course(programme, each, people)) for each in contents}


def _course(programme: ProgrammePage, content: Content, people: dict[str, User]) -> CoursePage:
    course = _publish(
        programme,
        CoursePage(
            title=content["title"],
            slug=content["slug"],
            summary=content["summary"],
            hours=content["hours"],
            for_whom=content["for_whom"],
            level=content["level"],
            competences=competences_called(content["competences"], area=content["area"]),
            audience=Audience.PUBLIC,
            responsible=people["editora"],
        ),
    )
    for module in content["modules"]:
        _module(course, module)
    return course


def _module(course: CoursePage, content: Content) -> None:
    module = _publish(
        course,
        ModulePage(
            title=content["title"],
            slug=content["slug"],
            summary=content.get("summary", ""),
            audience=Audience.PUBLIC,
        ),
    )
    for lesson in content["lessons"]:
        _publish(
            module,
            LessonPage(
                title=lesson["title"],
                slug=lesson["slug"],
                summary=lesson["summary"],
                minutes=lesson["minutes"],
                body=from_content(lesson["blocks"]),
                audience=Audience.COUNCILS,
            ),
        )
