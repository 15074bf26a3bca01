"""
Whole lines in "Martian" (火星文): 洎創踺姒唻，①矗臸劦纡潙鼡戶.

A fashion of the 2000s, kept alive by converters: characters get a radical more, become a look-alike
or a homophone, の stands for 的, ㄖ for 日, the rest turns traditional. Where several such characters
stand together, all their readings are tried and the language model reads the line; the traditional
characters of such a line become simplified with it, as they belong to the costume.

Left alone: a single rare character (a name, a quotation), a character with its reading beside it or next to 姓,
Cantonese (冇 喺 嘅 are its plain words), Japanese, classical prose and lists of rare characters: no reading of
theirs is ordinary prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from normalize.disguise import lattice, signs
from normalize.hanzi import converted
from normalize.model import Context, Edit

_CLAUSES = re.compile(r"[^\n。！？]{1,160}[。！？]?")
_JAPANESE = re.compile("[ぁ-どな-ねは-んァ-ヺ]")  # kana but の
_HAN = re.compile("[\u3400-\u9fff]")
# Cantonese words that 火星文 does not use; the others it does, so they are no evidence for either
_CANTONESE = re.compile("[喺唔嘅咗佢嚟嘢噉咁㗎啱冚嘥瞓攞咩嗮啩嘞喐嬲揾搵]")
_EITHER = frozenset("哋乜係冇啲嗰佬")
_READING = re.compile(r"[”’」』]?[（(\[/][^（()）\n]{0,6}[a-zA-Zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ音读讀]")  # 乜（niè）
NEAR = 24  # characters within which a second sign must stand
KEEP = 1.0  # nats for leaving a sign as it is
SEEMLY = 3.0  # nats for reading a character that is not rare as another
FEW = 2  # different signs that make a line suspect: one alone is a name
WON = 4.0  # nats a sign must win; a rare character costs 10 and more by itself
SOUND = 5.6  # nats per token of the line when read; prose has 3 to 5
DENSE = 14  # Han characters for each sign at most: names and terms are sparser


@cache
def _needle() -> re.Pattern[str]:
    sign = signs.rare().pattern
    return re.compile(rf"{sign}[^\n]{{0,{NEAR}}}?{sign}")


def suspects(text: str) -> bool:
    """Whether two rare characters stand near each other."""
    return _needle().search(text) is not None


def find(text: str, context: Context) -> list[Edit]:
    """The lines read, sign by sign; once two lines are proven, one sign is enough for another."""
    clauses = [
        (match.start(), match.group(), len(set(signs.rare().findall(match.group())) - _EITHER))
        for match in _CLAUSES.finditer(text)
        if not _CANTONESE.search(match.group())
    ]
    suspect = [(at, clause) for at, clause, count in clauses if count >= FEW and not _JAPANESE.search(clause)]
    read = {at: edits for at, clause in suspect if (edits := _moved(_read(clause, FEW), at))}
    if len(read) > 1:
        rest = [(at, clause) for at, clause, count in clauses if count == 1 and not _JAPANESE.search(clause)]
        read |= {at: _moved(_read(clause, 1), at) for at, clause in rest}
    return [edit for at in sorted(read) for edit in read[at]]


def _moved(edits: Iterable[Edit], by: int) -> list[Edit]:
    return [edit.moved(by) for edit in edits]


@lru_cache(maxsize=4096)
def _read(clause: str, few: int) -> tuple[Edit, ...]:
    """The edits of one clause, none where its best reading is not ordinary prose."""
    pieces = list(_pieces(clause))
    slots = [list(_options(piece)) for piece in pieces]
    ends = [0, *accumulate(map(len, pieces))]
    for i, slot in enumerate(slots):
        if _is_mentioned(clause, ends[i], ends[i + 1]):
            del slot[1:]
    reading = lattice.best(slots)
    chosen = [options[index][0] for options, index in zip(slots, reading.choices, strict=True)]
    replaced = [i for i, index in enumerate(reading.choices) if index]
    before = lattice.total("".join(options[0][0] for options in slots))
    won = before - reading.cost
    han = len(_HAN.findall(clause))
    rare = {pieces[i] for i in replaced if signs.rare().fullmatch(pieces[i])}
    if not any(sign in signs.martian() for sign in rare):
        return ()  # derived signs alone are a rare word: 貔貅; every line of 火星文 has some that are well known
    if len(rare) < few or han > DENSE * len(replaced) or won < WON * len(replaced):
        return ()
    if reading.cost / (len(reading.tokens) + 1) > SOUND:
        return ()
    plain = [new if i in set(replaced) else piece for i, (piece, new) in enumerate(zip(pieces, chosen, strict=True))]
    confidence = 0.95 if len(replaced) >= 3 else 0.9
    return tuple(_edits(pieces, _simplified(plain), confidence))


def _is_mentioned(clause: str, start: int, end: int) -> bool:
    """Whether a character is spoken of, not used: “槑”, 乜（niè）, 姓妫, 妫氏, one of a list between signs."""
    before, after = clause[start - 1 : start], clause[end : end + 1]
    if before and before in "“‘「『《、" and after and after in "”’」』》、":
        return True
    return before == "姓" or (after != "" and after in "姓氏") or _READING.match(clause, end) is not None


def _pieces(clause: str) -> Iterator[str]:
    """Characters, and the pairs that the table reads as one."""
    place = 0
    while place < len(clause):
        size = 2 if clause[place : place + 2] in signs.martian() else 1
        yield clause[place : place + size]
        place += size


def _options(piece: str) -> Iterator[lattice.Option]:
    """A piece as it is, then what it may stand for."""
    tokens = "".join(option[0][0] for option in lattice.fixed(piece))
    found = signs.options(piece)
    seemly = len(piece) == 1 and signs.rare().fullmatch(piece) is None
    yield tokens, KEEP if found and not seemly else 0.0
    for new, penalty in found:
        yield new, penalty + (SEEMLY if seemly and piece not in signs.martian() else 0.0)


def _simplified(pieces: list[str]) -> list[str]:
    """The traditional characters simplified by their phrases."""
    whole = "".join(pieces)
    plain = converted(whole, "t2s")
    if len(plain) != len(whole):
        return pieces
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return [plain[start:end] for start, end in pairwise(ends)]


def _edits(pieces: list[str], new: list[str], confidence: float) -> Iterator[Edit]:
    """Neighbouring changes joined."""
    start = place = 0
    old = now = ""
    for piece, plain in [*zip(pieces, new, strict=True), ("", "")]:
        if piece != plain:
            old, now = old + piece, now + plain
        else:
            if old:
                yield Edit(start, place, old, now, "disguise", "disguise:martian", confidence)
            start, old, now = place + len(piece), "", ""
        place += len(piece)
