"""Sentence encoders: the built-in one against published values, the OpenAI one over a real socket, the fake one's
promise.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import EncoderError
from domain.ports import Encoder
from retrieval.encoders import make_encoder
from retrieval.encoders import minilm as bert
from tests.fakes.encoder import HashEncoder
from tests.fakes.model_server import ModelServer


def vectors(encoder: Encoder, *texts: str) -> NDArray[np.float32]:
    return np.asarray(encoder.encode(texts), dtype=np.float32)


@pytest.fixture(scope="module")
def minilm() -> Encoder:
    return make_encoder("builtin")


def test_computes_the_vectors_that_sentence_transformers_prints_for_the_model_cards_sentence(minilm: Encoder) -> None:
    first = vectors(minilm, "This is an example sentence", "Each sentence is converted")
    np.testing.assert_allclose(first[0, :4], [0.0676569, 0.0634959, 0.0487131, 0.0793049], atol=1e-6)
    np.testing.assert_allclose(first[1, :2], [0.0864386, 0.1027626], atol=1e-6)


def test_computes_the_similarities_published_with_the_model(minilm: Encoder) -> None:
    happy = vectors(
        minilm, "That is a happy person", "That is a happy dog", "That is a very happy person", "Today is a sunny day"
    )
    np.testing.assert_allclose(happy[1:] @ happy[0], [0.6945774, 0.9429151, 0.2568760], atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_padded_in_a_batch(minilm: Encoder) -> None:
    texts = ["train", "a wooden train set with a bridge, two stations and forty pieces of track", ""]
    together = vectors(minilm, *texts)
    alone = np.concatenate([vectors(minilm, text) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


def test_rows_come_back_in_the_order_of_the_texts_although_batches_are_sorted_by_length(minilm: Encoder) -> None:
    texts = [("word " * (40 - length)).strip() for length in range(39)]
    np.testing.assert_allclose(vectors(minilm, *texts)[[0, 38]], vectors(minilm, texts[0], texts[38]), atol=1e-5)


def test_words_beyond_256_tokens_are_not_read(minilm: Encoder) -> None:
    long = vectors(minilm, "train " * 254 + "apple", "train " * 254 + "violin")
    np.testing.assert_allclose(long[0], long[1], atol=1e-6)


def test_meaning_is_nearer_than_shared_letters(minilm: Encoder) -> None:
    rows = vectors(minilm, "a toy for a small child", "plaything for toddlers", "a small print for a office wall")
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_no_texts_make_no_rows(minilm: Encoder) -> None:
    assert vectors(minilm).shape == (0, 384)


def test_the_fingerprint_names_the_weights_and_settings(minilm: Encoder) -> None:
    assert minilm.fingerprint == "bert:53aa51172d142c89:fp32:mean:256"


def test_a_sentence_transformers_folder_loads_with_the_same_class(minilm: Encoder, tmp_path: Path) -> None:
    folder = Path(bert.__file__).parents[2] / ".venv/lib/python3.11/site-packages" / bert.PACKAGE / "model"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    np.testing.assert_allclose(vectors(make_encoder(str(copy)), "train"), vectors(minilm, "train"), atol=1e-6)


def test_other_weights_than_the_known_ones_are_refused_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(
        '{"model_type": "bert", "hidden_act": "gelu", "max_position_embeddings": 512}'
    )
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(EncoderError, match=r"not the known ones.*make install"):
        bert.SentenceEncoder(tmp_path, sha256=bert.WEIGHTS_SHA256)


@pytest.mark.parametrize("setting", ["nowhere", "", "openai:"])
def test_a_setting_that_names_nothing_is_refused(setting: str, tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        make_encoder(setting or str(tmp_path / "absent"))


def test_an_openai_compatible_server_gives_unit_vectors_in_order_and_batches() -> None:
    with ModelServer() as server:
        encoder = make_encoder("openai:any", base_url=server.base_url, api_key="k")
        assert encoder.dimensions == 0
        texts = [f"red train {number}" for number in range(130)] + [""]
        rows = vectors(encoder, *texts)
        assert server.embedded == [*texts[:-1], "."]
    assert rows.shape == (131, encoder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert rows[0] @ rows[1] > 0.5


def test_a_server_that_is_down_is_an_encoder_error_at_the_first_text_and_not_before() -> None:
    with ModelServer() as server:
        address = server.base_url
    encoder = make_encoder("openai:any", base_url=address, timeout_s=1)
    with pytest.raises(EncoderError, match="address"):
        encoder.encode(["train"])


def test_the_fake_encoder_is_a_function_of_the_words_stems() -> None:
    rows = vectors(HashEncoder(), "red wooden trains", "a train of wood, in red", "blue paper kites")
    assert rows[0] @ rows[1] > 0.999
    assert rows[0] @ rows[2] < 0.3
