"""
One line: which parts of it are garbled how, and what they say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from normalize.mojibake import isolated, judge, replaced, shifted, signs, strict
from normalize.mojibake.beam import Beam, Piece
from normalize.mojibake.found import Found
from normalize.mojibake.losses import Suspicion, suspicions
from normalize.mojibake.repertoire import SINGLE
from normalize.mojibake.units import LOST

# the stretch that single-byte codecs can show: no Han, kana, Hangul
_SHOWN = "[^\x00-\x7f\u2e80-\uf8fe\uf900-\U0010ffff]"  # U+F8FF is the apple of Mac Roman
_STRETCH = re.compile(f"{_SHOWN}(?:[\x20-\x7e]*{_SHOWN})*")
_RUN = re.compile("[^\x00-\x7f]+")
_WHOLE = re.compile("[^\x00-\x7f](?:[\x20-\x7e]*[^\x00-\x7f]+)*")
_MARKS = re.compile("[\u3000，。、；：？！“”‘’（）《》…—·→←↑↓×℃]+")
TRAILS = range(0x40, 0x7F)  # ASCII characters that are second bytes in GBK and Big5
SHORTEST = 3  # characters of a run; two accented letters in a row occur in many languages
AROUND = 6  # characters in front of a short run that it is judged with (2014 before 年)
SLACK = 0.2  # nats a character
# of lines with filled holes about one in twenty is wrong somewhere (benchmarks/roundtrip.py); the careful preset waits
FILLED = 0.88
PROBE = 200  # symbols of a long line that are read first
VARIED = 16  # different symbols among these; garbled text has thirty and more
HOPELESS = 10.0  # nats a piece from which on a channel is given up; prose has 3 to 6 with its losses
GONE = 0.4  # share of lost characters, from which on what is left says nothing
MISSED = 0.5  # signs left for each character read back, from which on a channel does not explain a line
BLANKS = "gb18030 read as windows-1252"
MARKS = 3  # runs that say nothing but full-width spaces and marks, from which on they are believed


def found_in(line: str, known: Collection[str] = ()) -> list[Found]:
    """
    What is garbled in a line, sorted and disjoint; what makes no better sense in any way is left.

    `known` are rules proven elsewhere in the document.

    >>> [(one.text, one.rule) for one in found_in("title: æµ‹è¯•")]
    [('测试', 'utf-8 read as windows-1252')]
    """
    if replaced.REMAINS.search(line):
        return [Found(*place, replaced.RULE, 0.9) for place in replaced.read_back(line)]
    found = _without_loss(line, known)
    if not found or _unread(line, found) or any(_is_torn(line, one) for one in found):
        lossy = [one for one in _through_losses(line, known) if _reads_better(one, found)]
        if sum(len(one.text) for one in lossy) > sum(len(one.text) for one in found):
            found = []  # the line has one story; what another one explains of it was chance
        found = _merged(found, lossy)
    if not found:
        found = [*shifted.found_in(line)]
    return _merged(isolated.found_in(line), found)


def _without_loss(line: str, known: Collection[str]) -> list[Found]:
    found = _best(line, [match.span() for match in _STRETCH.finditer(line)], SINGLE, known)
    if not found:
        found = _best(line, [match.span() for match in _RUN.finditer(line)], SINGLE, known)
    seen = _double(line)
    if seen:
        taken = [(one.start, one.end) for one in found]
        for pattern in (_WHOLE, _RUN):  # ASCII characters between may be second bytes, or stand for themselves
            runs = [match.span() for match in pattern.finditer(line)]
            free = [run for run in runs if not any(start < run[1] and run[0] < end for start, end in taken)]
            more = _best(line, free, seen, known)
            if more:
                return sorted([*found, *more])
    return found


def _double(line: str) -> list[str]:
    """The multi-byte codecs of whose garbling the line shows signs."""
    seen = [one for (one, _), characters in signs.of_pairs().items() if any(map(characters.__contains__, line))]
    if any(character in signs.twofold() or character in signs.kana() for character in line) or signs.may_be_korean(
        line
    ):
        seen.append("gb18030")
    return list(dict.fromkeys(seen))


def _best(line: str, spans: Sequence[tuple[int, int]], seen: Collection[str], known: Collection[str]) -> list[Found]:
    """The changes of the mechanism that reads best; where the last byte of a run may be ASCII, with it and without."""
    wanted = [(start, end) for start, end in spans if seen is not SINGLE or end - start >= SHORTEST]
    longer = [(start, end + 1) for start, end in wanted if end < len(line) and ord(line[end]) in TRAILS]
    for one in strict.reread(line, wanted + longer, seen):
        rule = one.runs[0].rule
        runs = {run.start: run for run in sorted(one.runs)}.values()  # of two that begin alike, the longer
        shown_as = "，".join(line[run.start : run.end] for run in runs)
        if seen is not SINGLE and not judge.is_mostly_letters(shown_as):
            continue  # drawn lines, emoticons
        then = judge.cost_as_it_stands(shown_as)
        if LOST in line and ", then" in rule and not rule.startswith("utf-8"):
            continue  # pairs of bytes around a lost one are torn, and two layers of chance read like anything
        if rule.startswith(("shift-jis", "euc-kr")) and then < judge.UNREADABLE:
            continue
        shown = sum(signs.count(line[run.start : run.end]) for run in runs)
        proven = rule.startswith("utf-8")  # the bytes say so, however rare the characters
        by_bytes = proven and seen is SINGLE and one.cost < 2 * judge.POSSIBLE
        sure = judge.confidence(one.cost, then, one.strength + shown, known=rule in known, proven=by_bytes)
        if not sure and rule == BLANKS and _only_marks(run.text for run in runs):
            sure = 0.9  # an English page in a Chinese encoding: the blanks and marks alone are garbled
        if sure and (proven or not judge.is_strange("".join(run.text for run in runs))):
            parts = (part for run in runs for part in _parted(run.start, line[run.start : run.end], run.text))
            return [Found(*part, rule, sure) for part in parts]
    return []


def _only_marks(texts: Iterable[str], least: int = MARKS) -> bool:
    """Whether everything that is not ASCII is blanks and marks, and that often enough."""
    parts = [part for text in texts for part in _RUN.findall(text)]
    return len(parts) >= least and all(_MARKS.fullmatch(part) for part in parts)


def _parted(start: int, old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The change as small as the ASCII characters between allow, if they stayed."""
    ours, theirs = list(_RUN.finditer(old)), list(_RUN.finditer(new))
    if _RUN.sub("\x00", old) != _RUN.sub("\x00", new):
        yield start, start + len(old), new
        return
    for one, other in zip(ours, theirs, strict=True):
        if one.group() != other.group():
            yield start + one.start(), start + one.end(), other.group()


