"""Characters shown as pictures: the fragments around them are written twice."""

from __future__ import annotations

import pytest

from normalize import Config, apply_edits
from normalize.model import Context, Edit
from normalize.mojibake import repeated_fragments

DAMAGED = [
    (
        " 风停了,院子里一点声音也没有,月\n风停了,院子里一点声音也没有,月 照在井台上。\n照在井台上。",
        "风停了,院子里一点声音也没有,月\ufffd照在井台上。",
    ),
    (" 他点了点头,慢慢转过 走向门口。\n走向门口。", "他点了点头,慢慢转过\ufffd走向门口。"),
    ("她低下\n老人说完,她低下 没有说\n没有说 只是哭", "老人说完,她低下\ufffd没有说\ufffd只是哭"),
    (
        "前文一段。\n他站在桥上,望着河 发呆的样子。\n发呆的样子。\n后文一段。",
        "前文一段。\n他站在桥上,望着河\ufffd发呆的样子。\n后文一段。",
    ),
]
CLEAN = [
    "让我们荡起双桨 小船儿推开波浪\n小船儿推开波浪 海面倒映着白塔",
    "张三 你好，吃了吗。\n你好，吃了吗。",
    "问: 你来不来？\n你来不来？",
    "第一章 总则\n总则",
    "目录 第一节\n第一节 概述，内容。",
    "北京 上海 广州\n广州 深圳",
    "走了走了，他说\n他说，走了走了",
    "哎 我的家乡\n我的家乡",
]


def found(text: str) -> list[Edit]:
    """All findings, as the stage that asks the module gets them."""
    return list(repeated_fragments.find(text, Context(Config()))) if repeated_fragments.suspects(text) else []


@pytest.mark.parametrize(("damaged", "gold"), DAMAGED)
def test_second_copies_go_and_gaps_are_marked(damaged: str, gold: str) -> None:
    """One copy stays, a lost character is U+FFFD; a second run changes nothing."""
    edits = found(damaged)

    assert apply_edits(damaged, edits) == gold
    assert all(edit.old == damaged[edit.start : edit.end] for edit in edits)
    assert found(gold) == []


@pytest.mark.parametrize("text", CLEAN)
def test_songs_tables_and_chats_stay(text: str) -> None:
    """Repetition without a gap in prose proves nothing."""
    assert found(text) == []


def test_many_lines_are_read_once() -> None:
    """A hundred thousand equal lines are no hundred thousand joints: nothing is proven, nothing found."""
    assert found("好 的\n" * 100_000) == []
