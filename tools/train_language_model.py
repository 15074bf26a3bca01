"""
From the corpus to the language model the package ships.

    python tools/train_language_model.py text   CORPUS.jsonl.zst WORK/     # tokens, one line a sentence
    python tools/train_language_model.py counts WORK/                      # n-grams seen in >= 3 documents
    python tools/train_language_model.py model  WORK/ -o normalize/data/char5.bin

`text` needs the package `zstandard`, `counts` needs `numpy`, `model` needs KenLM's own programs
`lmplz` and `build_binary` (tools/build_kenlm.sh makes them from the source distribution of `kenlm`).

Licence rule: a model of counts does not reproduce the texts as long as rare n-grams are left out.
n-grams of order 4 and 5 that occur in fewer than three documents are therefore dropped, and
sources with explicit non-commercial terms never enter.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from normalize.tokens import fold

EXCLUDED = {"xitu/gold-miner", "nlpdata/c3"}  # explicit non-commercial terms
ORDER = 5
MIN_DOCUMENTS = 3
DOCUMENT_BITS = 20  # 10^6 documents; the other 44 bits hold the n-gram's hash
HASH_BITS = 64 - DOCUMENT_BITS


def documents(corpus: Path) -> Iterator[dict[str, str]]:
    """Records of a zstd-compressed JSONL corpus written with a 128 MB window."""
    import zstandard

    with corpus.open("rb") as handle:
        reader = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(handle)
        for line in io.TextIOWrapper(reader, encoding="utf-8"):
            yield json.loads(line)


def write_text(corpus: Path, work: Path) -> None:
    """`sentences.txt` for lmplz (tokens parted by blanks) and `documents.txt` (one document a line)."""
    work.mkdir(parents=True, exist_ok=True)
    with (
        (work / "sentences.txt").open("w", encoding="utf-8") as sentences,
        (work / "documents.txt").open("w", encoding="utf-8") as whole,
    ):
        for record in documents(corpus):
            if record["source"] in EXCLUDED:
                continue
            lines = [tokens for line in record["text"].splitlines() if (tokens := fold(line))]
            for tokens in lines:
                sentences.write(" ".join(tokens) + "\n")
            whole.write("\t" + "\t".join(lines) + "\t\n")  # a tab is a sentence border


def count_documents(work: Path) -> None:
    """`frequent4.npy`, `frequent5.npy`: sorted hashes of the n-grams that at least three documents hold."""
    import numpy as np

    for order in (4, 5):
        parts = []
        with (work / "documents.txt").open(encoding="utf-8") as handle:
            for number, line in enumerate(handle):
                keys = np.unique(_hashes(line.rstrip("\n"), order))
                parts.append((keys << np.uint64(DOCUMENT_BITS)) | np.uint64(number))
        pairs = np.concatenate(parts)
        del parts
        pairs.sort()
        keys, seen = np.unique(pairs >> np.uint64(DOCUMENT_BITS), return_counts=True)
        np.save(work / f"frequent{order}.npy", keys[seen >= MIN_DOCUMENTS])


def _hashes(tokens: str, order: int):  # type: ignore[no-untyped-def]
    """A hash for each n-gram of the line, sentence borders (tabs) included as <s> </s>."""
    import numpy as np

    codes = np.frombuffer(tokens.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < order:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(len(codes) - order + 1, dtype=np.uint64)
    for k in range(order):
        mixed = (mixed ^ codes[k : len(codes) - order + 1 + k]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(DOCUMENT_BITS)


def filter_arpa(arpa: Path, target: Path, work: Path) -> dict[int, int]:
    """Copy an ARPA file without the rare n-grams of order 4 and 5; returns how many of each order stay."""
    import numpy as np

    frequent = {order: np.load(work / f"frequent{order}.npy") for order in (4, 5)}
    kept: dict[int, int] = {}
    body = target.with_suffix(".body")
    with arpa.open(encoding="utf-8") as source, body.open("w", encoding="utf-8") as out:
        order = 0
        block: list[str] = []

        def flush() -> None:
            if block:
                lines = block if order < 4 else _frequent(block, order, frequent)
                kept[order] = kept.get(order, 0) + len(lines)
                out.writelines(lines)
                block.clear()

        for line in source:
            if line.startswith("\\") and line.endswith("-grams:\n"):
                flush()
                order = int(line[1])
                out.write("\n" + line)
            elif order and "\t" in line:
                block.append(line)
                if len(block) >= 500_000:
                    flush()
        flush()
        out.write("\n\\end\\\n")
    with target.open("w", encoding="utf-8") as out:
        out.write("\\data\\\n" + "".join(f"ngram {n}={kept[n]}\n" for n in sorted(kept)))
        with body.open(encoding="utf-8") as source:
            for line in source:
                out.write(line)
    body.unlink()
    return kept


def _frequent(lines: list[str], order: int, frequent) -> list[str]:  # type: ignore[no-untyped-def]
    """The lines whose n-gram, and whose context as far as that is filtered too, is frequent."""
    import numpy as np

    grams = [line.rstrip("\n").split("\t")[1] for line in lines]
    grams = [gram.replace("<s>", "\t").replace("</s>", "\t").replace("<unk>", "\0").replace(" ", "") for gram in grams]
    keep = np.array([len(gram) == order for gram in grams])
    for size in range(4, order + 1):
        heads = "".join(gram[:size].ljust(size, "\0") for gram in grams)
        keys = _hashes(heads, size)[::size]
        place = np.searchsorted(frequent[size], keys)
        place[place == len(frequent[size])] = 0
        keep &= frequent[size][place] == keys
    return [line for line, good in zip(lines, keep, strict=True) if good]


def build(work: Path, prune: str, bits: str, target: Path, kenlm: Path) -> None:
    """lmplz, filter, build_binary (trie, quantised, compressed pointers)."""
    arpa, small = work / "raw.arpa", work / "small.arpa"
    with (work / "sentences.txt").open("rb") as text, arpa.open("wb") as out:
        command = [str(kenlm / "lmplz"), "-o", str(ORDER), "--prune", *prune.split(","), "-S", "6G", "-T", str(work)]
        subprocess.run(command, stdin=text, stdout=out, check=True)
    print("n-grams kept:", filter_arpa(arpa, small, work))
    quantise = ["-q", bits, "-b", bits, "-a", "22"]
    subprocess.run(
        [str(kenlm / "build_binary"), *quantise, "-T", str(work), "trie", str(small), str(target)], check=True
    )
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    text = steps.add_parser("text")
    text.add_argument("corpus", type=Path)
    text.add_argument("work", type=Path)
    counts = steps.add_parser("counts")
    counts.add_argument("work", type=Path)
    model = steps.add_parser("model")
    model.add_argument("work", type=Path)
    model.add_argument("--prune", default="0,0,2,3,4", help="counts up to these are dropped, by order")
    model.add_argument("--bits", default="5", help="for each probability and each back-off weight")
    model.add_argument("--kenlm", type=Path, default=Path("build/kenlm/bin"))
    model.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    if options.step == "text":
        write_text(options.corpus, options.work)
    elif options.step == "counts":
        count_documents(options.work)
    else:
        build(options.work, options.prune, options.bits, options.output, options.kenlm)


if __name__ == "__main__":
    main()
