"""Write the same publication for Hugo and Pelican: three Markdown files per article, and plain templates.

Their pages have the content of enregard's in a simpler form: paragraphs in alternating languages, an element
for each sentence (unless `bare`), and no French spacing. Feeds, tags, authors, categories, sitemaps and
syntax highlighting are off.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench._press import Piece, place

VIEWS = ("articles", "en", "fr")
"""The folders of an article's three pages."""

RIVAL_LISTS = ("index.html", "sources/index.html", "about/index.html")
"""The other pages of a rival's site."""

_LABEL = "Machine translation by translate-fr_en 1.9, not reviewed."
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'"

_FRAME = """\
<!doctype html>
<html lang="LANG">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="POLICY">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TITLE · Presse en regard</title>
HEAD<link rel="stylesheet" href="ROOTstatic/style.css">
</head>
<body>
<a class="skip" href="#text">Skip to content</a>
<header class="masthead"><a class="site" href="ROOTindex.html">Presse en regard</a>
<nav aria-label="Site"><ul><li><a href="ROOTindex.html">Articles</a></li>
<li><a href="ROOTsources/index.html">Sources</a></li>
<li><a href="ROOTabout/index.html">About</a></li></ul></nav>
</header>
<main id="text" tabindex="-1">
MAIN
</main>
<footer class="colophon"><p><span>La rédaction</span> <span>Made by a generator</span></p></footer>
</body>
</html>
"""
_ALTERNATES = (
    '<link rel="alternate" hreflang="fr" href="../../fr/SLUG/index.html">\n'
    '<link rel="alternate" hreflang="en" href="../../en/SLUG/index.html">\n'
    '<link rel="alternate" hreflang="x-default" href="../../articles/SLUG/index.html">\n'
)
_ARTICLE = """<article>
<header class="head">
<nav class="views"><ul><li><a href="../../articles/SLUG/index.html">Bilingual</a></li>
<li><a href="../../en/SLUG/index.html">English</a></li>
<li><a href="../../fr/SLUG/index.html">Français</a></li></ul></nav>
<h1><span lang="fr">FRENCH</span> <span lang="en">ENGLISH</span></h1>
<dl class="facts"><div><dt>Date</dt><dd><time datetime="ISO">WHEN</time> (given as ISO)</dd></div>
<div><dt>Source</dt><dd>SOURCE</dd></div><div><dt>File</dt><dd>SEED</dd></div></dl>
<p class="label draft"><strong>LABEL</strong> <a href="../../about/index.html">What this means</a></p>
</header>
<div class="pair">
BODY
</div>
</article>"""
_ENTRY = """<li><a class="titles" href="ROOTarticles/SLUG/index.html"><span class="fr" lang="fr">FRENCH</span>
<span class="en" lang="en">ENGLISH</span></a>
<p class="meta"><span><time datetime="ISO">WHEN</time></span> <span>SOURCE</span>
<span class="label draft">Machine translation</span>
<span class="links"><a href="ROOTarticles/SLUG/index.html">Bilingual</a>
<a href="ROOTen/SLUG/index.html" hreflang="en">English</a>
<a href="ROOTfr/SLUG/index.html" hreflang="fr" lang="fr">Français</a></span></p></li>
"""


def _filled(template: str, **values: str) -> str:
    for name, value in values.items():
        template = template.replace(name, value)
    return template


def _page(main: str, **values: str) -> str:
    """Return a whole page; `values` replace the words in capitals."""
    given = {"MAIN": main, "HEAD": "", "LANG": "en", "POLICY": _POLICY, "LABEL": _LABEL} | values
    return _filled(_FRAME, **given)


def _bodies(piece: Piece, bare: bool) -> Iterator[tuple[str, str, str]]:
    """Yield view, language and Markdown of each page of an article."""
    french = _paragraphs(piece, "fr", bare)
    english = _paragraphs(piece, "en", bare)
    facing = [part for both in zip(french, english, strict=True) for part in both]
    for view, lang, parts in (("articles", "en", facing), ("en", "en", english), ("fr", "fr", french)):
        yield view, lang, "\n\n".join(parts) + "\n"


