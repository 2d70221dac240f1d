"""Links to sections lead there, below the bar at the top, on all three pages of an article."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.incremental import built, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("playwright", reason="Playwright is not installed")
from tests.browser.pages import NARROW, WIDE, opened, top

FILLER = "\n\n".join(["Un mot ici. Deux mots là, et encore plus de mots pour remplir la page."] * 40)
LINKS = {"titre": "#LE%20RECIT", "suite": "#deuxieme-partie", "boite": "#dans-une-boite", "ancre": "#repere"}
SEED = (
    "# Le récit\n\n"
    + "\n\n".join(f"Le lien [{name}]({address})." for name, address in LINKS.items())
    + "\n\n[ailleurs](autre.md#Deuxieme%20partie)\n\n"
    + f"{FILLER}\n\n## Deuxième partie\n\n{FILLER}\n\n> ### Dans une boîte\n>\n> Un mot.\n\n{FILLER}\n\n"
    + f'<a name="repere"></a>Un repère.\n\n{FILLER}\n'
)
WORDS = {
    "titre": "h1",
    "suite": "h2",
    "boite": "h3, h4",
    "ancre": "p:has-text('repère'), p:has-text('REPÈRE')",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sections") / "publication"
    write(root / "seeds/recit.md", SEED)
    write(root / "seeds/autre.md", f"Un mot.\n\n{FILLER}\n\n## Deuxième partie\n\n{FILLER}\n")
    write(root / "site/site.toml", "")
    built(root)
    return root / "build"


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("view", ["articles", "en", "fr"])
def test_links_lead_to_sections(browser: "Browser", site: Path, view: str, width: int) -> None:
    with opened(browser, width, reduced_motion="reduce") as page:
        for name in LINKS:
            page.goto((site / view / "recit/index.html").as_uri())
            page.locator("main p a", has_text=name).first.click()
            page.wait_for_timeout(50)
            place = page.locator("main").locator(WORDS[name]).first
            box = place.bounding_box()
            bar = page.locator(".bar").bounding_box()
            assert box is not None
            assert bar is not None
            assert box["y"] < 400, name
            if name != "titre":
                assert bar["y"] == 0
                assert box["y"] >= bar["height"] - 1, name
        page.locator("main p a", has_text="ailleurs").first.click()
        page.wait_for_url("**/autre/index.html#*")
        assert page.url.split("/")[-3] == view
        assert 0 < top(page, "main h2") < 400


@pytest.mark.parametrize("view", ["articles", "en", "fr"])
def test_ids_are_unique_and_change_no_layout(browser: "Browser", site: Path, view: str) -> None:
    with opened(browser) as page:
        page.goto((site / view / "recit/index.html").as_uri())
        ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
        assert len(ids) == len(set(ids))
        assert not [name for name in ids if " " in name]
        height = "document.documentElement.scrollHeight"
        before = page.evaluate(height)
        page.evaluate("document.querySelectorAll('.ids').forEach(each => each.remove())")
        assert page.evaluate(height) == before
