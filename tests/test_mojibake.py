"""Text seen through the wrong codec: read back where the bytes allow it, reported where not, never invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import command

from normalize import Normalizer, apply_edits
from normalize.mojibake import signs, strict
from normalize.mojibake.repertoire import SINGLE

NORMALIZER = Normalizer(stages=["mojibake"])
SENTENCES = [
    "我们明天早上八点在学校门口集合，然后一起坐车去博物馆参观。",
    "服务器重启之后，请检查日志文件里有没有新的错误信息。",
    "这家店的牛肉面味道不错，就是排队的人太多了，等了半个小时。",
    "他把旧照片整理好，放进一个木盒子里，送给了妹妹。",
]
TRADITIONAL = "圖書館今天下午三點關門，請大家提早把書還到櫃檯。"
WAYS = [
    ("gb18030", "latin-1"),
    ("gb18030", "cp1251"),
    ("gb18030", "cp437"),
    ("gb18030", "cp866"),
    ("gb18030", "mac-roman"),
    ("gb18030", "big5hkscs"),
    ("utf-8", "latin-1"),
    ("utf-8", "mac-roman"),
    ("utf-8", "cp437"),
    ("utf-8", "cp866"),
]


def repaired(text: str) -> str:
    """The clean text, after checking that the edits are exact and that a second run changes nothing."""
    result = NORMALIZER.normalize(text)
    assert apply_edits(text, result.edits) == result.text
    assert result.revert().text == text
    assert NORMALIZER(result.text) == result.text
    return result.text


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("written", "seen"), WAYS)
def test_what_lost_nothing_comes_back_whole(sentence: str, written: str, seen: str) -> None:
    """One wrong decoding, every byte still there."""
    data = sentence.encode(written)
    try:
        garbled = data.decode(seen)
    except UnicodeDecodeError:
        pytest.skip("this codec does not show these bytes")

    assert repaired(garbled) == sentence


@pytest.mark.parametrize("seen", ["gb18030", "cp1251", "latin-1"])
def test_big5_comes_back_in_its_own_script(seen: str) -> None:
    """Traditional text is judged by its simplified twin, and not converted."""
    garbled = TRADITIONAL.encode("big5").decode(seen, "ignore")

    if seen != "gb18030":
        assert repaired(garbled) == TRADITIONAL
    else:  # pairs in the user-defined zones are gone without a mark; the rest says what it can
        assert set(repaired(garbled)) <= {*TRADITIONAL, *garbled}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_layers_come_off_one_after_the_other(sentence: str) -> None:
    """UTF-8 shown as Latin-1, saved, shown as GBK; and twice as windows-1252."""
    once = sentence.encode().decode("latin-1")

    assert repaired(once.encode().decode("gb18030")) == sentence
    assert repaired(once.encode().decode("latin-1")) == sentence


def windows_1252(data: bytes, undefined: str) -> str:
    """As programs show bytes in windows-1252: the five undefined ones and the soft hyphen become something else."""
    shown = "".join(
        undefined if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD) else bytes([byte]).decode("cp1252") for byte in data
    )
    return shown.replace("\xa0", " ")


@pytest.mark.parametrize("undefined", ["", "\ufffd"])
def test_dropped_bytes_are_found_again_by_how_the_text_reads(undefined: str) -> None:
    """Five to seven characters fit a hole, one makes a sentence."""
    for sentence in SENTENCES:
        text = repaired(windows_1252(sentence.encode(), undefined))
        known = [character for character in text if character != "\ufffd"]

        assert len(text) == len(sentence)
        assert len(known) >= 0.9 * len(sentence)
        assert all(got in (want, "\ufffd") for got, want in zip(text, sentence, strict=True))


def windows(sentence: str) -> str:
    """UTF-8 shown as GBK by a program that writes "?" for an odd byte and eats the ASCII character after it."""
    data, shown, position = sentence.encode(), "", 0
    while position < len(data):
        pair = data[position : position + 2]
        if pair[0] < 0x80:
            shown, position = shown + chr(pair[0]), position + 1
            continue
        try:
            shown += pair.decode("gbk")
        except UnicodeDecodeError:
            shown += "€" if pair[0] == 0x80 else "?"
            position -= pair[0] == 0x80
        position += 2
    return shown


def test_a_question_mark_that_ate_its_neighbour() -> None:
    """The lost byte and the blank after it come back."""
    assert repaired(windows("请先安装 Python 然后运行程序 main")) == "请先安装 Python 然后运行程序 main"


def test_pages_that_a_repair_tool_made_worse() -> None:
    """GBK as Latin-1 whose valid UTF-8 pairs were re-read: CE BB became λ, D2 BB the Armenian һ."""
    sentence = "今天下午有一个会议，请准时参加。"
    shown = sentence.encode("gb18030").decode("latin-1")
    worse = re.sub("[\xc2-\xdf][\x80-\xbf]", lambda pair: pair.group().encode("latin-1").decode(), shown)

    assert worse != shown
    assert repaired(worse) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_lost_byte_that_shifts_a_paragraph(sentence: str) -> None:
    """All pairs are torn, and every byte is there."""
    torn = sentence.encode("gb18030")[1:]
    garbled = torn.decode("gb18030", "ignore")

    assert sentence[2:-2] in repaired(garbled)


@pytest.mark.parametrize(
    ("garbled", "clean"),
    [
        ("it鈥檚 a 640脳480 picture", "it’s a 640×480 picture"),
        ("温度升到30掳C左右", "温度升到30掳C左右"),
        ("明天ì升的可能性很大", "明天飙升的可能性很大"),
        ("代表团访问了众��汽车公司", "代表团访问了众�汽车公司"),
        ("锟斤拷始锟斤拷", "�始�"),
        ("house¡¡of¡¡ten¡¡pounds¡¡rent", "house\u3000of\u3000ten\u3000pounds\u3000rent"),
    ],
)
def test_single_characters(garbled: str, clean: str) -> None:
    """Each kind asks for its own context; what is lost is one U+FFFD."""
    assert repaired(garbled) == clean


@pytest.mark.parametrize(
    "text",
    [
        "锟斤拷锟斤拷锟斤拷锟斤拷锟斤拷",
        "����(n��i)��ȫ��",
        "闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸绾惧綊",
        "## 銝虜嚗?鞈湛?",
    ],
)
def test_what_is_gone_is_reported_and_stays(text: str) -> None:
    """Nothing is guessed; the report says where."""
    result = NORMALIZER.normalize(text)

    assert result.text == text
    assert result.report.lost > 0
    assert all(
        edit.old == edit.new == text[edit.start : edit.end] for edit in result.suggestions if edit.kind == "lost"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Die größte Überraschung für ÄÖÜ war Åse Ærø.",
        "l’été dernier, à Besançon, où l’on s’était connus",
        "Съешь же ещё этих мягких французских булок, №5 «да»",
        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
        "いろはにほへと、ちりぬるを。ツンとした匂い",
        "다람쥐 헌 쳇바퀴에 타고파",
        "├──┬──┐ │ ═══ ╔══╗ ▁▂▃▅▆▇█",
        "说到乱码，“鎴戜滑”就是“我们”。",
        "手持两把锟斤拷，走遍天下都不怕。",
        "手持两把锟斤拷，口中疾呼烫烫烫。脚踏千朵屯屯屯，笑看万物锘锘锘。",
        "“锟斤拷”",
        "注音符號：ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒ",
        "嘅、咗、喺、嚟、嗰、啲、唔該晒、乜嘢、搵食、嘥氣",
        "¯\\_(ツ)_/¯ ヽ(✿ﾟ▽ﾟ)ノ",
        "Γ(½) = √π，∑ᵢ αᵢ² ≤ 1，μ ± 3σ",
    ],
)
def test_sound_text_stays(text: str) -> None:
    """Correct text of other languages, drawings, and damage that is quoted."""
    result = NORMALIZER.normalize(text)

    assert result.text == text
    assert result.report.lost == 0


def test_short_runs_are_believed_where_the_page_proves_them() -> None:
    """One character alone is a guess; beside a sentence garbled the same way it is not."""
    one, sentence = "是".encode().decode("latin-1"), SENTENCES[0].encode().decode("latin-1")

    assert repaired(f"{sentence}\n{one}\n") == f"{SENTENCES[0]}\n是\n"


def page() -> str:
    """Two hundred lines."""
    return "".join(f"{number}. {SENTENCES[number % len(SENTENCES)]}\n" for number in range(200))


def test_a_page_through_the_command_as_bytes(tmp_path: Path) -> None:
    """The bytes themselves are sound GB18030: decoding is all there is to do."""
    done = command(stdin=page().encode("gb18030"), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == page()


def test_a_page_through_the_command_as_pasted_text(tmp_path: Path) -> None:
    """Somebody saved what the browser showed."""
    done = command(stdin=page().encode("gb18030").decode("latin-1").encode(), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == page()


def test_signs_are_in_the_table() -> None:
    """Every pair has its characters, and no clean sentence shows one."""
    assert len(signs.of_pairs()) == 8
    assert not any(signs.count(sentence) for sentence in SENTENCES)


def test_characters_cut_through_at_the_ends_do_not_hinder() -> None:
    """A slice of a garbled text begins and ends anywhere."""
    shown = SENTENCES[0].encode().decode("latin-1")[2:-1]
    head, tail, text, _ = next(strict.readings(shown, SINGLE))

    assert (head, tail, text) == (1, 2, SENTENCES[0][1:-1])
