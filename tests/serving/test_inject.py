"""What the server adds to pages, and what their policies then allow."""

import pytest

from enregard.serving.inject import STRICT, inject, widen

PAGE = (
    b'<!doctype html>\n<html>\n<head>\n<meta http-equiv="Content-Security-Policy" content="default-src '
    b"'none'; style-src 'self'\">\n<title>x</title>\n</head>\n<body>\n<p>y</p>\n</body>\n</html>\n"
)
OWN = "http://h/-/enregard/"


def test_the_script_is_added_and_the_rest_is_unchanged() -> None:
    page, policies = inject(PAGE, "http://h", {"site": 'a"b'}, strict=False)
    script = b'<script src="/-/enregard/words.js" defer></script>\n'
    script += b'<script src="/-/enregard/serve.js" defer data-site="a&quot;b"></script>\n'
    assert page.count(script) == 1
    assert page.replace(script, b"") == PAGE.replace(PAGE.split(b"\n")[3] + b"\n", b"")
    assert policies == [
        f"default-src 'none'; style-src 'self' {OWN}; script-src {OWN}; connect-src {OWN}",
        "frame-ancestors 'none'",
    ]


def test_the_script_for_corrections_needs_the_token() -> None:
    assert b"edit.js" not in inject(PAGE, "http://h", {"site": "a"}, strict=True)[0]
    assert b'data-token="t"' in inject(PAGE, "http://h", {"site": "a", "token": "t"}, strict=True)[0]


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
        ("img-src 中 é; font-src \x00\x7f", "img-src ? ?; font-src ??"),
    ],
)
def test_policies_are_widened_only_for_the_server(given: str, wanted: str) -> None:
    assert widen(given, OWN) == wanted


def test_a_page_without_policy_gets_one_with_corrections() -> None:
    bare = b"<p>no head at all"
    assert inject(bare, "http://h", {}, strict=False)[1] == ["frame-ancestors 'none'"]
    page, policies = inject(bare, "http://h", {}, strict=True)
    assert page.startswith(b"<p>no head at all<script")
    assert policies == [widen(STRICT, OWN), "frame-ancestors 'none'"]
    assert "script-src 'self'" in policies[0]


def test_every_policy_of_a_page_applies() -> None:
    second = b"<META content='img-src a' HTTP-EQUIV=Content-Security-Policy>"
    page, policies = inject(PAGE.replace(b"<title>", second + b"<title>"), "http://h", {}, strict=True)
    assert b"img-src" not in page
    assert policies[1] == "img-src a"


@pytest.mark.parametrize("start", [b"<body>", b"</head><body>", b"</HEAD >"])
def test_a_policy_in_the_text_is_no_header(start: bytes) -> None:
    text = b'<meta http-equiv="content-security-policy" content="default-src x">'
    page, policies = inject(b"<head>" + start + text, "http://h", {}, strict=True)
    assert page.endswith(start + text)
    assert policies == [widen(STRICT, OWN), "frame-ancestors 'none'"]
