"""A file and a function can be read at once. The figures beside the bars are printed."""

import ast
import statistics
import sys

from tests.architecture.source import File, files, functions

FILE_BARS = {"mediana": 60, "p90": 200, "máximo": 400}
FUNCTION_BARS = {"mediana": 8, "p90": 20, "máximo": 40}


def figures(sizes: list[int]) -> dict[str, float]:
    """Return the median, the ninetieth percentile and the largest."""
    ordered = sorted(sizes)
    ninetieth = ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
    return {"mediana": statistics.median(ordered), "p90": ninetieth, "máximo": ordered[-1]}


def over(found: dict[str, float], bars: dict[str, int]) -> list[str]:
    """Return the bars that are passed."""
    return [f"{name}: {found[name]:.0f} > {bar}" for name, bar in bars.items() if found[name] > bar]


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring: explaining a rule well is not a fault."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def too_long(file: File) -> list[str]:
    """Return what in this file is over the hard limits."""
    lines = file.text.count("\n") + 1
    found = [f"{file.name}: {lines} líneas"] if lines > FILE_BARS["máximo"] else []
    sizes = [(node, body_lines(node)) for node in functions(file)]
    long = [(node, size) for node, size in sizes if size > FUNCTION_BARS["máximo"]]
    return [*found, *(f"{file.name}:{node.lineno} {node.name}: {size} líneas" for node, size in long)]


def test_nothing_is_over_the_hard_limits():
    assert [fault for file in files(".py") for fault in too_long(file)] == []


def test_most_files_are_short(capsys):
    found = figures([file.text.count("\n") + 1 for file in files(".py") if file.text.strip()])
    with capsys.disabled():
        sys.stdout.write(f"\nlíneas por fichero: {found}\n")
    assert over(found, FILE_BARS) == []


def test_most_functions_are_short(capsys):
    found = figures([body_lines(node) for file in files(".py") for node in functions(file)])
    with capsys.disabled():
        sys.stdout.write(f"\nlíneas por función: {found}\n")
    assert over(found, FUNCTION_BARS) == []


def test_a_long_file_and_a_long_function_are_caught():
    long_function = "def f():\n" + "    x = 1\n" * 41
    assert too_long(File("core/long.py", "x = 1\n" * 401)) == ["core/long.py: 402 líneas"]
    assert too_long(File("core/f.py", long_function)) == ["core/f.py:1 f: 42 líneas"]
    assert over(figures([1, 1, 500]), FILE_BARS) == ["p90: 500 > 200", "máximo: 500 > 400"]
