"""Growing and keeping dictionaries: mining, accepting, checking, showing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, command

from normalize import language_model, normalize
from normalize.spin import lexicon
from normalize.workshop import dictionaries
from normalize.workshop.aligned import pairs, partners
from normalize.workshop.decipher import Decipherer
from normalize.workshop.proposals import Proposal, accepted, written
from normalize.workshop.words import common, every

ORIGINAL = "会议讨论了技术发展。\n他们进行了比赛，技术很好。\n进行调查以后，大家都很高兴。\n"
SPUN = "会议讨论了手艺生长。\n他们举行了比赛，手艺很好。\n举行调查以后，大家都很高兴。\n"
WORDS = frozenset({"技术", "手艺", "进行", "举行", "发展", "生长"})


def test_aligned_texts_give_whole_words() -> None:
    """Differences of single characters become pairs of words; neighbours that were both replaced are told apart."""
    found = {proposal.key: proposal for proposal in pairs([(SPUN, ORIGINAL)], words=WORDS)}

    assert set(found) == {("手艺", "技术"), ("举行", "进行"), ("生长", "发展")}
    assert found["举行", "进行"].count == 2
    assert found["举行", "进行"].weight == 1.0


def test_lines_find_their_partners_when_some_are_missing() -> None:
    """A line that only one text has is skipped, not matched with its neighbour."""
    spun = SPUN.split("\n")
    original = ["今天天气晴朗。", *ORIGINAL.split("\n")]

    assert list(partners(spun, original)) == list(zip(SPUN.split("\n"), ORIGINAL.split("\n"), strict=True))[:3]


def test_the_seed_and_its_restoration_give_the_table() -> None:
    """Nine in ten of the pairs, at most a quarter of what is proposed is something else."""
    seeds = ROOT / "seeds"
    texts = [(seeds / f"seed_{name}.txt").read_text(encoding="utf-8") for name in ("spun", "gold")]
    found = {proposal.key for proposal in pairs([(texts[0], texts[1])], words=frozenset(every()))}
    table = {
        (record["spun"], record["gold"])
        for record in map(json.loads, (seeds / "seed_sites.jsonl").read_text(encoding="utf-8").splitlines())
    }

    assert len(found & table) >= 0.85 * len(table)
    assert len(found & table) >= 0.75 * len(found)


def test_spun_texts_alone_betray_their_table() -> None:
    """A substitute in many contexts of its original is deciphered; a word of the subject is not proposed as sure."""
    phrases = (
        "推动信息手艺发展 采用先进手艺 提高手艺创新能力 发展高新手艺企业 加强手艺人员培训 掌握核心手艺 依靠科学手艺进步"
    )
    more = "完善手艺标准体系 推广农业手艺 开展手艺合作 应用数字手艺 引进国外手艺 进行手艺改造 提供手艺支持 购买手艺设备"
    text = "\n".join(f"{who}{phrase}。" for who in ("我们", "企业") for phrase in f"{phrases} {more}".split())
    decipherer = Decipherer(language_model.load(), common(), every())
    best = {proposal.substitute: proposal for proposal in reversed(decipherer.propose([text], most=60))}

    assert best["手艺"].original == "技术"
    assert best["手艺"].score > 0.5
    assert "[手艺]" in best["手艺"].contexts


def test_a_curator_accepts_row_by_row(tmp_path: Path) -> None:
    """What is marked goes into the dictionary, sorted, once; the rest does not."""
    proposals = [
        Proposal("手艺", "技术", 0.9, 3, "seen"),
        Proposal("举行", "进行", 0.8, 2, "seen"),
        Proposal("生", "发", 0.1, 1, "x"),
    ]
    lines = list(written(proposals))
    table = tmp_path / "proposals.tsv"
    table.write_text("\n".join([lines[0], lines[1], "y" + lines[2], "Y" + lines[3], lines[4]]) + "\n", encoding="utf-8")
    own = tmp_path / "own.tsv"

    assert command("dict", "accept", str(table), "--into", str(own)).returncode == 0
    assert command("dict", "accept", str(table), "--into", str(own)).returncode == 0
    rows = [line for line in own.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [row.split("\t")[:2] for row in rows] == [["举行", "进行"], ["手艺", "技术"]]
    assert [one.key for one in accepted(table, least=0.85)] == [("手艺", "技术")]
    assert command("dict", "check", str(own)).returncode == 0


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("举行\t进行\t0.5\tfound\tseen\n手艺\t技术\t0.5\tfound\n", "no evidence"),
        ("手艺\t技术\t0.5\tfound\tseen\n举行\t进行\t0.5\tfound\tseen\n", "not sorted"),
        ("举行\t进行\t0.5\tfound\tseen\n举行\t进行\t0.5\tfound\tseen\n", "twice"),
        ("举 行\t进行\t0.5\tfound\tseen\n", "not made of"),
        ("举行\n", "line 1"),
    ],
)
def test_dict_check_names_faults(tmp_path: Path, rows: str, fault: str) -> None:
    """Form, order, rows twice, rows without grounds: one line each, exit code 1."""
    own = tmp_path / "own.tsv"
    own.write_text(rows, encoding="utf-8")
    done = command("dict", "check", str(own))

    assert done.returncode == 1
    assert fault in done.stdout.decode()


def test_dict_check_finds_conflicts_and_rows_that_fire(tmp_path: Path) -> None:
    """One substitute, other originals in another file; a substitute that is frequent in clean text."""
    for name, original in (("one", "进行"), ("two", "实行")):
        (tmp_path / f"{name}.tsv").write_text(f"举行\t{original}\t0.5\tfound\tseen\n", encoding="utf-8")
    (tmp_path / "three.tsv").write_text("举行\t进行\t0.5\tfound\tx\n进行\t实行\t0.5\tfound\tx\n", encoding="utf-8")
    paths = [tmp_path / "one.tsv", tmp_path / "two.tsv", tmp_path / "three.tsv"]
    told = list(dictionaries.check(paths, ["会议今天举行。" * 10]))

    assert not any(fault for fault, _ in told)
    assert any(line.startswith("conflict: 举行") for _, line in told)
    assert any("举行, 10 times in 70 characters" in line for _, line in told)
    assert any("three.tsv: 1 substitutes are originals of other rows" in line for _, line in told)


def test_rows_are_added_in_place_and_nothing_else_changes(tmp_path: Path) -> None:
    """Comments, line ends and order stay; a bad row, or a table of commas, is refused before anything is written."""
    own = tmp_path / "own.tsv"
    own.write_bytes("# top\r\n丙丙\t丁丁\t0.5\tfound\tx\r\n# mid\r\n甲甲\t乙乙\t0.5\tfound\tx\r\n".encode())

    assert command("dict", "add", "乙丙", "丁丁", "--into", str(own)).returncode == 0
    wanted = (
        "# top\r\n丙丙\t丁丁\t0.5\tfound\tx\r\n# mid\r\n乙丙\t丁丁\t0.5\tfound\town\r\n甲甲\t乙乙\t0.5\tfound\tx\r\n"
    )
    before = own.read_bytes()
    assert sorted(before.decode().split("\r\n")) == sorted(wanted.split("\r\n"))
    assert command("dict", "add", "甲", "乙", "--weight", "1e-9", "--into", str(own)).returncode == 2
    assert command("dict", "add", "甲", "乙", "--into", str(tmp_path / "own.csv")).returncode == 2
    assert own.read_bytes() == before


def test_mining_never_writes_over_its_input(tmp_path: Path) -> None:
    """The output may not be one of the inputs."""
    spun, original = tmp_path / "s.txt", tmp_path / "o.txt"
    spun.write_text(SPUN, encoding="utf-8")
    original.write_text(ORIGINAL, encoding="utf-8")

    assert command("mine", str(spun), str(original), "--out", str(spun)).returncode == 2
    assert spun.read_text(encoding="utf-8") == SPUN


def test_lines_that_do_not_belong_together_are_not_compared() -> None:
    """One line more on one side, one less on the other: the same number of lines, but not the same lines."""
    spun = "广告推荐点击下方链接购买商品。\n会议在北京举行，代表们参加。\n市场开展很快，价格上涨。"
    original = "会议在北京进行，代表们参加。\n市场发展很快，价格上涨。\n学校举办活动，学生参与。"
    found = {proposal.key for proposal in pairs([(spun, original)], words={"举行", "进行", "开展", "发展"})}

    assert found == {("举行", "进行"), ("开展", "发展")}


def test_dict_show_add_and_stats(tmp_path: Path) -> None:
    """What is known of a word; one row more; how many there are."""
    own = tmp_path / "own.tsv"

    assert "干事 ← 工作\tfamily A" in command("dict", "show", "干事").stdout.decode()
    assert command("dict", "add", "云起", "发布会", "--into", str(own)).returncode == 0
    assert "云起\t发布会\t0.5\tfound\town" in own.read_text(encoding="utf-8")
    assert command("dict", "show", "云起", "--dictionary", str(own)).stdout.decode().startswith("云起 ← 发布会")
    assert "all" in command("dict", "stats").stdout.decode()
    assert command("dict", "add", "云 起", "发布会", "--into", str(own)).returncode == 2


def test_mine_writes_proposals_and_counter_evidence(tmp_path: Path) -> None:
    """Two files aligned, with the substitutes counted in clean text; folders by file name."""
    for folder, text in (("spun", SPUN), ("original", ORIGINAL)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    clean = tmp_path / "clean.txt"
    clean.write_text("他的手艺很好。\n", encoding="utf-8")
    done = command("mine", str(tmp_path / "spun"), str(tmp_path / "original"), "--clean", str(clean))

    assert done.returncode == 0
    (row,) = [line for line in done.stdout.decode().splitlines() if line.startswith("\t手艺\t技术\t")]
    assert "1 times in 8 characters of clean text" in row
    assert command("mine", str(tmp_path / "spun"), str(clean)).returncode == 2
    assert command("mine", str(tmp_path / "nothing")).returncode == 2


def test_user_pairs_come_as_tsv_csv_or_mapping(tmp_path: Path) -> None:
    """All three say the same; a word mapped to itself is left alone."""
    spun = "东说念主民群众的好意思好生活，是党和国度的进攻干事。公司今天举行了云起，发布了新居品。"
    (tmp_path / "own.csv").write_text("云起,发布会\n", encoding="utf-8")
    (tmp_path / "own.tsv").write_text("云起\t发布会\n", encoding="utf-8")
    texts = {
        normalize(spun, dictionary=given).text
        for given in (tmp_path / "own.csv", tmp_path / "own.tsv", {"云起": "发布会"}, {"云起": ["发布会"]})
    }

    assert len(texts) == 1
    assert "发布会" in texts.pop()
    assert "进攻干事" in normalize(spun, dictionary={"进攻干事": "进攻干事"}).text
    for odd in (
        {"布告": None},
        {"布告": {"书记": 0.9}},
        {"布告": []},
        {"布告": "书\n记"},
        {"布告": "\ud800"},
        {3: "书记"},
    ):
        with pytest.raises(ValueError, match="dictionary"):
            normalize(spun, dictionary=odd)


def test_own_rows_win_even_over_words_left_alone_and_are_named() -> None:
    """A shipped "leave alone" gives way; a text opened by own rows alone is not blamed on a family."""
    spun = "干部真金不怕火炼。东说念主民群众的好意思好生活，是党和国度的进攻干事。"

    assert "千锤百炼" in normalize(spun, dictionary={"真金不怕火炼": "千锤百炼"}).text


def test_the_shipped_dictionaries_are_large_and_every_row_has_grounds() -> None:
    """Pairs per family as promised, evidence in every row."""
    sizes = {}
    for path in sorted((ROOT / "dictionaries" / "spin").glob("*.tsv")):
        sizes[path.stem] = sum(1 for row in lexicon.read_rows(path) if row.original != row.substitute)

    promised = {"a": 2500, "b": 1500, "c": 800, "d": 600, "h": 600, "k": 400}
    assert set(sizes) >= {*promised, "e", "f", "i", "m", "general"}
    assert all(sizes[name] >= least for name, least in promised.items())
    assert sum(sizes.values()) >= 8000
