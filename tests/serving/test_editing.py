"""Corrections: what they write and show, and what is refused without changing a byte."""

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import polib
import pytest
from werkzeug.test import Client, TestResponse

from enregard.article.article import Finding, Text
from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.serving.editing import Editing
from enregard.serving.editing_app import EditingApp
from enregard.translate.model.options import Options
from enregard.translate.record.review import save_reviewed
from tests.conftest import ROOT
from tests.serving.conftest import HOST, ORIGIN, Reported

SLUG = "bienvenue"
Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(writer: Client, editing: EditingApp) -> Ask:
    """A function that sends what a page of the server sends; every part can be overridden."""

    def send(
        task: str, body: object = None, /, *, headers: dict[str, str | None] | None = None, **query: object
    ) -> TestResponse:
        sent = {
            "Host": HOST,
            "Origin": ORIGIN,
            "X-Enregard-Token": editing.token,
            "Content-Type": "application/json",
        } | (headers or {})
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        return writer.open(
            f"/-/enregard/corrections/{task}",
            method="GET" if data is None else "POST",
            headers={name: value for name, value in sent.items() if value is not None},
            query_string=query,
            data=data,
        )

    return send


def entry_of(ask: Ask, index: int) -> dict[str, Any]:
    found = ask("entry", slug=SLUG, index=index).get_json()["entry"]
    assert isinstance(found, dict)
    return found


def correction(ask: Ask, index: int, english: str, *accept: str) -> dict[str, object]:
    """Return a correction of the current segment."""
    seen = entry_of(ask, index)["version"]
    return {"slug": SLUG, "index": index, "version": seen, "english": english, "accept": list(accept)}


def po_of(root: Path) -> Path:
    return root / "translate" / f"{SLUG}.po"


def test_each_sentence_of_a_page_matches_its_entry(tmp_path: Path) -> None:
    """Compare the spans of the richest page with its record."""
    root = tmp_path / "markdown"
    shutil.copytree(ROOT / "tests" / "publications" / "markdown", root)
    builds = Builds(root, Options(offline=True), Reported())
    builds.build()
    page = (root / "build" / "articles" / "tout" / "index.html").read_text("utf-8")
    segments, history = Editing(builds).entries("tout")
    assert (len(history.undo), len(history.redo)) == (0, 0)
    entries = [entry for entry in polib.pofile(str(root / "translate" / "tout.po")) if not entry.obsolete]
    assert [segment.index for segment in segments] == list(range(len(entries)))
    texts = [segment for segment in segments if segment.sentence]
    assert len(texts) > 10
    for segment in texts:
        _, _, rest = page.partition(f'id="fr-{segment.sentence}"')
        first = segment.french.replace("’", "'").split("<")[0].split()[0]
        assert first in rest[:200].replace("’", "'"), segment
        assert f'id="en-{segment.sentence}"' in page
    kinds = [segment.kind for segment in segments if not segment.sentence]
    assert kinds.count("title") == 1
    assert kinds.count("tags") == 2
    assert "markup" in kinds


def test_a_correction_is_written_as_reviewed_and_shown(ask: Ask, root: Path, builds: Builds) -> None:
    before = polib.pofile(str(po_of(root)))
    answer = ask("save", correction(ask, 1, "This article is an example.\n"))
    assert answer.status_code == 200
    entry = answer.get_json()["entry"]
    assert (entry["english"], entry["state"]) == ("This article is an example.", "reviewed")
    after = polib.pofile(str(po_of(root)))
    assert (after[1].msgstr, after[1].fuzzy) == ("This article is an example.", False)
    assert [str(one) for one in after if one is not after[1]] == [
        str(one) for one in before if one is not before[1]
    ]
    assert answer.get_json()["number"] == builds.status.number
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert "This article is an example." in page
    assert not builds.concerns({po_of(root)})
    listed = ask("entries", slug=SLUG).get_json()
    assert (listed["undo"], listed["entries"][1]["state"]) == (1, "reviewed")


