"""Lists of Wagtail's admin made with wagtail-modeladmin, which is in maintenance: its whole use is here."""

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from core.tenancy import unscoped
from courses.models import Enrolment
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
    list_filter = ["state", "edition"]
    list_select_related = ["person", "entity", "edition"]
    list_export = ["person", "entity", "edition", "state", "applied_at"]
    search_fields = ["person__first_name", "person__last_name", "entity__name"]
    export_filename = "plazas"

    def get_queryset(self, request: Any) -> Any:
        """Return the places of every town hall to those who may see every roll."""
        with unscoped("lista de plazas de la Diputación"):
            return super().get_queryset(request).visible_to(request.user)
