"""A package comes in whole or not at all, is kept where nothing runs it, and goes when nobody uses it."""

import io
import os
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Conflict, Refused
from core.models import AuditEntry
from courses.enums.packages import PackageState
from courses.models import Package
from courses.scorm import limits
from courses.services.packages import unpacking
from courses.services.packages.keeping import add_package, remove_package, retire_package
from tests.courses import shelf as shelves
from tests.courses.hostile import EVIL_NAMES, FOREIGN, GOOD, MANIFESTS, ZIPS, named, written
from tests.courses.packages import for_standard, zipped

pytestmark = pytest.mark.django_db


def on_disk() -> list[str]:
    """Every file under the folder of packages, by its path there."""
    root = Path(configured.PRIVATE_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def send(client, content: bytes, **typed: str):
    file = SimpleUploadedFile("curso.zip", content, "application/zip")
    return client.post(reverse("packages_upload"), {"file": file, **typed}, follow=True)


def test_an_editor_uploads_one_and_it_is_in_the_list(signed_in, editor):
    content = zipped(for_standard("2004", "2004 4th Edition"))
    page = send(signed_in(editor), content).content.decode()
    assert "«Contratos» es SCORM 2004 y ya se puede poner en una lección." in page
    kept = Package.objects.get()
    assert (kept.standard, kept.version, kept.files) == ("SCORM 2004", "2004 4th Edition", 3)
    assert (kept.launch, kept.uploaded_by, kept.parts[0].mastery) == (["index.html"], editor, 0.6)
    assert [name.rpartition("/")[2] for name in on_disk()] == ["imsmanifest.xml", "index.html", "video.mp4"]
    (row,) = AuditEntry.objects.filter(action="courses.package.added")
    assert (row.actor_id, row.detail["sha256"], row.detail["files"]) == (editor.pk, kept.sha256, 3)


def test_the_same_zip_twice_is_one_package(signed_in, reviewer):
    client, content = signed_in(reviewer), zipped(GOOD)
    for title in ("Uno", "Otro"):
        send(client, content, title=title)
    assert [package.title for package in Package.objects.all()] == ["Uno"]
    assert AuditEntry.objects.filter(action="courses.package.added").count() == 1


HOSTILE = {
    **{f"nombre {number}": lambda name=name: named(name) for number, name in enumerate(EVIL_NAMES)},
    **{f"ajeno {kind}": lambda files=files: zipped(files) for files, kind in FOREIGN},
    **{
        f"manifiesto {name}": lambda text=text: zipped({"imsmanifest.xml": text, "index.html": ""})
        for name, text in MANIFESTS.items()
    },
    **{f"zip {name}": build for name, (build, _) in ZIPS.items() if "100,000" not in name},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_one_is_refused_and_nothing_is_left(tmp_path, editor, name):
    with pytest.raises(Refused) as refused:
        add_package(path=written(tmp_path, HOSTILE[name]()), actor=editor)
    assert (bool(refused.value.reason), Package.objects.count(), on_disk()) == (True, 0, [])


@pytest.mark.parametrize(("files", "kind"), FOREIGN)
def test_another_kind_is_refused_by_its_name_on_the_page(signed_in, editor, files, kind):
    page = send(signed_in(editor), zipped(files)).content.decode()
    assert f"El paquete es {kind}, que no se admite." in page


def test_bytes_that_fail_past_what_the_inspection_tries_leave_nothing(tmp_path, editor, monkeypatch):
    content = bytearray(zipped({**GOOD, "grande.bin": os.urandom(50_000)}))
    content[content.index(b"grande.bin") + 5_000] ^= 1
    # The inspection stops at its budget; the unpacking reads all of it.
    monkeypatch.setattr(limits, "BUDGET", 10_000)
    with pytest.raises(Refused, match="dañado"):
        add_package(path=written(tmp_path, bytes(content)), actor=editor)
    assert (Package.objects.count(), on_disk()) == (0, [])


def test_killed_half_way_it_leaves_only_a_draft_that_the_next_one_sweeps(tmp_path, editor, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_):
        raise Killed

    monkeypatch.setattr(unpacking, "settle", die)
    monkeypatch.setattr(unpacking.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(Killed):
        add_package(path=written(tmp_path, zipped(GOOD)), actor=editor)
    drafts = list(unpacking.root().iterdir())
    assert (Package.objects.count(), [draft.name.startswith(".part-") for draft in drafts]) == (0, [True])
    monkeypatch.undo()
    configured.PRIVATE_ROOT = drafts[0].parent.parent
    os.utime(drafts[0], (0, 0))
    package = add_package(path=written(tmp_path, zipped(GOOD)), actor=editor)
    assert [path.name for path in unpacking.root().iterdir()] == [f"{package.sha256}-{package.pk}"]


def test_nothing_kept_can_be_run_nor_read_by_others(tmp_path, editor):
    whole = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(whole, "a") as archive:
        program = zipfile.ZipInfo("programa.sh")
        program.create_system, program.external_attr = 3, (stat.S_IFREG | 0o4777) << 16
        archive.writestr(program, "#!/bin/sh")
    package = add_package(path=written(tmp_path, whole.getvalue()), actor=editor)
    place = shelves.folder_of(package)
    assert {oct(path.stat().st_mode & 0o7777) for path in place.rglob("*") if path.is_file()} == {"0o600"}


def test_the_second_lock_stands_when_the_first_does_not(tmp_path, editor, monkeypatch):
    monkeypatch.setattr(limits, "_check_member", lambda _: None)
    with pytest.raises(Refused, match="ruta no permitida"):
        add_package(path=written(tmp_path, named("../fuera.html")), actor=editor)
    assert list(tmp_path.rglob("fuera.html")) == []


def test_a_file_and_a_folder_of_one_name_are_refused(tmp_path, editor):
    with pytest.raises(Refused, match="mismo nombre"):
        add_package(path=written(tmp_path, zipped({**GOOD, "a": "x", "a/b.html": "y"})), actor=editor)
    assert on_disk() == []


def test_memory_stays_flat_whatever_its_size(tmp_path, editor):
    big = tmp_path / "grande.zip"
    with zipfile.ZipFile(big, "w") as archive:
        for name, text in GOOD.items():
            archive.writestr(name, text)
        with archive.open("video.mp4", "w", force_zip64=True) as video:
            for _ in range(60):
                video.write(os.urandom(1024 * 1024))
    tracemalloc.start()
    add_package(path=big, actor=editor)
    peak = tracemalloc.get_traced_memory()[1] / 1_048_576
    tracemalloc.stop()
    assert peak < 12, f"{peak:.1f} MB"


def test_only_editors_and_reviewers_bring_them(signed_in, operator, trainer):
    for who in (operator, trainer):
        send(signed_in(who), zipped(GOOD))
    assert (Package.objects.count(), on_disk()) == (0, [])


def test_one_in_use_is_not_taken_out_but_may_be_retired(signed_in, tmp_path, editor):
    shelf = shelves.a_shelf(tmp_path)
    with pytest.raises(Conflict, match="está en uso"):
        remove_package(package=shelf.package, actor=editor)
    assert (Package.objects.count(), len(on_disk())) == (1, 3)
    retire_package(package=shelf.package, actor=editor)
    assert Package.objects.get().state == PackageState.RETIRED
    answer = shelves.open_it(signed_in(shelf.learner), shelf)
    assert (answer.status_code, list(shelves.attempts())) == (409, [])
    assert "se ha retirado" in signed_in(shelf.learner).get(shelf.lesson.url).content.decode()


def test_one_that_somebody_opened_stays_although_no_lesson_offers_it(signed_in, tmp_path, editor):
    shelf = shelves.a_shelf(tmp_path)
    shelves.open_it(signed_in(shelf.learner), shelf)
    lesson = shelf.lesson
    lesson.body = [("heading", "Nada")]
    lesson.save_revision().publish()
    with pytest.raises(Conflict):
        remove_package(package=shelf.package, actor=editor)


def test_one_that_nobody_uses_goes_with_its_files_from_the_list(
    signed_in, tmp_path, editor, django_capture_on_commit_callbacks
):
    package = shelves.kept(tmp_path, for_standard("1.2", "1.2"))
    client = signed_in(editor)
    page = client.get(reverse("packages_remove", args=[package.pk])).content.decode()
    assert "Ninguna lección lo ofrece." in page
    form = {"act": "remove", "idempotency_key": "0b8c2f52-8d0c-4a3a-8b5a-5f2f6f1d2c11"}
    with django_capture_on_commit_callbacks() as afterwards:
        client.post(reverse("packages_remove", args=[package.pk]), form)
    assert (Package.objects.count(), len(on_disk())) == (0, 3)
    for each in afterwards:
        each()
    assert on_disk() == []
    assert AuditEntry.objects.filter(action="courses.package.removed").count() == 1


def test_the_same_zip_brought_while_the_old_files_go_keeps_its_own(
    tmp_path, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as afterwards:
        remove_package(package=shelves.kept(tmp_path, GOOD), actor=editor)
    # The row is gone and the files are about to: the same zip comes at that very instant.
    again = shelves.kept(tmp_path, GOOD)
    for each in afterwards:
        each()
    assert len(on_disk()) == again.files
    assert (shelves.folder_of(again) / "index.html").is_file()


def test_the_list_offers_it_and_the_chooser_too(signed_in, tmp_path, editor):
    shelves.kept(tmp_path, for_standard("1.2", "1.2"))
    client = signed_in(editor)
    views = Package.snippet_viewset
    listed = client.get(reverse(views.get_url_name("list"))).content.decode()
    chosen = client.get(reverse(views.chooser_viewset.get_url_name("choose"))).json()["html"]
    assert ("Contratos" in listed, "Retirar o borrar" in listed, "Contratos" in chosen) == (True, True, True)