def test_entries_say_how_doubtful_they_are(ask: Ask, root: Path) -> None:
    po = polib.pofile(str(po_of(root)))
    po[1].comment += "\nCertainty 0.45"
    po[2].comment += "\nCertainty 0.80\nFinding (numbers): 31 is not in the English"
    po.save()
    listed = ask("entries", slug=SLUG).get_json()["entries"]
    assert [entry["trust"] for entry in listed[:4]] == [2, 1.45, 0.8, 2]
    assert entry_of(ask, 1)["certainty"] == 0.45
    answer = ask("save", correction(ask, 1, "This article is an example."))
    assert answer.get_json()["entry"]["certainty"] is None


def test_a_correct_draft_is_approved_unchanged(ask: Ask, root: Path) -> None:
    draft = entry_of(ask, 2)["english"]
    assert ask("save", correction(ask, 2, draft)).status_code == 200
    entry = polib.pofile(str(po_of(root)))[2]
    assert (entry.msgstr, entry.fuzzy) == (draft, False)


@pytest.mark.parametrize("nothing", ["\u200b", "\u00ad", "\u0301", "\ufeff\u2060\u200f", "\u3164", " \u00a0"])
def test_an_invisible_translation_is_refused(ask: Ask, root: Path, nothing: str) -> None:
    before = po_of(root).read_bytes()
    answer = ask("save", correction(ask, 1, nothing))
    assert answer.status_code == 422
    assert "the translation is empty" in answer.get_data(as_text=True)
    assert po_of(root).read_bytes() == before


def test_a_correction_to_a_half_written_file_is_refused(ask: Ask, root: Path) -> None:
    sent = correction(ask, 1, "One.")
    whole = po_of(root).read_text("utf-8")
    half = whole.rpartition("\n\n")[0] + "\n"
    po_of(root).write_text(half, "utf-8")
    answer = ask("save", sent)
    assert answer.status_code == 422
    assert "entries counted here are in the file" in answer.get_data(as_text=True)
    assert po_of(root).read_text("utf-8") == half
    po_of(root).write_text(whole, "utf-8")
    assert ask("save", sent).status_code == 200


def test_corrections_are_undone_one_by_one_to_the_byte(ask: Ask, root: Path) -> None:
    states = [po_of(root).read_bytes()]
    for index, words in ((1, "One."), (2, "Two."), (1, "One again.")):
        assert ask("save", correction(ask, index, words)).status_code == 200
        states.append(po_of(root).read_bytes())
    for index in (1, 2, 1):
        assert po_of(root).read_bytes() == states.pop()
        assert ask("undo", {"slug": SLUG}).get_json()["entry"]["index"] == index
    assert po_of(root).read_bytes() == states.pop()
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert "This article is only an example." in page
    assert ask("undo", {"slug": SLUG}).get_json()["entry"] is None


def test_an_editors_note_is_written_shown_and_undone(ask: Ask, root: Path) -> None:
    before = po_of(root).read_bytes()
    seen = entry_of(ask, 1)
    body = {"slug": SLUG, "index": 1, "version": seen["version"], "note": " A <b>weekly</b>\n"}
    answer = ask("annotate", body)
    assert answer.status_code == 200
    assert (answer.get_json()["entry"]["note"], answer.get_json()["entry"]["state"]) == (
        "A <b>weekly</b>",
        "draft",
    )
    entry = polib.pofile(str(po_of(root)))[1]
    assert (entry.tcomment, entry.fuzzy) == ("note for readers: A <b>weekly</b>", True)
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert "A &lt;b&gt;weekly&lt;/b&gt;" in page
    assert ask("annotate", body).status_code == 409
    now = entry_of(ask, 1)["version"]
    assert ask("annotate", {**body, "version": now, "note": "a\0b"}).status_code == 422
    assert ask("annotate", {**body, "version": now, "note": "a" * 2001}).status_code == 422
    assert ask("annotate", {**body, "version": now, "note": 1}).status_code == 400
    assert ask("undo", {"slug": SLUG}).status_code == 200
    assert po_of(root).read_bytes() == before


