"""The model as readers are told about it."""

import re
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(r"CC[- ](BY(?:-NC)?(?:-SA|-ND)?)[- ](\d\.\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What readers are told about the model that drafts the translations."""

    name: str
    version: str
    licence: str
    credit: str
    credit_fr: str = ""
    """The credit in French; where it is empty, French pages give the other."""

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; empty where it is not one of Creative Commons."""
        found = _CREATIVE_COMMONS.fullmatch(self.licence.strip())
        if not found:
            return ""
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
