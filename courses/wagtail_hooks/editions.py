"""Training in Wagtail's admin: editions are made and changed here; the rest is read (see `admin_lists`)."""

from typing import Any

from django.db import transaction
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BlanketPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from courses.admin_lists import EnrolmentLists
from courses.forms.catalogue import EditionChecks
from courses.models import Edition
from courses.rules import manages_editions
from courses.services import revise_edition
from courses.services.editions.offered import stored_state
from courses.services.places.moves import locked

BY_VERBS = ("capacity", "allocated_at", "cancelled_because")


class EditorsOfEditions(BlanketPermissionPolicy):
    """Answers by role, with the same predicate as everywhere; Wagtail's own grants have no say."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whoever manages editions may do anything but delete one: places hang from it."""
        return action != "delete" and manages_editions(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of these is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class ByTheirVerbs:
    """Saves an edition; its state and its capacity are left to the verbs, under the lock."""

    form: Any
    request: Any

    def save_instance(self) -> Any:
        """Save the rest, then let the verbs decide; all or nothing."""
        edition, typed = self.form.instance, self.form.cleaned_data
        with transaction.atomic():
            if edition.pk:
                _keep_what_verbs_write(edition)
            edition.state = stored_state(edition)
            saved = super().save_instance()  # type: ignore[misc]  # mixed into Wagtail's views alone
            return revise_edition(
                edition=saved, capacity=typed["capacity"], state=typed["state"], actor=self.request.user
            )


def _keep_what_verbs_write(edition: Edition) -> None:
    """Take from under the lock what a verb may have written since the form read its edition."""
    now = locked(edition.pk)
    for name in BY_VERBS:
        setattr(edition, name, getattr(now, name))


class AddEdition(ByTheirVerbs, generic.CreateView):
    """A new edition: planned until it is opened."""


class EditEdition(ByTheirVerbs, generic.EditView):
    """An edition that is changed."""


class EditionViewSet(ModelViewSet):
    """Editions: dates, places, trainers. The state and the capacity go through their own verbs."""

    model = Edition
    icon = "calendar-alt"
    menu_label = "Ediciones"
    menu_order = 210
    add_to_admin_menu = True
    url_prefix = "ediciones"
    list_display = ["code", "title", "course", "state", "starts_on", "capacity"]
    list_filter = ["state", "course"]
    search_fields = ["code", "title"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
        FieldPanel("course"),
        MultiFieldPanel(
            [FieldPanel("capacity"), FieldPanel("needs_approval"), FieldPanel("min_attendance")], "Plazas"
        ),
        MultiFieldPanel(
            [
                FieldPanel("allocation"),
                FieldPanel("one_per_entity_until"),
                FieldPanel("reserved_until"),
                FieldPanel("needs_consent"),
                FieldPanel("overlap"),
            ],
            "Reparto",
        ),
        MultiFieldPanel(
            [FieldPanel("apply_from"), FieldPanel("apply_until"), FieldPanel("cancel_until")], "Plazos"
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("state"),
        FieldPanel("trainers"),
        FieldPanel("survey"),
    ]

    add_view_class = AddEdition
    edit_view_class = EditEdition

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Return Wagtail's form with our checks in front."""
        base = super().get_form_class(for_update)
        return type("EditionForm", (EditionChecks, base), {})


@hooks.register("register_admin_viewset")
def edition_viewset() -> EditionViewSet:
    """Offer the editions."""
    return EditionViewSet("editions")


register_permission_policy(Edition, EditorsOfEditions(Edition))
modeladmin_register(EnrolmentLists)