def test_findings_are_shown_and_can_be_accepted(ask: Ask, root: Path) -> None:
    long = 'The <1>translation model</1> did not send 31 things to anyone on "Tuesday'
    saved = ask("save", correction(ask, 8, long)).get_json()["entry"]
    kinds = {finding["kind"] for finding in saved["findings"]}
    assert kinds
    assert [finding["title"] for finding in saved["findings"]] == [it["kind"] for it in saved["findings"]]
    assert "Finding (" in polib.pofile(str(po_of(root)))[8].comment
    accepted = ask("save", correction(ask, 8, long, *kinds, "never-heard-of")).get_json()["entry"]
    assert accepted["findings"] == []
    entry = polib.pofile(str(po_of(root)))[8]
    assert entry.tcomment == f"accepted: {', '.join(sorted(kinds))}"
    again = ask("save", correction(ask, 8, long, *kinds)).get_json()["entry"]
    assert again["findings"] == []
    assert polib.pofile(str(po_of(root)))[8].tcomment == entry.tcomment


@pytest.mark.parametrize("kind", ["consistency", "terms"])
def test_findings_across_sentences_are_shown_and_can_be_accepted(ask: Ask, root: Path, kind: str) -> None:
    po = polib.pofile(str(po_of(root)))
    entry = po[1]
    entry.comment += f"\nFinding ({kind}): the same sentence is “Otherwise.” in translate/b.po"
    po.save()
    shown = entry_of(ask, 1)
    assert [finding["kind"] for finding in shown["findings"]] == [kind]
    saved = ask("save", correction(ask, 1, shown["english"], kind)).get_json()["entry"]
    assert saved["findings"] == []
    assert polib.pofile(str(po_of(root)))[1].tcomment == f"accepted: {kind}"
    assert f"Finding ({kind})" in polib.pofile(str(po_of(root)))[1].comment
    assert ask("save", correction(ask, 1, "Another text.")).status_code == 200
    assert f"Finding ({kind})" not in polib.pofile(str(po_of(root)))[1].comment


def test_a_missing_translation_can_be_added(ask: Ask, root: Path, builds: Builds) -> None:
    (root / "seeds" / f"{SLUG}.md").write_text(
        (root / "seeds" / f"{SLUG}.md").read_text("utf-8") + "\nEt voilà.\n", "utf-8"
    )
    builds.build()
    segment = ask("entries", slug=SLUG).get_json()["entries"][-1]
    assert (segment["french"], segment["state"]) == ("Et voilà.", "missing")
    assert ask("save", correction(ask, segment["index"], "There you are.")).status_code == 200
    assert builds.status.problems == ()
    assert "There you are." in (root / "build" / "en" / SLUG / "index.html").read_text("utf-8")


def approval(ask: Ask, *indices: int) -> dict[str, object]:
    """Return what approves drafts as they are now."""
    listed = ask("entries", slug=SLUG).get_json()["entries"]
    return {"slug": SLUG, "versions": [[index, listed[index]["version"]] for index in indices]}


def test_the_drafts_of_a_paragraph_are_approved_and_undone_together(ask: Ask, root: Path) -> None:
    before = po_of(root).read_bytes()
    listed = ask("entries", slug=SLUG).get_json()["entries"]
    paragraph = [entry["index"] for entry in listed if entry["block"] == listed[1]["block"]]
    assert 1 < len(paragraph) < 16
    answer = ask("approve", approval(ask, *paragraph))
    assert answer.status_code == 200
    reviewed = [index for index, one in enumerate(polib.pofile(str(po_of(root)))) if not one.fuzzy]
    assert reviewed == paragraph
    listed = ask("entries", slug=SLUG).get_json()
    assert (listed["undo"], listed["redo"]) == (1, 0)
    assert ask("undo", {"slug": SLUG}).get_json()["entry"]["index"] == paragraph[0]
    assert po_of(root).read_bytes() == before
    assert ask("redo", {"slug": SLUG}).get_json()["entry"]["index"] == paragraph[0]
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert f"{len(paragraph)} of 16 sentences reviewed" in page


