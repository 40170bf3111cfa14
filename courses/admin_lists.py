"""Lists of Wagtail's admin made with wagtail-modeladmin, which is in maintenance: its whole use is here."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from core.tenancy import unscoped
from courses.models import AttendanceRecord, Edition, Enrolment
from courses.rules import sees_every_roll


class ReadOnly(PermissionHelper):
    """Places are looked at here and changed only by their verbs."""

    def user_can_list(self, user: Any) -> bool:
        return sees_every_roll(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return sees_every_roll(user)


class ByEdition(SimpleListFilter):
    """Chooses one edition. The library's own filter by a relation needs Django's admin, which is not here."""

    title = "edición"
    parameter_name = "edition"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(edition.pk), str(edition)) for edition in Edition.objects.order_by("-starts_on")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(edition=self.value()) if (self.value() or "").isdigit() else queryset


class EnrolmentLists(ModelAdmin):
    """Places asked for, with filters and export."""

    model = Enrolment
    base_url_path = "plazas"
    menu_label = "Plazas"
    menu_icon = "group"
    menu_order = 220
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    inspect_view_fields = ["edition", "person", "entity", "state", "applied_at", "offer_expires"]
    list_display = ["person", "entity", "edition", "state", "applied_at"]
    list_filter = ["state", ByEdition]
    list_select_related = ["person", "entity", "edition"]
    list_export = ["person", "entity", "edition", "state", "applied_at"]
    search_fields = ["person__first_name", "person__last_name", "entity__name"]
    export_filename = "plazas"

    def get_queryset(self, request: Any) -> Any:
        """Return the places this person may see."""
        return Enrolment.objects.visible_to(request.user).order_by("-applied_at", "-pk")

    def index_view(self, request: Any) -> Any:
        """Show the list, or give it as a file."""
        with unscoped("lista de plazas de la Diputación"):
            return whole(super().index_view(request))

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        """Show one place."""
        with unscoped("una plaza, vista desde la Diputación"):
            return whole(super().inspect_view(request, instance_pk))


class ByEditionOfClass(ByEdition):
    """Chooses the classes of one edition."""

    def queryset(self, request: Any, queryset: Any) -> Any:
        chosen = self.value() or ""
        return queryset.filter(session__edition=chosen) if chosen.isdigit() else queryset


class AttendanceLists(ModelAdmin):
    """What is written of each person in each class, with filters and export. It is corrected elsewhere."""

    model = AttendanceRecord
    base_url_path = "asistencias"
    menu_label = "Asistencias"
    menu_icon = "tick"
    menu_order = 225
    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    inspect_view_fields = [
        "session",
        "enrolment",
        "entity",
        "seconds",
        "scheduled",
        "percent",
        "outcome",
        "closed_at",
    ]
    list_display = ["person", "entity", "session", "percent", "outcome", "closed_at"]
    list_filter = ["outcome", ByEditionOfClass]
    list_select_related = ["enrolment__person", "entity", "session"]
    list_export = ["person", "entity", "session", "seconds", "scheduled", "percent", "outcome"]
    search_fields = ["enrolment__person__first_name", "enrolment__person__last_name", "entity__name"]
    export_filename = "asistencias"

    def person(self, record: Any) -> str:
        """Return whose it is."""
        return str(record.enrolment.person.get_full_name())

    person.short_description = "persona"  # type: ignore[attr-defined]  # how Django names a column

    def get_queryset(self, request: Any) -> Any:
        """Return the attendance this person may see."""
        return AttendanceRecord.objects.visible_to(request.user).for_lists()

    def index_view(self, request: Any) -> Any:
        """Show the list, or give it as a file."""
        with unscoped("lista de asistencias de la Diputación"):
            return whole(super().index_view(request))

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        """Show one record."""
        with unscoped("una asistencia, vista desde la Diputación"):
            return whole(super().inspect_view(request, instance_pk))


def whole(response: Any) -> Any:
    """Write the answer now: its rows are asked for lazily, and the scope ends with the view."""
    if response.streaming:
        response.streaming_content = list(response.streaming_content)
        return response
    return response.render() if hasattr(response, "render") else response
