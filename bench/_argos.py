"""argos-translate's own translation, to compare with.

Its module imports minisbd, a sentence splitter under the AGPL, which this project does not install; it is
used with another splitter here, so that an empty module will do.
"""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any


def argos_translate() -> Any:
    """The module `argostranslate.translate`. The folders it is to use stand in the environment before."""
    if "minisbd" not in sys.modules:
        stand_in = ModuleType("minisbd")
        stand_in.SBDetect = object  # type: ignore[attr-defined]
        stand_in.models = SimpleNamespace(cache_dir="", list_models=list)  # type: ignore[attr-defined]
        sys.modules["minisbd"] = stand_in
    import argostranslate.translate

    return argostranslate.translate
