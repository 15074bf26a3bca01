"""Bytes to text: every encoding by its text, damage that loses no more than it must, blocks of any size."""

from __future__ import annotations

import codecs
import difflib
import random
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import UnreadableError, charsets, chunks, decode, resync
from normalize.decoding import decoded_blocks, identify

SIMPLIFIED = "下午三点，图书馆里坐满了人。管理员轻轻走过，把散落的杂志放回架子上，谁也没有抬头。\n"
TRADITIONAL = "下午三點，圖書館裡坐滿了人。管理員輕輕走過，把散落的雜誌放回架子上，誰也沒有抬頭。\n"
JAPANESE = "午後三時、図書館は人でいっぱいだった。司書は静かに歩き、散らかった雑誌を棚に戻した。\n"
KOREAN = "오후 세 시, 도서관에는 사람이 가득했다. 사서는 조용히 걸으며 잡지를 제자리에 놓았다.\n"
RUSSIAN = "В три часа дня в библиотеке не было свободных мест. Библиотекарь тихо убирал журналы.\n"
FRENCH = "À trois heures, la bibliothèque était pleine à craquer ; le gardien rangeait les journaux égarés.\n"
ENGLISH = "“Don’t run,” said the librarian – the café closes at three, and soup is €4 today…\n"
# sentences whose characters stand far from any ASCII byte, where a shifted pair shifts all others
SENTENCES = {
    "gb18030": "管理员轻轻走过，把散落的杂志放回架子上，谁也没有抬头看他一眼。外面下着小雨，学生们都不想离开这里。",
    "big5hkscs": "管理員輕輕走過，把散落的雜誌放回架子上，誰也沒有抬頭看他一眼。外面下著小雨，學生們都不想離開這裡。",
    "utf-8": "管理员轻轻走过，把散落的杂志放回架子上，谁也没有抬头看他一眼。外面下着小雨，学生们都不想离开这里。",
}


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32-le", "utf-32-le"),
        (SIMPLIFIED, "utf-32-be", "utf-32-be"),
        ("Hello, world\n", "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gbk", "gb18030"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (KOREAN, "euc_kr", "cp949"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        (FRENCH, "cp1252", "cp1252"),
        (ENGLISH, "cp1252", "cp1252"),
    ],
)
def test_each_encoding_is_found(text: str, encoding: str, found: str) -> None:
    """By how it reads, strictly, and surely."""
    decoded = decode(text.encode(encoding))

    assert (decoded.text, decoded.encoding, decoded.how) == (text, found, f"strict {found}")
    assert decoded.lost == ()
    assert 0.8 <= decoded.confidence <= 1.0


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("书目", "gbk"),
        ("联通", "gbk"),
        ("通知", "gbk"),
        ("第三章", "gbk"),
        ("王小明", "gbk"),
        ("我們", "big5"),
        ("圖書館", "big5"),
        ("お知らせ", "cp932"),
        ("ニュース", "cp932"),
        ("日本語です", "euc_jp"),
        ("도서관", "cp949"),
        ("привет", "cp1251"),
        ("Straße", "cp1252"),
        ("café", "cp1252"),
        ("да", "utf-8"),
        ("é", "utf-8"),
    ],
)
def test_a_few_bytes_are_enough(text: str, encoding: str) -> None:
    """Titles and names; the others are not taken for Chinese."""
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GB_2312-80", "gb18030"),
        ("x-gbk", "gb18030"),
        ("cp936", "gb18030"),
        ("Big5", "big5hkscs"),
        ("shift_jis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("EUC-KR", "cp949"),
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("utf8mb4", "utf-8"),
        ("unicode", "utf-16"),
        ("text/html; charset=gb2312", "gb18030"),
        ("text/html;charset='UTF-8'", "utf-8"),
        ("text/plain", None),
        ("text/html; charset=klingon", None),
        ("text/html; charset=", None),
    ],
)
def test_what_people_call_them(declared: str, codec: str | None) -> None:
    """Names as browsers mean them; a header may name nothing, or nothing known."""
    assert charsets.stated(declared) == codec


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "undefined", "a\0b", ""])
def test_a_name_somebody_typed_must_be_one(name: str) -> None:
    """Unknown names, and codecs that are none of text."""
    with pytest.raises(LookupError):
        charsets.codec(name)


