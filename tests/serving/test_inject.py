"""What the server adds to pages, and what browsers are let do then."""

import pytest

from enregard.serving.inject import STRICT, dress, widened

PAGE = (
    b'<!doctype html>\n<html>\n<head>\n<meta http-equiv="Content-Security-Policy" content="default-src '
    b"'none'; style-src 'self'\">\n<title>x</title>\n</head>\n<body>\n<p>y</p>\n</body>\n</html>\n"
)
OWN = "http://h/-/enregard/"


def test_the_script_is_added_and_everything_else_stays() -> None:
    page, policies = dress(PAGE, "http://h", {"site": 'a"b'}, strict=False)
    script = b'<script src="/-/enregard/serve.js" defer data-site="a&quot;b"></script>\n'
    assert page.count(script) == 1
    assert page.replace(script, b"") == PAGE.replace(PAGE.split(b"\n")[3] + b"\n", b"")
    assert policies == [
        f"default-src 'none'; style-src 'self' {OWN}; script-src {OWN}; connect-src {OWN}",
        "frame-ancestors 'none'",
    ]


def test_the_script_for_corrections_comes_with_the_token_only() -> None:
    assert b"edit.js" not in dress(PAGE, "http://h", {"site": "a"}, strict=True)[0]
    assert b'data-token="t"' in dress(PAGE, "http://h", {"site": "a", "token": "t"}, strict=True)[0]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("script-src 'self'", f"script-src 'self' {OWN}"),
        ("SCRIPT-SRC 'none'", f"script-src {OWN}"),
        ("img-src *", "img-src *"),
        ("script-src a; script-src b", f"script-src a {OWN}"),
        ("script-src-elem 'self'", f"script-src-elem 'self' {OWN}"),
        ("", ""),
        (
            "default-src 'self'",
            f"default-src 'self'; script-src 'self' {OWN}; style-src 'self' {OWN}; connect-src 'self' {OWN}",
        ),
        ("img-src a\r\nSet-Cookie: x", "img-src a Set-Cookie: x"),
    ],
)
def test_a_policy_is_widened_by_what_the_server_adds_and_no_more(given: str, wanted: str) -> None:
    assert widened(given, OWN) == wanted


def test_a_page_without_policy_gets_one_where_corrections_are_taken() -> None:
    bare = b"<p>no head at all"
    assert dress(bare, "http://h", {}, strict=False)[1] == ["frame-ancestors 'none'"]
    page, policies = dress(bare, "http://h", {}, strict=True)
    assert page.startswith(b"<p>no head at all<script")
    assert policies == [widened(STRICT, OWN), "frame-ancestors 'none'"]
    assert "script-src 'self'" in policies[0]


def test_every_policy_of_a_page_holds() -> None:
    second = b"<META content='img-src a' HTTP-EQUIV=Content-Security-Policy>"
    page, policies = dress(PAGE.replace(b"<title>", second + b"<title>"), "http://h", {}, strict=True)
    assert b"img-src" not in page
    assert policies[1] == "img-src a"
