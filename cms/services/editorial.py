"""Who writes and who reviews: the groups of the editorial team and the way to publication."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import HomePage

# The same names that `people.services.align_groups` gives to the roles of a person.
WRITERS, REVIEWERS, KEEPERS = "Redactor", "Revisor", "Operador"
WORKFLOW, REVIEW = "Revisión antes de publicar", "Lectura de una persona revisora"
PAGE_ACTS = {
    WRITERS: ("add", "change"),
    REVIEWERS: ("add", "change", "publish", "lock", "unlock"),
}
# Wagtail asks for the permissions of its stock models, also when ours take their place.
MEDIA = (("wagtailimages", "image"), ("wagtaildocs", "document"))
MEDIA_ACTS = ("add", "change", "choose")
KEEPER_ACTS = (
    ("wagtailcore", "collection", ("add", "change", "delete")),
    ("wagtailredirects", "redirect", ("add", "change", "delete")),
)
STOCK_GROUPS = ("Moderators", "Editors")
STOCK_FLOWS = "Moderators approval"


@transaction.atomic
def install_editorial_team() -> None:
    """Make the groups, their permissions and the workflow; what is already there stays as it is.

    Pre-conditions: every migration has run. Effects: Wagtail's stock groups and workflow go away.
    Errors: none; it can be called any number of times.
    """
    _remove_stock()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (WRITERS, REVIEWERS, KEEPERS)}
    entry = _permission("wagtailadmin", "admin", "access_admin")
    for group in groups.values():
        group.permissions.add(entry)
    for name, acts in PAGE_ACTS.items():
        _allow_pages(groups[name], acts)
        _allow_media(groups[name])
    groups[KEEPERS].permissions.add(*_keeper_permissions())
    _install_workflow(groups[REVIEWERS])


def _remove_stock() -> None:
    """Take away what Wagtail brings in English, before anybody uses it."""
    Workflow.objects.filter(name=STOCK_FLOWS).delete()
    Task.objects.filter(name=STOCK_FLOWS).delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()


def _permission(app: str, model: str, codename: str) -> Permission:
    """Return a permission, made when the library has not made it yet: order between apps is not ours."""
    content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
    found, _ = Permission.objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename}
    )
    return found


def _keeper_permissions() -> Iterable[Permission]:
    for app, model, acts in KEEPER_ACTS:
        for act in acts:
            yield _permission(app, model, f"{act}_{model}")


def _allow_pages(group: Group, acts: Iterable[str]) -> None:
    for act in acts:
        permission = _permission("wagtailcore", "page", f"{act}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=_top(), permission=permission)


def _top() -> Page:
    """Return the page from which the team works: the home page, so that nobody sees Wagtail's own root."""
    return HomePage.objects.first() or Page.get_first_root_node()


def _allow_media(group: Group) -> None:
    root = Collection.get_first_root_node()
    for app, model in MEDIA:
        for act in MEDIA_ACTS:
            permission = _permission(app, model, f"{act}_{model}")
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def _install_workflow(reviewers: Group) -> None:
    """Whatever is sent goes to the reviewers; with their word it is published."""
    task, _ = GroupApprovalTask.objects.get_or_create(name=REVIEW)
    task.groups.add(reviewers)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    if not WorkflowPage.objects.filter(page=_top()).exists():
        WorkflowPage.objects.create(page=_top(), workflow=workflow)
