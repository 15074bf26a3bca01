"""
Reading bytes back through losses: the most readable text that a channel can have garbled so.

A channel says which bytes each displayed symbol may stand for, and what may have vanished between
two symbols. The search walks over the symbols, gathers bytes into characters of the codec the text
was written in, fills holes with what fits, and lets the language model choose. A character may also
stand for itself, so sound text around and between the garbled parts stays. Where two fillings read
about equally well, none is taken: the character is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from normalize import language_model, prose
from normalize.hanzi import is_traditional, simplified
from normalize.language_model import LN10
from normalize.mojibake.fill import Byte
from normalize.mojibake.units import LOST, Unit
from normalize.tokens import fold

if TYPE_CHECKING:
    import kenlm

BEAM = 12  # readings kept at each place for each number of waiting bytes
BEHIND = 14.0  # nats behind the best reading of a place, from which a reading is given up
WAITING = 3.0  # nats that a waiting byte counts where readings are compared: it will cost about that
# nats for a Han character that stands for itself next to garbled ones: it must not pay to leave a rare one as it is
SWITCH = 6.0
STRANGE = 14.0  # for an accented letter that stands for itself: a run of letters costs the model hardly anything
AFTER_GARBLE = 4.0  # for a question mark of one's own right after garbled text, where "?" mostly is a lost byte
CUT = 2.0  # nats for a character of which the end of the text cut off a part
# nats: of two fillings nearer than this, either may be right
UNDECIDED = 1.0
UNDECIDED_MARKS = 5.0  # of marks several fit almost anywhere
UNDECIDED_AT_CUT = 3.0  # where nothing follows, the model knows half as much
# nats a character from which on the model does not know this kind of text (old prose), and how much surer to be
HARD, CAUTION = 6.0, 4.0
CONTEXT = 12  # characters in front of the symbols that are read first; the model looks four back


class Option(NamedTuple):
    """Symbols taken, the bytes they stand for, and the nats this costs beside the usual reading."""

    symbols: int
    bytes: tuple[Byte, ...]
    cost: float


class Channel(Protocol):
    """How text was garbled: what it was written in, and characters that hardly ever stand for themselves."""

    written: Unit
    strange: str

    def options(self, symbols: str, position: int) -> Sequence[Option]:
        """What the symbols at a position can stand for."""
        ...

    def vanished(self, pending: tuple[Byte, ...]) -> Sequence[Option]:
        """What may have vanished before the next symbol, after these bytes of an unfinished character."""
        ...


class Piece(NamedTuple):
    """`text` stands for `symbols[start:end]`; `own` if they stand for themselves, `fits` what fits a hole in it."""

    start: int
    end: int
    text: str
    own: bool = False
    fits: tuple[str, ...] = ()


@dataclass(slots=True)
class _Path:
    """One reading so far: nats, model state, last tokens, the bytes that wait and where they begin, and how it came."""

    cost: float
    state: kenlm.State
    last: str
    pending: tuple[Byte, ...] = ()
    begun: int = 0
    piece: Piece | None = None
    before: _Path | None = None

    @property
    def expected(self) -> float:
        """Nats with what the waiting bytes will cost."""
        return self.cost + WAITING * len(self.pending)


_Place = dict[tuple[tuple[Byte, ...], str], _Path]  # the best reading for each way of going on


class Beam:
    """The search through one channel."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._unit = channel.written
        self._model = language_model.load()

    def read(self, symbols: str, before: str = "") -> tuple[list[Piece], float] | None:
        """
        Pieces that cover the symbols, and the nats of the reading; None if nothing fits.

        `before` is the sound text in front of them.
        """
        tokens = fold(simplified(before[-CONTEXT:]))
        state = self._model.state_after(tokens, at_line_start=not before)
        places: list[_Place] = [{} for _ in range(len(symbols) + 1)]
        _add(places[0], _Path(0.0, state, tokens[-4:]))
        for position in range(len(symbols)):
            self._close_gaps(places[position], position)
            for path in _best(places[position]):
                self._go_on(path, symbols, position, places)
            places[position].clear()
        self._close_gaps(places[-1], len(symbols))
        whole: _Place = {}
        cut: _Place = {}  # the end was cut off
        for path in _best(places[-1]):
            if path.pending:
                self._feed(cut, path, self._unit.completed(path.pending), path.begun, len(symbols), CUT)
            else:
                _add(whole, path)
        ends = [*whole.values(), *cut.values()]
        best = min(ends, key=lambda path: path.cost + self._ending(path), default=None)
        if best is None:
            return None
        is_cut = any(best is path for path in cut.values())
        pieces = _pieces(best)
        caution = CAUTION if best.cost > HARD * len(pieces) else 1.0
        return _decided(pieces, caution * UNDECIDED, caution * (UNDECIDED_AT_CUT if is_cut else UNDECIDED)), best.cost

    def _ending(self, path: _Path) -> float:
        """Nats of the line ending here."""
        ending: float = -LN10 * self._model.step(path.state, "</s>", self._model.new_state())
        return ending

    def _close_gaps(self, place: _Place, position: int) -> None:
        """Let characters end here whose last bytes vanished, so that a sound one may follow."""
        for path in _best(place):
            for option in self._channel.vanished(path.pending) if path.pending else ():
                waiting = path.pending + option.bytes
                if self._unit.length(waiting) == len(waiting):
                    self._feed(place, path, waiting, path.begun, position, option.cost)

    def _go_on(self, path: _Path, symbols: str, position: int, places: list[_Place]) -> None:
        if not path.pending:
            own = Piece(position, position + 1, symbols[position], own=True)
            _add(places[position + 1], self._stepped(path, own, self._of_own(path, own.text)))
        ways = [(path.pending, 0.0)]
        ways += [(path.pending + option.bytes, option.cost) for option in self._channel.vanished(path.pending)]
        for option in self._channel.options(symbols, position):
            end = min(position + option.symbols, len(symbols))
            for pending, cost in ways:
                begun = path.begun if path.pending else position
                self._feed(places[end], path, pending + option.bytes, begun, end, cost + option.cost)

    def _of_own(self, path: _Path, character: str) -> float:
        """Nats for letting a character stand for itself."""
        if character <= "\x7f":
            after_garble = path.piece is not None and not path.piece.own
            return AFTER_GARBLE if character == "?" and after_garble and self._channel.strange else 0.0
        if self._channel.strange and (character in self._channel.strange or is_traditional(character)):
            return STRANGE
        if fold(character) in ("A", "0", "", LOST):
            return STRANGE
        return 0.0 if path.piece is not None and path.piece.own else SWITCH

    def _feed(self, place: _Place, path: _Path, waiting: tuple[Byte, ...], begun: int, end: int, cost: float) -> None:
        """Make characters of the bytes as far as they go; the rest waits."""
        paths = [path]
        while waiting:
            length = self._unit.length(waiting)
            if length == 0:
                return
            if length > len(waiting):
                break
            pattern, waiting = waiting[:length], waiting[length:]
            texts = self._unit.characters(pattern)
            fits = texts if any(isinstance(byte, frozenset) for byte in pattern) else ()
            grown = [self._stepped(one, Piece(begun, end, text, fits=fits), cost) for one in paths for text in texts]
            paths = sorted(grown, key=lambda one: one.cost)[:BEAM]
            begun, cost = end - 1, 0.0
        for one in paths:
            if waiting:
                one = _Path(one.cost + cost, one.state, one.last, waiting, begun, one.piece, one.before)
            _add(place, one)

    def _stepped(self, path: _Path, piece: Piece, extra: float) -> _Path:
        """The path with one more character, judged by the model."""
        cost, state, last = path.cost + extra, path.state, path.last
        if piece.text == LOST:
            return _Path(cost + self._unit.lost_cost, state, last, piece=piece, before=path)
        for token in fold(simplified(piece.text)):
            if token in "0A" and last.endswith(token):
                continue  # a run of digits or letters is one token
            following = self._model.new_state()
            cost -= LN10 * self._model.step(state, token, following)
            state, last = following, (last + token)[-4:]
        return _Path(cost, state, last, piece=piece, before=path)


