"""Lists of Wagtail's admin made with wagtail-modeladmin, which is in maintenance: its whole use is here."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from core.tenancy import unscoped
from courses.admin_exports import SafeExport, whole
from courses.enums.certificates import CertificateState
from courses.models import AttendanceRecord, Certificate, Edition, Enrolment
from courses.rules import sees_every_roll
from courses.services.certificates import state_of


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
    path = "edition"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(edition.pk), str(edition)) for edition in Edition.objects.order_by("-starts_on")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        chosen = self.value() or ""
        return queryset.filter(**{self.path: chosen}) if chosen.isdigit() else queryset


class OfTheProvince(ModelAdmin):
    """A list that reaches every town hall: only read, and only by whoever sees every roll."""

    permission_helper_class = ReadOnly
    index_view_class = SafeExport
    inspect_view_enabled = True

    def index_view(self, request: Any) -> Any:
        """Show the list, or give it as a file."""
        with unscoped(f"lista de {self.base_url_path} de la Diputación"):
            return whole(super().index_view(request))

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        """Show one row."""
        with unscoped(f"una fila de {self.base_url_path}, vista desde la Diputación"):
            return whole(super().inspect_view(request, instance_pk))


class EnrolmentLists(OfTheProvince):
    """Places asked for, with filters and export."""

    model = Enrolment
    base_url_path = "plazas"
    menu_label = "Plazas"
    menu_icon = "group"
    menu_order = 220
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


class ByEditionOfClass(ByEdition):
    """Chooses the classes of one edition."""

    path = "session__edition"


class AttendanceLists(OfTheProvince):
    """What is written of each person in each class, with filters and export. It is corrected elsewhere."""

    model = AttendanceRecord
    base_url_path = "asistencias"
    menu_label = "Asistencias"
    menu_icon = "check"
    menu_order = 225
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


class ByEditionOfCertificate(ByEdition):
    """Chooses the certificates of one edition."""

    path = "enrolment__edition"


class ByStanding(SimpleListFilter):
    """Chooses those that stand, those that were replaced and those that were taken back."""

    title = "estado"
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(state.value), str(state.label)) for state in CertificateState]

    def queryset(self, request: Any, queryset: Any) -> Any:
        asked: dict[str, dict[str, bool]] = {
            CertificateState.REVOKED: {"revocation__isnull": False},
            CertificateState.REPLACED: {"revocation__isnull": True, "replaced_by__isnull": False},
            CertificateState.VALID: {"revocation__isnull": True, "replaced_by__isnull": True},
        }
        return queryset.filter(**asked.get(self.value() or "", {}))


class CertificateLists(OfTheProvince):
    """Every certificate, with filters and export. It is issued, renewed and taken back in its own pages."""

    model = Certificate
    base_url_path = "certificados"
    menu_label = "Certificados"
    menu_icon = "doc-full"
    menu_order = 228
    inspect_view_fields = ["kind", "version", "code", "issued_at", "sha256", "enrolment", "replaces"]
    list_display = ["person", "course", "kind", "version", "standing", "code", "issued_at"]
    list_filter = ["kind", ByStanding, ByEditionOfCertificate]
    list_select_related = ["enrolment__person", "enrolment__edition__course", "revocation", "replaced_by"]
    list_export = ["person", "course", "edition", "kind", "version", "standing", "code", "issued_at"]
    search_fields = ["code", "enrolment__person__first_name", "enrolment__person__last_name"]
    export_filename = "certificados"

    def person(self, certificate: Any) -> str:
        """Return whose it is: as the paper says it."""
        return str(certificate.snapshot["name"])

    def course(self, certificate: Any) -> str:
        """Return of which course."""
        return str(certificate.snapshot["course"])

    def edition(self, certificate: Any) -> str:
        """Return the code of its edition."""
        return str(certificate.snapshot["edition"])

    def standing(self, certificate: Any) -> str:
        """Return whether it stands."""
        return str(state_of(certificate).label)

    person.short_description = "persona"  # type: ignore[attr-defined]  # how Django names a column
    edition.short_description = "edición"  # type: ignore[attr-defined]  # the same
    course.short_description = "curso"  # type: ignore[attr-defined]  # the same
    standing.short_description = "estado"  # type: ignore[attr-defined]  # the same

    def get_queryset(self, request: Any) -> Any:
        """Return all of them: whoever reaches the list sees every roll."""
        return Certificate.objects.order_by("-issued_at", "-pk")
