"""The rooms of the house: imports go one way, and never round.

Every import statement counts, wherever it stands: in a function, under TYPE_CHECKING, in a try block.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from conftest import REPOSITORY, write_files

SOURCE = REPOSITORY / "src"
ROOT = ""  # the package itself: a version number, which everyone may read

# room -> the rooms it may import, besides itself
ALLOWED: dict[str, set[str]] = {
    ROOT: set(),
    "base": set(),
    "model": {"base"},
    "language": {"base", "model"},
    "source": {"base", "model", "language"},
    "adopt": {"base", "model", "language", "source"},
    "merge": {"base", "model", "source"},
    "compare": {"base", "model", "language", "source", "adopt"},
    "calendar": {"base", "model", "language", "source", "adopt"},
    "review": {"base", "model", "source", "adopt"},
    "exchange": {"base", "model", "language", "source", "adopt", "compare", "document", "forms", "intake"},
    "rules": {"base", "model", "source", "language", "adopt", "review"},
    "document": {"base"},
    "forms": {"base", "model", "language", "document"},
    "intake": {"base", "model", "language", "source", "document", "forms"},
    "render": {"base", "document"},
    "overview": {"base", "model", "language"},
    "report": {"base", "model", "overview"},
    "flow": {"base", "model", "document", "render"},
    "filing": {"base", "model", "language", "source", "adopt", "document", "forms", "render", "flow", "report", "overview"},
    "site": {"base", "model", "language", "source", "adopt", "document", "forms", "render", "flow", "overview", "filing"},
    "preview": {"base", "model", "source", "adopt", "document", "forms", "render"},
}
ALLOWED["tasks"] = set(ALLOWED) - {ROOT}
ALLOWED["editor"] = set(ALLOWED) - {ROOT}
ALLOWED["cli"] = set(ALLOWED)

# outside package -> the only places that may import it
HOMES = {
    "chinese_calendar": ("language/workday.py",),
    "click": ("cli/",),
    "icalendar": ("render/ics.py",),
    "pydantic": ("source/shape.py", "source/schemata.py"),
    "python_calamine": ("intake/",),
    "lsprotocol": ("editor/",),
    "pygls": ("editor/",),
    "resvg_py": ("render/png.py",),
    "openpyxl": ("exchange/",),
    "lxml": ("intake/",),
}
TEST_CODE = {"tests", "pytest", "_pytest", "hypothesis", "unittest"} | {path.stem for path in (REPOSITORY / "tests").glob("*.py")}
CHINESE_TEXT = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]{31,}")

Imports = Mapping[str, set[str]]
"""Module -> the modules it imports; those of gwcat by their full names, packages by their own."""


def modules_of(source: Path) -> dict[str, Path]:
    """Full name -> file of every module below src/gwcat."""
    found = {}
    for path in sorted((source / "gwcat").rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(source: Path) -> dict[str, set[str]]:
    """What each module below src/gwcat imports."""
    modules = modules_of(source)
    return {name: set(_imported(name, path, modules)) for name, path in modules.items()}


def _imported(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = _absolute(name, path, node)
            for alias in node.names:
                inner = f"{package}.{alias.name}"
                yield inner if inner in modules else package


def _absolute(name: str, path: Path, node: ast.ImportFrom) -> str:
    """The package that `from … import` names, its dots resolved."""
    if not node.level:
        return node.module or ""
    parts = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def room(module: str) -> str:
    """The room of a module of gwcat: the first folder below the package."""
    return module.split(".")[1] if "." in module else ROOT


def within(imports: Imports) -> dict[str, set[str]]:
    """Only the imports of gwcat's own modules."""
    return {name: {other for other in others if other.split(".")[0] == "gwcat"} for name, others in imports.items()}


def wrong_arrows(imports: Imports) -> list[str]:
    """Every import that leads into a room it may not enter."""
    return [
        f"{name} imports {other}: {room(name) or 'gwcat'} may not import {room(other)}"
        for name, others in sorted(within(imports).items())
        for other in sorted(others)
        if room(other) not in (room(name), ROOT) and room(other) not in ALLOWED.get(room(name), set())
    ]


def cycle(imports: Imports) -> list[str]:
    """The modules of a round of imports; none if there is none."""
    try:
        TopologicalSorter({name: others - {name} for name, others in within(imports).items()}).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def strays(imports: Imports, source: Path) -> list[str]:
    """Every import of an outside package beyond its home, and every import of test code."""
    files = {name: path.relative_to(source / "gwcat").as_posix() for name, path in modules_of(source).items()}
    found = []
    for name, others in sorted(imports.items()):
        for package in sorted({other.split(".")[0] for other in others}):
            if package in HOMES and not files[name].startswith(HOMES[package]):
                found.append(f"{name} imports {package}")
            if package in TEST_CODE:
                found.append(f"{name} imports test code: {package}")
    return found


