"""Wagtail's and Django's own announcements that contents listens to. Registered in `cms.apps`."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.signals import page_published, post_page_move

from cms import caching, services
from cms.models import BasePage, HomePage

NEEDED = {"cms_homepage", "wagtailcore_workflow", "wagtailredirects_redirect", "auth_group"}


def prepare_site(**kwargs: Any) -> None:
    """After the migrations: a home page and an editorial team. Not after a part of them."""
    if set(connection.introspection.table_names()) >= NEEDED:
        services.install_site()
        services.install_editorial_team()


def team_follows_home(**kwargs: Any) -> None:
    """A home page made anew is given to the editorial team, as the one before was."""
    services.install_editorial_team()


def audit_act(instance: Any, created: bool, **kwargs: Any) -> None:
    """Every act that Wagtail writes down is an act of the house."""
    if created:
        services.note_editorial_act(entry=instance)


def settle_moved(instance: Any, **kwargs: Any) -> None:
    """A page that hangs elsewhere may be narrower now."""
    moved = BasePage.objects.filter(pk=instance.pk).first()
    if moved is not None:
        BasePage.objects.settle_audience(moved)
    caching.forget_pages()


def connect(app: AppConfig) -> None:
    """Join every receiver, each under a name: `ready()` may run twice."""
    post_migrate.connect(prepare_site, sender=app, dispatch_uid="cms.prepare_site")
    page_published.connect(team_follows_home, sender=HomePage, dispatch_uid="cms.team_follows_home")
    for log in (PageLogEntry, ModelLogEntry):
        post_save.connect(audit_act, sender=log, dispatch_uid=f"cms.audit_act.{log.__name__}")
    post_page_move.connect(settle_moved, dispatch_uid="cms.settle_moved")
    post_delete.connect(forget_deleted, dispatch_uid="cms.forget_deleted")


def forget_deleted(sender: Any, **kwargs: Any) -> None:
    """A page that is gone must not be shown from memory."""
    if issubclass(sender, Page):
        caching.forget_pages()
