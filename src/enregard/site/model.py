"""The model, as described to readers."""

import re
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(r"CC[- ](BY(?:-NC)?(?:-SA|-ND)?)[- ](\d\.\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The model that drafts the translations."""

    name: str
    version: str
    licence: str
    credit: str
    credit_fr: str = ""
    """The credit in French; if empty, French pages show `credit`."""

    @property
    def licence_address(self) -> str:
        """The address of the licence, if it is a Creative Commons licence."""
        found = _CREATIVE_COMMONS.fullmatch(self.licence.strip())
        if not found:
            return ""
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
