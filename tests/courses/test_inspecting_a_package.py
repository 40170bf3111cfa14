"""What a package says of itself: standard, edition, what is opened and in which order."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from courses.scorm import inspect
from tests.courses.packages import ITEM, SCO, SPACES, item, manifest, package, sco, zipped

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "cases" / "manifests"
EDITIONS = [
    ("1.2", "SCORM 1.2", "1.2"),
    ("CAM 1.3", "SCORM 2004", "CAM 1.3"),
    ("2004 2nd Edition", "SCORM 2004", "2004 2nd Edition"),
    ("2004 3rd Edition", "SCORM 2004", "2004 3rd Edition"),
    ("2004 4th Edition", "SCORM 2004", "2004 4th Edition"),
    ("\n  2004 4th\n Edition ", "SCORM 2004", "2004 4th Edition"),
]
# The launch of each, read by hand in its manifest.
LAUNCHES = {
    "MinimalValid_SCORM20043rdEdition": ("2004 3rd Edition", ["index.html"]),
    "MissingLaunchUrl_SCORM12": ("1.2", []),
    "MultipleItemsWithIdentifierRef_SCORM12": (
        "1.2",
        ["content/item1.html", "content/item2.html", "content/item3.html"],
    ),
    "RuntimeBasicCalls_SCORM12": ("1.2", ["shared/launchpage.html"]),
    "RuntimeBasicCalls_SCORM20043rdEdition": ("2004 3rd Edition", ["shared/launchpage.html"]),
    "SequencingForcedSequential_SCORM20043rdEdition": (
        "2004 3rd Edition",
        [
            f"shared/launchpage.html?content={part}"
            for part in ("playing", "etiquette", "handicapping", "havingfun", "assessment")
        ],
    ),
}


def launch_of(tmp_path: Path, text: str, *files: str) -> list[str]:
    verdict = inspect(package(tmp_path, text, *files))
    assert verdict.errors == []
    return verdict.launch


@pytest.mark.parametrize(("declared", "standard", "version"), EDITIONS)
def test_each_edition_is_known_by_what_it_declares(tmp_path, declared, standard, version):
    verdict = inspect(package(tmp_path, manifest(version=declared)))

    assert (verdict.ok, verdict.standard, verdict.version) == (True, standard, version)
    assert (verdict.title, verdict.launch, verdict.errors) == ("Contratos", ["index.html"], [])


@pytest.mark.parametrize(
    ("spaces", "expected"),
    [
        (SPACES["1.2"], ("SCORM 1.2", "1.2")),
        (SPACES["2004"], ("SCORM 2004", "2004")),
        (SPACES["2004"] + ' adlseq:sharedDataGlobalToSystem="false"', ("SCORM 2004", "2004 4th Edition")),
    ],
)
def test_the_namespaces_speak_where_nothing_is_declared(tmp_path, spaces, expected):
    verdict = inspect(package(tmp_path, manifest(version=None, spaces=spaces)))

    assert (verdict.standard, verdict.version, verdict.ok) == (*expected, True)


def test_a_manifest_without_any_namespace_of_scorm_is_refused_and_still_says_what_it_opens(tmp_path):
    text = manifest(version=None, spaces="", resources='<resource identifier="r1" href="index.html"/>')
    verdict = inspect(package(tmp_path, text))

    assert verdict.launch == ["index.html"]
    assert verdict.errors == ["El fichero imsmanifest.xml no dice que sea SCORM 1.2 ni SCORM 2004."]


def test_a_version_of_ims_is_not_taken_for_one_of_scorm(tmp_path):
    verdict = inspect(package(tmp_path, manifest(version="1.1.3", spaces=SPACES["1.2"])))

    assert (verdict.standard, verdict.version) == ("SCORM 1.2", "1.2")


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.3.0"])
def test_a_common_cartridge_is_refused_by_its_name(tmp_path, version):
    spaces = 'xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" xmlns:adlcp="x"'
    verdict = inspect(package(tmp_path, manifest(version=version, spaces=spaces)))

    assert verdict.errors == [
        "El paquete es IMS Common Cartridge, que no se admite. Expórtalo como SCORM 1.2 o SCORM 2004."
    ]


def test_items_are_opened_in_order_of_reading_whatever_their_depth(tmp_path):
    tree = item("", item("a", item("b")) + item("c")) + item("d")
    resources = "".join(sco(name, f"{name}.html") for name in "dcba")
    text = manifest(items=tree, resources=resources)

    assert launch_of(tmp_path, text, "a.html", "b.html", "c.html", "d.html") == [
        "a.html",
        "b.html",
        "c.html",
        "d.html",
    ]


def test_the_default_organization_is_read_and_not_the_first(tmp_path):
    other = f'<organization identifier="x"><title>Otra</title>{item("r2")}</organization>'
    text = manifest(resources=SCO + sco("r2", "otra.html")).replace(
        '<organization identifier="o">', other + '<organization identifier="o">'
    )

    assert launch_of(tmp_path, text, "index.html", "otra.html") == ["index.html"]


def test_bases_add_up_from_the_manifest_to_the_resource(tmp_path):
    text = manifest(
        version="2004 3rd Edition",
        attributes='xml:base="curso/"',
        group='xml:base="comun"',
        resources=sco("r1", "../index.html", more='xml:base="uno/"'),
    )

    assert launch_of(tmp_path, text, "curso/comun/index.html") == ["curso/comun/index.html"]


@pytest.mark.parametrize(
    ("href", "parameters", "launch"),
    [
        ("index.html", "?a=1", "index.html?a=1"),
        ("index.html", "a=1", "index.html?a=1"),
        ("index.html?b=2", "?a=1", "index.html?b=2&a=1"),
        ("index.html", "#fin", "index.html#fin"),
        ("index.html#uno", "?a=1", "index.html?a=1#uno"),
        ("index.html#uno", "#fin", "index.html#uno"),
        ("./index.html", "", "index.html"),
        ("curso\\index.html", "", "curso/index.html"),
        ("index%2Ehtml", "", "index%2Ehtml"),
    ],
)
def test_parameters_are_joined_to_the_address(tmp_path, href, parameters, launch):
    text = manifest(items=item("r1", more=f'parameters="{parameters}"'), resources=sco("r1", href))
    text = text.replace("&a", "&amp;a")

    assert launch_of(tmp_path, text, "index.html", "curso/index.html") == [launch]


def test_the_items_of_an_inner_manifest_take_the_place_of_their_item(tmp_path):
    inner = (
        '<manifest identifier="m2" xml:base="dentro/"><organizations><organization identifier="o2">'
        f"{item('r2')}</organization></organizations>"
        f"<resources>{sco('r2', 'dos.html')}</resources></manifest>"
    )
    text = manifest(items=item("m2") + ITEM, more=inner)

    assert launch_of(tmp_path, text, "index.html", "dentro/dos.html") == ["dentro/dos.html", "index.html"]


def test_an_inner_manifest_that_refers_to_itself_ends(tmp_path):
    inner = (
        '<manifest identifier="m2"><organizations><organization identifier="o2">'
        f"{item('m2')}</organization></organizations><resources/></manifest>"
    )

    assert launch_of(tmp_path, manifest(items=item("m2") + ITEM, more=inner)) == ["index.html"]


def test_without_an_organization_the_resources_are_opened(tmp_path):
    asset = '<resource identifier="r0" href="estilo.css" adlcp:scormtype="asset"/>'

    assert launch_of(tmp_path, manifest(items="", resources=asset + SCO), "index.html") == ["index.html"]
    assert launch_of(tmp_path, manifest(items="", resources=asset), "estilo.css") == ["estilo.css"]


def test_what_is_needed_to_pass_is_read_in_both_standards(tmp_path):
    twelve = item("r1", "<adlcp:masteryscore>80</adlcp:masteryscore>")
    measure = "<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"
    newer = item(
        "r1",
        "<imsss:sequencing><imsss:objectives><imsss:primaryObjective>"
        f"{measure}</imsss:primaryObjective></imsss:objectives></imsss:sequencing>",
    )

    assert inspect(package(tmp_path, manifest(items=twelve))).items[0]["mastery_score"] == 80
    assert (
        inspect(package(tmp_path, manifest(items=newer, version="CAM 1.3"))).items[0]["mastery_score"] == 0.6
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_the_title_is_read_in_any_usual_encoding(tmp_path, encoding):
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    text = manifest(head=head).replace("Contratos", "Señalización «año»")

    assert inspect(package(tmp_path, text.encode(encoding))).title == "Señalización «año»"


def test_a_package_zipped_with_its_folder_is_opened_there(tmp_path):
    whole = tmp_path / "p.zip"
    files = {"curso/imsmanifest.xml": manifest(), "curso/index.html": "", "__MACOSX/imsmanifest.xml": ""}
    whole.write_bytes(zipped(files))
    verdict = inspect(whole)

    assert (verdict.ok, verdict.launch) == (True, ["curso/index.html"])


def test_an_unpacked_folder_reads_as_its_zip(tmp_path):
    whole = package(tmp_path)
    shutil.unpack_archive(whole, tmp_path / "carpeta")

    assert inspect(tmp_path / "carpeta") == inspect(whole)


def test_the_launch_is_filled_even_when_the_file_is_missing(tmp_path):
    verdict = inspect(package(tmp_path, manifest(), "otra.html"))

    assert (verdict.ok, verdict.launch) == (False, ["index.html"])
    assert verdict.errors == ["Falta el fichero «index.html», que el paquete quiere abrir."]


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared manifests are not beside this checkout")
@pytest.mark.parametrize("name", LAUNCHES)
def test_real_manifests_launch_what_they_say(tmp_path, name):
    shutil.copy(REAL / f"{name}.imsmanifest.xml", tmp_path / "imsmanifest.xml")
    version, launch = LAUNCHES[name]
    missing = inspect(tmp_path)
    for address in launch:
        file = tmp_path / address.partition("?")[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    whole = inspect(tmp_path)

    assert (missing.version, missing.launch, missing.ok) == (version, launch, False)
    assert (whole.version, whole.launch, whole.ok) == (version, launch, bool(launch))


def test_the_command_prints_its_seven_keys_and_ends_well(tmp_path, capsys):
    call_command("inspect_package", str(package(tmp_path)), "--json")
    said = json.loads(capsys.readouterr().out)

    assert list(said) == ["ok", "standard", "version", "title", "launch", "items", "errors"]
    assert said["ok"] is True


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_the_command_ends_in_2_where_nothing_can_be_launched(tmp_path, capsys, flags):
    with pytest.raises(SystemExit) as end:
        call_command("inspect_package", str(tmp_path / "no-existe.zip"), *flags)

    said = capsys.readouterr().out
    assert end.value.code == 2
    reason = json.loads(said)["errors"][0] if flags else said.splitlines()[0].removeprefix("Error: ")
    assert reason == "No hay ningún fichero ni carpeta en esa ruta."


@pytest.mark.slow
def test_the_command_needs_no_database(tmp_path):
    program = [sys.executable, str(ROOT / "site" / "manage.py"), "inspect_package", str(package(tmp_path))]
    done = subprocess.run(
        program, capture_output=True, text=True, env={"DATABASE_URL": "sqlite:////no/hay.db"}
    )

    assert (done.returncode, done.stderr) == (0, "")
