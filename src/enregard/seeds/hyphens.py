"""Decide whether a hyphen at the end of a line only divides a word, or belongs to it.

Most such hyphens divide a word, so they are dropped in doubt. A hyphen stays if the text has the word with it
elsewhere, before a capital or vowel, after certain first parts (`vice-`), before pronouns, and in well-known
compounds. The lists were chosen by how often words are written with a hyphen, and how often words could be
divided there, in half a million French sentences.
"""

import re
from collections.abc import Container, Iterable

SOFT_HYPHENS = ("\N{SOFT HYPHEN}", "\N{NOT SIGN}")
"""Signs that only divide a word; scanned texts have the second."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*-\Z")
_VOWELS = frozenset("aeiouàâäéèêëîïôöùûüœæ")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PREFIXES = _words("bi co dés in inter més pan poly pré pro ré sub sur syn trans tri ab ad")
"""A word may be divided after them before a vowel (`in-utile`); other divisions come before a consonant."""

_FIRST_PARTS = _words("""
    afro anglo après arrière austro avant celle celles celui ceux cinquante demi dessus deux dix elle
    elles est eux franco germano grand gréco hispano israélo italo latino lui luso nord nous peut
    politico qu'est quarante quatre quelques rendez russo semi sino soixante sud tiers trente turco un
    vice vingt vis vous
""")
"""A hyphen follows."""

_ONE_WORD = re.compile(r"\w+o-(?:phon|phil|phob)|ce-(?:lui|la)\b|plate-forme")
_OTHER_PAIRS = re.compile(
    r"sous-(?!tr|cri)|non-(?!ant|obst|ch|ag|ne)"
    r"|\w+[sx]-tu\b|\w+(?:ez|ns|tes)-(?:lui|leur|la)\b"
    r"|\w+(?<!voi)(?<!hou)(?<!ce)-là\b"
    r"|(?:celui|ceux|celles?|fois|jours?|mois|temps|heures?|points?|moments?|années?)-ci\b"
)
"""Pairs of first and second parts with a hyphen between them."""

_AFTER_VERBS = _words("ce elle elles il ils je le les moi nous on toi vous")
_LAST_PARTS = _AFTER_VERBS | _words("bas delà dessous dessus midi même mêmes ouest plan uni unis unes uns")
"""A hyphen precedes."""

_LINKS = _words("à au aux ce d de du en et l la le les lès ou par que sans si sous sur t un vous")
"""A hyphen follows them inside a compound: `arc-en-ciel`, `a-t-il`, `sur-le-champ`."""

_COMPOUNDS = _words("""
    abat-jour accord-cadre aide-mémoire aller-retour amour-propre année-lumière appui-tête
    assurance-chômage assurance-maladie assurance-vie attentat-suicide au-dedans au-dehors au-delà
    au-dessous au-devant avant-garde avant-première bande-annonce bas-fond bas-relief basse-cour
    basse-fosse basse-ville bateau-mouche beau-fils beau-frère beau-père beaux-parents bel-esprit
    belle-fille belle-mère belle-sœur bien-aimé bien-aimée bien-fondé bloc-notes bon-papa bonne-maman
    bouche-trou bouche-à-bouche boute-en-train bric-à-brac brise-glace brûle-parfum c'est-à-dire
    cache-cache cache-nez café-concert café-théâtre cahin-caha casse-cou casse-croûte casse-noisette
    casse-pieds casse-tête cent-jours centre-droit centre-gauche centre-ville cerf-volant chasse-neige
    chauffe-plat chauve-souris chef-d'œuvre chef-lieu chefs-lieux chou-fleur ci-contre ci-dessous
    ci-dessus ci-devant ci-gît ci-joint ci-jointe ci-présent ciné-club clair-obscur claire-voie
    code-barre coffre-fort compte-gouttes compte-rendu compte-tours contre-courant contre-jour
    contre-la-montre contre-pied contre-plongée contre-pouvoir contre-productif contre-terrorisme
    copier-coller couche-tard coupe-circuit coupe-feu coupe-gorge coupe-papier coupe-vent court-circuit
    court-métrage couvre-chef couvre-feu couvre-lit croix-rouge croque-mitaine croque-monsieur
    croque-mort crève-cœur crédit-bail cul-de-sac cure-dents dame-jeanne dernier-né double-clic déjà-vu
    eau-de-vie eau-forte emporte-pièce en-cas en-tête entre-temps essuie-glace essuie-mains ex-femme
    ex-mari ex-ministre ex-premier ex-président extrême-droite extrême-gauche fac-similé face-à-face
    faire-part faux-fuyant faux-monnayeur faux-semblant fer-blanc fier-à-bras fourre-tout franc-maçon
    franc-parler franc-tireur gagne-pain garde-boue garde-chasse garde-corps garde-côte garde-fou
    garde-malade garde-manger garde-meuble garde-robe garde-à-vous gobe-mouches grand-chose grand-messe
    grand-mère grand-peine grand-père grand-route grand-rue grande-duchesse grands-mères grands-parents
    grands-pères gratte-ciel grille-pain gris-vert guet-apens gâte-sauce haut-commissaire
    haut-commissariat haut-de-forme haut-fond haut-fourneau haut-le-cœur haut-niveau haut-parleur
    haut-relief haute-fidélité haute-ville hors-bord hors-jeu hors-la-loi hors-série hydro-électrique
    laisser-faire laisser-passer laissez-passer lance-pierre lance-roquettes lave-linge lave-vaisselle
    lettre-préface libre-arbitre libre-penseur libre-service libre-échange lieu-dit long-courrier
    long-métrage là-bas là-dedans là-dessous là-dessus là-haut lèche-vitrine main-d'œuvre main-forte
    maison-mère martin-pêcheur maître-nageur mi-chemin mi-clos mi-close mi-corps mi-course mi-côte
    mi-décembre mi-février mi-hauteur mi-janvier mi-juillet mi-juin mi-mai mi-mars mi-novembre
    mi-parcours mi-septembre mi-temps mi-voix mille-feuille mille-pattes moins-value monte-charge
    mort-né mort-vivant mot-clef mot-clé mot-valise moyen-courrier moyen-âge mère-patrie non-dit
    non-lieu non-sens nord-coréen nouveau-né nouveaux-nés nu-pieds nu-tête oiseau-lyre oiseau-mouche
    outre-manche outre-mer outre-rhin outre-tombe ouvre-boîte palais-royal par-dedans par-derrière
    par-dessous par-dessus par-devant par-devers pare-balles pare-brise pare-chocs pare-feu passe-droit
    passe-montagne passe-partout passe-temps pays-bas peau-rouge perce-neige petit-beurre
    petit-bourgeois petit-déjeuner petit-fils petit-gris petit-lait petit-neveu petit-pois petite-fille
    petite-nièce petites-filles petits-fils petits-pois pied-de-biche pied-noir pied-à-terre pieds-noirs
    pince-nez pince-sans-rire ping-pong pique-assiette pique-nique pique-niquer pis-aller plain-chant
    plain-pied plate-bande plus-que-parfait plus-value point-virgule porc-épic porte-avions
    porte-bagages porte-bonheur porte-cigare porte-clés porte-documents porte-drapeau porte-fenêtre
    porte-manteau porte-monnaie porte-parole porte-plume porte-voix post-scriptum pot-au-feu pot-bouille
    pot-de-vin pot-pourri pousse-café premier-né presse-citron presse-papiers prie-dieu prime-sautier
    prince-président proche-orient procès-verbal procès-verbaux pré-salé prêt-à-porter pèse-personne
    pêle-mêle quant-à-soi quasi-certitude quasi-contrat quasi-délit quasi-totalité quatre-vingts
    queue-de-cheval quote-part rabat-joie raz-de-marée reine-claude reine-marguerite rez-de-chaussée
    rince-doigts rond-point rose-croix rouge-gorge royaume-uni réveille-matin sacro-saint sacré-cœur
    sage-femme sages-femmes saint-père saisie-arrêt sang-froid sang-mêlé sans-culotte sans-cœur
    sans-emploi sans-faute sans-façon sans-fil sans-gêne sans-logis sans-papiers sauf-conduit
    saut-de-lit saute-mouton sauve-garde sauve-qui-peut savoir-faire savoir-vivre science-fiction
    serre-livres serre-tête social-démocrate social-démocratie socio-culturel socio-économique
    soi-disant soi-même souffre-douleur sourd-muet sous-préfet station-service sud-coréen sur-le-champ
    taille-crayon tam-tam tapis-brosse terre-neuve terre-plein tic-tac timbre-poste tire-bouchon
    tire-ligne tiroir-caisse tourne-disque tout-puissant tout-terrain toute-puissance toute-puissante
    tragi-comique tragi-comédie trente-et-un trois-mâts trois-quarts trompe-l'œil trop-plein
    trouble-fête trouble-fêtes tue-tête tête-bêche tête-à-tête va-et-vient va-nu-pieds va-tout
    ver-luisant vert-de-gris vide-ordures vide-poche vidéo-clip vif-argent ville-lumière vingt-trois
    vis-à-vis volte-face wagon-lit wagon-restaurant week-end
