"""The pages of a book: one per article, the title page, and the colophon."""

from collections.abc import Callable, Sequence

from enregard.article.article import Article, FacingArticle
from enregard.export.colophon import Colophon
from enregard.export.xhtml import rows, safe_address, xhtml_text
from enregard.site.labels import label, tally
from enregard.site.model import ModelInfo
from enregard.site.words.dates import date_in_words
from enregard.site.words.strings import STRINGS, Strings

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


def words(view: str) -> Strings:
    """Return the words of a book in its own language: French in a book of the French texts, else English."""
    return STRINGS["fr" if view == "fr" else "en"]


def head(title: str, style: str, lang: str = "en") -> str:
    """Render a page in the language `lang` up to the start of its body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{xhtml_text(title) or "—"}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{style}"/>\n</head>\n<body>\n'
    )


def article(facing: FacingArticle, view: str = "facing") -> str:
    """Render the page of an article, in one or both languages."""
    heading, body = rows(facing)
    counts = tally(facing)
    status = label(counts, "en")
    lang = "fr" if counts.missing and facing.target_title == facing.title else "en"
    french = heading.fr if heading else xhtml_text(facing.title, "fr")
    english = heading.en if heading else xhtml_text(facing.target_title, lang)
    titles = {
        "fr": f'<span class="fr" lang="fr" xml:lang="fr">{french}</span>',
        "en": f'<span class="en" lang="{lang}" xml:lang="{lang}">{english}</span>',
    }
    is_facing = view == "facing"
    title = (
        f'<h1 class="row">{titles["fr"]} {titles["en"]}</h1>\n' if is_facing else f"<h1>{titles[view]}</h1>\n"
    )
    page = [
        head(facing.target_title if view == "en" else facing.title, "../style.css", words(view).lang),
        f'<section epub:type="chapter" role="doc-chapter" class="{status.state}">\n',
        title,
        f'<p class="facts">{xhtml_text(_facts(facing.article, words(view)))}</p>\n',
    ]
    if view != "fr":
        page.append(
            f'<p class="label"><strong>{xhtml_text(status.headline)}</strong>'
            f"{xhtml_text(status.joint + status.detail)}</p>\n"
        )
    for row in body:
        if is_facing:
            page.append(
                f'<div class="row {row.kind}">\n<div class="fr" lang="fr" xml:lang="fr">\n{row.fr}</div>\n'
                f'<div class="en">\n{row.en}</div>\n</div>\n'
            )
        elif view != "fr" or row.fr:
            page.append(f'<div class="{view} {row.kind}">\n{row.fr if view == "fr" else row.en}</div>\n')
    page.append("</section>\n</body>\n</html>\n")
    return "".join(page)


def _facts(article: Article, t: Strings) -> str:
    """Return date, source and file on one line."""
    date = date_in_words(article.date, t.lang) if article.date else t.undated
    source = article.source or f"{t.source.lower()} {t.not_stated}"
    return " · ".join((date, source, f"seeds/{article.path}"))


def book_title(colophon: Colophon, view: str) -> str:
    """Return the title of a book; one in a single language says so."""
    if view == "facing":
        return colophon.title
    title = (colophon.title_fr if view == "fr" else "") or colophon.title
    return f"{title} ({words(view).languages[view]})"


def _title_page(colophon: Colophon, models: Sequence[ModelInfo], count: int, view: str) -> str:
    title, t = book_title(colophon, view), words(view)
    lines = [head(title, "style.css", t.lang), '<section epub:type="titlepage">\n']
    lines.append(f"<h1>{xhtml_text(title)}</h1>\n")
    if view == "facing" and colophon.title_fr and colophon.title_fr != colophon.title:
        lines.append(f'<p lang="fr" xml:lang="fr">{xhtml_text(colophon.title_fr, "fr")}</p>\n')
    for content in (colophon.description if view != "fr" else "", colophon.author):
        lines += [f"<p>{xhtml_text(content)}</p>\n"] if content else []
    lines.append(f"<p>{t.lists.articles(count)}, {t.book.holds[view]}</p>\n")
    return "".join(lines) + "</section>\n</body>\n</html>\n"


def _about(colophon: Colophon, models: Sequence[ModelInfo], count: int, view: str) -> str:
    t = words(view).book
    machine = [
        fact
        for model in models
        for fact in ((t.model, model.engine), (t.model_licence, model.licence), (t.credit, model.credit))
    ]
    facts = [
        *machine,
        (t.publisher, colophon.author),
        (t.licence, colophon.licence),
        (t.website, colophon.address),
    ]
    lines = [head(t.about, "style.css", t.lang), f"<section>\n<h1>{t.about}</h1>\n"]
    lines.append(f"<p>{t.how[view]}</p>\n" if view == "fr" else f"<p>{t.how[view]} {t.drafts}</p>\n")
    known = [fact for fact in facts if fact[1]]
    lines += ["<dl>\n"] if known else []
    for name, content in known:
        value = xhtml_text(content)
        if name == t.website and (address := safe_address(content)):
            value = f'<a href="{xhtml_text(address)}">{value}</a>'
        lines.append(f"<dt>{name}</dt><dd>{value}</dd>\n")
    lines += ["</dl>\n"] if known else []
    return "".join(lines) + "</section>\n</body>\n</html>\n"


FRONT: dict[str, Callable[[Colophon, Sequence[ModelInfo], int, str], str]] = {
    "title.xhtml": _title_page,
    "about.xhtml": _about,
}
"""The functions that render the title page and the colophon, by path in the book."""
