"""Packages in Wagtail's admin: brought in, listed, chosen for a lesson, retired or taken out."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import ListingButton
from wagtail.permission_policies import BlanketPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.errors import Refused
from core.idempotency import fingerprint, once
from courses.forms.packages import PackageForm
from courses.models import Package
from courses.rules import manages_editions
from courses.rules.packages import may_keep_packages
from courses.services.packages.keeping import add_package, remove_package, retire_package
from courses.services.packages.uses import lessons_with


class ReadersOfPackages(BlanketPermissionPolicy):
    """Whoever makes courses reads and chooses them; they come and go by our own pages, which leave a row."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Answer by role; Wagtail's own grants have no say."""
        return action in ("view", "choose") and manages_editions(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of these is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class PackageViewSet(SnippetViewSet):
    """The packages there are."""

    model = Package
    icon = "media"
    menu_label = "Paquetes"
    menu_order = 232
    add_to_admin_menu = True
    list_display = ["title", "standard", "version", "state", "files", "uploaded_at"]
    list_filter = ["standard", "state"]
    search_fields = ["title"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = [
        "title", "standard", "version", "state", "files", "size", "sha256", "uploaded_by", "uploaded_at",
    ]  # fmt: skip


class UploadMenuItem(MenuItem):
    """Shown to whoever brings packages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the same rule as the address."""
        return may_keep_packages(request.user)  # type: ignore[arg-type]


def upload(request: Any) -> HttpResponse:
    """Ask for a zip, inspect it and keep it, or say everything that is wrong with it."""
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, form.cleaned_data)
        except Refused as refused:
            form.add_error("file", refused.reason)
    return render(request, "courses/admin/upload_package.html", {"form": form})


def _kept(request: Any, typed: dict[str, Any]) -> HttpResponse:
    with _on_disk(typed["file"]) as place:
        package = add_package(path=place, actor=request.user, title=typed["title"])
    said = f"«{package.title}» es {package.standard} y ya se puede poner en una lección."
    messages.success(request, said)
    return redirect(Package.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]


@contextmanager
def _on_disk(upload: Any) -> Iterator[Path]:
    """Give the path of an upload: a large one is on disk already, a small one is written."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        shutil.copyfileobj(upload.file, file)
        file.flush()
        yield Path(file.name)


def remove(request: Any, pk: int) -> HttpResponse:
    """Say where a package is used; take it out, or retire it when it is."""
    package = get_object_or_404(Package, pk=pk)
    if request.method == "POST":
        retires = request.POST.get("act") == "retire"

        def act() -> dict[str, Any]:
            (retire_package if retires else remove_package)(package=package, actor=request.user)
            return {}

        once(
            key=request.POST.get("idempotency_key", ""),
            purpose="courses.packages.remove",
            actor_id=request.user.pk,
            fingerprint=fingerprint({"package": pk, "retires": retires}),
            act=act,
        )
        messages.success(request, f"«{package.title}» se ha {'retirado' if retires else 'borrado'}.")
        return redirect(Package.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    context = {"package": package, "lessons": lessons_with(package)}
    return render(request, "courses/admin/remove_package.html", context)


@hooks.register("register_snippet_listing_buttons")
def remove_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """Lead from the list to taking one out."""
    if isinstance(snippet, Package) and may_keep_packages(user):
        url = reverse("packages_remove", args=[snippet.pk])
        yield ListingButton("Retirar o borrar", url, icon_name="bin", priority=90)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Add our pages to the admin."""
    return [
        path("paquetes/subir/", upload, name="packages_upload"),
        path("paquetes/<int:pk>/quitar/", remove, name="packages_remove"),
    ]


@hooks.register("register_admin_menu_item")
def upload_menu_item() -> MenuItem:
    """Offer the upload in the menu."""
    return UploadMenuItem("Subir un paquete", reverse("packages_upload"), icon_name="upload", order=233)


register_permission_policy(Package, ReadersOfPackages(Package))
register_snippet(PackageViewSet)
