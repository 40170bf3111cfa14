"""Bringing packages in, and taking them out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.db import transaction

from core import audit, clock
from core.errors import Conflict, Refused
from courses.enums.packages import PackageState
from courses.models import Package
from courses.scorm import Inspection, inspect
from courses.scorm.refusal import PackageRefused
from courses.services.packages import unpacking
from courses.services.packages.uses import lessons_with
from people.models import User

UNTITLED: Final = "Paquete sin título"


def add_package(*, path: Path, actor: User, title: str = "") -> Package:
    """Keep a package that was uploaded to this path.

    Pre-conditions: the actor may keep packages. Effects: the row, its files and one audit row: a row never
    names files that are not there. The same zip twice is one package.
    Errors: Refused with every reason in Spanish; nothing is kept then.
    """
    verdict = inspect(path)
    if not verdict.ok:
        raise Refused(" ".join(verdict.errors) or "El paquete no se puede abrir.")
    digest = unpacking.digest_of(path)
    known = Package.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    try:
        with unpacking.unpacked(path) as draft:
            return _written(verdict, digest, draft=draft, actor=actor, title=title)
    except PackageRefused as refused:
        raise Refused(refused.reason) from refused


def _written(verdict: Inspection, digest: str, *, draft: unpacking.Draft, actor: User, title: str) -> Package:
    values = {
        "title": (title or verdict.title or UNTITLED)[:200],
        "standard": verdict.standard,
        "version": verdict.version[:60],
        "launch": verdict.launch,
        "items": verdict.items,
        "size": draft.size,
        "files": draft.files,
        "uploaded_by": actor,
        "uploaded_at": clock.now(),
    }
    with transaction.atomic():
        package, is_new = Package.objects.get_or_create(sha256=digest, defaults=values)
        if is_new:
            unpacking.settle(draft, unpacking.new_folder(digest, package.pk))
            said = {"files": draft.files, "bytes": draft.size}
            _audit("courses.package.added", package, actor, said)
    return package


def retire_package(*, package: Package, actor: User) -> None:
    """Stop offering a package: it is not opened any more, and what people did stays.

    Effects: its state, one audit row.
    """
    with transaction.atomic():
        Package.objects.filter(pk=package.pk).update(state=PackageState.RETIRED)
        _audit("courses.package.retired", package, actor, {})


def remove_package(*, package: Package, actor: User) -> None:
    """Take a package out, files and row.

    Effects: the row and one audit row; the files, once that is committed. Errors: Conflict when somebody
    opened it or a lesson offers it, in any version that is still read.
    """
    with transaction.atomic():
        locked = Package.objects.select_for_update().get(pk=package.pk)
        # The person's rows are asked whoever they are: `attempts` is counted, never shown.
        if _is_opened(locked) or lessons_with(locked):
            raise Conflict("Este paquete está en uso. Puedes retirarlo: nadie más podrá abrirlo.")
        _audit("courses.package.removed", locked, actor, {"title": locked.title[:80]})
        place = unpacking.folder_of(locked.sha256, locked.pk)
        locked.delete()
        transaction.on_commit(lambda: unpacking.remove(place))


def _is_opened(package: Package) -> bool:
    from_anywhere = Package.attempts.rel.related_model._base_manager
    return bool(from_anywhere.filter(package=package).exists())


def _audit(action: str, package: Package, actor: User, detail: Mapping[str, int | str]) -> None:
    said = {"sha256": package.sha256, **detail}
    audit.record(
        action=action, actor_id=actor.pk, entity_id=None, target=f"package:{package.pk}", detail=said
    )