def _unread(line: str, found: Sequence[Found]) -> bool:
    """Whether signs are left outside of what was read back."""
    rest = list(line)
    for one in found:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return signs.needle().search("".join(rest)) is not None


def _is_torn(line: str, one: Found) -> bool:
    """Whether a garbled run goes on after what was read back: a character was cut through or lost a byte."""
    return any(
        _STRETCH.match(character) is not None
        for character in (line[one.start - 1 : one.start], line[one.end : one.end + 1])
    )


def _reads_better(one: Found, found: Sequence[Found]) -> bool:
    """Whether a lossy reading says the same and more as what was read without loss in its place, or reads no worse."""
    there = "".join(other.text for other in found if other.start < one.end and one.start < other.end)
    return there in one.text or judge.cost(one.text) <= judge.cost(there) + SLACK


def _through_losses(line: str, known: Collection[str]) -> list[Found]:
    """The best reading through a channel that loses bytes."""
    best: tuple[float, Suspicion, list[Piece]] | None = None
    for suspicion in suspicions(line):
        beam = Beam(suspicion.channel)
        if not _is_promising(beam, suspicion.symbols):
            continue
        read = beam.read(suspicion.symbols)
        if read and (best is None or read[1] < best[0]):
            best = read[1], suspicion, read[0]
    return list(_joined(line, best[1], best[2], known)) if best else []


def _is_promising(beam: Beam, symbols: str) -> bool:
    """Whether the beginning of a long line reads at all, before time is spent on the rest."""
    if len(symbols) <= 2 * PROBE:
        return True
    first = signs.needle().search(symbols)
    start = first.start() if first else 0
    probe = symbols[start : start + PROBE]
    if len(set(probe)) < VARIED:
        return False
    read = beam.read(probe)
    return read is not None and read[1] < HOPELESS * len(read[0])


def _joined(line: str, suspicion: Suspicion, pieces: Sequence[Piece], known: Collection[str]) -> list[Found]:
    """Neighbouring pieces as one change each; all are judged together, and dropped one by one where they read badly."""
    groups: list[tuple[int, int, str]] = []
    last_own = True
    for piece in pieces:
        if not piece.own and piece.text:
            start, end = suspicion.place(piece.start, piece.end)
            if last_own or not groups:
                groups.append((start, end, piece.text))
            else:
                groups[-1] = groups[-1][0], max(end, groups[-1][1]), groups[-1][2] + piece.text
        last_own = piece.own
    unread = signs.count("".join(piece.text for piece in pieces if piece.own)) + sum(
        piece.text == LOST for piece in pieces if piece.own
    )
    if unread > MISSED * sum(not piece.own and piece.text != LOST for piece in pieces):
        return []  # this was not what happened to the line
    groups = [(start, end, text) for start, end, text in groups if text != line[start:end]]
    if not groups:
        return []
    text = "，".join(text for _, _, text in groups)
    then = judge.cost_as_it_stands("，".join(line[start:end] for start, end, _ in groups))
    if judge.is_strange(text) or text.count(LOST) > GONE * len(text):
        return []
    shown = sum(signs.count(line[start:end]) + line.count(LOST, start, end) for start, end, _ in groups)
    before = line[max(0, groups[0][0] - AROUND) : groups[0][0]]
    together = judge.confidence(
        judge.cost_between(before, text), then, len(text) + shown, known=suspicion.rule in known
    )
    found = []
    for start, end, text in groups:
        strength = len(text) + signs.count(line[start:end]) + line.count(LOST, start, end)
        was = judge.cost_as_it_stands(line[start:end])
        now = judge.cost_between(line[max(0, start - AROUND) : start], text)
        alone = judge.confidence(now, was, strength, known=together > 0.9)
        if _only_marks([text], 1):
            alone = together
        if alone:
            found.append(Found(start, end, text, suspicion.rule, min(FILLED, alone, max(together, 0.6))))
    return found


def _merged(found: Iterable[Found], winners: Sequence[Found]) -> list[Found]:
    """The winners, and what was found elsewhere."""
    kept = list(winners)
    for one in found:
        if not any(other.start < one.end and one.start < other.end for other in winners):
            kept.append(one)
    return sorted(kept)