def test_imports_go_one_way() -> None:
    assert wrong_arrows(imports_of(SOURCE)) == []


def test_imports_do_not_go_round() -> None:
    assert cycle(imports_of(SOURCE)) == []


def test_outside_packages_stay_at_home_and_no_test_code_is_imported() -> None:
    assert strays(imports_of(SOURCE), SOURCE) == []


def test_every_room_has_its_arrows() -> None:
    assert {room(name) for name in modules_of(SOURCE)} == set(ALLOWED)


def test_the_plan_itself_has_no_round() -> None:
    plan = {name: allowed - {name} for name, allowed in ALLOWED.items()}
    TopologicalSorter(plan).prepare()


def test_modules_are_loaded_by_name_only_in_cli() -> None:
    dynamic = re.compile(r"\b(import_module|__import__)\(")
    assert [name for name, path in modules_of(SOURCE).items() if dynamic.search(path.read_text()) and room(name) != "cli"] == []


def test_no_official_text_in_render() -> None:
    found = {path.name: CHINESE_TEXT.findall(path.read_text()) for path in sorted((SOURCE / "gwcat" / "render").rglob("*.py"))}
    assert found
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_official_text_would_be_noticed() -> None:
    assert CHINESE_TEXT.search("公开渠道和载体：指该类政务公开信息发布的平台，例如政府网站、政府公报、两微一端")
    assert not CHINESE_TEXT.search("表格太宽，一页放不下。")


# The checker itself, on made-up houses.


def house(root: Path, modules: Mapping[str, str]) -> Path:
    """A source folder with these modules: path below gwcat -> text."""
    write_files(root / "gwcat", {"__init__.py": "", "base/__init__.py": "", "cli/__init__.py": "", **modules})
    return root


@pytest.mark.parametrize(
    ("path", "text", "arrow"),
    [
        pytest.param("base/names.py", "from gwcat.model.item import Item", "gwcat.base.names imports gwcat.model", id="from"),
        pytest.param("model/item.py", "import gwcat.source.file", "gwcat.model.item imports gwcat.source.file", id="import"),
        pytest.param("report/text.py", "from gwcat import source", "gwcat.report.text imports gwcat.source", id="package"),
        pytest.param("render/word.py", "from ..forms import layout", "gwcat.render.word imports gwcat.forms", id="relative"),
        pytest.param("forms/__init__.py", "from ..source import file", "gwcat.forms imports gwcat.source.file", id="init"),
        pytest.param("source/a.py", "def f():\n    from gwcat.rules import engine\n", "gwcat.source.a imports", id="function"),
        pytest.param(
            "source/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from gwcat.rules import engine\n",
            "gwcat.source.a imports gwcat.rules",
            id="type-checking",
        ),
        pytest.param("new/a.py", "import gwcat.base\n", "gwcat.new.a imports gwcat.base", id="unknown room"),
    ],
)
def test_a_wrong_arrow_is_noticed(tmp_path: Path, path: str, text: str, arrow: str) -> None:
    rooms = {"source/__init__.py": "", "source/file.py": "", "rules/__init__.py": ""}
    found = wrong_arrows(imports_of(house(tmp_path, {**rooms, path: text})))
    assert len(found) == 1
    assert arrow in found[0]


def test_a_right_arrow_is_not_noticed(tmp_path: Path) -> None:
    modules = {
        "model/item.py": "import gwcat.base.names\nfrom gwcat import __version__\n",
        "cli/main.py": "import gwcat.model.item",
    }
    assert wrong_arrows(imports_of(house(tmp_path, {"base/names.py": "", **modules}))) == []


def test_a_round_is_noticed_even_within_a_room(tmp_path: Path) -> None:
    modules = {
        "base/a.py": "import gwcat.base.b",
        "base/b.py": "def f():\n    from . import c\n",
        "base/c.py": "from gwcat.base import a",
    }
    found = cycle(imports_of(house(tmp_path, modules)))
    assert set(found) == {"gwcat.base.a", "gwcat.base.b", "gwcat.base.c"}


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("base/a.py", "import click", "gwcat.base.a imports click"),
        ("base/a.py", "from click.core import Context", "gwcat.base.a imports click"),
        ("source/file.py", "import pydantic", "gwcat.source.file imports pydantic"),
        ("base/a.py", "def f():\n    import pytest\n", "gwcat.base.a imports test code: pytest"),
        ("base/a.py", "from conftest import ITEM", "gwcat.base.a imports test code: conftest"),
    ],
)
def test_a_stray_is_noticed(tmp_path: Path, path: str, text: str, complaint: str) -> None:
    source = house(tmp_path, {path: text})
    assert strays(imports_of(source), source) == [complaint]


def test_packages_at_home_are_no_strays(tmp_path: Path) -> None:
    source = house(tmp_path, {"cli/main.py": "import click", "source/shape.py": "from pydantic import BaseModel"})
    assert strays(imports_of(source), source) == []
