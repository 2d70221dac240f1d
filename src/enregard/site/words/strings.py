"""Every word of the pages that is not the publisher's or the articles', in both languages.

Whole texts, such as those of the page about the site, stand in templates.
"""

from dataclasses import dataclass

from enregard.site.words.lists import LIST_WORDS, ListWords
from enregard.site.words.search import SEARCH_WORDS, SearchWords


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of one language; templates know them as `t`."""

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
    """Heads the column of this language on a facing page."""
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
    # How far a translation is
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
    # Where an article stood before
    moved: str
    moved_to: str
    # The other pages
    lists: ListWords
    searching: SearchWords


STRINGS = {
    "en": Strings(
        skip="Skip to the text",
        site_nav="Site",
        other_language="Français",
        articles="Articles",
        archive="Archive",
        sources="Sources",
        search="Search",
        about="About",
        made_by="Made with",
        views="Views of this article",
        facing="Facing",
        english="English",
        french="Français",
        passage="Passage",
        column="English translation",
        facts="About this article",
        date="Date",
        as_given="as given:",
        undated="undated",
        source="Source",
        not_stated="not stated",
        from_dateline="from the dateline",
        dateline="Dateline",
        author="Author",
        url="Address",
        language="Language",
        description="Description",
        tags="Tags",
        seed="File",
        what_this_means="What this means",
        original="Original text",
        original_detail="in French, as received.",
        footnote_back="Back to the text",
        table="Table",
        code="Code",
        missing_note="not translated yet",
        finding="Finding",
        findings="What the checks found",
        findings_lead="Programs compared the French with the English. They cannot know which is right, and "
        "can be wrong themselves.",
        back_to_sentence="Back to the sentence",
        found_one="The checks found something in one sentence.",
        found_some="The checks found something in {count} sentences.",
        machine="Machine translation",
        machine_by="by {engines}; no person has reviewed it.",
        machine_partly="partly by machine ({engines}); no person has reviewed it.",
        draft="Draft translation",
        draft_detail="No person has reviewed it.",
        reviewed="Reviewed by a person",
        reviewed_detail="Every sentence of this translation.",
        reviewed_brief="Reviewed",
        mixed_brief="{reviewed}\u00a0of\u00a0{total} reviewed",
        mixed="{reviewed} of {total} sentences reviewed",
        mixed_rest="The others are drafts.",
        mixed_rest_by="The others are machine translation by {engines}.",
        mixed_rest_partly="The others are drafts, partly by machine ({engines}).",
        tick="✓ stands after a sentence that a person has reviewed.",
        missing="Not translated yet",
        missing_brief="Not translated",
        missing_some="{missing} sentences are not translated yet.",
        missing_one="One sentence is not translated yet.",
        empty="No text to translate",
        moved="This article has moved",
        moved_to="Read it at its present address",
        lists=LIST_WORDS["en"],
        searching=SEARCH_WORDS["en"],
    ),
    "fr": Strings(
        skip="Aller au texte",
        site_nav="Site",
        other_language="English",
        articles="Articles",
        archive="Archives",
        sources="Sources",
        search="Rechercher",
        about="À propos",
        made_by="Fait avec",
        views="Présentations de cet article",
        facing="En regard",
        english="English",
        french="Français",
        passage="Passage",
        column="Texte français",
        facts="À propos de cet article",
        date="Date",
        as_given="telle que donnée\u202f:",
        undated="sans date",
        source="Source",
        not_stated="non indiquée",
        from_dateline="d’après la date de dépêche",
        dateline="Dépêche",
        author="Auteur",
        url="Adresse",
        language="Langue",
        description="Description",
        tags="Mots-clés",
        seed="Fichier",
        what_this_means="Ce que cela veut dire",
        original="Texte original",
        original_detail="en français, tel que reçu.",
        footnote_back="Retour au texte",
        table="Tableau",
        code="Code",
        missing_note="pas encore traduit",
        finding="Remarque",
        findings="Ce que les contrôles ont relevé",
        findings_lead="Des programmes ont comparé le français et l’anglais. Ils ne savent pas lequel est "
        "juste, et peuvent se tromper.",
        back_to_sentence="Retour à la phrase",
        found_one="Les contrôles ont relevé quelque chose dans une phrase.",
        found_some="Les contrôles ont relevé quelque chose dans {count} phrases.",
        machine="Traduction automatique",
        machine_by="par {engines}\u202f; personne ne l’a relue.",
        machine_partly="en partie automatique ({engines})\u202f; personne ne l’a relue.",
        draft="Traduction provisoire",
        draft_detail="Personne ne l’a relue.",
        reviewed="Traduction relue par une personne",
        reviewed_detail="Phrase par phrase, en entier.",
        reviewed_brief="Relue",
        mixed_brief="{reviewed}\u00a0relues sur\u00a0{total}",
        mixed="{reviewed} phrases relues sur {total}",
        mixed_rest="Les autres sont provisoires.",
        mixed_rest_by="Les autres sont une traduction automatique par {engines}.",
        mixed_rest_partly="Les autres sont provisoires, en partie automatiques ({engines}).",
        tick="✓ suit une phrase relue par une personne.",
        missing="Pas encore traduit",
        missing_brief="Non traduit",
        missing_some="{missing} phrases ne sont pas encore traduites.",
        missing_one="Une phrase n’est pas encore traduite.",
        empty="Aucun texte à traduire",
        moved="Cet article a changé d’adresse",
        moved_to="Le lire à son adresse actuelle",
        lists=LIST_WORDS["fr"],
        searching=SEARCH_WORDS["fr"],
    ),
}
