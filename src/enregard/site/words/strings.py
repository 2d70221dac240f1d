"""The words of pages and books. Longer texts are in the templates; the catalogues translate all of them."""

from collections.abc import Callable
from functools import cached_property, partial

from enregard.messages import in_language
from enregard.site.addresses import LANGUAGES


class Words:
    """The words of the pages in the language `lang`; subclasses name them."""

    def __init__(self, lang: str) -> None:
        self.lang = lang


class Word:
    """A word in English, with a context if it means something else in others.

    As an attribute of `Words`, it is the word in their language, looked up once.
    """

    def __init__(self, english: str, context: str = "") -> None:
        self._english, self._context = english, context

    def __set_name__(self, owner: type[Words], name: str) -> None:
        self._name = name

    def __get__(self, words: Words, owner: type[Words]) -> str:
        spoken = in_language(words.lang)
        found = (
            spoken.pgettext(self._context, self._english) if self._context else spoken.gettext(self._english)
        )
        vars(words)[self._name] = found
        return found


class Counted:
    """Words in English for one thing and for several, with `{count}`.

    As an attribute of `Words`, it is a function from a number to the words in their language.
    """

    def __init__(self, one: str, some: str) -> None:
        self.forms = one, some

    def __set_name__(self, owner: type[Words], name: str) -> None:
        self._name = name

    def __get__(self, words: Words, owner: type[Words]) -> Callable[[int], str]:
        found = partial(in_language(words.lang).ngettext, *self.forms)
        vars(words)[self._name] = found
        return found


class CitingWords(Words):
    """The words of one language; `t.citing` in templates."""

    cite = Word("Cite this article")
    quoted = Word("“{title}”")
    translated_by = Word("Translated by {names}")
    machine_by = Word("Machine translation by {engines}")
    reviewed_by = Word("reviewed by {names}")
    only_reviewed_by = Word("Translation reviewed by {names}")
    undated = Word("n.d.")


class ListWords(Words):
    """The words of one language; `t.lists` in templates."""

    # The first page
    facing = Counted(
        "{count} French article with its English translation",
        "{count} French articles with their English translations",
    )
    drafts = Word("<strong>The English is machine-translated</strong>, unless a page says otherwise.")
    reviewed = Word("The English has been reviewed.")
    how = Word("How the translation is made")
    nothing_yet = Word(
        "No articles yet. Put French articles (<code>.txt</code> or <code>.md</code>) in the "
        "<code>seeds</code> folder and run <code>enregard build</code> again."
    )
    # Links to lists and feeds
    lists = Word("Browse articles")
    by_month = Word("By month")
    by_source = Word("By source")
    by_tag = Word("By tag")
    elsewhere = Word("External links")
    feeds = Word("Feeds")
    feed = Word("{name} feed")
    """The link to the feed that contains `{name}`."""
    book = Word("E-book: {name}")
    """The link to the book that contains `{name}`."""
    about = Word("{title}: {subject}")
    """The title of a feed about one tag or source."""
    # Lists
    tags = Word("Tags")
    links = Word("Links")
    months_lead = Word("Articles by month")
    sources_lead = Word("Articles by source")
    tags_lead = Word("Articles by tag, in French and English")
    links_lead = Counted(
        "{count} external address linked from the articles",
        "{count} external addresses linked from the articles",
    )
    articles = Counted("{count} article", "{count} articles")
    more = Counted("and {count} more", "and {count} more")
    page = Word("{head}, page {number}")
    """The title of any page after the first."""
    pages = Word("Pages")
    newest = Word("Newest {shown} of {count} articles")
    numbered = Word("Articles {first} to {last}, numbered from the oldest")
    newer = Word("Newer articles")
    older = Word("Older articles")
    before = Word("Previous page")
    after = Word("Next page")


class SearchWords(Words):
    """The words of one language; `t.searching` in templates."""

    needs = Word(
        "Search needs JavaScript and a web server. You can also browse articles "
        '<a href="{months}">by month</a>, <a href="{sources}">by source</a> or '
        '<a href="{list}">in the list</a>.'
    )
    """Shown without a script."""
    words = Word("Search for")
    year = Word("Year")
    any = Word("any")
    """Any source, any year."""
    hint = Word("Finds all forms of a word; put words in quotes to find them exactly.")


class BookWords(Words):
    """The words of books; `t.book`."""

    contents = Word("Contents")
    about = Word("About this book")
    drafts = Word(
        "Each sentence is first translated by a machine, which can be wrong: when it matters, rely on the "
        "French. Each article says whether a person has reviewed its translation; if only in part, ✓ marks "
        "the reviewed sentences."
    )
    model = Word("Model")
    model_licence = Word("Licence of the model")
    credit = Word("Credit")
    publisher = Word("Published by")
    licence = Word("Licence")
    website = Word("Website")

    @property
    def holds(self) -> dict[str, str]:
        """What a book of each view holds, after the number of articles."""
        return {"facing": self._holds_both, "en": self._holds_english, "fr": self._holds_french}

    _holds_both = Word("in French and English")
    _holds_english = Word("translated from French")
    _holds_french = Word("in the original French")

    @property
    def how(self) -> dict[str, str]:
        """What a book of each view holds, as a sentence."""
        return {"facing": self._how_both, "en": self._how_english, "fr": self._how_french}

    _how_both = Word("Each article appears in French, unchanged, next to its English translation.")
    _how_english = Word("Each article is an English translation from French.")
    _how_french = Word("The articles are in the original French, unchanged.")