def test_declarations_are_honoured_and_checked() -> None:
    """A true one settles doubts and may lose characters; one in which nothing reads is passed over, as `how` says."""
    assert decode("镕基".encode("gbk"), declared="text/html; charset=gb2312").how == "declared"
    assert decode("Ж".encode("koi8_r"), declared="koi8-r").text == "Ж"
    damaged = decode(SIMPLIFIED.encode("gbk") + b"\xff", declared="gbk")
    assert (damaged.text, damaged.how) == (SIMPLIFIED + "\ufffd", "declared, tolerant")
    for wrong in ("utf-16", "gbk", "big5", "latin1", "ascii"):
        decoded = decode(SIMPLIFIED.encode(), declared=wrong)
        assert (decoded.text, decoded.encoding) == (SIMPLIFIED, "utf-8"), wrong
        assert decoded.how.startswith("strict utf-8; not "), wrong
    assert decode(SIMPLIFIED.encode("gbk"), declared="utf-8").how == "strict gb18030; not utf-8 as declared"


@pytest.mark.parametrize(
    "head",
    [
        b"<html><head><meta charset=%s></head><body>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=%s">',
        b'<?xml version="1.0" encoding="%s"?><a>',
        b'@charset "%s";\n/* ',
    ],
)
def test_what_a_page_says_of_itself(head: bytes) -> None:
    """Believed where it can be true: a short text in a rare encoding; not where another reads well."""
    assert decode(head % b"gb2312" + "镕".encode("gbk")).how == "declared in the page"
    assert decode(head % b"gb2312" + SIMPLIFIED.encode()).encoding == "utf-8"
    assert decode(head % b"utf-8" + SIMPLIFIED.encode("gbk")).encoding == "gb18030"
    assert decode(head % b"iso-8859-1" + SIMPLIFIED.encode("gbk")).encoding == "gb18030"
    assert decode(head % b"klingon" + TRADITIONAL.encode("big5")).encoding == "big5hkscs"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_byte_order_marks(mark: bytes, encoding: str) -> None:
    """They decide, whatever is declared, and are no part of the text."""
    decoded = decode(mark + SIMPLIFIED.encode(encoding), declared="big5")

    assert (decoded.text, decoded.bom, decoded.how) == (SIMPLIFIED, mark, "byte-order mark")


def test_lost_places_are_reported() -> None:
    """Where, and only those that decoding has made: a U+FFFD of the author's is none of them."""
    data = "甲\ufffd乙".encode() + b"\xe4\xb8" + "丙丁\n".encode() + SIMPLIFIED.encode()
    decoded = decode(data)

    assert decoded.text == "甲\ufffd乙\ufffd丙丁\n" + SIMPLIFIED
    assert decoded.lost == ((3, 4),)
    assert decoded.how == "tolerant utf-8"
    assert decoded.confidence < 1.0


def test_ascii_after_a_lone_first_byte_survives() -> None:
    """Python's and browsers' decoders agree on that; Windows eats it."""
    data = SIMPLIFIED.encode("gbk") + "价格".encode("gbk")[:-1] + b"50 <b>"

    assert decode(data).text == SIMPLIFIED + "价\ufffd50 <b>"


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5hkscs")])
def test_mixed_encodings_by_line(first: str, second: str) -> None:
    """Joined files and chats: each line as what it is."""
    text = TRADITIONAL if "big5hkscs" in (first, second) else SIMPLIFIED
    data = text.encode(first) * 5 + text.encode(second) + b"ascii\n" + text.encode(first)
    decoded = decode(data)

    assert decoded.text == text * 6 + "ascii\n" + text
    assert (decoded.encoding, decoded.how) == (first, f"mixed by line: {first}, {second}")
    assert decoded.lost == ()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\0\1\2", "zero byte at offset 0"),
        (b"\x7fELF\x00\x01", "zero byte at offset 4"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "zero byte"),
        (bytes(range(1, 8)) * 9, "control characters"),
        (b"caf\xe9 \xff\xfe\xfd", "byte 3 is 0xe9"),
        (random.Random(5).randbytes(3000).replace(b"\0", b""), "byte"),
        (b"\xff\xff", "byte 0 is 0xff"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, place: str) -> None:
    """Noise is not decoded to noise; the message says where it shows."""
    with pytest.raises(UnreadableError, match=place):
        decode(data)


def test_single_zero_bytes_stay() -> None:
    """A table exported with one stray zero byte is a text."""
    data = SIMPLIFIED.encode() * 20 + b"\0" + SIMPLIFIED.encode() * 20

    assert decode(data).text == data.decode()


