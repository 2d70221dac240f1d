"""The engine with all that is done around it: sentences prepared, checked, tried again."""

from enregard.translate.checks import check
from enregard.translate.draft.pipeline import Preparing
from enregard.translate.draft.retry import RetryingTranslator
from enregard.translate.glossary.glossary import Glossary
from enregard.translate.model.engine import Engine
from enregard.translate.model.translator import Translator

WAYS = "prepared 4, repaired 1"
"""Versions of what is done around the model. Raised where that changes drafts, so that none is recalled."""


def careful(engine: Engine, terms: Glossary) -> Translator:
    """The engine with every sentence prepared, checked and, where a check finds fault, tried again."""
    return RetryingTranslator(Preparing(engine, terms), lambda source, target: check(source, target, terms))
