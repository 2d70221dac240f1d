"""Streets with a name stay French; the same words with another meaning do not."""

import pytest

from enregard.translate.draft.streets import street_names

STREETS = {
    "La rue de la Soif est fermée.": ["rue de la Soif"],
    "12, rue du Faubourg-Saint-Honoré à Paris": ["rue du Faubourg-Saint-Honoré"],
    "rue du 8-Mai-1945 et rue du 8 mai 1945": ["rue du 8-Mai-1945", "rue du 8 mai 1945"],
    "À l'angle de l'avenue Jean-Jaurès.": ["avenue Jean-Jaurès"],
    "rue Victor Hugo à Tours": ["rue Victor Hugo"],
    "quai d'Orsay, boulevard Voltaire": ["quai d'Orsay", "boulevard Voltaire"],
    "sur la place de la République": ["place de la République"],
    "sur la place Jean-Macé": ["place Jean-Macé"],
    "la place de la France dans le monde": [],
    "à la place Jean-Pierre viendra": [],
    "en place Tahrir, sur la place Tahrir": [],
    "sur la place Saint-Pierre": [],
    "Ils regardent la rue Sésame.": [],
    "Il est dans la rue. Le maire dort.": [],
    "les rues de Paris": [],
    "4, av. de la Gare, bd Voltaire": ["av. de la Gare", "bd Voltaire"],
    "En 70 av. J.-C., 25 av. J-C": [],
    "Salle des fêtes, route de Lyon": ["route de Lyon"],
    "Il prend la route de Lyon.": [],
    "7, cours Mirabeau, au cours Gambetta": ["cours Mirabeau", "cours Gambetta"],
    "Cours Élémentaire, cours de danse": [],
    "Rond-point de l'Europe": ["Rond-point de l'Europe"],
    "Z.A. des Pins, lot 4": ["Z.A. des Pins"],
}


@pytest.mark.parametrize("plain", STREETS)
def test_streets_and_squares(plain: str) -> None:
    assert [name.english for name in street_names(plain)] == STREETS[plain]
