"""The reasons of findings in another language: every check's, and none that is not one."""

import ast
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.messages import using
from enregard.review.reasons import in_words, kind_of, reason_of
from enregard.translate.checks import KINDS
from enregard.translate.memory.wording import CROSS_SENTENCE
from tests.conftest import ROOT

PARTS = ("checks", "memory", "record")


def reasons() -> Iterator[str]:
    """Yield every reason in the code of the checks, with a word in place of each value."""
    for part in PARTS:
        for path in sorted((ROOT / "src/enregard/translate" / part).glob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Finding":
                    yield from texts(call.args[1], tree)


def texts(node: ast.expr, tree: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(it.value) if isinstance(it, ast.Constant) else "x" for it in node.values)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body, tree)
        yield from texts(node.orelse, tree)
    elif isinstance(node, ast.Name):
        for inner in ast.walk(tree):
            if isinstance(inner, ast.Assign) and getattr(inner.targets[0], "id", "") == node.id:
                yield from texts(inner.value, tree)


def test_every_reason_is_known() -> None:
    found = set(reasons())
    assert len(found) > 25
    with using(["fr"]):
        assert [reason for reason in found if reason_of(Finding("kind", reason)) == reason] == []


def test_every_kind_has_a_name() -> None:
    kinds = [*KINDS, *sorted(CROSS_SENTENCE)]
    named = in_words(Finding(kind, "") for kind in kinds)
    assert [one.title for one in named] == [one.kind for one in named] == kinds
    with using(["fr"]):
        french = [one.title for one in in_words(Finding(kind, "") for kind in kinds)]
        same = [kind for kind, name in zip(kinds, french, strict=True) if kind == name]
        assert same == ["omission"], "or it is missing in reasons.py"
        assert len({*french}) == len(kinds)
        assert kind_of(Finding("numbers", "")) == "nombres (numbers)"
        assert kind_of(Finding("omission", "")) == "omission"


def test_marks_are_named() -> None:
    with using(["fr"]):
        assert [
            reason_of(Finding("markup", f"{mark} is not in the translation"))
            for mark in ("strong", "link https://example.org/strong", "the French phrase “le mot”")
        ] == [
            "gras n’est pas dans la traduction",
            "lien https://example.org/strong n’est pas dans la traduction",
            "l’expression française «\u00a0le mot\u00a0» n’est pas dans la traduction",
        ]
        assert reason_of(Finding("numbers", "strong is not in the translation")).startswith("strong n’est")


def test_words_are_kept() -> None:
    reason = "“{a} became “b” is “c” became “d” in the translation”"
    assert reason_of(Finding("names", reason)) == reason
    with using(["fr"]):
        assert reason_of(Finding("names", "“L’Équipe” is not in the translation")) == (
            "«\u00a0L’Équipe\u00a0» n’est pas dans la traduction"
        )
        assert reason_of(Finding("names", "“ became “{x}” became “{0}”")) == (
            "«\u00a0 became “{x}\u00a0» est devenu «\u00a0{0}\u00a0»"
        )
        assert reason_of(Finding("mine", "“x” reads badly")) == "“x” reads badly"