class Strings(Words):
    """The words of one language; `t` in templates."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.citing = CitingWords(lang)
        self.lists = ListWords(lang)
        self.searching = SearchWords(lang)
        self.book = BookWords(lang)

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language or languages of each view."""
        return {"facing": self._both, "en": self._english, "fr": self._french}

    @cached_property
    def boxes(self) -> dict[str, str]:
        """The titles of boxes that have none, by kind."""
        return {
            "note": self.note,
            "tip": self.tip,
            "important": self.important,
            "warning": self.warning,
            "danger": self.danger,
        }

    _both = Word("French and English")
    _english = Word("English", "in a text")
    _french = Word("French", "in a text")
    # Languages in their own words
    english = "English"
    french = "Français"

    @property
    def other_language(self) -> str:
        """The other language of the pages."""
        return self.english if self.lang == "fr" else self.french

    @property
    def column(self) -> str:
        """The heading of this language's column on a facing page."""
        return self._french_column if self.lang == "fr" else self._english_column

    _french_column = Word("French text")
    _english_column = Word("English translation")
    # The frame of every page
    skip = Word("Skip to content")
    site_nav = Word("Site")
    articles = Word("Articles")
    archive = Word("Archive")
    sources = Word("Sources")
    search = Word("Search")
    about = Word("About")
    made_by = Word("Made with")
    # An article's pages
    views = Word("Views of this article")
    facing = Word("Bilingual")
    passage = Word("Passage")
    facts = Word("About this article")
    date = Word("Date")
    as_given = Word("given as")
    undated = Word("undated")
    updated = Word("Updated")
    source = Word("Source")
    not_stated = Word("not stated")
    from_dateline = Word("from the dateline")
    from_name = Word("from the file’s name")
    dateline = Word("Dateline")
    author = Word("Author")
    translator = Word("Translator")
    reviewer = Word("Reviewed by")
    url = Word("URL")
    language = Word("Language")
    description = Word("Description")
    tags = Word("Tags")
    seed = Word("File")
    what_this_means = Word("What this means")
    original = Word("Original text")
    original_detail = Word("in French, unchanged.")
    footnote_back = Word("Back to the text")
    table = Word("Table")
    code = Word("Code")
    note = Word("Note")
    tip = Word("Tip")
    important = Word("Important")
    warning = Word("Warning")
    danger = Word("Danger")
    done = Word("Done:")
    to_do = Word("To do:")
    missing_note = Word("not translated yet")
    editors_note = Word("Editor’s note")
    finding = Word("Finding")
    findings = Word("What the checks found")
    findings_lead = Word("Automatic checks compared the English with the French. They can be wrong.")
    back_to_sentence = Word("Back to the sentence")
    found = Counted("The checks flagged one sentence.", "The checks flagged {count} sentences.")
    # The status of a translation
    machine = Word("Machine translation")
    machine_by = Word("by {engines}, not reviewed.")
    machine_partly = Word("partly by machine ({engines}), not reviewed.")
    draft = Word("Draft translation")
    draft_detail = Word("Not reviewed.")
    reviewed = Word("Reviewed translation")
    reviewed_detail = Word("A person has reviewed every sentence.")
    reviewed_brief = Word("Reviewed")
    mixed = Word("{reviewed} of {total} sentences reviewed")
    mixed_brief = Word("{reviewed}\u00a0of\u00a0{total} reviewed")
    mixed_rest = Word("The rest are drafts.")
    mixed_rest_by = Word("The rest is machine translation by {engines}.")
    mixed_rest_partly = Word("The rest are drafts, partly by machine ({engines}).")
    tick = Word("✓ marks reviewed sentences.")
    missing = Word("Not translated yet")
    missing_brief = Word("Not translated")
    missing_some = Counted("One sentence is not translated yet.", "{count} sentences are not translated yet.")
    empty = Word("Nothing to translate")
    # A page that was never read, without a network
    offline = Word("Not available offline")
    offline_detail = Word("Go to the articles")
    # A page that does not exist
    not_found = Word("Page not found")
    not_found_detail = Word(
        'There is nothing at this address. Try the <a href="{list}">list of articles</a> or the '
        '<a href="{archive}">archive</a>.'
    )
    # Redirects
    moved = Word("This article has moved")
    moved_to = Word("Go to its new address")


STRINGS = {lang: Strings(lang) for lang in LANGUAGES}