def _add(place: _Place, path: _Path) -> None:
    key = path.pending, path.last
    other = place.get(key)
    if other is None or path.cost < other.cost:
        place[key] = path


def _best(place: _Place) -> list[_Path]:
    """The readings worth going on with: so many of each number of waiting bytes, none far behind."""
    kept: list[_Path] = []
    for waiting in range(max((len(path.pending) for path in place.values()), default=-1) + 1):
        same = [path for path in place.values() if len(path.pending) == waiting]
        kept += sorted(same, key=lambda path: path.cost)[:BEAM]
    limit = min((path.expected for path in kept), default=0.0) + BEHIND
    return [path for path in kept if path.expected <= limit]


def _pieces(path: _Path) -> list[Piece]:
    found: list[Piece] = []
    step: _Path | None = path
    while step is not None:
        if step.piece is not None:
            found.append(step.piece)
        step = step.before
    return found[::-1]


def _decided(pieces: list[Piece], doubt_within: float, doubt_at_end: float) -> list[Piece]:
    """
    Fillings that another one rivals become lost characters; where the text was cut off, even weak rivals do.

    Before that, brackets are closed (the model does not count them), and the script of the rest is kept.
    """
    pieces = list(_in_script(list(_balanced(pieces))))
    text = "".join(piece.text for piece in pieces)
    done, start = [], 0
    for piece in pieces:
        end = start + len(piece.text)
        doubt = doubt_at_end if end == len(text) else doubt_within if piece.text.isalpha() else UNDECIDED_MARKS
        if len(piece.fits) > 1 and _rivalled(text, start, end, piece.fits, doubt):
            piece = piece._replace(text=LOST)
        done.append(piece)
        start = end
    return done


def _in_script(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Fillings in the script of what is known: in simplified text no traditional twin, and the reverse."""
    known = [piece.text for piece in pieces if not piece.fits]
    traditional = sum(is_traditional(text) for text in known if len(text) == 1) >= 2
    for piece in pieces:
        twins = [text for text in piece.fits if simplified(text) == simplified(piece.text)]
        wanted = [text for text in twins if is_traditional(text) == traditional]
        if wanted:
            piece = piece._replace(text=wanted[0])
        elif piece.fits and is_traditional(piece.text) and not traditional:
            piece = piece._replace(text=LOST)
        yield piece


def _balanced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A mark whose last byte is lost is the closing bracket where one is missing."""
    rest = "".join(piece.text for piece in pieces)
    depth = done = 0
    for piece in pieces:
        done += len(piece.text)
        if depth > 0 and piece.fits and piece.text in "，！；：？" and "）" not in rest[done:]:
            piece = piece._replace(text="）", fits=())
        depth += piece.text.count("（") - piece.text.count("）")
        yield piece


def _rivalled(text: str, start: int, end: int, fits: Iterable[str], doubt: float) -> bool:
    chosen = simplified(text[start:end])
    return any(prose.gain(text, start, end, other) > -doubt for other in fits if simplified(other) != chosen)
