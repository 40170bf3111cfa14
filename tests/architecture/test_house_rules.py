"""What reviewers would otherwise say again and again."""

import ast
import re

import pytest

from tests.architecture.source import OURS, ROOT, File, files, tracked

# Signals only for the hooks of Wagtail and allauth, and for the guards that follow the migrations.
RECEIVERS_ALLOWED = (
    "core/apps.py",
    "people/apps.py",
    "people/signals.py",
    "cms/apps.py",
    "cms/signals.py",
    "site/config/apps.py",
)
VAGUE = ("utils", "util", "common", "helpers", "misc", "accounts")
HOSTS = re.compile(
    r"pypi\.org/simple|pythonhosted\.org|registry\.npmjs\.org|--index-url|--find-links|index-url *="
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users|opt)/[\w.-]+")
EXEMPT = re.compile(r"^.*csrf_exempt(?!.*#.*\w{4}).*$", re.MULTILINE)
SUPPRESSION = re.compile(r"# noqa(?P<codes>:[\w, ]+)?(?P<reason>.*)$", re.MULTILINE)


def receivers(file: File) -> list[str]:
    """Return the signal receivers of a file that may not have any."""
    if file.name in RECEIVERS_ALLOWED:
        return []
    found = []
    for node in ast.walk(file.tree):
        called = node.func if isinstance(node, ast.Call) else None
        is_connect = (
            isinstance(called, ast.Attribute) and called.attr == "connect" and _is_signal(called.value)
        )
        is_receiver = isinstance(called, ast.Name) and called.id == "receiver"
        if is_connect or is_receiver:
            found.append(f"{file.name}:{node.lineno}")
    return found


def _is_signal(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return bool(
        re.match(r"(pre|post|m2m|user|page|task|workflow|request)_|.*(_signal|published|changed)$", name)
    )


def vague(names: list[str]) -> list[str]:
    """Return the modules whose name says nothing."""
    parts = {name: [part.removesuffix(".py") for part in name.split("/")] for name in names}
    return [name for name, pieces in parts.items() if set(pieces) & set(VAGUE)]


def unexplained_exemptions(file: File) -> list[str]:
    """Return the lines that switch the form's protection off and do not say why."""
    lines = [line.strip() for line in EXEMPT.findall(file.text)]
    return [f"{file.name}: {line}" for line in lines if not line.startswith(("from", "import"))]


def unexplained_suppressions(file: File) -> list[str]:
    """Return the codes silenced in a file without saying why even once."""
    reasons: dict[str, bool] = {}
    for match in SUPPRESSION.finditer(file.text):
        codes = re.findall(r"[\w-]+", match["codes"] or "") or ["todo"]
        for code in codes:
            reasons[code] = reasons.get(code, False) or len(match["reason"].strip(" ()-—")) > 3
    return [f"{file.name}: {code}" for code, reason in reasons.items() if not reason]


def places(file: File) -> list[str]:
    """Return the paths of one machine and the addresses of package registries."""
    found = [*MACHINE.findall(file.text), *HOSTS.findall(file.text)]
    return [f"{file.name}: {piece}" for piece in found]


def unpinned(text: str) -> list[str]:
    """Return the requirements that do not say exactly which version."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return [line for line in lines if not re.fullmatch(r"[\w.\[\],-]+==[\w.+!]+( ;.+)?", line)]


def test_signals_stay_in_their_place():
    assert [fault for file in files(".py", under=OURS) for fault in receivers(file)] == []


def test_no_module_is_called_utils():
    assert vague([name for name in tracked() if name.endswith(".py")]) == []


def test_site_is_a_plain_folder():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_unexplained_csrf_exemption():
    assert [fault for file in files(".py") for fault in unexplained_exemptions(file)] == []


def test_every_suppression_carries_its_reason():
    assert [fault for file in files(".py") for fault in unexplained_suppressions(file)] == []


def test_nothing_names_one_machine_or_a_registry():
    texts = (
        ".py",
        ".md",
        ".toml",
        ".txt",
        ".in",
        ".cfg",
        ".yml",
        ".yaml",
        ".sh",
        ".json",
        ".mjs",
        ".js",
        ".html",
    )
    everything = [
        *files(*texts, under=()),
        *files("Makefile", "Procfile", ".ci/run", ".importlinter", under=()),
    ]
    judged = [
        file for file in everything if not file.name.startswith(("tests/architecture/", "tests/e2e/vendor/"))
    ]
    assert [fault for file in judged for fault in places(file)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name):
    assert unpinned((ROOT / name).read_text()) == []


def test_each_planted_fault_is_caught():
    hook = "from django.dispatch import receiver\n\n\n@receiver(post_save)\ndef f():\n    pass\n"
    assert receivers(File("courses/models.py", hook)) == ["courses/models.py:4"]
    assert receivers(File("courses/apps.py", "post_save.connect(f)\n")) == ["courses/apps.py:1"]
    assert receivers(File("people/signals.py", hook)) == []
    assert vague(["core/utils.py", "courses/common/x.py", "core/clock.py"]) == [
        "core/utils.py",
        "courses/common/x.py",
    ]
    assert unexplained_exemptions(File("a/views.py", "@csrf_exempt\n")) == ["a/views.py: @csrf_exempt"]
    assert unexplained_exemptions(File("a/views.py", "@csrf_exempt  # signed by the sender\n")) == []
    assert unexplained_suppressions(File("a/x.py", "import x  # noqa: F401\n")) == ["a/x.py: F401"]
    assert unexplained_suppressions(File("a/x.py", "import x  # noqa: F401  (read by Django)\n")) == []
    assert places(File("a.py", "open('/home/alguien/x')")) == ["a.py: /home/alguien"]
    assert places(File("r.txt", "--find-links x")) == ["r.txt: --find-links"]
    assert unpinned("django==5.2.1\nwagtail>=8\n-r other.txt\n") == ["wagtail>=8", "-r other.txt"]
