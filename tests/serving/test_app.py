"""Responses of the server: the site unchanged, and nothing else of this machine."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from werkzeug.test import Client, TestResponse

from enregard.serving.app import App
from enregard.serving.builds import Builds
from enregard.translate.model.options import Options
from tests.serving.conftest import HOST, ORIGIN, Reported


def get(client: Client, path: str, host: str = HOST, method: str = "GET") -> TestResponse:
    # Bypass the client's parsing of addresses, so that the path arrives unchanged.
    return client.open(method=method, headers={"Host": host}, environ_overrides={"PATH_INFO": unquote(path)})


def test_pages_get_the_script_and_other_files_are_unchanged(client: Client, root: Path) -> None:
    page = get(client, "/")
    assert page.status_code == 200
    assert page.content_type == "text/html; charset=utf-8"
    assert b"/-/enregard/serve.js" in page.data
    assert b"data-token" not in page.data
    assert b"Content-Security-Policy" not in page.data
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"connect-src {ORIGIN}/-/enregard/" in policy
    style = get(client, "/static/style.css")
    assert style.content_type == "text/css; charset=utf-8"
    assert style.data == (root / "build" / "static" / "style.css").read_bytes()
    assert style.headers["Cache-Control"] == "no-store"
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    assert get(client, "/index.json").content_type == "application/json; charset=utf-8"
    assert get(client, "/static/icon.svg").content_type == "image/svg+xml; charset=utf-8"


def test_the_built_site_has_no_trace_of_the_server(client: Client, root: Path) -> None:
    get(client, "/articles/bienvenue/")
    for path in (root / "build").rglob("*"):
        if path.is_file():
            assert b"/-/enregard" not in path.read_bytes(), path


def test_folders_serve_their_page_and_are_never_listed(still: Client) -> None:
    assert get(still, "/articles/bienvenue/").status_code == 200
    redirect = get(still, "/articles/bienvenue")
    assert (redirect.status_code, redirect.headers["Location"]) == (308, "/articles/bienvenue/")
    assert get(still, "/static/").status_code == 404
    assert get(still, "/static").status_code == 404
    assert get(still, "/index.html/").status_code == 404


def test_a_redirect_never_leads_to_another_host(still: Client) -> None:
    assert get(still, "//articles/bienvenue").headers["Location"] == "/articles/bienvenue/"
    assert get(still, "///articles//bienvenue").headers["Location"].startswith("/articles/")


def test_head_has_no_body_and_writing_is_not_allowed(still: Client) -> None:
    head = get(still, "/", method="HEAD")
    assert (head.status_code, head.data) == (200, b"")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = get(still, "/", method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert get(still, "/-/enregard/corrections/save", method="POST").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../site/site.toml",
        "/%2e%2e/site/site.toml",
        "/static/../../site/site.toml",
        "/static/%2e%2e/%2e%2e/site/site.toml",
        "/..%2fsite/site.toml",
        "/static/..%5c..%5c..%5csite/site.toml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/static/style.css%00.txt",
        "/-/enregard/../app.py",
        "/-/enregard/%2e%2e/app.py",
        "/-/enregard/..%2fapp.py",
        "/-/enregard/edit.js",
        "/-/enregard/page/../../site/site.toml",
        "/-/enregard/",
    ],
)
def test_no_path_climbs_out_of_the_site(still: Client, path: str) -> None:
    answer = get(still, path)
    assert answer.status_code == 404
    assert b"base_url" not in answer.data
    assert b"root:" not in answer.data


def test_a_link_that_leads_out_of_the_site_is_not_followed(client: Client, root: Path) -> None:
    (root / "build" / "static" / "out").symlink_to(root / "site")
    (root / "build" / "static" / "out.toml").symlink_to(root / "site" / "site.toml")
    assert get(client, "/static/out/site.toml").status_code == 404
    assert get(client, "/static/out.toml").status_code == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("localhost", 200),
        ("127.0.0.1:9000", 200),  # a tunnel's port
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1:8000@evil.example", 421),
        ("127.0.0.1:8000, evil.example", 421),
        ("[::1]:8000", 421),
        ("", 421),
    ],
)
def test_only_hosts_of_this_machine_are_answered(still: Client, host: str, status: int) -> None:
    for path in ("/", "/-/enregard/serve.js"):
        assert get(still, path, host).status_code == status


def test_other_origins_may_not_frame_or_read(still: Client) -> None:
    for path in ("/", "/index.json", "/missing", "/-/enregard/serve.js"):
        answer = get(still, path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_missing_page_has_a_page_of_its_own(client: Client, root: Path) -> None:
    answer = get(client, "/articles/<script>/")
    assert answer.status_code == 404
    assert b"<script>" not in answer.data.replace(b'<script src="/-', b"")
    assert b"serve.js" in answer.data
    (root / "build" / "404.html").write_text("<!doctype html><head></head>our own")
    own = get(client, "/missing")
    assert own.status_code == 404
    assert own.data.endswith(b"our own")
    assert b"serve.js" in own.data


def test_links_with_the_path_of_the_base_url_work(root: Path) -> None:
    settings = root / "site" / "site.toml"
    settings.write_text(
        settings.read_text().replace('base_url = ""', 'base_url = "https://x.example/presse/"')
    )
    builds = Builds(root, Options(offline=True), Reported())
    builds.build()
    client = Client(App(builds))
    assert get(client, "/presse/static/style.css").status_code == 200
    assert get(client, "/presse/").status_code == 200
    assert get(client, "/presse").headers["Location"] == "/presse/"
    assert get(client, "/presse/articles/bienvenue").headers["Location"] == "/presse/articles/bienvenue/"
    assert get(client, "/pressestatic/style.css").status_code == 404


def test_without_a_site_the_page_says_why(root: Path) -> None:
    (root / "site" / "site.toml").write_text("title = 3\n")
    (root / "seeds" / "bienvenue.md").write_bytes(b"")
    fine = root / "site" / "site.toml"
    fine.write_text('title = "x"\n')
    builds = Builds(root, Options(offline=True), Reported())
    fine.write_text("title = 3\n")
    assert builds.build().fatal
    answer = get(Client(App(builds)), "/")
    assert answer.status_code == 503
    assert b"No site yet" in answer.data
    assert b"serve.js" in answer.data


def test_events_send_the_status_immediately_and_on_change(builds: Builds, client: Client, root: Path) -> None:
    answer = get(client, "/-/enregard/events")
    assert answer.mimetype == "text/event-stream"
    stream = answer.iter_encoded()
    assert b'"problems": []' in next(stream)
    (root / "seeds" / "vide.txt").write_bytes(b"")
    builds.build()
    assert b"seeds/vide.txt" in next(stream)
    builds.close()
    list(stream)


def test_own_pages_and_scripts_speak_the_browser_s_language(still: Client) -> None:
    french = {"Accept-Language": "de, fr-CH;q=0.8, en;q=0.5"}
    script = still.get("/-/enregard/words.js", headers=french).get_data(as_text=True)
    words = json.loads(script.partition(" = ")[2].partition(";\n")[0])
    assert words["lang"] == "fr"
    assert words["messages"]["Hide"] == "Masquer"
    forms, indices = words["messages"][
        "The site was built, with one problem\0The site was built, with {count} problems"
    ]
    assert [forms[int(indices[count])].endswith("un problème") for count in (0, 1, 2)] == [True, True, False]
    assert "Page introuvable" in still.get("/missing", headers=french).get_data(as_text=True)
    assert "Not found" in still.get("/missing", headers={"Accept-Language": "de"}).get_data(as_text=True)
