"""Twenty saved news pages of different sites: texts of our own in the structures of real systems."""

import json
from dataclasses import dataclass

TITLES = (
    "Le pont de Saint-Aubin rouvre après deux ans de travaux",
    "À Lorient, l’eau de pluie arrose les stades",
    "Les apiculteurs du Morvan comptent leurs ruches",
    "Un orchestre de lycéens joue dans les gares",
)
AUTHORS = ("Jeanne Martin", "Paul Le Goff", "Inès Benali", "Hélène d’Aubigné")
PARAGRAPHS = (
    "Les premiers cyclistes ont traversé le fleuve mardi à l’aube, salués par une fanfare et par les ouvriers qui "
    "avaient terminé la veille la pose du dernier garde-corps. « Nous avons attendu ce jour comme on attend le "
    "printemps », raconte une habitante du quartier des Tanneurs.",
    "Le chantier a coûté 4,2 millions d’euros, dont la moitié a été payée par le département. Il devait durer onze "
    "mois ; la crue de février et une grève des transporteurs l’ont prolongé de plus d’un an, sans que le budget "
    "augmente, assure la mairie.",
    "Pendant la fermeture, les commerçants de la rive gauche avaient perdu près d’un tiers de leurs clients. Plusieurs "
    "d’entre eux demandent encore une aide, que la commune examinera lors de sa prochaine séance, le 12 mars.",
    "Le nouvel ouvrage compte deux voies pour les voitures, une piste cyclable et un trottoir élargi. Des capteurs "
    "mesureront chaque nuit les mouvements des piles, et leurs relevés seront publiés une fois par mois.",
)
NOISE = (
    "Accueil",
    "Nous utilisons des cookies",
    "Lire aussi",
    "Partager sur",
    "Mentions légales",
    "Inscrivez-vous à la newsletter",
    "Un autre article sans rapport",
)
"""Words that no seed may have."""


@dataclass(frozen=True)
class Page:
    """A page, with what it states."""

    name: str
    html: str
    title: str
    author: str
    date: str
    source: str


MENU = (
    '<nav class="menu" role="navigation"><ul><li><a href="/">Accueil</a></li><li><a href="/politique">Politique</a>'
    '</li><li><a href="/sport">Sport</a></li><li><a href="/abonnement">Abonnement</a></li></ul></nav>'
)
COOKIES = (
    '<div id="cookie-banner" class="cookie-notice" role="dialog"><p>Nous utilisons des cookies pour mesurer '
    "l’audience.</p><button>Accepter</button><button>Continuer sans accepter</button></div>"
)
SHARE = (
    '<div class="share-buttons sharedaddy"><span>Partager sur</span><ul><li><a href="https://facebook.com/sharer">'
    'Facebook</a></li><li><a href="https://twitter.com/intent">X</a></li></ul></div>'
)
ALSO = (
    '<aside class="related lire-aussi"><p>Lire aussi</p><ul><li><a href="/autre">Un autre article sans rapport</a></li>'
    '<li><a href="/encore">Encore un autre</a></li></ul></aside>'
)
FOOTER = (
    '<footer class="site-footer"><p>Inscrivez-vous à la newsletter</p><ul><li><a href="/mentions">Mentions légales</a>'
    "</li><li>© 2024</li></ul></footer>"
)


def body(at: int) -> str:
    """Return the paragraphs of an article, in an order of its own."""
    ordered = PARAGRAPHS[at % 4 :] + PARAGRAPHS[: at % 4]
    return "".join(f"<p>{words}</p>" for words in ordered)


def _document(head: str, content: str) -> str:
    return f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">{head}</head><body>{content}</body></html>'


def _graph(at: int, source: str, day: str, *, free: bool = True, kind: str = "NewsArticle") -> str:
    described = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": TITLES[at % 4],
        "datePublished": f"{day}T06:30:00+01:00",
        "author": [{"@type": "Person", "name": AUTHORS[at % 4]}],
        "publisher": {"@type": "Organization", "name": source},
        "isAccessibleForFree": free,
    }
    return f'<script type="application/ld+json">{json.dumps(described)}</script>'


