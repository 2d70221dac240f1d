"""Files are opened in one place, which refuses pipes and devices and has a limit."""

import ast
from collections.abc import Iterator

from tests.test_architecture import modules

ALLOWED = {
    "enregard.adding.limits": "archives in memory",
    "enregard.adding.pdf": "a document in memory",
    "enregard.system.files": "the place",
    "enregard.system.cores": "files of the kernel",
    "enregard.system.database": "`open_publication` checks the folder first",
    "enregard.build.render": "pipes between processes",
    "enregard.cli.options": "/dev/null",
    "enregard.export.destination": "a person names the file, which may be a device or a pipe",
    "enregard.export.epub": "the opened destination, and a database in memory",
    "enregard.messages": "files of the program",
    "enregard.publication.lock": "refuses links, and `open_publication` checks the folder first",
    "enregard.publication.new": "files of the program",
    "enregard.review.undo_log": "a new file",
    "enregard.serving.words": "files of the program",
    "enregard.site.offline": "a file of the program",
    "enregard.site.static": "files of the program",
    "enregard.system.platform": "what locks a folder",
    "enregard.translate.checks.wordlists": "a file of the program",
    "enregard.translate.model.vocabulary": "a file of the program",
    "enregard.translate.model.archive": "an opened file, and a new file in a folder of its own",
    "enregard.translate.model.download": "a file in a folder of its own",
    "enregard.translate.model.opus": "an opened file",
    "enregard.translate.model.pinning": "files of the program, and an opened file",
    "enregard.translate.model.wheels": "files that pip has just written in a folder of its own",
    "enregard.translate.draft.cluster": "the model's package in memory, and Ray's own file",
    "enregard.translate.record.po": "a file that has just been read",
    "enregard.testing": "a site that has just been built, and the one it should be",
}
METHODS = {"read_text", "read_bytes", "connect"}
READING = METHODS | {"open", "ZipFile", "pofile", "mofile", "fdopen"}


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every call that opens a file by its path, except to create a new one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            is_method = isinstance(function, ast.Attribute)
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if (
                name in (READING if is_method else READING - METHODS)
                and not is_new(node)
                and not is_method_of_ours(function)
            ):
                yield node.lineno, name


def is_new(node: ast.Call) -> bool:
    """Return whether the call creates a file, and fails if there is one."""
    words = [each.value for each in node.args if isinstance(each, ast.Constant)]
    return any(isinstance(word, str) and "x" in word and len(word) <= 3 for word in words)


def is_method_of_ours(function: ast.expr) -> bool:
    """Return whether the call is a method that opens no file: an element or an article."""
    value = function.value if isinstance(function, ast.Attribute) else None
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return name in ("builder", "self", "_renderer", "_originals")


def test_files_are_read_in_one_place() -> None:
    found = {
        module: [f"{path.name}:{line}: {name}" for line, name in calls(ast.parse(path.read_text("utf-8")))]
        for module, path in modules().items()
    }
    wrong = [line for module, lines in found.items() if module not in ALLOWED for line in lines]
    assert not wrong, "use read_file or open_file of enregard.system.files"
    assert not [module for module in ALLOWED if not found[module]], "no longer needed"


def test_a_bare_reading_is_found() -> None:
    for code in (
        "path.read_text()",
        "open(name)",
        "path.open('rb')",
        "zipfile.ZipFile(path)",
        "os.open(a, b)",
    ):
        assert list(calls(ast.parse(code)))
    assert not list(calls(ast.parse("path.open('xb')")))
