"""The headers that address a program rather than readers."""

import re

from enregard.article.header_names import fold

_CAMEL_CASE = re.compile(r"[a-z][a-z0-9]+[A-Z][A-Za-z0-9]*|(?:[A-Z][a-z0-9]+){3,}")
"""Names such as `verseLength` and `LastModifierDisplayName`, but not `GitHub`."""

_TECHNICAL = frozenset(
    """
    actions apiversion aside atom autonumber autosidebar background banner bannerimage beamer bibliography
    bodyclass breadcrumb breadcrumbs canonical canonicalurl carousel cascade changefreq charset checksum
    citation citekey class classes classname codefold codelinenumbers codetools collection collections
    color colour commentable commentid comments commentsenabled commentsid component components
    contenttype coveralt crossref csl css cssclass cssclasses customedit customprops dghome dgnotesettings
    dgpinned displayedsidebar displaysidebar disqus disqusid disqusidentifier disqusurl documentclass docx
    editbutton editlink editor editoroptions editpage editurl eleventycomputed
    eleventyexcludefromcollections eleventynavigation enablecomments enableemoji enabletoc enclosure
    encoding engine excalidraw excalidrawplugin excerptseparator excludefromnav excludefromsearch execute
    export exports extra feature featured featuredimagealt featuredimagepreview features feed file
    filename filepath fontsize footer format formerurls freeze frontpage gallery gatsby generator geometry
    giscus git gitrevisiondate grandparent guid haschild haschildren hash head header headerincludes
    height hero heroimage herotext hide hidemeta hidesummary hidetableofcontents hidetitle hidetoc
    highlight home homepage hreflang html icon id imagealt imageheight imagewidth import imports
    includeafter includebefore includeinheader index indexed inreplyto ipynb isccjklanguage iscjklanguage
    isfeatured ishome isjupyter javascript js jupyter jupyterbook jupytext kanbanplugin katex kernel
    kernelspec key knit landing landingpage langref lastupdatedby lastupdatedon layout linestretch
    linkcitations lint lintignore mainfont markdownlint markup mastodon math mathengine mathjax md5 menu
    menus mermaid meta metadescription metakeywords metas metatitle mime mimetype minutes more nav navbar
    navexclude navigation navorder navtitle next nocite node nofollow noindex numberheadings
    numbersections og ogdescription ogtitle ogtype opengraph order original originalid originalsha256
    outline output outputs
    outputsection pageclass pageclasses pagefind pageinfo pagelayout pagetype paginate paginateby
    pagination paginationnext paginationprev papersize params parent parents path pdf permalink pin pinned
    plugins position postformat postid posttype prettier prev previous priority props readingtime readmore
    readtime redirect redirectfrom redirects redirectto render resources revealjs revisiondate robots rss
    schema schemaversion script scripts search searchable searchexclude seo seodescription seotitle server
    sha share sharebuttons sharing showbreadcrumbs showdate showhome showpostnavlinks showreadingtime
    showtags showtoc sidebar sidebarclassname sidebardepth sidebargroup sidebarlabel sidebarparent
    sidebarposition sitemap skin slide slidenumber slider slides slug social sort sortby sortkey sortorder
    sticky style styles stylesheet stylesheets summarylength syndication tab tableofcontents tabs tagline
    taxonomies teaser template texmath theme themes tikz timetoread titleblock titlepage titleslide toc
    tocdepth tocmaxheadinglevel tocminheadinglevel tocopen transition translationid translationkey twitter
    twittercard twitterimage type uid unsafe locale useexcerpt usehighlight usekatex usemathjax uuid
    vitepress vuepress webmentions weight width wordcount wordpressid wpid wrapperclass
    """.split()  # noqa: SIM905
)


def is_technical(name: str) -> bool:
    """Return whether headers of this name address a program."""
    return fold(name) in _TECHNICAL or _CAMEL_CASE.fullmatch(name) is not None
