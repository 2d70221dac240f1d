"""The model, as described to readers."""

import re
from collections.abc import Iterable
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
    others: tuple["ModelInfo", ...] = ()
    """Other models that may have made some of the drafts."""

    @property
    def engine(self) -> str:
        """The name that records give the model, with its version."""
        return f"{self.name} {self.version}".strip()

    def of(self, engine: str) -> "ModelInfo | None":
        """Return this or another model by the name that records give it; None if it is not known."""
        return next((model for model in (self, *self.others) if model.engine == engine), None)

    def used(self, engines: Iterable[str]) -> list["ModelInfo"]:
        """Return the models that made drafts, each once, in the order of `engines`.

        Without drafts, it is this one. Of an unknown model, only the name is known.
        """
        found = [self.of(engine) or ModelInfo(engine, "", "", "") for engine in dict.fromkeys(engines)]
        return found or [self]

    @property
    def licence_address(self) -> str:
        """The address of the licence, if it is a Creative Commons licence."""
        found = _CREATIVE_COMMONS.fullmatch(self.licence.strip())
        if not found:
            return ""
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