def _open_graph(at: int, source: str) -> str:
    return (
        f'<meta property="og:title" content="{TITLES[at % 4]}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{source}">'
        f'<link rel="canonical" href="https://www.site{at}.fr/article/{at}.html">'
    )


def _wordpress(at: int, source: str, day: str) -> str:
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    head = (
        f"<title>{title} – {source}</title>{_open_graph(at, source)}"
        f'<meta property="article:published_time" content="{day}T05:00:00+00:00">'
        f'<meta name="author" content="{author}"><meta name="generator" content="WordPress 6.5">'
    )
    return _document(
        head,
        f'<div id="page" class="site"><header id="masthead">{MENU}</header>{COOKIES}<main id="main" class="site-main">'
        f'<article id="post-{at}" class="post type-post hentry"><header class="entry-header">'
        f'<h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on"><time '
        f'class="entry-date published" datetime="{day}">{day}</time></span><span class="byline"> par '
        f'<a rel="author" href="/author/x">{author}</a></span></div></header><div class="entry-content">{body(at)}'
        f'{SHARE}</div><footer class="entry-footer"><a rel="tag" href="/tag/pont">pont</a></footer></article>'
        f'<nav class="post-navigation"><a rel="prev" href="/p">Article précédent</a></nav>{ALSO}'
        f'<div id="comments"><h3>Laisser un commentaire</h3><form><textarea></textarea></form></div></main>'
        f'<aside id="secondary" class="widget-area"><section class="widget"><h2>Articles récents</h2><ul><li>'
        f'<a href="/r">Un autre article sans rapport</a></li></ul></section></aside>{FOOTER}</div>',
    )


def _spip(at: int, source: str, day: str) -> str:
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    head = (
        f"<title>{title} - {source}</title>{_open_graph(at, source)}"
        '<meta name="generator" content="SPIP 4.2.10">'
        f'<meta name="author" content="{author}"><meta name="DC.date" content="{day}">'
    )
    return _document(
        head,
        f'<div id="page"><div id="entete"><a href="/">Accueil</a></div><div id="nav">{MENU}</div>{COOKIES}'
        f'<div id="conteneur"><div id="contenu"><div class="cartouche"><p class="arbo"><a href="/">Accueil</a> &gt; '
        f'<a href="/r">Actualités</a></p><h1 class="crayon article-titre-{at} surlignable">{title}</h1>'
        f'<p class="info-publi"><abbr class="published" title="{day}T08:00:00Z">{day}</abbr>, par <span '
        f'class="vcard author"><a class="url fn spip_in" href="/auteur1">{author}</a></span></p></div>'
        f'<div class="surlignable"><div class="texte crayon article-texte-{at}">{body(at)}</div></div>{SHARE}'
        f'<div class="menu_articles"><h2>Dans la même rubrique</h2><ul><li><a href="/a">Un autre article sans rapport'
        f"</a></li></ul></div></div></div>{FOOTER}</div>",
    )


def _drupal(at: int, source: str, day: str) -> str:
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    head = (
        f"<title>{title} | {source}</title>{_open_graph(at, source)}{_graph(at, source, day, kind='Article')}"
        '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">'
    )
    return _document(
        head,
        f'<div class="dialog-off-canvas-main-canvas"><header role="banner">{MENU}</header>{COOKIES}<main role="main">'
        f'<div class="region region-content"><article role="article" class="node node--type-article node--view-mode-full">'
        f'<h1 class="page-header"><span class="field field--name-title">{title}</span></h1><footer><div '
        f'class="node__submitted">Par <span class="field--name-uid">{author}</span>, {day}</div></footer>'
        f'<div class="node__content"><div class="field field--name-body field--type-text-with-summary">{body(at)}</div>'
        f"{SHARE}</div></article></div></main>{ALSO}{FOOTER}</div>",
    )


