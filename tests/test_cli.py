"""The command through a real process: bytes in, UTF-8 out, friendly refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, command

from normalize import Edit, apply_edits, normalize

SEED = ROOT / "seeds" / "seed_spun.txt"
SPUN = "东说念主民群众的好意思好生活，是党和国度的进攻干事。省委布告来到东说念主民中间。\r\n第二行没有换行"
RESTORED = normalize(SPUN).text


def refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Exit code 2, one line on standard error that names the trouble, nothing on standard output."""
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert message.startswith("normalize: ")
    assert message.count("\n") == 1, message
    assert all(word in message for word in words), message
    assert done.stdout == b""


def test_file_to_standard_output() -> None:
    """The main job: `normalize in.txt > out.txt`."""
    done = command(str(SEED))

    assert done.returncode == 0
    assert done.stdout.decode() == normalize(SEED.read_text(encoding="utf-8")).text
    assert done.stderr == b""


def test_line_endings_and_missing_newline_are_kept() -> None:
    """CRLF stays CRLF, and no newline is added."""
    done = command(stdin=SPUN.encode())

    assert done.stdout.decode() == RESTORED
    assert b"\r\n" in done.stdout
    assert not done.stdout.endswith(b"\n")


def test_encodings_are_found_and_output_is_utf8() -> None:
    """GB18030 and UTF-16 in, UTF-8 out; a UTF-8 byte-order mark stays."""
    for data in (SPUN.encode("gb18030"), b"\xff\xfe" + SPUN.encode("utf-16-le")):
        assert command(stdin=data).stdout.decode() == RESTORED
    marked = b"\xef\xbb\xbf" + SPUN.encode()
    assert command(stdin=marked).stdout == b"\xef\xbb\xbf" + RESTORED.encode()
    assert command("--encoding", "gbk", stdin=SPUN.encode("gbk")).stdout.decode() == RESTORED


def test_output_file_with_unified_diff(tmp_path: Path) -> None:
    """`-o` and `--diff`: both files appear, the diff gives reasons and an end."""
    out, diff = tmp_path / "out.txt", tmp_path / "out.diff"
    done = command(str(SEED), "-o", str(out), "--diff", str(diff))
    text = diff.read_text(encoding="utf-8")

    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_text(encoding="utf-8").startswith("社会工作是党和国家工作的重要组成部分")
    assert "[-干事-]{+工作+}" in text
    assert "# 2-4 干事 → 工作  spin/a:干事" in text
    assert text.rstrip().endswith("suggestions")


def test_jsonl_records_rebuild_the_text(tmp_path: Path) -> None:
    """Applied records, applied to the source, give the clean text; head and end frame them."""
    out, diff = tmp_path / "out.txt", tmp_path / "out.jsonl"
    command(str(SEED), "-o", str(out), "--diff", str(diff))
    rows = [json.loads(line) for line in diff.read_text(encoding="utf-8").splitlines()]
    edits = []
    for row in rows[1:-1]:
        assert row.pop("record") == "edit"
        if row.pop("applied"):
            edits.append(Edit.from_dict(row))

    assert rows[0]["record"] == "head"
    assert rows[0]["digests"]["char5.bin"]
    assert rows[-1]["record"] == "end"
    assert rows[-1]["applied"] == len(edits)
    assert apply_edits(SEED.read_text(encoding="utf-8"), edits) == out.read_text(encoding="utf-8")


def test_diff_without_a_file_shows_the_changes() -> None:
    """`normalize --diff in.txt` prints changes, not the text."""
    printed = command("--diff", str(SEED)).stdout.decode()

    assert "spin/a:干事" in printed
    assert "社会[-干事-]{+工作+}" in printed


def test_in_place_replaces_the_file_and_keeps_its_mode(tmp_path: Path) -> None:
    """The input is overwritten, its permissions stay."""
    path = tmp_path / "a.txt"
    path.write_bytes(SPUN.encode())
    path.chmod(0o640)

    assert command("--in-place", str(path)).returncode == 0
    assert path.read_bytes() == RESTORED.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_advertising_lines_are_marked_and_removed_on_request(tmp_path: Path) -> None:
    """A suggestion by default; with the option the line goes, its line break too."""
    kept = command(str(SEED)).stdout.decode()
    stripped = command("--strip-injections", str(SEED)).stdout.decode()
    shown = command("--diff", str(SEED)).stdout.decode()

    assert kept.endswith("\n现金九游体育app平台")
    assert stripped + "\n现金九游体育app平台" == kept
    assert "injections:" in shown


def test_detect_and_check() -> None:
    """`detect` names the family and its marks, `check` answers by exit code."""
    printed = command("detect", str(SEED)).stdout.decode()
    record = json.loads(command("detect", "--json", str(SEED)).stdout)

    assert "spun by family A" in printed
    assert "干事×1" in printed
    assert record["families"][0]["family"] == "a"
    assert command("check", str(SEED)).returncode == 1
    assert command("check", str(ROOT / "seeds" / "README.md")).returncode == 0


def test_eval_prints_the_table_and_keeps_a_floor() -> None:
    """`normalize eval seeds` and its exit code."""
    done = command("eval", str(ROOT / "seeds"))

    assert done.returncode == 0
    assert "precision" in done.stdout.decode()
    assert command("eval", str(ROOT / "seeds"), "--min-f1", "0.999").returncode == 1


def test_help_and_version() -> None:
    """Help has examples."""
    assert "normalize in.txt > out.txt" in command("--help").stdout.decode()
    assert command("--version").stdout.startswith(b"normalize ")


