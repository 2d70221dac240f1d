"""The words of the pages in both languages, apart from longer texts, which are in the templates."""

from dataclasses import dataclass

from enregard.site.words.lists import LIST_WORDS, ListWords
from enregard.site.words.search import SEARCH_WORDS, SearchWords


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of one language; `t` in templates."""

    # The frame of every page
    skip: str
    site_nav: str
    other_language: str
    articles: str
    archive: str
    sources: str
    search: str
    about: str
    made_by: str
    # An article's pages
    views: str
    facing: str
    english: str
    french: str
    passage: str
    column: str
    """The heading of this language's column on a facing page."""
    facts: str
    date: str
    as_given: str
    undated: str
    source: str
    not_stated: str
    from_dateline: str
    dateline: str
    author: str
    url: str
    language: str
    description: str
    tags: str
    seed: str
    what_this_means: str
    original: str
    original_detail: str
    footnote_back: str
    table: str
    code: str
    missing_note: str
    finding: str
    findings: str
    findings_lead: str
    back_to_sentence: str
    found_one: str
    found_some: str
    # The status of a translation
    machine: str
    machine_by: str
    machine_partly: str
    draft: str
    draft_detail: str
    reviewed: str
    reviewed_detail: str
    reviewed_brief: str
    mixed: str
    mixed_brief: str
    mixed_rest: str
    mixed_rest_by: str
    mixed_rest_partly: str
    tick: str
    missing: str
    missing_brief: str
    missing_some: str
    missing_one: str
    empty: str
    # Redirects
    moved: str
    moved_to: str
    # The other pages
    lists: ListWords
    searching: SearchWords


STRINGS = {
    "en": Strings(
        skip="Skip to content",
        site_nav="Site",
        other_language="Français",
        articles="Articles",
        archive="Archive",
        sources="Sources",
        search="Search",
        about="About",
        made_by="Made with",
        views="Views of this article",
        facing="Bilingual",
        english="English",
        french="Français",
        passage="Passage",
        column="English translation",
        facts="About this article",
        date="Date",
        as_given="given as",
        undated="undated",
        source="Source",
        not_stated="not stated",
        from_dateline="from the dateline",
        dateline="Dateline",
        author="Author",
        url="URL",
        language="Language",
        description="Description",
        tags="Tags",
        seed="File",
        what_this_means="What this means",
        original="Original text",
        original_detail="in French, unchanged.",
        footnote_back="Back to the text",
        table="Table",
        code="Code",
        missing_note="not translated yet",
        finding="Finding",
        findings="What the checks found",
        findings_lead="Automatic checks compared the English with the French. They can be wrong.",
        back_to_sentence="Back to the sentence",
        found_one="The checks flagged one sentence.",
        found_some="The checks flagged {count} sentences.",
        machine="Machine translation",
        machine_by="by {engines}, not reviewed.",
        machine_partly="partly by machine ({engines}), not reviewed.",
        draft="Draft translation",
        draft_detail="Not reviewed.",
        reviewed="Reviewed translation",
        reviewed_detail="A person has reviewed every sentence.",
        reviewed_brief="Reviewed",
        mixed_brief="{reviewed}\u00a0of\u00a0{total} reviewed",
        mixed="{reviewed} of {total} sentences reviewed",
        mixed_rest="The rest are drafts.",
        mixed_rest_by="The rest is machine translation by {engines}.",
        mixed_rest_partly="The rest are drafts, partly by machine ({engines}).",
        tick="✓ marks reviewed sentences.",
        missing="Not translated yet",
        missing_brief="Not translated",
        missing_some="{missing} sentences are not translated yet.",
        missing_one="One sentence is not translated yet.",
        empty="Nothing to translate",
        moved="This article has moved",
        moved_to="Go to its new address",
        lists=LIST_WORDS["en"],
        searching=SEARCH_WORDS["en"],
    ),
    "fr": Strings(
        skip="Aller au contenu",
        site_nav="Site",
        other_language="English",
        articles="Articles",
        archive="Archives",
        sources="Sources",
        search="Recherche",
        about="À propos",
        made_by="Réalisé avec",
        views="Versions de cet article",
        facing="En regard",
        english="English",
        french="Français",
        passage="Passage",
        column="Texte français",
        facts="À propos de cet article",
        date="Date",
        as_given="notée",
        undated="sans date",
        source="Source",
        not_stated="non indiquée",
        from_dateline="d’après l’en-tête de la dépêche",
        dateline="Dépêche",
        author="Auteur",
        url="Adresse",
        language="Langue",
        description="Description",
        tags="Mots-clés",
        seed="Fichier",
        what_this_means="Ce que cela signifie",
        original="Texte original",
        original_detail="en français, inchangé.",
        footnote_back="Retour au texte",
        table="Tableau",
        code="Code",
        missing_note="pas encore traduit",
        finding="Point signalé",
        findings="Points signalés par les contrôles",
        findings_lead="Des contrôles automatiques ont comparé l’anglais au français. Ils peuvent se tromper.",
        back_to_sentence="Retour à la phrase",
        found_one="Les contrôles ont signalé une phrase.",
        found_some="Les contrôles ont signalé {count} phrases.",
        machine="Traduction automatique",
        machine_by="par {engines}, non relue.",
        machine_partly="en partie automatique ({engines}), non relue.",
        draft="Traduction provisoire",
        draft_detail="Non relue.",
        reviewed="Traduction relue",
        reviewed_detail="Une personne a relu chaque phrase.",
        reviewed_brief="Relue",
        mixed_brief="Relues\u202f: {reviewed}\u00a0sur\u00a0{total}",
        mixed="Phrases relues\u202f: {reviewed} sur {total}",
        mixed_rest="Les autres sont provisoires.",
        mixed_rest_by="Les autres sont traduites automatiquement par {engines}.",
        mixed_rest_partly="Les autres sont provisoires, en partie traduites automatiquement ({engines}).",
        tick="✓ signale les phrases relues.",
        missing="Pas encore traduit",
        missing_brief="Non traduit",
        missing_some="{missing} phrases ne sont pas encore traduites.",
        missing_one="Une phrase n’est pas encore traduite.",
        empty="Rien à traduire",
        moved="Cet article a changé d’adresse",
        moved_to="Aller à sa nouvelle adresse",
        lists=LIST_WORDS["fr"],
        searching=SEARCH_WORDS["fr"],
    ),
}
