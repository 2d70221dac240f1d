"""Convert a Marian network to CTranslate2's form, in a process of its own. Run by `opus.py`."""

import sys
from contextlib import suppress

from enregard.translate.model.opus import OUT_OF_MEMORY, WRONG


def main(source: str, target: str) -> None:
    """Convert the release of OPUS-MT in the folder `source` to int8 in the new folder `target`.

    Ends the process with `OUT_OF_MEMORY`, or with `WRONG` after one line that says what is wrong.
    """
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        from ctranslate2.converters import OpusMTConverter

        OpusMTConverter(source).convert(target, quantization="int8")
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    except Exception as error:  # damaged files raise errors of any kind
        sys.stderr.write(" ".join(str(error).split()) or type(error).__name__)
        sys.exit(WRONG)
