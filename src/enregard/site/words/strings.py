"""The words of the pages in both languages, apart from longer texts, which are in the templates."""

from enregard.site.addresses import LANGUAGES
from enregard.site.words.bilingual import Word, Words
from enregard.site.words.citing import CitingWords
from enregard.site.words.lists import ListWords
from enregard.site.words.search import SearchWords


class Strings(Words):
    """The words of one language; `t` in templates."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.citing = CitingWords(lang)
        self.lists = ListWords(lang)
        self.searching = SearchWords(lang)
        self.boxes = {
            "note": self.note,
            "tip": self.tip,
            "important": self.important,
            "warning": self.warning,
            "danger": self.danger,
        }

    # The frame of every page
    skip = Word("Skip to content", "Aller au contenu")
    site_nav = Word("Site", "Site")
    other_language = Word("Français", "English")
    articles = Word("Articles", "Articles")
    archive = Word("Archive", "Archives")
    sources = Word("Sources", "Sources")
    search = Word("Search", "Recherche")
    about = Word("About", "À propos")
    made_by = Word("Made with", "Réalisé avec")
    # An article's pages
    views = Word("Views of this article", "Versions de cet article")
    facing = Word("Bilingual", "En regard")
    english = Word("English", "English")
    french = Word("Français", "Français")
    passage = Word("Passage", "Passage")
    column = Word("English translation", "Texte français")
    """The heading of this language's column on a facing page."""
    facts = Word("About this article", "À propos de cet article")
    date = Word("Date", "Date")
    as_given = Word("given as", "notée")
    undated = Word("undated", "sans date")
    updated = Word("Updated", "Mis à jour")
    source = Word("Source", "Source")
    not_stated = Word("not stated", "non indiquée")
    from_dateline = Word("from the dateline", "d’après l’en-tête de la dépêche")
    from_name = Word("from the file’s name", "d’après le nom du fichier")
    dateline = Word("Dateline", "Dépêche")
    author = Word("Author", "Auteur")
    translator = Word("Translator", "Traduction")
    reviewer = Word("Reviewed by", "Relecture")
    url = Word("URL", "Adresse")
    language = Word("Language", "Langue")
    description = Word("Description", "Description")
    tags = Word("Tags", "Mots-clés")
    seed = Word("File", "Fichier")
    what_this_means = Word("What this means", "Ce que cela signifie")
    original = Word("Original text", "Texte original")
    original_detail = Word("in French, unchanged.", "en français, inchangé.")
    footnote_back = Word("Back to the text", "Retour au texte")
    table = Word("Table", "Tableau")
    code = Word("Code", "Code")
    note = Word("Note", "Remarque")
    tip = Word("Tip", "Conseil")
    important = Word("Important", "Important")
    warning = Word("Warning", "Attention")
    danger = Word("Danger", "Danger")
    done = Word("Done:", "Fait :")
    to_do = Word("To do:", "À faire :")
    missing_note = Word("not translated yet", "pas encore traduit")
    editors_note = Word("Editor’s note", "Note de la rédaction")
    finding = Word("Finding", "Point signalé")
    findings = Word("What the checks found", "Points signalés par les contrôles")
    findings_lead = Word(
        "Automatic checks compared the English with the French. They can be wrong.",
        "Des contrôles automatiques ont comparé l’anglais au français. Ils peuvent se tromper.",
    )
    back_to_sentence = Word("Back to the sentence", "Retour à la phrase")
    found_one = Word("The checks flagged one sentence.", "Les contrôles ont signalé une phrase.")
    found_some = Word("The checks flagged {count} sentences.", "Les contrôles ont signalé {count} phrases.")
    # The status of a translation
    machine = Word("Machine translation", "Traduction automatique")
    machine_by = Word("by {engines}, not reviewed.", "par {engines}, non relue.")
    machine_partly = Word(
        "partly by machine ({engines}), not reviewed.", "en partie automatique ({engines}), non relue."
    )
    draft = Word("Draft translation", "Traduction provisoire")
    draft_detail = Word("Not reviewed.", "Non relue.")
    reviewed = Word("Reviewed translation", "Traduction relue")
    reviewed_detail = Word("A person has reviewed every sentence.", "Une personne a relu chaque phrase.")
    reviewed_brief = Word("Reviewed", "Relue")
    mixed = Word("{reviewed} of {total} sentences reviewed", "Phrases relues\u202f: {reviewed} sur {total}")
    mixed_brief = Word(
        "{reviewed}\u00a0of\u00a0{total} reviewed", "Relues\u202f: {reviewed}\u00a0sur\u00a0{total}"
    )
    mixed_rest = Word("The rest are drafts.", "Les autres sont provisoires.")
    mixed_rest_by = Word(
        "The rest is machine translation by {engines}.",
        "Les autres sont traduites automatiquement par {engines}.",
    )
    mixed_rest_partly = Word(
        "The rest are drafts, partly by machine ({engines}).",
        "Les autres sont provisoires, en partie traduites automatiquement ({engines}).",
    )
    tick = Word("✓ marks reviewed sentences.", "✓ signale les phrases relues.")
    missing = Word("Not translated yet", "Pas encore traduit")
    missing_brief = Word("Not translated", "Non traduit")
    missing_some = Word(
        "{missing} sentences are not translated yet.", "{missing} phrases ne sont pas encore traduites."
    )
    missing_one = Word("One sentence is not translated yet.", "Une phrase n’est pas encore traduite.")
    empty = Word("Nothing to translate", "Rien à traduire")
    # A page that was never read, without a network
    offline = Word("Not available offline", "Indisponible hors connexion")
    offline_detail = Word("Go to the articles", "Aller aux articles")
    # Redirects
    moved = Word("This article has moved", "Cet article a changé d’adresse")
    moved_to = Word("Go to its new address", "Aller à sa nouvelle adresse")


STRINGS = {lang: Strings(lang) for lang in LANGUAGES}
