"""Abbreviations are written out where what is around them tells what they mean."""

import pytest

from enregard.article.article import Text
from enregard.article.edits import edit_text
from enregard.translate.draft import abbreviations

GIVEN = {
    "Rens. : 04 67, insc. avant le 3 mars": "Renseignements : 04 67, inscriptions avant le 3 mars",
    "Bât. B, esc. 3, 2e ét.": "Bâtiment B, escalier 3, 2e étage.",
    "Rdv à 9 h, R.D.V. à 14h": "Rendez-vous à 9 h, Rendez-vous à 14h",
    "Ch. appt 3 p., 60 m²": "Nous cherchons appartement 3 pièces, 60 m²",
    "Vds vélo, 10 pers. max. 20": "À vendre : vélo, 10 personnes maximum 20",
    "Mar. 3 mars, sam. et dim. : 10 h": "Mardi 3 mars, samedi et dimanche : 10 h",
    "Réserv. conseillée, rés. au 04, vds vélo": "Réservation conseillée, réservation au 04, à vendre : vélo",
    "Le pdt. du cons. gén., 3 sem. au min.": "Le président du conseil général, 3 semaines au minimum.",
    "Min. de l'Éduc. nat., circ. du 4 mai": "Ministère de l'Éducation nationale, circulaire du 4 mai",
    "Arch. dép., arr. d'Albi, cant. de Pau": "Archives départementales, arrondissement d'Albi, canton de Pau",
    "Le R.P. Roy, le 3e bat. d'inf.": "Le Révérend père Roy, le 3e bataillon d'infanterie.",
    "Rés. Les Pins": "Rés. Les Pins",
    "T. II, p. 145": "Tome II, p. 145",
    "Nos 3 et 4 : épuisés": "Numéros 3 et 4 : épuisés",
    "1 c. à s. d'huile, 2 c. à café de sel": "1 cuillère à soupe d'huile, 2 cuillères à café de sel",
    "180 °C (th. 6), ouvert 7j/7": "180 °C (thermostat 6), ouvert 7 jours sur 7",
    "Vve Martin, sté de chasse, coll. part.": "Veuve Martin, société de chasse, collection privée.",
    "Éd. revue, trad. de l'anglais": "Édition revue, traduit de l'anglais",
    "Nos 3 enfants, un tas de th. et d'art.": "Nos 3 enfants, un tas de th. et d'art.",
    "La mer. Le jeu. Il part.": "La mer. Le jeu. Il part.",
    "Il rentre du bât. Il dort.": "Il rentre du bât. Il dort.",
}


@pytest.mark.parametrize("plain", GIVEN)
def test_abbreviations_are_written_out(plain: str) -> None:
    assert edit_text(Text(plain), list(abbreviations.for_model(plain))).plain == GIVEN[plain]
