"""What rules keep in drafts is there, whatever words the model chooses.

`lines.tsv` has one sentence a line: what its English matches, and what it does not.
"""

import csv
import re
from pathlib import Path

import pytest

from enregard.translate.draft.lines import translate_lines
from enregard.translate.draft.pipeline import make_translator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import Installed

LINES = Path(__file__).with_name("lines.tsv")


@pytest.mark.model
def test_drafts_keep_what_a_rule_can_keep(model: Installed) -> None:
    with LINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with Engine(model.path) as engine:
        drafts = list(translate_lines([row["French"] for row in rows], make_translator(engine, Glossary())))
    wrong = [
        (row["French"], draft)
        for row, draft in zip(rows, drafts, strict=True)
        if not re.search(row["English matches"], draft)
        or (row["English does not match"] and re.search(row["English does not match"], draft))
    ]
    assert wrong == []