def test_drafts_are_approved_all_or_none(ask: Ask, root: Path) -> None:
    body = approval(ask, 1, 2)
    po = po_of(root)
    po.write_text(po.read_text("utf-8").replace("This article is only an example.", "Theirs."), "utf-8")
    assert "nothing was saved" in refused(ask, root, 409, "approve", body=body)
    ask("save", correction(ask, 1, "Mine."))
    assert "only drafts" in refused(ask, root, 422, "approve", body=approval(ask, 1, 2))
    po.write_text(po.read_text("utf-8").replace("translation model</1>", "translation model"), "utf-8")
    assert (
        "<1>…</1> (link" in json.loads(refused(ask, root, 422, "approve", body=approval(ask, 2, 8)))["error"]
    )
    for wrong in (1, [1], [[1]], [[True, "x"]], [["1", "x"]], [[1, 2]]):
        refused(ask, root, 400, "approve", body={"slug": SLUG, "versions": wrong})
    refused(ask, root, 403, "approve", body=approval(ask, 2), headers={"Origin": "http://evil.example"})


# ---- suggestions ----


@pytest.mark.usefixtures("ranking")
def test_the_model_offers_other_answers_and_new_drafts_without_saving(
    ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enregard.translate.draft.pipeline.check", question_marks)
    monkeypatch.setattr("enregard.serving.suggestions.check", question_marks)
    before = po_of(root).read_bytes()
    found = ask("alternatives", slug=SLUG, index=2).get_json()["alternatives"]
    assert [one["english"] for one in found] == [
        "You can delete it.",
        "Delete it now.",
        "Delete yours, as soon as it?",
    ]
    assert [len(one["findings"]) for one in found] == [0, 0, 1]
    assert found[0]["certainty"] == pytest.approx(0.78, abs=0.01)
    draft = ask("draft", slug=SLUG, index=2).get_json()["draft"]
    assert draft["english"] == "You can delete it."
    po_of(root).write_text(
        po_of(root)
        .read_text("utf-8")
        .replace("You can delete it as soon as yours is ready.", "Delete it now."),
        "utf-8",
    )
    found = ask("alternatives", slug=SLUG, index=2).get_json()["alternatives"]
    assert "Delete it now." not in [one["english"] for one in found]
    assert po_of(root).read_bytes() != before
    assert ask("draft", slug=SLUG, index=99).status_code == 409


def question_marks(source: Text, target: Text, terms: Any = None) -> list[Finding]:
    return [Finding("test", "a question mark")] if "?" in target.plain else []


def test_without_a_model_one_line_says_so(ask: Ask, root: Path) -> None:
    for task in ("alternatives", "draft"):
        answer = ask(task, slug=SLUG, index=2)
        assert answer.status_code == 422
        assert answer.get_json() == {"error": "No model is installed: run `enregard model install`."}
    assert ask("entry", slug=SLUG, index=2).status_code == 200


def test_terms_are_offered_and_added(ask: Ask, root: Path, builds: Builds) -> None:
    path = root / "translate" / "glossary.csv"
    before = path.read_bytes() if path.exists() else b"French,English,note\n"
    assert [term for term in entry_of(ask, 8)["terms"] if term["is_own"]] == []
    term = {
        "slug": SLUG,
        "french": "modèle de traduction",
        "english": "translation engine | translation model",
    }
    assert ask("term", term).status_code == 200
    row = "modèle de traduction,translation engine | translation model,\n"
    assert path.read_bytes() == before + row.encode()
    assert not builds.concerns({path})
    shown = [term for term in entry_of(ask, 8)["terms"] if term["is_own"]]
    assert shown == [
        {
            "french": "modèle de traduction",
            "english": ["translation engine", "translation model"],
            "note": "",
            "is_own": True,
            "used": True,
        }
    ]
    message = json.loads(refused(ask, root, 422, "term", body=term))["error"]
    assert "has “modèle de traduction” already" in message
    refused(ask, root, 422, "term", body=term | {"french": ""})
    refused(ask, root, 400, "term", body=term | {"french": 1})
    refused(ask, root, 403, "term", body=term, headers={"Origin": "http://evil.example"})


def test_similar_sentences_that_a_person_reviewed_are_offered(ask: Ask, root: Path) -> None:
    (root / "seeds" / "autre.txt").write_text(
        "title Autre\n\nLe modèle de traduction travaille sur cet ordinateur et n'envoie rien à personne.\n",
        "utf-8",
    )
    french = entry_of(ask, 8)["french"]
    assert ask("similar", slug=SLUG, index=8).get_json() == {"similar": []}
    ask("save", correction(ask, 8, "The <1>model</1> runs here."))
    assert ask("similar", slug=SLUG, index=8).get_json() == {"similar": []}  # itself
    (found,) = ask("similar", slug="autre", index=1).get_json()["similar"]
    assert found | {"score": 0} == {
        "score": 0,
        "path": f"translate/{SLUG}.po",
        "msgid": french,
        "msgstr": "The model runs here.",  # without the placeholders of the other sentence
    }
    assert 70 <= found["score"] < 100
    ask("undo", {"slug": SLUG})
    assert ask("similar", slug="autre", index=1).get_json() == {"similar": []}


# ---- refused ----


def refused(ask: Ask, root: Path, status: int, task: str = "save", /, **given: Any) -> str:
    """Send an otherwise valid correction, check that no file changes, and return the response."""
    body = given.pop("body", None)
    if body is None:
        body = correction(ask, 1, "Never written.") | given.pop("change", {})
    before = {path: path.read_bytes() for path in root.parent.rglob("*") if path.is_file()}
    answer = ask(task, body, **given)
    assert answer.status_code == status, answer.text
    after = {path: path.read_bytes() for path in root.parent.rglob("*") if path.is_file()}
    assert after == before
    return answer.text


def test_only_with_the_token(ask: Ask, root: Path) -> None:
    for token in (None, "", "x", "é"):
        message = refused(ask, root, 403, headers={"X-Enregard-Token": token})
        assert "reload it" in message
    for task in ("undo", "redo"):
        assert ask(task, {"slug": SLUG}, headers={"X-Enregard-Token": None}).status_code == 403
    assert ask("entries", slug=SLUG, headers={"X-Enregard-Token": None}).status_code == 403


def test_each_server_has_a_token_of_its_own(builds: Builds) -> None:
    tokens = {EditingApp(builds).token for _ in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 40


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}, 421),
        ({"Host": "evil.example:8000"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "https://127.0.0.1:8000"}, 403),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_from_a_page_of_this_server(
    ask: Ask, root: Path, headers: dict[str, str | None], status: int
) -> None:
    refused(ask, root, status, headers=headers)


