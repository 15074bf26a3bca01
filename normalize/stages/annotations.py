"""
Readings in parentheses that page cloners put behind characters, and what else they did to the text.

Content farms copy simplified pages, convert them to traditional characters and put "(reading)"
behind the characters of a list, so that search engines take the copy for a text of its own:
時(shí)期. The script works on GBK bytes, so that a match can lie across two characters; what
follows is then read one byte off (因為提到PDM came out as 因?yàn)樘岬絇DM), or the note stands behind a
letter (年P(guān)DF). Another machine writes labelled notes, 机【pinyin:jī】器, and betting brands between and
into them.

Left alone: lessons (看(kàn)见(jiàn)), glosses of rare characters (范蠡(lǐ)), names, 北京(Beijing),
anything in simplified text but the labelled notes, abbreviations and function calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.annotations import brands, page
from normalize.model import Context, Edit
from normalize.pinyin import TONED

# one character class in front lets the search skip everything else
_MAY_BE = re.compile(
    r"[(（?\ufffd](?:"
    rf"(?<=[(（])[ \u3000]{{0,2}}(?:[a-zɡɑ]{{0,5}}[{TONED}]|˙?[ㄅ-ㄩ])"  # a note
    r"|(?<=[\u4e00-\u9fff]\()[a-z]{1,6} {0,2}\)[\u4e00-\u9fff]"  # one without tone
    rf"|(?<=[?\ufffd])(?:[a-zɡɑ]{{0,5}}[{TONED}][a-zɡɑ]{{0,5}} {{0,2}}\)|[！；？，。：])"  # half a character
    r")"
)


class Annotations:
    """Takes out the notes of cloners and gives back the text they were put into."""

    name = "annotations"

    def suspects(self, text: str) -> bool:
        """Whether a note of either machine or a cut character may be there."""
        return _MAY_BE.search(text) is not None or brands.SUSPECT.search(text) is not None

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """The edits of both machines; they do not work on the same pages."""
        found = list(brands.edits(text))
        if not found and _MAY_BE.search(text):
            found = list(page.edits(text))
        yield from found
