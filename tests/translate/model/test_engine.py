"""The engine answers like Argos Translate with the same model, markup and long texts included."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench._argos import argos_translate
from enregard.article.article import Mark, MarkKind, Text
from enregard.article.word_links import decode, words_of
from enregard.errors import EnregardError
from enregard.system.cores import available_cores
from enregard.translate.draft.pipeline import ProcessingTranslator
from enregard.translate.markup.placeholders import from_placeholders, with_placeholders
from enregard.translate.model import network as network_module
from enregard.translate.model import vocabulary
from enregard.translate.model.engine import ARGOS_LENGTH_PENALTY, LONGEST, Engine, _batches, _Part
from enregard.translate.model.install import Installed
from enregard.translate.model.pin import Decoding
from tests.conftest import SHARED

FLORES = SHARED / "eval" / "flores-dev.fr-en.tsv"


@pytest.mark.model
def test_translations_are_those_of_argos_translate(model: Installed, tmp_path: Path) -> None:
    if not FLORES.exists():
        pytest.skip(f"the evaluation sentences are missing: {FLORES}")
    import ctranslate2

    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
            patch.setenv(name, str(tmp_path))
        from argostranslate.package import Package

        apply_packaged_translation = argos_translate().apply_packaged_translation

    class Given:
        """Runs Argos's own decoding on all lines in one call, and keeps the lines apart.

        Argos's batches have 32 pieces, which is one line. Larger ones take a quarter of the time.
        """

        def split_sentences(self, text: str) -> list[str]:
            return french

        def translate_batch(self, tokens: list[list[str]], **options: Any) -> Any:
            self.results = translator.translate_batch(tokens, **{**options, "max_batch_size": 1024})
            return self.results

    def ours() -> list[str]:
        with Engine(model.path, Decoding(length_penalty=ARGOS_LENGTH_PENALTY)) as engine:
            return [text.plain for text in engine.translate([Text(line) for line in french])]

    lines = [line.split("\t")[0] for line in FLORES.read_text("utf-8").splitlines()]
    french = sorted(lines, key=len)[:240:2]
    restricted = ours()
    for_another = tmp_path / "english_pieces.bin"
    for_another.write_bytes(vocabulary.mark_english(["x"], {"x"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "BUNDLED", for_another)
        unrestricted = ours()
    translator = ctranslate2.Translator(
        str(model.path / "model"), inter_threads=available_cores(), intra_threads=1
    )
    package, given = Package(model.path), Given()
    whole = apply_packaged_translation(package, "", given, given)[0].value
    theirs = [package.tokenizer.decode(result.hypotheses[0]).removeprefix(" ") for result in given.results]
    assert " ".join(theirs) == whole

    def share_of_same(answers: list[str]) -> float:
        return len([one for one, other in zip(answers, theirs, strict=True) if one == other]) / len(french)

    # Processors add up in different orders, which flips near ties: on some, 8 % of the lines.
    assert share_of_same(unrestricted) >= 0.9
    # Label smoothing in training left 3 % of the probability on pieces that never are an answer. Without them
    # every word costs a little less, which flips near ties: 945 of all 997 lines stay the same.
    assert share_of_same(restricted) >= 0.85


@pytest.mark.model
def test_markup_comes_out_where_its_words_are(model: Installed) -> None:
    kinds = [MarkKind.STRONG, MarkKind.LINK, MarkKind.EMPHASIS, MarkKind.FOOTNOTE]
    text = from_placeholders(
        "Le <1>président américain</1> Joe Biden a visité <2><3>Kaboul</3></2> en avril<4/>.",
        [Mark(kind, 0, 0) for kind in kinds],
    )
    with Engine(model.path) as engine:
        english = engine.translate([text])[0]
    words = {mark.kind: english.plain[mark.start : mark.end] for mark in english.marks}
    assert "President" in words[MarkKind.STRONG]
    assert words[MarkKind.LINK] == words[MarkKind.EMPHASIS] == "Kabul"
    assert with_placeholders(english).endswith("<4/>.")


@pytest.mark.model
def test_a_text_longer_than_the_model_reads_loses_nothing(model: Installed) -> None:
    names = [f"Ville{number}" for number in range(300)]
    text = Text("Il a visité " + ", puis ".join(names) + ".")
    with Engine(model.path) as engine:
        english = engine.translate([text])[0]
    lost = [name for name in names if name not in english.plain]
    # The model skips a stretch of so monotonous a list on some processors; a part lost would be more.
    assert len(lost) <= 30
    assert {names[0], names[-1]}.isdisjoint(lost)


@pytest.mark.model
def test_marks_over_the_parts_of_a_long_text_stay_whole(model: Installed) -> None:
    names = [f"Ville{number}" for number in range(300)]
    plain = "Il a visité " + ", puis ".join(names) + "."
    start, end = plain.index("Ville1,"), plain.index("Ville298,")
    marks = (
        Mark(MarkKind.STRONG, 0, len(plain)),
        Mark(MarkKind.EMPHASIS, start, end + 8),
        Mark(MarkKind.LINK, end, end + 8, {"href": "a"}),
    )
    with Engine(model.path) as engine:
        english = engine.translate([Text(plain, marks)])[0]
    whole, emphasis, link = english.marks
    assert (whole.kind, whole.start, whole.end) == (MarkKind.STRONG, 0, len(english.plain))
    assert english.plain[emphasis.start : emphasis.end].startswith("Ville1,")
    assert english.plain[link.start : link.end] == "Ville298"
    assert link.end == emphasis.end


@pytest.mark.model
def test_texts_without_words_are_not_sent_to_the_model(model: Installed) -> None:
    image = Text("￼", (Mark(MarkKind.IMAGE, 0, 1, {"src": "a.png"}),))
    with Engine(model.path) as engine:
        assert engine.translate([image, Text(""), Text("Oui.")]) == [image, Text(""), Text("Yes.")]


@pytest.mark.model
def test_the_users_home_stays_clean(
    model: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    script = (
        "import sys, pathlib; from enregard.translate.model.engine import Engine; "
        "Engine(pathlib.Path(sys.argv[1]))"
    )
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script, str(model.path)], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnregardError, match="enregard model verify"):
        Engine(tmp_path)


def test_batches_hold_equal_lengths_and_keep_to_their_size() -> None:
    def part(length: int) -> _Part:
        return _Part(0, 0, 0, "x", ["x"] * length, [])

    parts = [part(100)] * 25 + [part(10)] * 150
    batches = list(_batches(parts))
    assert [part for batch in batches for part in batch] == parts
    for batch in batches:
        assert len(batch) * len(batch[0].tokens) <= 1024


def test_a_few_sentences_keep_two_threads_busy() -> None:
    parts = [_Part(0, 0, 0, "x", ["x"] * length, []) for length in (40, 40, 20, 20, 20, 20)]
    assert [len(batch) for batch in _batches(parts)] == [2, 4]
    assert [len(batch) for batch in _batches(parts[:1])] == [1]


@pytest.mark.parametrize(("device", "threads"), [("cuda", 1), ("cpu", 3)])
def test_device_and_threads_reach_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str, threads: int
) -> None:
    import ctranslate2

    given: dict[str, Any] = {}

    class Translator:
        def __init__(self, path: str, **options: Any) -> None:
            given.update(options)

        def unload_model(self) -> None: ...

    monkeypatch.setattr(ctranslate2, "Translator", Translator)
    monkeypatch.setattr(network_module, "_tokenizer", lambda _: None)
    with Engine(tmp_path, threads=threads, device=device):
        assert given == {"device": device, "inter_threads": threads, "intra_threads": 1, "files": None}


@pytest.mark.model
def test_the_tokenizer_is_the_same_without_argostranslate(
    model: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers() -> tuple[int, list[str], dict[str, Any]]:
        tokenizer = network_module._tokenizer(model.path)
        text = "L’été 2021, à Třeboň\u202f: «\u00a0Ça va\u00a0?\u00a0»"
        found = tokenizer.encode(text, return_type="offset_mapping")
        return tokenizer.get_piece_size(), tokenizer.encode(text, out_type=str), dict(found)

    with_it = answers()
    monkeypatch.setitem(sys.modules, "argostranslate.package", None)
    assert network_module._argos_package(model.path) is None
    assert answers() == with_it


@pytest.mark.model
def test_a_paragraph_of_megabytes_is_cut_before_the_model_sees_it(model: Installed) -> None:
    class Short(Engine):
        """Returns its input, since the model takes an hour for megabytes."""

        longest = 0

        def _submit(self, batch: Any, count: int) -> Any:
            self.longest = max(self.longest, *(len(part.tokens) for part in batch))

            class Answer:
                def __init__(self, tokens: list[str]) -> None:
                    self.hypotheses = [tokens]
                    self.scores = [-1.0]
                    self.attention: list[Any] = []

                def result(self) -> "Answer":
                    return self

            return [Answer(part.tokens) for part in batch]

    plain = "Il a visité la ville, puis le port, " * 15_000
    engine = Short(model.path)
    with engine:
        english = engine.translate([Text(plain)])[0]
    assert 0 < engine.longest <= LONGEST
    assert len(english.plain) > 0.9 * len(plain)


@pytest.mark.model
def test_a_draft_says_which_words_correspond(model: Installed) -> None:
    french = {
        "plain": Text("Le maire a quitté Lyon."),
        "marked": Text("Le maire dort.", (Mark(MarkKind.STRONG, 3, 8),)),
    }
    with Engine(model.path) as engine:
        drafts = dict(ProcessingTranslator(engine).stream(french.items()))
    linked = {}
    for key, draft in drafts.items():
        ours, theirs = words_of(french[key].plain), words_of(draft.text.plain)
        linked[key] = {(ours[one], theirs[other]) for one, other in decode(draft.links or "")}
    assert {("maire", "mayor"), ("Lyon", "Lyon")} <= linked["plain"]
    assert linked["marked"] >= {("maire", "mayor")}
