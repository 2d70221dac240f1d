"""What HTML elements mean in an article."""

MARKS = {
    "a": "link",
    "abbr": "abbreviation",
    "acronym": "abbreviation",
    "b": "strong",
    "cite": "cite",
    "del": "s",
    "dfn": "em",
    "em": "em",
    "i": "em",
    "ins": "inserted",
    "mark": "highlight",
    "q": "quote",
    "s": "s",
    "small": "small",
    "strike": "s",
    "strong": "strong",
    "sub": "sub",
    "sup": "sup",
    "u": "underline",
    "var": "em",
}
"""Elements around words, and the tokens for them."""

CODE = {"code": "code_inline", "samp": "code_inline", "tt": "code_inline", "kbd": "kbd_inline"}
"""Elements whose words are not prose, and the tokens for them."""

INLINE = frozenset(
    "bdi bdo big data font label nobr picture rb rbc rp rt rtc ruby slot span time tt wbr".split()  # noqa: SIM905
)
"""Elements in a line that are read as their content."""

FLOW = frozenset(
    "address article aside body button center dir div fieldset footer header hgroup legend main menu nav "  # noqa: SIM905
    "noscript search section".split()
)
"""Elements around blocks that are read as their content."""

CONTAINERS = {"blockquote": "blockquote", "ul": "bullet_list", "ol": "ordered_list", "dl": "dl"}
"""Elements around blocks, and the tokens for them."""

BLOCKS = frozenset(
    "blockquote caption dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table "  # noqa: SIM905
    "tbody td tfoot th thead tr ul".split()
)
"""Elements that are blocks of their own, or parts of one."""

MEDIA = frozenset("audio embed iframe object video".split())  # noqa: SIM905
"""Elements that become a link to what they show."""

DROPPED = frozenset(
    "applet area base basefont bgsound canvas datalist dialog form frame frameset head html input link map "  # noqa: SIM905
    "marquee math meta meter noembed noframes optgroup option output param progress script select source "
    "style svg template textarea title track xmp".split()
)
"""Elements that are left out with their content."""

SILENT = frozenset("area base head html link meta param source title track".split())  # noqa: SIM905
"""Those of them that readers do not see anyway."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()  # noqa: SIM905
)

KNOWN = frozenset({*MARKS, *CODE, *INLINE, *FLOW, *BLOCKS, *MEDIA, *DROPPED, "br", "col", "colgroup", "img"})

SWITCHES = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls defer default disabled download "  # noqa: SIM905
    "formnovalidate hidden inert ismap itemscope loop markdown multiple muted noshade novalidate nowrap open "
    "playsinline readonly required reversed selected webkitallowfullscreen mozallowfullscreen".split()
)
"""Attributes that may stand without a value. In `a <b et c> d`, `et` is no attribute, so this is no tag."""
