"""The least a site needs to be visited: a home page and its two sections."""

from django.db import transaction
from wagtail.models import Page, Site

from cms.enums import Audience
from cms.models import HomePage, SectionPage

SECTIONS = (("Noticias", "noticias", Audience.PUBLIC), ("Recursos", "recursos", Audience.COUNCILS))


@transaction.atomic
def install_site() -> None:
    """Put our home page, with news and resources, in the place of Wagtail's welcome page.

    Pre-conditions: every migration has run. Effects: none when there is a home page already.
    """
    if HomePage.objects.exists():
        return
    root = Page.get_first_root_node()
    # Only the welcome page can be here: it is the one of the bare type, written by a migration.
    for welcome in root.get_children().exact_type(Page):
        welcome.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Inicio", slug="inicio", audience=Audience.PUBLIC))
    for title, slug, audience in SECTIONS:
        home.add_child(instance=SectionPage(title=title, slug=slug, audience=audience))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Concejo"},
    )