def kept(text: str, decoded: str) -> int:
    """How many characters of a text came through, in order."""
    return sum(same.size for same in difflib.SequenceMatcher(None, text, decoded, autojunk=False).get_matching_blocks())


@pytest.mark.parametrize("encoding", SENTENCES)
def test_a_byte_too_few_costs_one_character(encoding: str) -> None:
    """Wherever it is missing, the rest is read, although all pairs after it are shifted."""
    text = SENTENCES[encoding]
    whole = text.encode(encoding)
    worse = 0
    for place in range(1, len(whole) - 1):
        decoded = decode(whole[:place] + whole[place + 1 :], declared=encoding).text
        loss = len(text) - kept(text, decoded)
        # where shifted characters happen to read as well, one or two more are lost; in Big5 most shifts decode
        assert loss <= 3, (place, decoded)
        worse += loss > 1
    assert worse <= 0.25 * len(whole)


@pytest.mark.parametrize("encoding", SENTENCES)
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_damage_stays_where_it_is(encoding: str, data: st.DataObject) -> None:
    """One byte changed anywhere, or the text cut anywhere: what is around it is read."""
    text = SENTENCES[encoding]
    whole = bytearray(text.encode(encoding))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0x80, 0xFF))
    assert len(text) - kept(text, decode(bytes(whole)).text) <= 2

    start = data.draw(st.integers(0, 30))
    end = data.draw(st.integers(start + 40, len(whole)))
    cut = decode(text.encode(encoding)[start:end]).text
    assert kept(text, cut) >= len(cut) - 3


@given(st.lists(st.sampled_from([SIMPLIFIED, TRADITIONAL, "plain\n", "\n", "a,b"]), max_size=30), st.data())
@settings(deadline=None, max_examples=60)
def test_blocks_of_any_size_give_the_same(texts: list[str], data: st.DataObject) -> None:
    """Mixed, damaged, with lines longer than a block and longer than what is kept: one reading."""
    parts = [text.encode(data.draw(st.sampled_from(["utf-8", "gb18030"]))) for text in texts]
    whole = bytearray(b"".join(parts))
    for _ in range(data.draw(st.integers(0, 3))):
        if whole:
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(1, 255))
    size = data.draw(st.integers(1, 200))
    blocks = [bytes(whole[start : start + size]) for start in range(0, len(whole), size)]
    with patch.object(chunks, "LONGEST", data.draw(st.sampled_from([100, 1 << 20]))):
        try:
            expected = decode(bytes(whole))
        except UnreadableError:
            with pytest.raises(UnreadableError):
                identify(blocks)
            return
        reading = identify(blocks)
        assert (reading.encoding, reading.how) == (expected.encoding, expected.how)
        assert "".join(decoded_blocks(blocks, reading)) == expected.text


@given(st.binary(max_size=200), st.none() | st.sampled_from(["gbk", "big5", "utf-16", "utf-7", "hz", "cp1252", "idna"]))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes, declared: str | None) -> None:
    """Nothing else happens; and what was read has its lost places where it says."""
    try:
        decoded = decode(data, declared=declared)
    except (UnreadableError, LookupError):
        return
    for start, end in decoded.lost:
        assert set(decoded.text[start:end]) == {"\ufffd"}
    assert all(one[1] < two[0] for one, two in pairwise(decoded.lost))
    assert not any("\ud800" <= character <= "\udfff" for character in decoded.text)


def test_rare_characters_are_not_taken_for_damage() -> None:
    """Dictionaries, private-use characters of publishers, letters between characters: what decodes so stays."""
    for text, encoding in (
        ("龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢\n", "gb18030"),
        ("公式\ue010中\ue011的符号\n", "gb18030"),
        ("選A還是B型？用C語言寫的程式，維生素D與股票K線。\n", "big5hkscs"),
        ("魑魅魍魎，饕餮檮杌，觱篥箜篌。\n", "big5hkscs"),
    ):
        data = text.encode(encoding)
        assert resync.tolerant(data, encoding) == text


def test_the_work_is_linear() -> None:
    """A damaged line of any length is looked at in windows, and each byte a few times."""
    looked = 0
    original = resync._steps_from

    def counting(*arguments: object) -> object:
        nonlocal looked
        looked += 1
        return original(*arguments)  # type: ignore[arg-type]

    data = "的".encode("gb18030")[1:] + SENTENCES["gb18030"].encode("gb18030") * 200
    with patch.object(resync, "_steps_from", counting):
        resync.tolerant(data, "gb18030")
    assert looked <= 2 * len(data)