""")

_SINGULAR = frozenset(
    "-".join(part.removesuffix("s") for part in word.split("-")[-2:]) for word in _COMPOUNDS
)
"""The last two parts of each compound, without `s`: they are the same in the plural."""


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of a text, in lower case, except those at the ends of lines, which may be divided.

    Return none if no line ends with a hyphen.
    """
    lines = list(lines)
    found: set[str] = set()
    if not any(line.endswith("-") for line in lines):
        return frozenset()
    for line in lines:
        words = _WORD.findall(line.lower())
        found.update(words[1:-1])
    return frozenset(found)


def divides(line: str, following: str, known: Container[str]) -> bool:
    """Return whether the hyphen at the end of `line` only divides a word that `following` continues.

    `known` are words of the text.
    """
    before, after = _LAST.search(line), _WORD.match(following)
    if before is None or after is None:
        return False
    return not _keeps_hyphen(before[0][:-1], after[0], known)


def _keeps_hyphen(first: str, second: str, known: Container[str]) -> bool:
    """Return whether the word that is divided after `first` has a hyphen there."""
    if second[0].isupper() and not (first.isupper() and len(first) > 1):
        return True
    first, second = first.lower(), second.lower()
    for divided, answer in ((f"{first}{second}", False), (f"{first}-{second}", True)):
        if divided in known:
            return answer
    *parts, last = first.split("-")
    following, *more = second.split("-")
    pair = f"{last}-{following}"
    if f"{first}{second}" in _COMPOUNDS or _ONE_WORD.match(pair):
        return False
    return (
        (second[0] in _VOWELS and last not in _PREFIXES)
        or (bool(parts) and last in _LINKS)
        or (bool(more) and following in _LINKS)
        or len(last) == 1
        or last in _FIRST_PARTS
        or following in _LAST_PARTS
        or _OTHER_PAIRS.match(pair) is not None
        or "-".join(part.removesuffix("s") for part in (last, following)) in _SINGULAR
    )
