"""A tiny model for the real llama.cpp engine: random, or one that always says the same.

Its vocabulary is the marks of a conversation, every byte, and some letters; texts are read byte by
byte, which makes counts easy to foretell. It is a few hundred kilobytes, built in milliseconds,
and the same for the same seed.
"""

from collections.abc import Sequence
from pathlib import Path

import gguf
import numpy as np

START, END = "<|im_start|>", "<|im_end|>"
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
HEADS, FEED = 4, 128
LETTERS = "一二三四五六七八九十中文字"
SAYABLE = [2 + byte for byte in (10, *range(32, 127))] + [258 + n for n in range(len(LETTERS))]
PRINTABLE = [*range(33, 127), *range(161, 173), *range(174, 256)]


def tiny_gguf(
    path: Path,
    *,
    seed: int = 0,
    context_tokens: int = 8192,
    says: Sequence[str | bytes] = (),
    layers: int = 2,
    width: int = 64,
    template: str = TEMPLATE,
) -> Path:
    """Write the model; with `says` it answers anything with these pieces, each of them another.

    Without, its weights are random: at temperature 0 it babbles ASCII and a few Chinese letters,
    always the same for the same prompt. A piece of `says` that is one byte is that byte's token.
    """
    pieces = [piece.encode() if isinstance(piece, str) else piece for piece in says]
    words = [bytes([n]) for n in range(256)] + [letter.encode() for letter in LETTERS]
    words += [piece for piece in pieces if piece not in words]
    wide = -(-(len(words) + 2) // 32) * 32 if pieces else width
    writer = gguf.GGUFWriter(path, "llama")
    _write_shape(writer, context_tokens, wide, layers)
    _write_vocabulary(writer, [START, END, *map(_spelled, words)], template)
    chain = [2 + words.index(piece) for piece in pieces]
    for name, weights in _weights(seed, len(words) + 2, wide, layers, chain).items():
        writer.add_tensor(name, weights.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _write_shape(writer: gguf.GGUFWriter, context_tokens: int, wide: int, layers: int) -> None:
    writer.add_name("tiny")
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(wide)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(wide // HEADS)


def _spelled(word: bytes) -> str:
    """A word as vocabularies of this kind write it: a letter for each byte."""
    odd = iter(range(256, 512))
    letters = [chr(byte if byte in PRINTABLE else next(odd)) for byte in range(256)]
    return "".join(letters[byte] for byte in word)


def _write_vocabulary(writer: gguf.GGUFWriter, tokens: Sequence[str], template: str) -> None:
    control, normal = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(list(tokens))
    writer.add_token_types([control if t in (START, END) else normal for t in tokens])
    writer.add_token_merges(["\u0120 \u0120"])  # one that joins nothing: the list must not be empty
    writer.add_eos_token_id(1)
    writer.add_pad_token_id(1)
    writer.add_add_bos_token(False)
    writer.add_chat_template(template)


def _weights(
    seed: int, words: int, wide: int, layers: int, chain: Sequence[int]
) -> dict[str, np.ndarray]:
    dice = np.random.default_rng(seed)

    def random(rows: int, columns: int, spread: float) -> np.ndarray:
        return dice.normal(0.0, spread, (rows, columns))

    spread = 0.0 if chain else wide**-0.5
    found = {
        "token_embd.weight": np.eye(words, wide) if chain else random(words, wide, 1.0),
        "output.weight": _chained(words, wide, chain) if chain else _babble(words, wide, dice),
        "output_norm.weight": np.ones(wide),
    }
    for i in range(layers):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            found[f"blk.{i}.{name}.weight"] = random(wide, wide, spread * 2)
        for name in ("ffn_gate", "ffn_up"):
            found[f"blk.{i}.{name}.weight"] = random(FEED, wide, spread)
        found[f"blk.{i}.ffn_down.weight"] = random(wide, FEED, spread)
        for name in ("attn_norm", "ffn_norm"):
            found[f"blk.{i}.{name}.weight"] = np.ones(wide)
    return found


def _babble(words: int, wide: int, dice: np.random.Generator) -> np.ndarray:
    """Words that can be said are likely by chance, all others hardly ever."""
    output = np.zeros((words, wide))
    output[SAYABLE] = dice.normal(0.0, 0.3, (len(SAYABLE), wide))
    return output


def _chained(words: int, wide: int, chain: Sequence[int]) -> np.ndarray:
    """After the last piece the end, after a piece the next, after anything else the first."""
    output = np.zeros((words, wide))
    output[chain[0], :words] = 1.0
    for token, following in zip(chain, (*chain[1:], 1), strict=True):
        output[:, token] = 0.0
        output[following, token] = 1.0
    return output * 10.0
