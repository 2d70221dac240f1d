"""French words that show whether a full stop ends a sentence: abbreviations, and words that start sentences.

Abbreviations are listed without their last full stop, and all but `TITLES` in lower case. An abbreviation
that is also a word (`vol`, `art`) is listed only if something specific, such as a number, must follow it.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    Adj Amb Capt Cdt Cne Col Cte Ctesse Dr Drs Gal Gén Hon Lcl Lt M Maj Me Melle Messrs Mgr Mlle Mlles MM
    Mme Mmes Mr Mrs Ms Pr Prof Prs Rev Rév Sgt Sr Sra St Ste Stes Sts Vte Vtesse Vve
""")
"""Always followed by a name."""

RANKS = _words("""
    adj adjt all amb archit bd cap capt card cdt cmdt cne col comm commt conseill cpl ct dép dir dr
    drs exc gal gén gl hôp imp ing insp lcl lieut lt maréch me mgr mlle min minist mme mons mr pdt pl pr préf
    prés présid prof profs rés rev rte rég rév secr sén sgt sq st ste
""")
"""Ranks, offices and kinds of streets: before the name that they belong to, no sentence ends."""

NEVER_LAST = _words("""
    c-à-d c.-à-d c.à.d cf càd e.g i.e n.b nb notamm p.ex s.v vs
""")
"""Always followed by what they introduce."""

BEFORE_NUMBER = _words("""
    al alin ann annexe app append art arts avr bât bd bull cah cf ch chap circ civ col coll crim cte dir div
    doc déc env esc f fasc fax ff fig figs fo fol fév févr ill janv juil lett liv loi max min n no nos nov num
    numéro oct op p pag par para paragr pl pp pt rec règl réf rég rés sect sept sq ss suppl sér t tab tit
    tom trad tél v verset vol vols vv éd
""")
"""Followed by a number (`art. 3`, `chap. IV`) or by the letter of a code (`art. L. 642-3`)."""

INSIDE = _words("""
    abrév acad adj adv agglom alt anc angl ant ap appt apr arch arr arrdt arrond assoc av avr bd bibl bld
    boul bros cah cath chap chr cie circ coll collab contr coord corp dir doct dép dépt ed eds env ets etym
    ex excl exempl fam fasc fig figs fol féd fém gouv géogr hab hist hébr ibid ibidem id impr inc incl inf
    introd ital jr lat litt loc ltd ltée masc mun myth méd nat nouv op orig ouvr par.ex philo plur pref
    princ pron prov préf prép pseud publ péj qq quelq resp réd rédac réf rép rév sci sing soc spéc sqq sr
    ss sté subst suiv suppl syn théol trad trim tél univ var éd éds étab éts étym
""")
"""Usually within a sentence, sometimes last in it: what follows decides."""

DAYS = _words("lun mar mer merc jeu ven vend sam dim")
"""Days of the week, before a date."""

LETTERED = _words("""
    annexe appendice article bac bloc bâtiment case catégorie chapitre classe considérant division fenêtre
    figure groupe hall hépatite immeuble lettre ligne liste lot niveau note option paragraphe partie phase
    plan point porte poule quai rang rhésus salle section sous-section série tableau touche tribune type
    variante virus vitamine vitamines zone
""")
"""Followed by a letter that is not an initial: `la vitamine C.`"""

OPENERS = _words("""
    a afin ailleurs ainsi allez alors après assez attention au aucun aucune aujourd'hui auparavant aussi
    aussitôt autant autour autre autrefois autres aux avant avec avez avons beaucoup bien bientôt bonjour
    bref c' car ce ceci cela celle celles celui cependant certaines certains certes ces cet cette ceux
    chacun chacune chaque chez combien comme comment contre d' dans de debout depuis derrière des deux
    devant dix donc dont du durant dès déjà désormais elle elles en encore enfin ensuite entre environ est
    et eux excellent faites faut grâce heureusement hier hors ici il ils j' jadis jamais je jusqu' l' la
    laquelle le lequel les leur leurs lors lorsqu' lorsque lui là m' ma maintenant mais malgré
    malheureusement merci mes mieux moi moins mon même n' naturellement ne ni non nos notre nous nul nulle
    néanmoins on or ou oui outre où par parce parfois parmi pas pendant personne peu peut-être plus
    plusieurs plutôt pour pourquoi pourtant presque pris près puis puisqu' puisque qu' quand quant que quel
    quelle quelles quelqu' quelque quelques quels qui quiconque quoi quoiqu' quoique rien s' sa sans sauf se
    selon ses seul seule seulement si sinon soit son soudain sous souvent suite suivant sur surtout t' ta
    tandis tant tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes trois trop très
    tu tôt un une vers via voici voilà vos votre vous vraiment y à ç' ça étant évidemment
""")
"""Words that start a sentence if they are capitalised, since they are not names."""

PARTICLES = _words("""
    a al ben d' da de des di dos du el l' la le les saint san st van von
""")
"""Openers that also start a name or a title: `J. Le Goff`, `éd. La Découverte`."""

PRONOUNS = _words("""
    c' ce cela elle elles il ils j' je nous on tu vous ça
""")
"""Subjects: after a full stop, they start a sentence even without a capital."""

SHOUTS = _words("jeopardy joomla wham yahoo")
"""Names that end in an exclamation mark."""
