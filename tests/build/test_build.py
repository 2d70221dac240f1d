"""Incremental builds: after any change, the same bytes as a fresh build."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.output.manifest import MANIFEST
from tests.incremental import (
    SEEDS,
    TEXTS,
    built,
    change,
    compare_with_fresh,
    link,
    remove,
    rename,
    same_times,
    start,
    write,
)

Step = Callable[[Path], None]
SEED = st.sampled_from(SEEDS)
MEDIA = st.sampled_from(
    ["seeds/x.png", "seeds/d/x.png", "seeds/d/x.en.png", "seeds/d/pé.svg", "seeds/d/pé.en.svg"]
)
DRAWINGS = [f"<svg xmlns='http://www.w3.org/2000/svg'><g id='{name}'/></svg>" for name in "ab"]
REDIRECTS = ("en/former/index.html", "2019/x/index.html", "_redirects")
PO = SEED.map(lambda seed: "translate/" + str(Path(seed).with_suffix(".po")))
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda s, t: lambda root: write(root / "seeds" / s, t), SEED, st.sampled_from(TEXTS)),
    st.builds(lambda s: lambda root: remove(root / "seeds" / s), SEED),
    st.builds(lambda s: lambda root: write(root / "seeds" / s, b"\xff"), SEED),
    st.builds(lambda s: lambda root: same_times(root / "seeds" / s, "là", "lÀ"), SEED),
    st.builds(lambda s, o: lambda root: rename(root, s, o), SEED, SEED),
    st.builds(lambda s, o: lambda root: rename(root, s, o, record=False), SEED, SEED),
    st.builds(lambda p: lambda root: change(root / p, "-Slugs: ", "-Slugs: a b former "), PO),
    st.builds(lambda p: lambda root: change(root / p, '"UN MOT ICI."', '"One word here."'), PO),
    st.builds(lambda p: lambda root: same_times(root / p, "DEMAIN", "Demain"), PO),
    st.builds(lambda p: lambda root: change(root / p, "#, fuzzy\n", ""), PO),
    st.builds(lambda p: lambda root: change(root / p, "<1>", "<2>"), PO),
    st.builds(
        lambda p: lambda root: change(root / p, "#. Machine", "#. Finding (numbers): 3\n#. Machine"), PO
    ),
    st.builds(lambda p: lambda root: write(root / p, "nonsense"), PO),
    st.builds(lambda p: lambda root: remove(root / p), PO),
    st.builds(lambda m, t: lambda root: write(root / m, t), MEDIA, st.sampled_from([*DRAWINGS, "<script/>"])),
    st.builds(lambda m: lambda root: same_times(root / m, "a", "b"), MEDIA),
    st.builds(lambda m: lambda root: remove(root / m), MEDIA),
    st.builds(lambda m: lambda root: link(root / m, "../a.txt"), MEDIA),
    st.builds(lambda m: lambda root: remove(root / m.replace("seeds", "build/media")), MEDIA),
    st.builds(lambda m: lambda root: change(root / m.replace("seeds", "build/media"), "a", "b"), MEDIA),
    st.builds(
        lambda t: lambda root: write(root / "site/site.toml", t),
        st.sampled_from(['title = "A"', 'title = "B"\nallow_html = true', 'base_url = "https://x.org"']),
    ),
    st.builds(
        lambda n, t: lambda root: write(root / "site" / n, t),
        st.sampled_from(["about.md", "about.fr.md"]),
        st.sampled_from(["# A", "# B"]),
    ),
    st.just(lambda root: remove(root / "site/about.md")),
    st.just(lambda root: remove(root / "site/about.fr.md")),
    st.builds(
        lambda n, t: lambda root: write(root / "site/static" / n, t),
        st.sampled_from(["style.css", "more/x.txt"]),
        st.sampled_from(["a", "b"]),
    ),
    st.just(lambda root: shutil.rmtree(root / "site/static", ignore_errors=True)),
    st.builds(
        lambda n, t: lambda root: write(root / "site/templates" / n, t),
        st.sampled_from(["reading.html", "index.html", "list.html"]),
        st.sampled_from(["{% extends 'theme/base.html' %}", "{{ page.title }}!"]),
    ),
    st.just(lambda root: shutil.rmtree(root / "site/templates", ignore_errors=True)),
    st.builds(
        lambda n: lambda root: change(root / "build" / n, "e", "E"),
        st.sampled_from(
            [
                "index.html",
                "index.json",
                "fr/a/index.html",
                "fr/-/sources/afp/index.html",
                MANIFEST,
                *REDIRECTS,
            ]
        ),
    ),
    st.builds(
        lambda n: lambda root: remove(root / "build" / n),
        st.sampled_from(
            [
                *("index.html", "fr/a/index.html", "static/icon.svg", "sources/index.html", "fr/index.html"),
                *REDIRECTS,
            ]
        ),
    ),
    st.just(lambda root: shutil.rmtree(root / "build", ignore_errors=True)),
    st.just(lambda root: shutil.rmtree(root / ".enregard", ignore_errors=True)),
    st.just(lambda root: write(root / ".enregard/site.sqlite", "no database")),
    st.just(lambda root: None),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.lists(STEPS, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=5))
def test_any_change_gives_the_same_bytes_as_a_fresh_build(
    steps: list[tuple[list[Step], bool]],
) -> None:
    with TemporaryDirectory() as folder:
        root = start(Path(folder) / "publication")
        built(root)
        for together, findings in steps:
            for step in together:
                (root / "seeds").mkdir(exist_ok=True)
                step(root)
            if (root / "build" / MANIFEST).exists() and b'"generator": "enregard"' not in (
                root / "build" / MANIFEST
            ).read_bytes():
                shutil.rmtree(root / "build")  # otherwise refused as a foreign folder
            compare_with_fresh(root, findings=findings)