def test_the_other_name_of_this_machine_works_too(ask: Ask) -> None:
    by_name: dict[str, str | None] = {"Host": "localhost:8000", "Origin": "http://localhost:8000"}
    assert ask("save", correction(ask, 1, "One."), headers=by_name).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_only_json(ask: Ask, root: Path, kind: str | None) -> None:
    refused(ask, root, 415, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"slug": 1, "index": 1, "version": "", "english": "x", "accept": []}',
        b'{"slug": "bienvenue", "index": true, "version": "", "english": "x", "accept": []}',
        b'{"slug": "bienvenue", "index": "1", "version": "", "english": "x", "accept": []}',
        b'{"slug": "bienvenue", "index": 1, "version": "", "english": null, "accept": []}',
        b'{"slug": "bienvenue", "index": 1, "version": "", "english": "x", "accept": [1]}',
    ],
)
def test_only_valid_requests(ask: Ask, root: Path, body: bytes) -> None:
    refused(ask, root, 400, body=body)


def test_requests_are_limited_in_size(ask: Ask, root: Path) -> None:
    refused(ask, root, 413, change={"english": "x" * 1_000_001})


def test_only_known_tasks(ask: Ask, root: Path) -> None:
    refused(ask, root, 400, "remove")
    assert ask("save").status_code == 405
    refused(ask, root, 405, "entries")
    assert ask("entry", slug=SLUG, index="-1").status_code == 400