def test_missing_files_folders_and_binaries_are_refused(tmp_path: Path) -> None:
    """Each with a message that names the file and the way out."""
    binary, odd = tmp_path / "a.bin", tmp_path / "odd.txt"
    binary.write_bytes(b"\x7fELF\x00\x01")
    odd.write_bytes(b"caf\xe9 \xff\xfe\xfd")

    refused(command("missing.txt"), "missing.txt", "no such file")
    refused(command(str(tmp_path)), str(tmp_path), "folder")
    refused(command(str(binary)), "a.bin", "zero byte")
    refused(command(str(odd)), "odd.txt", "--encoding")
    refused(command("--encoding", "klingon", str(SEED)), "klingon")
    refused(command("--dictionary", "missing.tsv", str(SEED)), "missing.tsv")
    refused(command("--threshold", "7", str(SEED)), "threshold")
    refused(command("--stages", "spinn", str(SEED)), "did you mean 'spin'")


def test_a_bad_dictionary_row_is_named(tmp_path: Path) -> None:
    """File, line and what was expected."""
    own = tmp_path / "own.tsv"
    own.write_text("干事\t工作\n只有一格\n", encoding="utf-8")

    refused(command("--dictionary", str(own), str(SEED)), "own.tsv, line 2")


@pytest.mark.parametrize("subcommand", [[], ["check"], ["detect"], ["eval"]])
def test_every_subcommand_refuses_like_a_friend(subcommand: list[str], tmp_path: Path) -> None:
    """Bad rows, encodings that are none of text, wrong encodings, closed streams: exit code 2, one line."""
    own = tmp_path / "own.tsv"
    own.write_text("干事\n", encoding="utf-8")

    refused(command(*subcommand, "--dictionary", str(own), str(SEED)), "own.tsv, line 1")
    if subcommand != ["eval"]:
        refused(command(*subcommand, "--encoding", "rot13", str(SEED)), "rot13")
        noise = tmp_path / "noise.txt"
        noise.write_bytes(bytes(range(1, 256)) * 4)
        refused(command(*subcommand, "--encoding", "utf-16", str(noise)), "noise.txt")


def test_text_and_changes_do_not_mix(tmp_path: Path) -> None:
    """Two outputs to one place are refused, be it standard output or a file yet to be made."""
    new = tmp_path / "new.txt"

    refused(command(str(SEED), "-o", str(new), "--diff", str(new)), "new.txt")
    refused(command(str(SEED), "--diff", "-"), "standard output")
    refused(command(str(SEED), "-o", ""), "--output")
    assert not new.exists()


def test_a_diff_of_standard_input(tmp_path: Path) -> None:
    """With an output named, --diff FILE is a file to write and the text comes from standard input."""
    out, diff = tmp_path / "o.txt", tmp_path / "o.diff"
    done = command("-o", str(out), "--diff", str(diff), stdin=SPUN.encode())

    assert done.returncode == 0
    assert out.read_bytes() == RESTORED.encode()
    assert "布告 → 书记" in diff.read_text(encoding="utf-8")


def test_nothing_is_overwritten_by_accident(tmp_path: Path) -> None:
    """The same file as input and output, or as diff, is refused and stays."""
    path = tmp_path / "a.txt"
    path.write_text(SPUN, encoding="utf-8", newline="")

    refused(command(str(path), "-o", str(path)), "--in-place")
    refused(command(str(path), "-o", str(tmp_path / "b.txt"), "--diff", str(path)), "a.txt")
    refused(command("--in-place"), "--in-place")
    assert path.read_bytes() == SPUN.encode()


def test_an_unreadable_end_leaves_no_output(tmp_path: Path) -> None:
    """Bad bytes far behind: nothing is written at all, an old output stays."""
    path, out = tmp_path / "a.txt", tmp_path / "out.txt"
    path.write_bytes(b"\xe4\xb8\xad" * 700_000 + b"\0" * 10_000)
    out.write_text("old", encoding="utf-8")

    refused(command(str(path), "-o", str(out)), "a.txt")
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == [path, out]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told() -> None:
    """Standard output and a named output on a full device."""
    with Path("/dev/full").open("wb") as full:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "normalize", str(SEED)], stdout=full, stderr=subprocess.PIPE, env=environment
        )

    assert done.returncode == 2
    assert done.stderr.decode() == "normalize: standard output: cannot be written: No space left on device\n"
    refused(command(str(SEED), "-o", "/dev/full"), "/dev/full", "No space left")


def test_a_closed_pipe_is_told_without_a_traceback(tmp_path: Path) -> None:
    """`normalize big.txt | head -c 1`."""
    path = tmp_path / "big.txt"
    path.write_text("天气很好。\n" * 200_000, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-m", "normalize", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.read(1)
    running.stdout.close()
    message = running.stderr.read().decode()
    running.stderr.close()

    assert running.wait() == 2
    assert message == "normalize: standard output was closed before all was written\n"


def test_an_empty_file_stays_empty(tmp_path: Path) -> None:
    """Nothing in, nothing out."""
    path = tmp_path / "empty.txt"
    path.touch()

    assert command(str(path)).stdout == b""
    assert command("--diff", str(path)).returncode == 0


def test_one_very_long_line_works_in_bounded_memory(tmp_path: Path) -> None:
    """12 MB in a single line (the 200 MB and 50 MB cases live in benchmarks/large.py)."""
    path = tmp_path / "line.txt"
    text = "今天天气很好，我们去公园散步。" * 270_000
    path.write_text(text, encoding="utf-8")
    program = (
        "import resource, subprocess, sys;"
        "done = subprocess.run([sys.executable, '-m', 'normalize', sys.argv[1]], capture_output=True);"
        "print(len(done.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, env=environment, text=True)
    size, peak = map(int, done.stdout.split())

    assert size == len(text.encode())
    assert peak < 150 * 1024 * (1 if sys.platform != "darwin" else 1024)
