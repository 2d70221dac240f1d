"""Every error message is in a test.

The messages are found in the syntax of the program. A few words of each, which no other message has, must
occur in a test or a fixture. That does not prove that the test sees the message, but takes only a second.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

_WINDOW = 14
"""The number of characters of a message that must occur in a test together."""


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Collect the texts of each message, with `{}` for what varies, by module and first text."""
    found = {}
    for path in sorted((ROOT / "src/enregard").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for function, words in _messages(tree):
            composer = functions.get(getattr(getattr(words, "func", None), "id", ""))
            parts = (
                [node for node in ast.walk(composer) if isinstance(node, ast.JoinedStr | ast.Call)]
                if composer
                else [words]
            )
            if _translates_constant(words):  # one of those in this module, which have a test of their own
                continue
            texts = (text for part in parts for text in _texts(part, function))
            said = tuple(text for text in dict.fromkeys(texts) if text != "{}") or (ast.unparse(words),)
            found[f"{path.relative_to(ROOT / 'src/enregard').as_posix()}: {said[0]}"] = said
    return found


def _messages(tree: ast.AST, function: ast.AST | None = None) -> Iterator[tuple[ast.AST, ast.expr]]:
    """Yield the expression of each message, and the function it is in."""
    for node in ast.iter_child_nodes(tree):
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            words = [*node.args[:1]] if name in ("EnregardError", "_KeyError") else []
            if name in ("cannot_read", "cannot_write"):
                words = [*node.args[2:], *(word.value for word in node.keywords if word.arg == "todo")]
            for expression in words:
                if getattr(expression, "attr", "") != "what":  # a message that gets its path here
                    yield inner or tree, expression
        yield from _messages(node, inner)


def _texts(node: ast.AST, function: ast.AST | None) -> Iterator[str]:
    """Yield the texts that an expression can be; for a name, all that its function assigns to it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
        yield from (re.sub(r"\{\w+(?:![rsa])?\}", "{}", text) for text in _texts(node.args[0], function))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, function)
        yield from _texts(node.orelse, function)
    elif isinstance(node, ast.Name) and function is not None:
        for inner in ast.walk(function):
            if isinstance(inner, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == node.id for target in inner.targets
            ):
                yield from _texts(inner.value, None)


def _translates_constant(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "_":
        return False
    return not isinstance(node.args[0], ast.Constant)


def _windows(text: str) -> set[str]:
    """Return the runs of that many characters in a message, or its longest piece if it is shorter."""
    pieces = [piece.strip() for piece in text.split("{}")]
    long = [piece for piece in pieces if len(piece) >= _WINDOW] or [max(pieces, key=len)]
    return {piece[at : at + _WINDOW] for piece in long for at in range(max(1, len(piece) - _WINDOW + 1))}


@cache
def _tests() -> str:
    """Return the strings in all tests and fixtures, joined."""
    texts = []
    for path in sorted(ROOT.glob("tests/**/*")):
        if path.suffix == ".py" and path != Path(__file__):
            tree = ast.parse(path.read_text("utf-8"))
            texts += [
                node.value.replace("\\", "")  # patterns
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
        elif path.suffix in (".txt", ".ambr", ".json") and "expected" not in path.parts:
            texts.append(path.read_text("utf-8", "replace"))
    return "\n".join(texts)


def untested() -> set[str]:
    """Return the messages that are in no test."""
    everything = messages()
    missing = set()
    for name, said in everything.items():
        for text in said:
            own = _windows(text)
            others = {
                window
                for other in everything.values()
                for different in other
                if different != text
                for window in _windows(different)
            }
            if not any(window and window in _tests() for window in (own - others or own)):
                missing.add(name)
    return missing


def test_every_message_is_in_a_test() -> None:
    assert not untested(), "test these messages: " + "\n".join(sorted(untested()))


def test_a_missing_message_would_be_found() -> None:
    assert len(messages()) > 150
    assert _windows("is {} short") == {"short"}
    assert "put the file itse" not in _windows("put it")
    assert list(_texts(ast.parse("f'{a} is wrong'", mode="eval").body, None)) == ["{} is wrong"]


def test_messages_are_one_line_without_a_full_stop() -> None:
    for name, said in messages().items():
        assert not any("\n" in text or text.endswith(".") for text in said), name


WRONG = (
    "import sys\n"
    "from enregard import pipeline\n"
    "def fail(*_, **__):\n"
    "    raise ZeroDivisionError('by\\nnought')\n"
    "if 'unexpected' in sys.argv.pop(1): pipeline.run = fail\n"
    "from enregard.cli import main\n"
    "main()\n"
)


@pytest.mark.parametrize(
    ("kind", "line", "traced"),
    [
        ("foreseen", "site.toml:1: unknown key 'titel': did you mean 'title'?", "EnregardError: "),
        (
            "unexpected",
            "enregard crashed (ZeroDivisionError: by nought); finished work is kept",
            "ZeroDivisionError: ",
        ),
    ],
)
def test_the_command_line_prints_one_line_or_with_debug_the_traceback(
    tmp_path: Path, kind: str, line: str, traced: str
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.toml").write_text("titel = 'x'\n" if kind == "foreseen" else "")

    def run(*options: str) -> tuple[int, str, str]:
        command = [sys.executable, "-c", WRONG, kind, *options, "build", str(tmp_path), "--offline"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    code, said, told = run()
    assert (code, said) == (1, "")
    assert told.startswith("error: ")
    assert line in told
    assert told.count("\n") == (2 if kind == "foreseen" else 1)
    assert "Traceback" not in told
    code, _, told = run("--debug")
    assert code == 1
    assert "Traceback (most recent call last):" in told
    assert traced in told
    assert 'cli/options.py", line ' in told
