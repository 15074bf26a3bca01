"""Odd-looking lines that are right as they stand, in many scripts: hard negatives for every repair."""

from __future__ import annotations

from collections import defaultdict

from conftest import TESTS, records

from normalize import Normalizer

LINES = list(records(TESTS / "cases" / "sound.jsonl"))
GOLDEN = sorted((TESTS / "golden").glob("*.txt"))

# Main blocks of the scripts that the lines are meant to show: first and last code point.
SCRIPTS = {
    "Latin": (0x41, 0x24F),
    "phonetic": (0x250, 0x2AF),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x52F),
    "Armenian": (0x531, 0x58A),
    "Hebrew": (0x5D0, 0x5EA),
    "Arabic": (0x620, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Bengali": (0x980, 0x9FF),
    "Tamil": (0xB80, 0xBFF),
    "Telugu": (0xC00, 0xC7F),
    "Sinhala": (0xD80, 0xDFF),
    "Thai": (0xE00, 0xE7F),
    "Tibetan": (0xF00, 0xFFF),
    "Myanmar": (0x1000, 0x109F),
    "Georgian": (0x10A0, 0x10FF),
    "Ethiopic": (0x1200, 0x137F),
    "Cherokee": (0x13A0, 0x13FF),
    "Khmer": (0x1780, 0x17FF),
    "Mongolian": (0x1800, 0x18AF),
    "kana": (0x3041, 0x30FF),
    "Bopomofo": (0x3105, 0x312F),
    "Han": (0x4E00, 0x9FFF),
    "Yi": (0xA000, 0xA48F),
    "Hangul": (0xAC00, 0xD7A3),
}


def scripts(text: str) -> set[str]:
    """The scripts of which a letter stands in the text."""
    codes = {ord(char) for char in text if char.isalpha()}
    return {name for name, (first, last) in SCRIPTS.items() if any(first <= code <= last for code in codes)}


def test_sound_lines_stay() -> None:
    """At least 99.5 % of the lines come back untouched in the default preset; the changed ones are named."""
    normalizer = Normalizer()
    results = [normalizer.normalize(line["text"]) for line in LINES]
    changed = [(result.source, result.edits) for result in results if result.text != result.source]

    assert len(changed) <= 0.005 * len(LINES), changed


def test_sound_lines_stay_beside_their_like() -> None:
    """
    The lines of one kind as one page: odd things heaped up are no evidence of damage.

    A repair may decide by what the whole page shows, so single lines are not the whole trial. The measure is
    the same: lines that an edit touches, at most 0.5 % of them.
    """
    pages = defaultdict(list)
    for line in LINES:
        pages[line["label"]].append(line["text"])

    normalizer = Normalizer()
    touched: dict[str, set[str]] = {}
    for label, texts in pages.items():
        result = normalizer.normalize("\n".join(texts))
        places = {line_at(result.source, edit.start) for edit in result.edits}
        if places:
            touched[label] = places

    assert sum(map(len, touched.values())) <= 0.005 * len(LINES), touched


def line_at(text: str, place: int) -> str:
    """The line in which a place lies."""
    start = text.rfind("\n", 0, place) + 1
    return text[start:].partition("\n")[0]


def test_the_lines_are_many_and_of_many_scripts() -> None:
    """The figure above means something: 500 lines, none twice, at least a dozen scripts."""
    texts = [line["text"] for line in LINES]

    assert len(texts) >= 500
    assert len(set(texts)) == len(texts)
    assert len(scripts("".join(texts))) >= 12


def test_the_golden_texts_are_of_many_scripts() -> None:
    """Whole texts too, each mostly or in good part in a script of its own."""
    seen = [scripts(path.read_text(encoding="utf-8")) for path in GOLDEN]

    assert len(set().union(*seen)) >= 12
