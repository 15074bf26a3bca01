"""The public functions, decoding and rendering."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import pytest
from conftest import ROOT

from normalize import (
    Config,
    Edit,
    Normalizer,
    Report,
    UnreadableError,
    decode,
    detect,
    normalize,
    normalize_bytes,
)
from normalize.render.terminal import Printer
from normalize.segments import Spans

SPUN = "东说念主民群众的好意思好生活，是党和国度的进攻干事。\n省委布告来到东说念主民中间。\n"


def test_bytes_and_text_are_told_apart() -> None:
    """The message names the function that was meant."""
    with pytest.raises(TypeError, match="normalize_bytes"):
        normalize(SPUN.encode())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="decode"):
        detect(SPUN.encode())  # type: ignore[arg-type]


def test_options_that_do_not_exist_are_named() -> None:
    """A misspelt option, preset or stage."""
    with pytest.raises(TypeError, match="did you mean 'preset'"):
        normalize("", prset="eager")
    with pytest.raises(ValueError, match="careful"):
        Config(preset="bold")
    with pytest.raises(ValueError, match="did you mean 'spin'"):
        Config.build(stages=["spinn"])


def test_presets_differ_only_in_what_is_applied() -> None:
    """The surer an edit must be, the fewer are applied."""
    text = (ROOT / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")
    counts = [len(normalize(text, preset=preset).edits) for preset in ("careful", "default", "eager")]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_detect_applies_nothing() -> None:
    """The same findings, all of them suggestions."""
    report = detect(SPUN)
    result = normalize(SPUN)

    assert report.applied.total() == 0
    assert report.suggested.total() == len(result.edits) + len(result.suggestions)
    assert report.families == result.report.families


def test_reports_add_up() -> None:
    """Over documents of a run."""
    one, two = normalize(SPUN).report, normalize("天气很好。").report
    both = one + two

    assert both.characters == one.characters + two.characters
    assert both.applied == one.applied
    assert [family.name for family in both.families] == ["a"]
    assert (Report() + Report()).damaged is False


def test_batches_keep_none() -> None:
    """Missing values of tables stay missing."""
    assert Normalizer().clean_batch(["好。", None]) == ["好。", None]


def test_diff_styles() -> None:
    """Inline, unified and records of one result."""
    result = normalize(SPUN)

    assert "[-布告-]{+书记+}" in result.diff()
    assert "@@ line 2 @@" in result.diff("unified")
    assert '"record": "end"' in result.diff("jsonl").splitlines()[-1]
    with pytest.raises(ValueError, match="inline"):
        result.diff("html5")


def test_edits_survive_json() -> None:
    """`to_dict` and `from_dict` are inverse."""
    edit = Edit(0, 2, "关联", "相关", "spin", "spin/a:关联", 0.75, ("x",), (("有关", 0.25),))

    assert Edit.from_dict(edit.to_dict()) == edit


def test_revert_takes_a_function() -> None:
    """Undo by rule, by confidence, or whatever else an edit knows."""
    result = normalize(SPUN)
    without = result.revert(lambda edit: edit.new == "书记")

    assert "布告" in without.text
    assert len(without.edits) == len(result.edits) - 1
    with pytest.raises(ValueError, match="not an edit"):
        result.revert([Edit(0, 0, "", "x", "spin", "r", 1.0)])


@pytest.mark.parametrize(
    ("data", "encoding", "how"),
    [
        (SPUN.encode(), "utf-8", "strict utf-8"),
        (b"\xef\xbb\xbf" + SPUN.encode(), "utf-8", "byte-order mark"),
        (SPUN.encode("gb18030"), "gb18030", "strict gb18030"),
        (b"\xfe\xff" + SPUN.encode("utf-16-be"), "utf-16-be", "byte-order mark"),
        (b"", "utf-8", "strict utf-8"),
        (b"plain ascii", "utf-8", "strict utf-8"),
    ],
)
def test_decoding(data: bytes, encoding: str, how: str) -> None:
    """What can be told is told; `how` says why."""
    decoded = decode(data)

    assert (decoded.encoding, decoded.how) == (encoding, how)
    assert decoded.bom + decoded.text.encode(encoding) == data


@pytest.mark.parametrize(
    "data",
    [b"\0\1\2", b"caf\xe9 \xff\xfe\xfd", "你".encode()[:-1], bytes(range(1, 256)) * 4],
)
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    """Noise is not decoded to noise."""
    with pytest.raises(UnreadableError):
        decode(data)


def test_declared_encodings_count() -> None:
    """gb2312 means gb18030; where nothing reads, the place is named."""
    assert normalize_bytes("镕基".encode("gbk"), declared="gb2312").text == "镕基"
    with pytest.raises(UnreadableError, match="byte 0"):
        decode(b"\xff\xff", declared="utf-8")


def test_a_user_dictionary_silences_our_rows(tmp_path) -> None:
    """For a substitute of the user's, only the user's originals count; a changed file is read anew."""
    own = tmp_path / "own.tsv"
    own.write_text("布告\t主席\n", encoding="utf-8")
    first = normalize(SPUN, dictionary=own).text
    own.write_text("布告\t省长\n", encoding="utf-8")

    assert "主席" in first
    assert "省长" in normalize(SPUN, dictionary=own).text


def test_a_threshold_is_strict() -> None:
    """Nothing below it is applied, whatever the alternatives."""
    text = (ROOT / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")

    assert all(edit.confidence >= 0.9 for edit in normalize(text, threshold=0.9).edits)
    assert normalize(text, threshold=1.0).edits == ()


def test_suggestions_are_disjoint_and_touch_no_edit() -> None:
    """Also where rounds disagree."""
    text = (ROOT / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")
    result = normalize(text, threshold=0.97)

    assert len(result.suggestions) > 50
    assert all(one.end <= two.start for one, two in pairwise(result.suggestions))
    applied = Spans((edit.start, edit.end) for edit in result.edits)
    assert not any(applied.touch(edit.start, edit.end) for edit in result.suggestions)


@pytest.mark.parametrize(
    "bad", [{"strip_injections": "false"}, {"threshold": "0.5"}, {"keep": 3}, {"stages": ["spinn"]}]
)
def test_values_of_the_wrong_kind_are_refused(bad) -> None:
    """A string for a switch would quietly mean yes."""
    with pytest.raises(ValueError, match=next(iter(bad)).removesuffix("s")):
        Config(**bad)


def test_one_string_is_one_term() -> None:
    """Not its characters."""
    assert Config(keep="社会干事部").keep == ("社会干事部",)


def test_records_of_a_diff_revert() -> None:
    """What was written as JSON picks the same edits."""
    result = normalize(SPUN)
    rows = [json.loads(line) for line in result.diff("jsonl").splitlines()[1:-1]]
    edits = [Edit.from_dict(row) for row in rows if row["applied"]]

    assert result.revert(edits).text == SPUN


def test_addresses_tags_and_code_are_protected() -> None:
    """Han in a path, tags over two lines, quoted angle brackets, fenced code."""
    kept = [
        "https://zh.wikipedia.org/wiki/东说念主民",
        '<a\n title="东说念主民>干事">',
        "```\n东说念主民\n```",
        "HTTPS://A.CN/布告",
    ]
    clean = normalize(SPUN + "\n".join(f"{term} 东说念主民。" for term in kept)).text

    assert all(term in clean for term in kept)
    assert "东说念主民。" not in clean


def test_configuration_from_toml(tmp_path) -> None:
    """A file with options; its faults are named."""
    path = tmp_path / "normalize.toml"
    path.write_text('[normalize]\npreset = "careful"\nkeep = ["开发区"]\n', encoding="utf-8")

    assert Config.from_toml(path) == Config(preset="careful", keep=("开发区",))
    path.write_text('presett = "careful"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"normalize\.toml: unknown option 'presett'"):
        Config.from_toml(path)


def test_hostile_text_does_nothing_to_a_terminal() -> None:
    """Escape sequences, direction marks and markup of the page are shown, not obeyed."""
    printed = io.StringIO()
    Printer(printed).print(normalize("\x1b]0;owned\x07[bold]\u202e" + SPUN))

    assert "[-布告-]{+书记+}" in printed.getvalue()
    assert "\x1b" not in printed.getvalue()
    assert "\u202e" not in printed.getvalue()
    assert "[bold]" in printed.getvalue()
