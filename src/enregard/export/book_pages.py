"""The pages of a book: one per article, the title page, and the colophon."""

from collections.abc import Callable, Sequence

from enregard.article.article import Article, FacingArticle
from enregard.export.colophon import Colophon
from enregard.export.xhtml import rows, safe_address, xhtml_text
from enregard.report import counted
from enregard.site.labels import label, tally
from enregard.site.model import ModelInfo
from enregard.site.words.dates import date_in_words

STYLE = """\
body { margin: 5%; line-height: 1.45; }
h1 { font-size: 1.4em; line-height: 1.2; }
h1 .fr, h1 .en { display: block; }
h1 .en { font-weight: normal; font-style: italic; margin-top: 0.3em; }
h2, h3, h4, h5, h6 { font-size: 1.1em; margin: 1em 0 0.3em; }
p { margin: 0 0 0.4em; }
.facts, .label, .credit { font-size: 0.85em; }
.label { border-left: 0.2em solid; padding-left: 0.5em; }
.label { margin-bottom: 1em; }
.row { margin-bottom: 0.8em; }
.row .en { margin-left: 1em; }
.mixed .en .reviewed::after { content: "\\202F✓"; }
blockquote { margin: 0 0 0.4em 1em; }
pre { white-space: pre-wrap; font-size: 0.85em; }
.box { margin: 0 0 0.6em; padding: 0.3em 0.6em; border: 1px solid; }
.caption, dt { font-weight: bold; }
dd { margin: 0 0 0.4em 1em; }
figure { margin: 0 0 0.4em; }
table { border-collapse: collapse; }
th, td { padding: 0 0.6em 0.2em 0; text-align: left; vertical-align: top; }
.right { text-align: right; }
.center { text-align: center; }
nav ol { list-style: none; padding-left: 0; }
nav ol ol { padding-left: 1em; }
@media (min-width: 40em) {
.row { display: table; width: 100%; table-layout: fixed; }
.row .fr, .row .en { display: table-cell; width: 50%; vertical-align: top; margin: 0; }
.row .fr { padding-right: 1em; }
.row .en { padding-left: 1em; }
h1 .fr, h1 .en { display: table-cell; font-style: normal; }
h1.row { margin: 0 0 0.8em; }
}
"""


def head(title: str, style: str) -> str:
    """Render a page up to the start of its body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="en" xml:lang="en">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{xhtml_text(title) or "—"}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{style}"/>\n</head>\n<body>\n'
    )


def article(facing: FacingArticle) -> str:
    """Render the page of an article."""
    heading, body = rows(facing)
    counts = tally(facing)
    status = label(counts, "en")
    lang = "fr" if counts.missing and facing.target_title == facing.title else "en"
    french = heading.fr if heading else xhtml_text(facing.title, "fr")
    english = heading.en if heading else xhtml_text(facing.target_title, lang)
    page = [
        head(facing.title, "../style.css"),
        f'<section epub:type="chapter" role="doc-chapter" class="{status.state}">\n',
        f'<h1 class="row"><span class="fr" lang="fr" xml:lang="fr">{french}</span> '
        f'<span class="en" lang="{lang}" xml:lang="{lang}">{english}</span></h1>\n',
        f'<p class="facts">{xhtml_text(_facts(facing.article))}</p>\n',
        f'<p class="label"><strong>{xhtml_text(status.headline)}</strong>'
        f"{xhtml_text(status.joint + status.detail)}</p>\n",
    ]
    page += (
        f'<div class="row {row.kind}">\n<div class="fr" lang="fr" xml:lang="fr">\n{row.fr}</div>\n'
        f'<div class="en">\n{row.en}</div>\n</div>\n'
        for row in body
    )
    page.append("</section>\n</body>\n</html>\n")
    return "".join(page)


def _facts(article: Article) -> str:
    """Return date, source and file on one line."""
    date = date_in_words(article.date, "en") if article.date else "undated"
    return " · ".join((date, article.source or "source not stated", f"seeds/{article.path}"))


def _title_page(colophon: Colophon, models: Sequence[ModelInfo], count: int) -> str:
    lines = [head(colophon.title, "style.css"), '<section epub:type="titlepage">\n']
    lines.append(f"<h1>{xhtml_text(colophon.title)}</h1>\n")
    if colophon.title_fr and colophon.title_fr != colophon.title:
        lines.append(f'<p lang="fr" xml:lang="fr">{xhtml_text(colophon.title_fr, "fr")}</p>\n')
    for content in (colophon.description, colophon.author):
        lines += [f"<p>{xhtml_text(content)}</p>\n"] if content else []
    lines.append(f"<p>{counted(count, 'article')}, in French and English</p>\n")
    return "".join(lines) + "</section>\n</body>\n</html>\n"


def _about(colophon: Colophon, models: Sequence[ModelInfo], count: int) -> str:
    facts = [
        fact
        for model in models
        for fact in (
            ("Model", model.engine),
            ("Licence of the model", model.licence),
            ("Credit", model.credit),
        )
    ]
    facts += [
        ("Published by", colophon.author),
        ("Licence", colophon.licence),
        ("Website", colophon.address),
    ]
    lines = [head("About this book", "style.css"), "<section>\n<h1>About this book</h1>\n"]
    lines.append(
        "<p>Each article appears in French, unchanged, next to its English translation. Each sentence is "
        "first translated by a machine, which can be wrong: when it matters, rely on the French. Each "
        "article says whether a person has reviewed its translation; if only in part, ✓ marks the reviewed "
        "sentences.</p>\n<dl>\n"
    )
    for name, content in facts:
        if content:
            value = xhtml_text(content)
            if name == "Website" and (address := safe_address(content)):
                value = f'<a href="{xhtml_text(address)}">{value}</a>'
            lines.append(f"<dt>{name}</dt><dd>{value}</dd>\n")
    return "".join(lines) + "</dl>\n</section>\n</body>\n</html>\n"


FRONT: dict[str, Callable[[Colophon, Sequence[ModelInfo], int], str]] = {
    "title.xhtml": _title_page,
    "about.xhtml": _about,
}
"""The functions that render the title page and the colophon, by path in the book."""