@pytest.mark.parametrize(
    "slug", ["", "autre", "../bienvenue", "bienvenue.md", "/etc/passwd", "bienvenue\0", "../../outside/x"]
)
def test_only_articles_of_this_publication(ask: Ask, root: Path, slug: str) -> None:
    assert "no longer exists" in refused(ask, root, 409, change={"slug": slug})


@pytest.mark.parametrize("index", [-1, 16, 10**9, -(10**30)])
def test_only_sentences_of_the_article(ask: Ask, root: Path, index: int) -> None:
    assert "nothing was saved" in json.loads(refused(ask, root, 409, change={"index": index}))["error"]


def test_wrong_placeholders_are_listed_with_the_expected_ones(ask: Ask, root: Path) -> None:
    body = correction(ask, 8, "The translation model works here.")
    error = json.loads(refused(ask, root, 422, body=body))["error"]
    assert "<1>…</1> is missing" in error
    assert "<1>…</1> (link: modèle de traduction)" in error


@pytest.mark.parametrize("english", ["", " \n", "a\x00b", "\ud800"])
def test_text_with_invalid_characters_is_refused(ask: Ask, root: Path, english: str) -> None:
    refused(ask, root, 422, change={"english": english})


def test_a_sentence_that_was_changed_elsewhere_is_not_overwritten(ask: Ask, root: Path) -> None:
    body = correction(ask, 1, "Mine.")
    po = po_of(root)
    po.write_text(po.read_text("utf-8").replace("This article is only an example.", "Theirs."), "utf-8")
    message = refused(ask, root, 409, body=body)
    assert "nothing was saved" in message
    assert entry_of(ask, 1)["english"] == "Theirs."


def test_a_sentence_that_is_gone_is_not_written(ask: Ask, root: Path) -> None:
    body = correction(ask, 1, "Mine.")
    seed = root / "seeds" / f"{SLUG}.md"
    seed.write_text(seed.read_text("utf-8").replace("Cet article n'est là que pour l'exemple. ", ""), "utf-8")
    refused(ask, root, 409, body=body)
    seed.unlink()
    refused(ask, root, 409, body=body)


def test_changes_to_another_sentence_do_not_matter(ask: Ask, root: Path) -> None:
    body = correction(ask, 1, "Mine.")
    po = po_of(root)
    po.write_text(po.read_text("utf-8").replace("What You Do", "Theirs"), "utf-8")
    assert ask("save", body).status_code == 200
    assert {"Mine.", "Theirs"} <= {entry.msgstr for entry in polib.pofile(str(po))}