def _paragraphs(piece: Piece, lang: str, bare: bool) -> list[str]:
    """Return the paragraphs in one language; each sentence is in an element with its number."""
    found = []
    number = 0
    for paragraph in piece.paragraphs:
        sentences = []
        for within, pair in enumerate(paragraph, 1):
            number += 1
            words = pair.fr if lang == "fr" else pair.en
            element = f'<span class="s n{within} draft" id="{lang}-{number}" lang="{lang}">{words}</span>'
            sentences.append(words if bare else element)
        found.append(" ".join(sentences))
    return found


def write_hugo(articles: Iterable[Piece], root: Path, *, bare: bool = False) -> None:
    """Write a site for Hugo into `root`."""
    single = {
        "LANG": "{{ .Params.lang }}",
        "TITLE": "{{ .Title }}",
        "HEAD": _ALTERNATES,
        "SLUG": "{{ .Params.name }}",
        "FRENCH": "{{ .Title }}",
        "ENGLISH": "{{ .Params.english }}",
        "ISO": '{{ .Date.Format "2006-01-02" }}',
        "WHEN": '{{ .Date.Format "2 January 2006" }}',
        "SOURCE": "{{ .Params.source }}",
        "SEED": "{{ .Params.seed }}",
        "BODY": "{{ .Content }}",
        "ROOT": "../../",
    }
    groups = (
        "{{ range GROUPS }}<section><h2>{{ .Key }}</h2><ul>{{ range .Pages }}" + _ENTRY + "{{ end }}</ul>"
        "</section>{{ end }}"
    )
    articles_ = '(where .Site.RegularPages "Section" "articles")'
    _write(
        root,
        {
            "hugo.toml": 'title = "Presse en regard"\nbaseURL = "https://example.org/"\nrelativeURLs = true\n'
            'disableKinds = ["taxonomy", "term", "section", "RSS", "sitemap", "robotsTXT", "404"]\n'
            'timeZone = "UTC"\n'
            "[markup.goldmark.renderer]\nunsafe = true\n"
            '[markup.goldmark.extensions.typographer]\ndisable = true\n[outputs]\nhome = ["HTML", "JSON"]\n',
            "layouts/_default/single.html": _page(_ARTICLE, **single),
            "layouts/index.html": _page(
                groups, **single | {"GROUPS": f'{articles_}.GroupByDate "2006-01"', "ROOT": "", "HEAD": ""}
            ),
            "layouts/_default/sources.html": _page(
                groups,
                **single | {"GROUPS": f'{articles_}.GroupByParam "source"', "ROOT": "../", "HEAD": ""},
            ),
            "layouts/_default/about.html": _page("{{ .Content }}", TITLE="About", ROOT="../"),
            "layouts/index.json": "[{{ range $n, $it := " + articles_ + " }}{{ if $n }},{{ end }}\n"
            '{{ dict "slug" .Params.name "fr" .Title "en" .Params.english "source" .Params.source '
            '"date" (.Date.Format "2006-01-02") "seed" .Params.seed | jsonify }}{{ end }}]\n',
            "content/sources.md": '---\ntitle: "Sources"\nlayout: sources\n---\n',
            "content/about.md": '---\ntitle: "About"\nlayout: about\n---\nWhat these pages show.\n',
            "static/static/style.css": "body { margin: 0 }\n",
        },
    )
    for view in VIEWS:
        (root / "content" / view).mkdir()
    for piece in articles:
        for view, lang, body in _bodies(piece, bare):
            head = {
                "title": piece.title.fr,
                "english": piece.title.en,
                "date": piece.date,
                "source": piece.source,
                "seed": f"seeds/{place(piece)}.txt",
                "name": piece.slug,
                "lang": lang,
            }
            text = json.dumps(head, ensure_ascii=False) + "\n\n" + body
            (root / "content" / view / f"{piece.slug}.md").write_text(text, "utf-8")


