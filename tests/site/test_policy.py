"""In a browser, the pages' policy accepts JSON-LD but runs no inline script."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site.builders import JULY, build_site, simple

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    """A server without a log."""

    def log_message(self, *_: object) -> None:
        pass


def test_the_policy_accepts_data_blocks(browser: "Browser", tmp_path: Path) -> None:
    made = build_site(tmp_path, simple(date=JULY), base_url="https://example.org/")
    page = made / "articles/un/index.html"
    inline = page.read_text("utf-8").replace("</body>", "<script>window.ran = true</script></body>")
    (made / "inline.html").write_text(inline.replace("../../", ""), "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(made))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}"
        tab = browser.new_page()
        tab.add_init_script(PROBE)
        tab.goto(f"{origin}/articles/un/index.html")
        assert tab.evaluate(READ) == {"violations": [], "name": "WebPage", "ran": False}
        tab.goto(f"{origin}/inline.html")
        found = tab.evaluate(READ)
        assert found == {"violations": ["script-src-elem"], "name": "WebPage", "ran": False}, "it looks"
        tab.close()
        server.shutdown()
