"""Datelines, and prose that looks like one."""

import pytest

from enregard.seeds.dateline import find_dateline


@pytest.mark.parametrize(
    ("plain", "text", "place", "day", "agency"),
    [
        (
            "KABOUL, 25 juillet (Reuters) - Les",
            "KABOUL, 25 juillet (Reuters) -",
            "KABOUL",
            "25 juillet",
            "Reuters",
        ),
        ("PARIS (AFP) — Le", "PARIS (AFP) —", "PARIS", None, "AFP"),
        ("PARIS\xa0(AFP)\xa0— Le", "PARIS\xa0(AFP)\xa0—", "PARIS", None, "AFP"),
        (
            "WASHINGTON/PEKIN, 3 août (Reuters) – x",
            "WASHINGTON/PEKIN, 3 août (Reuters) –",
            "WASHINGTON/PEKIN",
            "3 août",
            "Reuters",
        ),
        (
            "Genève, le 1er mars 2021 (ATS) - Le",
            "Genève, le 1er mars 2021 (ATS) -",
            "Genève",
            "1er mars 2021",
            "ATS",
        ),
        (
            "SAINT-ÉTIENNE-DU-ROUVRAY (Seine-Maritime), 26 juillet (AFP) - Deux",
            "SAINT-ÉTIENNE-DU-ROUVRAY (Seine-Maritime), 26 juillet (AFP) -",
            "SAINT-ÉTIENNE-DU-ROUVRAY (Seine-Maritime)",
            "26 juillet",
            "AFP",
        ),
        (
            "Aix-en-Provence (Bouches-du-Rhône) (AFP) - x",
            "Aix-en-Provence (Bouches-du-Rhône) (AFP) -",
            "Aix-en-Provence (Bouches-du-Rhône)",
            None,
            "AFP",
        ),
        (
            "LE CAIRE, lundi 5 sept. 2021 (XYZ) -- Le",
            "LE CAIRE, lundi 5 sept. 2021 (XYZ) --",
            "LE CAIRE",
            "lundi 5 sept. 2021",
            "XYZ",
        ),
        (
            "PARIS, LONDRES, 3 août (AFP/Reuters) - x",
            "PARIS, LONDRES, 3 août (AFP/Reuters) -",
            "PARIS, LONDRES",
            "3 août",
            "AFP/Reuters",
        ),
        ("PARIS, 3 août (Reuters) -Le", "PARIS, 3 août (Reuters) -", "PARIS", "3 août", "Reuters"),
        ("PARIS, 3 août - Le", "PARIS, 3 août -", "PARIS", "3 août", None),
        ("NÎMES (Gard), 3 mai - x", "NÎMES (Gard), 3 mai -", "NÎMES (Gard)", "3 mai", None),
        ("KABOUL (Reuters)", "KABOUL (Reuters)", "KABOUL", None, "Reuters"),
    ],
)  # fmt: skip
def test_dateline(plain: str, text: str, place: str, day: str | None, agency: str | None) -> None:
    found = find_dateline(plain)
    assert found is not None
    assert (found.text, found.place, found.day, found.agency) == (text, place, day, agency)
    assert plain.startswith(found.text)


@pytest.mark.parametrize(
    "plain",
    [
        "",
        "Paris, 3 août - Le",
        "Paris est une fête.",
        "Emmanuel Macron (LREM) – le président",
        "SAINT-ÉTIENNE (Loire) - Les",
        "Le ministre a parlé à Paris (AFP) - selon ses proches",
        "ONU - Le conseil",
        "KABOUL, 25 juillet (Reuters) Les Etats-Unis",
        "paris (AFP) - Le",
        "Mot. (Avec AFP)",
        "Paris (AFP)",
        "A" * 239 + " (AFP)" + " et la suite",
    ],
)
def test_prose(plain: str) -> None:
    assert find_dateline(plain) is None
