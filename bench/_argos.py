"""Load argos-translate's translation module, for comparison.

It imports minisbd, a sentence splitter under the AGPL, which this project does not install. The benches use
another splitter, so a placeholder module is enough.
"""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any


def argos_translate() -> Any:
    """Import `argostranslate.translate`. Set its folders in the environment first."""
    if "minisbd" not in sys.modules:
        placeholder = ModuleType("minisbd")
        placeholder.SBDetect = object  # type: ignore[attr-defined]
        placeholder.models = SimpleNamespace(cache_dir="", list_models=list)  # type: ignore[attr-defined]
        sys.modules["minisbd"] = placeholder
    import argostranslate.translate

    return argostranslate.translate
