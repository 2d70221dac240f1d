"""Feeds and exports of WordPress have a seed for each entry."""

from pathlib import Path

import pytest

from enregard.adding import feeds
from enregard.adding.convert import Converted, convert
from enregard.adding.read import Source, Wanted
from enregard.errors import EnregardError
from tests.adding.publications import add, publication

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Le Courrier</title>
<link>https://a.fr</link><language>fr-FR</language>
<item><title>L’été &amp;amp; après</title><link>https://a.fr/ete</link><guid>a1</guid>
<dc:creator>Jeanne Martin</dc:creator>
<pubDate>Mon, 01 Mar 2021 00:30:00 +0200</pubDate><category>eau</category><description>En bref.</description>
<content:encoded><![CDATA[<p>Un <b>mot</b> <script>alert(1)</script>et 1<sup>er</sup>.</p>
<p><img src="https://a.fr/b.png" alt="Carte">]]></content:encoded></item>
<item><title>Coupé</title><guid>a2</guid><description>Le début [&#8230;]</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Courrier</title><entry><title>Un titre</title>
<id>tag:a.fr,2021:1</id><published>2021-03-04T23:30:00-05:00</published>
<author><name>Paul Roux</name></author>
<link href="https://a.fr/1"/><content type="html">&lt;p&gt;Le texte.&lt;/p&gt;</content></entry></feed>"""
ITEM = """<item><title>{title}</title><link>https://b.fr/2020/{name}/</link>
<dc:creator>jm</dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id>
<wp:post_date>2020-05-06 07:08:09</wp:post_date><wp:post_name>{name}</wp:post_name>
<wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type></item>"""
WXR = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Mon blog</title><language>fr-FR</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>jm</wp:author_login><wp:author_display_name>Jeanne Martin</wp:author_display_name>
</wp:author>{items}</channel></rss>"""
CLASSIC = """Un premier paragraphe
sur deux lignes.

[caption id="a" width="3"]<img src="https://b.fr/a.png" alt="Carte"> La légende[/caption]

Un autre [sic].[gallery ids="1,2"]"""


def converted(content: str, wanted: Wanted | None = None) -> list[Converted]:
    return convert(Source(content.encode(), "flux.xml"), wanted or Wanted())


def test_the_entries_of_a_feed_become_seeds() -> None:
    full, cut = converted(RSS)
    assert full.headers == {
        "title": "L’été & après",
        "author": "Jeanne Martin",
        "date": "2021-03-01",
        "source": "Le Courrier",
        "url": "https://a.fr/ete",
        "lang": "fr-FR",
        "tags": ["eau"],
        "description": "En bref.",
    }
    assert str(full.path) == "flux/2021-03-01-l-ete-apres.md"
    assert full.part == "a1"
    assert full.body == "Un **mot** et 1^er^.\n\n![Carte](https://a.fr/b.png)\n"
    assert cut.missing == ("the rest of “Coupé”, which the feed leaves out",)
    assert str(cut.path) == "flux/coupe.md"


def test_the_day_of_an_entry_is_that_of_its_own_time_zone() -> None:
    (found,) = converted(ATOM)
    assert (found.headers["date"], found.headers["author"]) == ("2021-03-04", "Paul Roux")
    assert found.body == "Le texte.\n"


def test_an_export_of_wordpress_keeps_drafts_and_former_addresses() -> None:
    items = [("post", "publish", "un", CLASSIC), ("post", "draft", "deux", "<!-- wp:paragraph --><p>B</p>")]
    items += [
        ("post", "trash", "trois", "x"),
        ("page", "publish", "quatre", "Une page."),
        ("nav_menu_item", "publish", "m", "x"),
    ]
    export = WXR.format(
        items="".join(
            ITEM.format(title=name, name=name, body=body, id=at, status=status, kind=kind)
            for at, (kind, status, name, body) in enumerate(items)
        )
    )
    one, two = converted(export)
    assert one.headers == {
        "title": "un",
        "author": "Jeanne Martin",
        "date": "2020-05-06",
        "lang": "fr-FR",
        "aliases": ["/2020/un/"],
    }
    assert str(one.path) == "flux/2020-05-06-un.md"
    assert one.body == (
        "Un premier paragraphe\\\nsur deux lignes.\n\n<figure>\n\n![Carte](https://b.fr/a.png)\n\n<figcaption>\n\n"
        "La légende\n\n</figcaption>\n</figure>\n\nUn autre [sic].\n"
    )
    assert dict(one.dropped) == {"shortcode*": 1, "page* (--also pages)": 1}
    assert two.headers["draft"] == "true"
    assert [found.headers["title"] for found in converted(export, Wanted(pages=True))] == [
        "un",
        "deux",
        "quatre",
    ]


def test_lists_and_quotations_between_lines_of_a_classic_post() -> None:
    body = (
        "Le programme :\n<ul>\n \t<li>un</li>\n \t<li>deux</li>\n</ul>\nOn danse.\n<!--more-->\n"
        "<blockquote>Un vers,\nun autre.</blockquote>\n<pre>a\n\nb</pre>"
    )
    item = ITEM.format(title="T", name="t", body=body, id=1, status="publish", kind="post")
    item = item.replace(
        "</item>",
        "<category><![CDATA[Non classé]]></category><category>eau</category>"
        "<excerpt:encoded><![CDATA[En bref.]]></excerpt:encoded></item>",
    )
    wxr = WXR.replace("<rss ", '<rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" ', 1)
    (found,) = converted(wxr.format(items=item))
    assert found.body == (
        "Le programme :\n\n- un\n- deux\n\nOn danse.\n\n> Un vers,\\\n> un autre.\n\n```\na\n\nb\n```\n"
    )
    assert (found.headers["tags"], found.headers["description"]) == (["eau"], "En bref.")


def test_an_author_has_no_address_and_pictures_that_count_readers_are_left_out() -> None:
    feed = RSS.replace("<dc:creator>Jeanne Martin</dc:creator>", "<author>a@b.example (Anne Roux)</author>")
    found = converted(
        feed.replace(' alt="Carte">', ' alt="Carte"><img src="https://s.fr/p.gif" width="1" height="1">')
    )[0]
    assert found.headers["author"] == "Anne Roux"
    assert found.body == "Un **mot** et 1^er^.\n\n![Carte](https://a.fr/b.png)\n"


def test_feeds_that_cannot_be_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnregardError, match="has no entries: export the feed again"):
        converted("<rss><channel/></rss>")
    with pytest.raises(EnregardError, match="defines entities, which may grow or lead to other files"):
        converted(RSS.replace("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss'))
    with monkeypatch.context() as patch:
        patch.setattr("feedparser.parse", lambda *_, **__: 1 / 0)
        with pytest.raises(EnregardError, match="is not a feed that can be read: export it again"):
            converted(RSS)
    monkeypatch.setattr(feeds, "LARGEST_TEXT", 10)
    with pytest.raises(EnregardError, match="export fewer entries at once"):
        converted(RSS)


def test_what_a_feed_leaves_out_is_reported(tmp_path: Path) -> None:
    feed = tmp_path / "flux.xml"
    feed.write_text(RSS, "utf-8")
    problem = add(publication(tmp_path / "revue"), feed).problems[0]
    assert (
        "1 paragraph missing from the seed, such as “the rest of “Coupé”, which the feed leaves out”"
        in problem
    )
