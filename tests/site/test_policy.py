"""In a browser: the pages' policy lets JSON-LD stand, though no inline script runs."""

import functools
import os
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.site.builders import JULY, build_site, simple

PROBE = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => violations.push(event.violatedDirective));
"""
READ = """
() => ({
  violations,
  name: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)["@type"],
  ran: window.ran === true,
})
"""


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not talk."""

    def log_message(self, *_: object) -> None:
        pass


def test_data_is_no_script_to_the_policy(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser is here: install the Debian package chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    made = build_site(tmp_path, simple(date=JULY), base_url="https://example.org/")
    page = made / "articles/un/index.html"
    inline = page.read_text("utf-8").replace("</body>", "<script>window.ran = true</script></body>")
    (made / "inline.html").write_text(inline.replace("../../", ""), "utf-8")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    environment = {**os.environ, "HOME": str(tmp_path)}
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(made))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}"
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments, env=environment)
            tab = browser.new_page()
            tab.add_init_script(PROBE)
            tab.goto(f"{origin}/articles/un/index.html")
            assert tab.evaluate(READ) == {"violations": [], "name": "WebPage", "ran": False}
            tab.goto(f"{origin}/inline.html")
            found = tab.evaluate(READ)
            assert found == {"violations": ["script-src-elem"], "name": "WebPage", "ran": False}, "it looks"
            browser.close()
        server.shutdown()
