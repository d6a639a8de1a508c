"""The encoder stage: its settings, its files, documents alone and together."""

import numpy as np
import pytest
import spacy

from onrecord.stages.encoder import EncoderStage

TEXTS = [
    "Two boats sank off Tal on Monday, police said.",
    "",
    " \n ",
    "“We saw nine people,” said Mayor Ina Holt. " * 40,
    "No.",
]


@pytest.mark.parametrize(
    "setting, message",
    [
        ({"precision": "fp8"}, "use one of fp32, bf16, int8"),
        ({"device": "tpu"}, "use one of auto, cpu, cuda"),
        ({"overlap": 254}, "below window"),
    ],
)
def test_wrong_settings_are_refused(blank, setting, message):
    with pytest.raises(ValueError, match=message):
        blank.add_pipe("onrecord_encoder", config=setting)


def test_auto_takes_what_is_there(blank):
    import torch

    stage = blank.add_pipe("onrecord_encoder", config={"device": "auto"})
    assert stage.device == ("cuda" if torch.cuda.is_available() else "cpu")


def test_without_weights_nothing_is_written(blank):
    blank.add_pipe("onrecord_encoder")
    assert not len(blank(TEXTS[0]).tensor)


@pytest.fixture
def stage(nlp):
    return nlp.get_pipe("onrecord_encoder")


def copy_of(stage, **settings):
    copy = EncoderStage("copy", stage.window, stage.overlap, settings.get("precision", "fp32"))
    return copy.from_bytes(stage.to_bytes())


def test_files_come_back_as_they_were(stage, tmp_path):
    stage.to_disk(tmp_path / "a")
    EncoderStage("copy", 254, 64, "int8").from_disk(tmp_path / "a").to_disk(tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize("precision", ["fp32", "bf16", "int8"])
def test_a_document_reads_the_same_whatever_came_before(nlp, stage, precision):
    copy = copy_of(stage, precision=precision)
    alone = [copy(nlp.make_doc(text)).tensor for text in TEXTS]
    piped = [doc.tensor for doc in copy.pipe(map(nlp.make_doc, reversed(TEXTS)), batch_size=3)]
    assert all(np.array_equal(a, b) for a, b in zip(alone, reversed(piped), strict=True))


def test_documents_together_on_a_gpu_read_as_each_alone(nlp, stage):
    copy = copy_of(stage)
    alone = [copy(nlp.make_doc(text)).tensor for text in TEXTS]
    copy.device = "elsewhere"  # the weights stay where they are: only the batching is that of a GPU
    together = [doc.tensor for doc in copy.pipe(map(nlp.make_doc, TEXTS), batch_size=3)]
    assert all(np.allclose(a, b, atol=1e-4) for a, b in zip(alone, together, strict=True))


def test_transformers_is_not_needed_to_read():
    import subprocess
    import sys

    code = "import sys; sys.modules['transformers'] = None; import onrecord; onrecord.load()('Two boats sank.')"
    path = "import sys; sys.path[:0] = " + repr([p for p in sys.path if p]) + "; "
    assert subprocess.run([sys.executable, "-c", path + code], check=False).returncode == 0


def test_blank_pipelines_still_find_the_stage():
    assert spacy.blank("en").has_factory("onrecord_encoder")