def write_pelican(articles: Iterable[Piece], root: Path, *, bare: bool = False) -> None:
    """Write a site for Pelican into `root`."""
    single = {
        "LANG": "{{ it.lang }}",
        "TITLE": "{{ it.title }}",
        "HEAD": _ALTERNATES,
        "SLUG": "{{ it.name }}",
        "FRENCH": "{{ it.title }}",
        "ENGLISH": "{{ it.english }}",
        "ISO": "{{ it.date|strftime('%Y-%m-%d') }}",
        "WHEN": "{{ it.date|strftime('%d %B %Y') }}",
        "SOURCE": "{{ it.source }}",
        "SEED": "{{ it.seed }}",
        "BODY": "{{ it.content }}",
        "ROOT": "../../",
    }
    listed = {"LANG": "en", "TITLE": "Articles", "HEAD": ""}
    groups = (
        "{% for key, group in GROUPS %}<section><h2>{{ key }}</h2><ul>{% for it in group %}"
        + _ENTRY
        + "{% endfor %}</ul></section>{% endfor %}"
    )
    months = "articles|groupby('month')|reverse"
    _write(
        root,
        {
            "pelicanconf.py": "SITENAME = 'Presse en regard'\nSITEURL = ''\nTIMEZONE = 'UTC'\n"
            "PATH = 'content'\nTHEME = 'theme'\nARTICLE_PATHS = ['articles']\nPAGE_PATHS = ['en', 'fr']\n"
            "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None\n"
            "AUTHOR_FEED_RSS = None\nSTATIC_PATHS = []\nLOAD_CONTENT_CACHE = CACHE_CONTENT = False\n"
            "AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''\nDEFAULT_PAGINATION = False\n"
            "MARKDOWN = {'extensions': ['markdown.extensions.meta'], 'output_format': 'html5'}\n"
            "DIRECT_TEMPLATES = ['index', 'sources', 'about']\nSOURCES_SAVE_AS = 'sources/index.html'\n"
            "ABOUT_SAVE_AS = 'about/index.html'\nTEMPLATE_PAGES = {'../theme/index.json': 'index.json'}\n",
            "theme/templates/article.html": "{% set it = article %}" + _page(_ARTICLE, **single),
            "theme/templates/page.html": "{% set it = page %}" + _page(_ARTICLE, **single),
            "theme/templates/index.html": _page(groups, **single | listed | {"GROUPS": months, "ROOT": ""}),
            "theme/templates/sources.html": _page(
                groups, **single | listed | {"GROUPS": "articles|groupby('source')", "ROOT": "../"}
            ),
            "theme/templates/about.html": _page("<p>What these pages show.</p>", TITLE="About", ROOT="../"),
            "theme/index.json": "[{% for it in articles %}{{ {'slug': it.name, 'fr': it.title, "
            "'en': it.english, 'source': it.source, 'seed': it.seed}|tojson }}"
            "{% if not loop.last %},\n{% endif %}{% endfor %}]\n",
            "theme/static/style.css": "body { margin: 0 }\n",
        },
    )
    for view in VIEWS:
        (root / "content" / view).mkdir(parents=True)
    for piece in articles:
        for view, lang, body in _bodies(piece, bare):
            head = (
                f"Title: {piece.title.fr}\nEnglish: {piece.title.en}\nDate: {piece.date}\n"
                f"Month: {piece.date[:7]}\nSource: {piece.source}\nSeed: seeds/{place(piece)}.txt\n"
                f"Name: {piece.slug}\nSlug: {piece.slug}-{view}\nLang: {lang}\n"
                f"Save_as: {view}/{piece.slug}/index.html\nUrl: {view}/{piece.slug}/\n\n"
            )
            (root / "content" / view / f"{piece.slug}.md").write_text(head + body, "utf-8")


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