def _daily(at: int, source: str, day: str) -> str:
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    head = f"<title>{title} - {source}</title>{_open_graph(at, source)}{_graph(at, source, day)}"
    return _document(
        head,
        f'{COOKIES}<header class="header">{MENU}</header><main class="main"><section class="article__wrapper"><header '
        f'class="article__header"><h1 class="article__title">{title}</h1><p class="article__desc">Le chantier aura duré '
        f'deux ans de plus que prévu.</p><section class="meta__authors">Par <a class="article__author-link">{author}</a>'
        f"</section></header>{SHARE}<article class='article__content'>{body(at)}"
        f'<section class="inread inread--related"><p>Lire aussi : <a href="/autre">Un autre article sans rapport</a></p>'
        f"</section></article>{ALSO}</section></main>{FOOTER}",
    )


def _paywall(at: int, source: str, day: str) -> str:
    title = TITLES[at % 4]
    head = f"<title>{title} - {source}</title>{_open_graph(at, source)}{_graph(at, source, day, free=False)}"
    return _document(
        head,
        f'{COOKIES}<header>{MENU}</header><main><article class="article article--paywalled"><h1>{title}</h1>'
        f'<div class="article__content">{body(at)[: len(body(at)) // 2].rsplit("</p>", 1)[0]}</p></div>'
        f'<div class="paywall"><p>Il vous reste 62 % de cet article à lire. La suite est réservée aux abonnés.</p>'
        f'<a href="/abonnement">S’abonner</a></div></article>{ALSO}</main>{FOOTER}',
    )


def _amp(at: int, source: str, day: str) -> str:
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    head = (
        f"<title>{title}</title>{_open_graph(at, source)}{_graph(at, source, day)}"
        '<script async src="https://cdn.ampproject.org/v0.js"></script><style amp-custom>p{margin:0}</style>'
    )
    return _document(
        head,
        f'<amp-sidebar id="menu" layout="nodisplay">{MENU}</amp-sidebar><amp-consent id="c" layout="nodisplay">'
        f"{COOKIES}</amp-consent><article><h1>{title}</h1><p class='author'>Par {author}</p><amp-img src='/a.jpg' "
        f"width='600' height='400' layout='responsive'></amp-img><div class='amp-article-content'>{body(at)}</div>"
        f"<amp-social-share type='twitter'></amp-social-share></article>{ALSO}{FOOTER}",
    )


def _old(at: int, source: str, day: str) -> str:
    """A page without structured data, as many local papers have."""
    title, author = TITLES[at % 4], AUTHORS[at % 4]
    year, month, date = day.split("-")
    head = (
        f'<title>{title} - {source}</title><meta name="author" content="{author}"><meta name="date" content="{day}">'
        f'<meta property="og:site_name" content="{source}"><link rel="canonical" href="https://old{at}.fr/{at}">'
    )
    return _document(
        head,
        f'<div id="header">{MENU}</div><div class="breadcrumb"><a href="/">Accueil</a> &gt; <a href="/l">Local</a></div>'
        f'<div id="content"><h1>{title}</h1><p class="date">Publié le {date}/{month}/{year}</p><div id="article-text">'
        f"{body(at)}</div>{SHARE}{ALSO}</div>{FOOTER}",
    )


def pages() -> list[Page]:
    """Return the pages."""
    found = []
    makers = [
        *[_wordpress] * 4,
        *[_spip] * 3,
        *[_drupal] * 3,
        *[_daily] * 4,
        *[_paywall] * 2,
        *[_amp] * 2,
        *[_old] * 2,
    ]
    for at, maker in enumerate(makers):
        source, day = f"Le Courrier n{at}", f"20{10 + at % 14}-0{1 + at % 9}-{10 + at % 18}"
        html = maker(at, source, day)
        found.append(
            Page(f"{at:02}{maker.__name__}.html", html, TITLES[at % 4], AUTHORS[at % 4], day, source)
        )
    return found
