"""The stages stay apart: who may import whom, where SQL may be, how long a module may be."""

import ast
from pathlib import Path

import pytest

import timeline

PACKAGE = Path(timeline.__path__[0])
MODULES = sorted(PACKAGE.rglob("*.py"))
SQL = {"sqlite3", "sqlalchemy", "alembic", "sqlite_utils"}
MOST = 300  # lines of code in a module
SHARED = ("timeline.model", "timeline.errors", "timeline.vocab")
EXPORTING = {"command.py": ("timeline.store", "timeline.complaints", "timeline.datasets", "timeline.formats")}
FETCHING = ("timeline.fetch", "timeline.errors", "timeline.vocab", "timeline.complaints")


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path):
    """Every module that a module names in an import, wherever in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "timeline")


def is_in(module, packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def code_lines(path):
    """How many lines of a module hold code: no blank ones, no comments, no docstrings."""
    text = path.read_text(encoding="utf-8")
    lines = {number for number, line in enumerate(text.splitlines(), 1) if line.split("#")[0].strip()}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines -= set(range(node.lineno, node.end_lineno + 1))
    return len(lines)


@pytest.mark.parametrize("stage", ["read", "extract", "resolve"])
def test_a_stage_knows_the_model_the_vocabulary_and_itself_only(stage):
    allowed = (*SHARED, f"timeline.{stage}")
    ours = [
        (name_of(path), module)
        for path in sorted((PACKAGE / stage).rglob("*.py"))
        for module in imports_of(path)
        if is_in(module, ["timeline"]) and module != "timeline"
    ]

    assert ours
    assert [(path, module) for path, module in ours if not is_in(module, allowed)] == []


def test_an_export_knows_the_model_the_vocabulary_and_itself_only_but_for_its_command():
    ours = [
        (path.name, module)
        for path in sorted((PACKAGE / "export").rglob("*.py"))
        for module in imports_of(path)
        if is_in(module, ["timeline"]) and module != "timeline"
    ]
    allowed = {name: (*SHARED, "timeline.export", *EXPORTING.get(name, ())) for name, _ in ours}

    assert ours
    assert [(name, module) for name, module in ours if not is_in(module, allowed[name])] == []


def test_only_the_store_knows_sql():
    knowing = {
        name_of(path)
        for path in MODULES
        if any(module.partition(".")[0] in SQL for module in imports_of(path))
    }

    assert knowing
    assert [name for name in sorted(knowing) if not name.startswith(("store/", "serve/"))] == []


def test_only_a_fetch_uses_the_network_and_it_knows_no_database():
    asking = {
        name_of(path) for path in MODULES if any(is_in(module, ["httpx"]) for module in imports_of(path))
    }
    ours = {
        module
        for path in sorted((PACKAGE / "fetch").rglob("*.py"))
        for module in imports_of(path)
        if is_in(module, ["timeline"]) and module != "timeline"
    }

    assert asking
    assert [name for name in sorted(asking) if not name.startswith("fetch/")] == []
    assert [module for module in sorted(ours) if not is_in(module, FETCHING)] == []


def test_the_pages_read_and_never_write():
    pages = sorted((PACKAGE / "serve").rglob("*.py"))
    lines = [line for path in pages for line in path.read_text(encoding="utf-8").splitlines()]

    assert {"sqlite3"} >= {module for path in pages for module in imports_of(path) if is_in(module, SQL)}
    assert [line for line in lines if "sqlite3.connect(" in line and "mode=ro" not in line] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_holds_one_idea(path):
    assert code_lines(path) <= MOST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_catches_everything(path):
    caught = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]

    assert caught == []
