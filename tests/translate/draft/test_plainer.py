import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft.plainer import for_model


def reworded(plain: str) -> str:
    return edit_text(Text(plain), [edit for one in for_model(plain) for edit in one.edits]).plain


@pytest.mark.parametrize(
    ("french", "plain"),
    [
        ("On a beau fermer la porte, le froid entre.", "Même si on ferme la porte, le froid entre."),
        ("Il avait beau crier, personne ne vint.", "Même s'il criait, personne ne vint."),
        ("J'ai beau appeler, il dort.", "Même si j'appelle, il dort."),
        ("Le maire a beau dire, rien ne change.", "Même si le maire dit, rien ne change."),
        (
            "« Il neige », a écrit à un ami Jean Blanc.",
            "« Il neige », a écrit Jean Blanc à un ami.",
        ),
        (
            "« Oui », a dit au préfet Anne Roux, fermière.",
            "« Oui », a dit Anne Roux, fermière, au préfet.",
        ),
        ("La trentaine d'élèves a fui.", "Les quelque trente élèves a fui."),
        ("Une quinzaine de jours plus tard, il revint.", "Deux semaines plus tard, il revint."),
        ("Le quinquagénaire a fui.", "L'homme dans la cinquantaine a fui."),
        ("Une femme quadragénaire a fui.", "Une femme d'une quarantaine d'années a fui."),
        ("Ils nient avoir vendu la barque.", "Ils nient qu'ils ont vendu la barque."),
        ("Hors taxes.", "Taxes non comprises."),
        ("Le navire aurait coulé lundi.", "Le navire aurait, dit-on, coulé lundi."),
        ("L'otage serait détenu dans le nord.", "L'otage serait, dit-on, détenu dans le nord."),
        ("Un petit millier de sites.", "Près d'un millier de sites."),
        ("Il dispose d'une bonne centaine de lits.", "Il dispose de plus d'une centaine de lits."),
        (
            "Cela s'est fait bien que le maire ait protesté.",
            "Cela s'est fait, bien que le maire ait protesté.",
        ),
        ("« Rien », explique-t-on à la mairie.", "« Rien », explique la mairie."),
        ("« Rien », dit-on à l’Élysée.", "« Rien », dit l'Élysée."),
        ("« Rien », assure-t-on au cabinet du ministre.", "« Rien », assure le cabinet du ministre."),
        ("« Rien ne presse », tempère le maire.", "« Rien ne presse », précise le maire."),
        ("« Assez ! » tonne-t-elle.", "« Assez ! » s'exclame-t-elle."),
        ("Les routes sont praticables.", "Les routes sont utilisables."),
        ("L'octogénaire a fui.", "La personne de plus de quatre-vingts ans a fui."),
        ("Un centenaire a voté.", "Un homme de plus de cent ans a voté."),
        ("Elle a la quarantaine.", "Elle a une quarantaine d'années."),
        ("Il y a une quinzaine, il neigeait.", "Il y a une quinzaine de jours, il neigeait."),
        ("Réponse sous huitaine", "Réponse dans une semaine"),
        (
            "La FNSEA manifeste. L'ARS alerte sur la grippe.",
            "La FNSEA proteste. L'ARS met en garde contre la grippe.",
        ),
        ("Le GIEC alerte.", "Le GIEC lance l'alerte."),
        ("Quitte à choisir, je reste.", "S'il faut choisir, je reste."),
        ("La D12 est coupée.", "La D12 est fermée."),
        ("Il aura beau protester, il paiera.", "Même s'il proteste, il paiera."),
        ("Il a eu beau chercher, il n'a rien vu.", "Même s'il cherchait, il n'a rien vu."),
        ("On a beau dire, il pleut.", "Même si on le dit, il pleut."),
        ("« Oui », assure à l'AFP Luc Noir.", "« Oui », affirme Luc Noir à l'AFP."),
        ("« Oui », confiait hier au journal Anne Roy.", "« Oui », disait Anne Roy au journal hier."),
        ("Le tableau aurait été vendu.", "Le tableau aurait, dit-on, été vendu."),
        ("Le voleur serait un ancien employé.", "Le voleur serait, dit-on, un ancien employé."),
        ("La princesse serait enceinte.", "La princesse serait, dit-on, enceinte."),
        ("Selon la police, le navire aurait coulé.", "Selon la police, le navire a coulé."),
        ("D'après lui, la reine serait malade.", "D'après lui, la reine est malade."),
        ("La SNCF supprime deux trains complets.", "La SNCF annule deux trains complets."),
        ("Les TGV sont complets.", "Les TGV sont pleins."),
        ("Manquent trois chaises.", "Il manque trois chaises."),
        ("À peine était-il sorti qu'il pleuvait.", "Il était à peine sorti quand il pleuvait."),
        ("Il n'a pas renoncé pour autant.", "Il n'a pas renoncé malgré cela."),
        ("Tout riche qu'il est, il pleure.", "Même s'il est très riche, il pleure."),
        ("Encore faut-il le vouloir.", "Mais il faut le vouloir."),
    ],
)
def test_what_the_model_gets(french: str, plain: str) -> None:
    assert reworded(french) == plain


@pytest.mark.parametrize(
    "french",
    [
        "Il a un beau jardin, dit-elle.",
        "Il a parlé à Jean Blanc.",
        "Il a dit à un ami que Jean Blanc viendrait.",
        "Dans la trentaine d'années qui suit, tout change.",
        "La quinzaine commerciale commence.",
        "Le navire aurait coulé si la mer avait été forte.",
        "Selon la police, le maire aurait pu partir.",
        "Le maire aurait dû partir.",
        "La loi serait dans deux ans une réussite.",
        "Il coopère cordialement avec la mairie.",
        "Une petite maison.",
        "Il faut bien qu'il ait raison.",
        "C'est aussi bien que ce soit fini.",
        "Nous savons bien que le maire a protesté.",
        "Explique-t-on au public pourquoi ?",
        "Cette solution est praticable.",
        "Le juge du « Palais » tranche en mars.",
        "Il tempère ses propos.",
        "Le tableau aurait été mieux ici.",
        "Il a supprimé un mot. La salle est complète.",
        "Pour autant, il reste.",
        "Selon lui, le maire aurait pu venir.",
        "Le doigt est coupé.",
        "La LPO manifeste sa colère.",
        "Le centenaire de la paix",
        "Un pont centenaire.",
    ],
)
def test_what_is_left(french: str) -> None:
    assert reworded(french) == french