def test_a_file_that_changes_at_the_last_moment_is_not_overwritten(
    ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(record: Any, indices: Any) -> None:
        po = po_of(root)
        po.write_text(po.read_text("utf-8").replace("This article is only an example.", "Theirs."), "utf-8")
        save_reviewed(record, indices)

    monkeypatch.setattr("enregard.serving.editing.save_reviewed", late)
    answer = ask("save", correction(ask, 1, "Mine."))
    assert answer.status_code == 409
    text = po_of(root).read_text("utf-8")
    assert "Theirs." in text
    assert "Mine." not in text


def test_corrections_are_redone_to_the_byte_until_a_new_correction(ask: Ask, root: Path) -> None:
    def counts() -> tuple[int, int]:
        listed = ask("entries", slug=SLUG).get_json()
        return listed["undo"], listed["redo"]

    states = [po_of(root).read_bytes()]
    for index, words in ((1, "One."), (2, "Two."), (1, "One again.")):
        ask("save", correction(ask, index, words))
        states.append(po_of(root).read_bytes())
    for task, moves in (("undo", (2, 1, 0)), ("redo", (1, 2, 3)), ("undo", (2, 1)), ("redo", (2,))):
        for now in moves:
            answer = ask(task, {"slug": SLUG})
            assert answer.status_code == 200
            assert po_of(root).read_bytes() == states[now]
            assert counts() == (now, 3 - now)
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert "One." in page
    assert "One again." not in page
    ask("save", correction(ask, 2, "Other."))
    assert counts() == (3, 0)
    assert ask("redo", {"slug": SLUG}).get_json()["entry"] is None


def test_a_sentence_changed_since_is_not_redone(ask: Ask, root: Path) -> None:
    ask("save", correction(ask, 1, "Mine."))
    ask("undo", {"slug": SLUG})
    po = po_of(root)
    po.write_text(po.read_text("utf-8").replace("This article is only an example.", "Theirs."), "utf-8")
    assert "nothing was redone" in refused(ask, root, 409, "redo", body={"slug": SLUG})
    assert "Theirs." in po.read_text("utf-8")
    assert ask("redo", {"slug": SLUG}).get_json()["entry"] is None


def test_a_sentence_changed_since_is_not_undone(ask: Ask, root: Path) -> None:
    ask("save", correction(ask, 1, "Mine."))
    po = po_of(root)
    po.write_text(po.read_text("utf-8").replace("Mine.", "Theirs."), "utf-8")
    assert "nothing was undone" in refused(ask, root, 409, "undo", body={"slug": SLUG})
    assert ask("undo", {"slug": SLUG}).get_json()["entry"] is None


def test_a_file_that_cannot_be_read_is_named(ask: Ask, root: Path) -> None:
    body = correction(ask, 1, "Mine.")
    po_of(root).write_text(po_of(root).read_text("utf-8") + "msgid broken\n", "utf-8")
    assert f"translate/{SLUG}.po" in json.loads(refused(ask, root, 422, body=body))["error"]


@pytest.mark.parametrize("folder", ["outside", "revue/.hidden"])
@pytest.mark.parametrize("whole", [True, False])
def test_nothing_is_written_through_a_link_that_leads_out_of_the_publication(
    ask: Ask, root: Path, tmp_path: Path, folder: str, whole: bool
) -> None:
    outside = tmp_path / folder
    outside.mkdir(exist_ok=True)
    body = correction(ask, 1, "Mine.")
    (root / "seeds" / "deep").mkdir()
    (root / "seeds" / f"{SLUG}.md").rename(root / "seeds" / "deep" / f"{SLUG}.md")
    shutil.move(po_of(root), outside / f"{SLUG}.po")
    if whole:
        (root / "translate" / "deep").symlink_to(outside)
    else:
        (root / "translate" / "deep").mkdir()
        (root / "translate" / "deep" / f"{SLUG}.po").symlink_to(outside / f"{SLUG}.po")
    assert "outside the publication" in refused(ask, root, 422, body=body)


def test_a_link_within_translate_is_followed_and_stays(ask: Ask, root: Path, builds: Builds) -> None:
    po = po_of(root)
    po.rename(po.with_name("kept.po"))
    po.symlink_to("kept.po")
    assert ask("save", correction(ask, 1, "Mine.")).status_code == 200
    assert po.is_symlink()
    assert "Mine." in po.with_name("kept.po").read_text("utf-8")
    assert not builds.concerns({po, po.with_name("kept.po")})


def test_a_full_disk_is_reported(ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = correction(ask, 1, "Mine.")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("enregard.translate.record.record.replace_atomically", full)
    assert "No space left on device" in refused(ask, root, 422, body=body)


def test_only_pages_have_the_token(writer: Client, editing: EditingApp) -> None:
    def get(path: str) -> bytes:
        return bytes(writer.get(path, headers={"Host": HOST}).data)

    token = editing.token.encode()
    assert token in get(f"/articles/{SLUG}/")
    assert b"edit.js" in get(f"/-/enregard/page/articles/{SLUG}/")
    for path in ("/-/enregard/edit.js", "/-/enregard/edit.css", "/-/enregard/serve.js", "/index.json"):
        assert token not in get(path)
    assert writer.get("/-/enregard/edit.js", headers={"Host": HOST}).mimetype == "text/javascript"


def test_a_page_without_a_policy_gets_a_strict_one(writer: Client, root: Path, builds: Builds) -> None:
    templates = root / "site" / "templates"
    templates.mkdir()
    (templates / "about.html").write_text("<!doctype html><html><head><title>x</title></head>bare</html>")
    builds.build()
    answer = writer.get("/about/", headers={"Host": HOST})
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' http://127.0.0.1:8000/-/enregard/" in policy
    assert "unsafe-eval" not in policy
    assert Client(App(builds)).get("/about/", headers={"Host": HOST}).headers["Content-Security-Policy"]


def test_sentences_are_joined_taken_apart_and_undone(ask: Ask, root: Path) -> None:
    before = po_of(root).read_text("utf-8")
    entries = ask("entries", slug=SLUG).get_json()["entries"]
    first, second = next(
        pair
        for pair in pairwise(entries)
        if pair[0]["joinable"] and pair[0]["sentence"] and pair[0]["block"] == pair[1]["block"]
    )
    body = {"slug": SLUG, "index": first["index"], "version": first["version"]}
    joined = ask("join", body).get_json()["entry"]
    assert joined["french"] == f"{first['french']} {second['french']}"
    assert joined["english"] == f"{first['english']} {second['english']}"
    now = ask("entries", slug=SLUG).get_json()["entries"]
    assert len(now) == len(entries) - 1
    assert now[first["index"]]["joined"] == 2
    assert [it["sentence"] for it in now if it["sentence"]] == [
        it["sentence"] for it in entries if it["sentence"]
    ][:-1]
    page = (root / "build" / "articles" / SLUG / "index.html").read_text("utf-8")
    assert f'id="fr-{first["sentence"]}" tabindex="-1">{first["french"].split("<")[0][:9]}' in page
    assert ask("join", body).status_code == 409
    assert ask("save", correction(ask, first["index"], joined["english"])).status_code == 200
    entry = entry_of(ask, first["index"])
    assert entry["state"] == "reviewed"
    assert ask("apart", body | {"version": entry["version"]}).status_code == 200
    now = ask("entries", slug=SLUG).get_json()["entries"]
    assert [it["english"] for it in now[first["index"] : first["index"] + 2]] == [
        joined["english"],
        second["english"],
    ]
    for _ in range(3):
        assert ask("undo", {"slug": SLUG}).status_code == 200
    assert po_of(root).read_text("utf-8") == before
    for _ in range(2):
        assert ask("redo", {"slug": SLUG}).get_json()["entry"]["english"] == joined["english"]
    assert ask("entries", slug=SLUG).get_json()["entries"][first["index"]]["state"] == "reviewed"


def test_a_sentence_is_only_joined_within_its_paragraph(ask: Ask, root: Path) -> None:
    entries = ask("entries", slug=SLUG).get_json()["entries"]
    last = next(it for it in entries if not it["joinable"])
    before = po_of(root).read_bytes()
    answer = ask("join", {"slug": SLUG, "index": last["index"], "version": last["version"]})
    assert answer.status_code == 422
    assert "no sentence follows" in answer.get_json()["error"]
    assert po_of(root).read_bytes() == before
