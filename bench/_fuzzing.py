"""Run one reader under atheris: `python -m bench._fuzzing READER CORPUS LIBFUZZER-OPTIONS…`."""

import sys

try:
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]
except ImportError:
    sys.exit("atheris is not installed: pip install atheris (Linux)")

with atheris.instrument_imports(include=["enregard", "markdown_it", "mdit_py_plugins", "polib"]):
    from tests.hostile.readers import READERS

if __name__ == "__main__":
    reader = READERS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: reader(bytes(data)))
    atheris.Fuzz()
