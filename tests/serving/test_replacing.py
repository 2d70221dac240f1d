"""Search and replace through the server: preview, choice, undo, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from werkzeug.test import Client, TestResponse

from enregard.serving.builds import Builds
from enregard.serving.editing_app import EditingApp
from tests.serving.conftest import HOST, ORIGIN

Ask = Callable[..., TestResponse]
QUERY = {"old": "English", "new": "British <b>", "word": True, "ignore_case": False, "regex": False}


@pytest.fixture
def ask(writer: Client, editing: EditingApp) -> Ask:
    def send(task: str, body: object, **headers: str) -> TestResponse:
        given = {"Host": HOST, "Origin": ORIGIN, "X-Enregard-Token": editing.token}
        return writer.post(
            f"/-/enregard/corrections/{task}",
            headers=given | {name.replace("_", "-"): value for name, value in headers.items()},
            data=json.dumps(body),
            content_type="application/json",
        )

    return send


def english(root: Path) -> list[str]:
    return [entry.msgstr for entry in polib.pofile(str(root / "translate/bienvenue.po"))]


def test_a_preview_is_replaced_as_chosen_and_undone(ask: Ask, root: Path, builds: Builds) -> None:
    before = (root / "translate/bienvenue.po").read_bytes()
    found: dict[str, Any] = ask("find", QUERY).get_json()
    assert found["sentences"] == len(found["matches"]) >= 2
    assert (root / "translate/bienvenue.po").read_bytes() == before
    first = found["matches"][0]
    left = [[first["path"], first["line"]]]
    written: dict[str, Any] = ask("replace", {"id": found["id"], "without": left}).get_json()
    assert written["sentences"] == found["sentences"] - 1
    assert written["number"] == builds.status.number
    assert first["before"] in english(root)
    assert {match["after"] for match in found["matches"][1:]} <= {*english(root)}
    assert "British &lt;b&gt;" in (root / "build/articles/bienvenue/index.html").read_text("utf-8")
    assert not builds.concerns({root / "translate/bienvenue.po"})
    again = ask("replace", {"id": found["id"], "without": left})
    assert (again.status_code, "search again" in again.get_json()["error"]) == (409, True)
    assert ask("undo-replacement", {}).get_json()["sentences"] == written["sentences"]
    assert (root / "translate/bienvenue.po").read_bytes() == before
    assert "no replacement to undo" in ask("undo-replacement", {}).get_json()["error"]


def test_requests_are_guarded_like_corrections(ask: Ask, root: Path) -> None:
    before = (root / "translate/bienvenue.po").read_bytes()
    found = ask("find", QUERY).get_json()
    body = {"id": found["id"], "without": []}
    assert ask("replace", body, X_Enregard_Token="wrong").status_code == 403
    assert ask("replace", body, Origin="http://evil.example").status_code == 403
    assert ask("replace", body, Sec_Fetch_Site="cross-site").status_code == 403
    assert ask("find", QUERY, Host="evil.example").status_code == 421
    wrongs: list[object] = [{"id": 1, "without": []}, {"id": "x"}, {"id": "x", "without": [["a", True]]}, []]
    for wrong in wrongs:
        assert ask("replace", wrong).status_code == 400
    assert ask("find", {**QUERY, "old": "(", "regex": True}).status_code == 422
    assert (root / "translate/bienvenue.po").read_bytes() == before


def test_the_page_is_only_there_with_corrections(client: Client, writer: Client, builds: Builds) -> None:
    for name in ("replace", "edit-replace.js", "edit-replace.css"):
        assert client.get(f"/-/enregard/{name}", headers={"Host": HOST}).status_code == 404
    page = writer.get("/-/enregard/replace", headers={"Host": HOST})
    assert "data-token=" in page.get_data(as_text=True)
    policies = page.headers.getlist("Content-Security-Policy")
    assert any("default-src 'none'" in policy and "form-action 'none'" in policy for policy in policies)
    assert not any("unsafe" in policy for policy in policies)
    assert not any("replace" in path.name for path in builds.publication.build.rglob("*.js"))
