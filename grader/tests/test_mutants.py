"""The kit's own examination: which small changes are made of a right answer, and what becomes of them."""

import re
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from grader.authoring.mutants import examining, journal, listed, making
from grader.authoring.mutants.journal import Journal, Judged
from grader.authoring.mutants.listed import Equivalent
from grader.authoring.mutants.making import Mutant
from grader.checking import methods
from grader.commands import mutants as command
from grader.course.catalogue import Exercise, exercises
from grader.faults import NotUnderstood
from grader.tests.kit import copied, runner, sandbox

EX02 = Exercise("ex02_start_and_join")


def made(text: str, *names: str) -> list[Mutant]:
    return list(making.of_answer(textwrap.dedent(text).encode(), "solutions/x.py", names or ("f",)))


def lines(text: str) -> set[str]:
    """Return what the mutants of a function with this line have in its place, stripped."""
    body = textwrap.indent(textwrap.dedent(text), "    ")
    changes = [mutant.change.splitlines() for mutant in made(f"def f(items, x, y, pool, lock, workers):\n{body}\n    return")]
    return {" ".join(line[1:].split()) for change in changes for line in change if line.startswith("+")}


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("x.start()", "x.run()"),
        ("x.start()", "pass"),
        ("x.join()", "x.join(timeout=0.01)"),
        ("x.put(1)", "x.put(1, timeout=0.01)"),
        ("x = 5", "x = 0"),
        ("x = True", "x = False"),
        ("x = 'a'", "x = 'ax'"),
        ("x = y < 2", "x = y <= 2"),
        ("x = y is None", "x = y == None"),
        ("x = y and pool", "x = y or pool"),
        ("x = y and pool", "x = y"),
        ("x = not y", "x = y"),
        ("x = y + 2", "x = y - 2"),
        ("x += 2", "x -= 2"),
        ("x = y[1:]", "x = y[:]"),
        ("x = list(items)", "x = list(set(items))"),
        ("x = list(items)", "x = list(list(dict.fromkeys(items)))"),
        ("x = pool.map(y, items)", "x = [y(one) for one in items]"),
        ("x = pool.map(y, items)", "x = pool.map(y, list(items)[::-1])"),
        ("x = pool.imap_unordered(y, items)", "x = pool.map(y, items)"),
        ("x = pool.apply_async(y)", "x = pool.apply(y)"),
        ("x = pool.map(y, items, chunksize=1)", "x = pool.map(y, items)"),
        ("x = pool.map(y, items, chunksize=1)", "x = pool.map(y, items, chunksize=0)"),
        ("x = range(y)", "x = range(y + 1)"),
        ("x = y(workers)", "x = y(workers - 1)"),
        ("x = [one for one in y]", "x = [one for one in list(y)[1:]]"),
        ("x = [one for one in y if one]", "x = [one for one in y]"),
        ("x = y.Process(target=x)", "x = multiprocessing.dummy.Process(target=x)"),
        ("x = y.Lock()", "x = y.RLock()"),
        ("pool.close()", "pool.terminate()"),
        ("with lock:\n    x()", "x()"),
        ("with pool() as x:\n    y(x)", "x = pool()"),
        ("if x:\n    y()", "if not x:"),
        ("while x:\n    y()", "if x:"),
        ("for x in y:\n    pool(x)", "for x in list(y)[:-1]:"),
        ("for x in y:\n    pool(x)", "break"),
        ("try:\n    x()\nexcept OSError:\n    y()", "except BaseException:"),
        ("return [x]", "return [x][::-1]"),
        ("return [x]", "return [x] + [x]"),
        ("return [x]", "return sorted([x])"),
        ("x = y.Process(target=x)", "x = y.Process(target=x, daemon=True)"),
    ],
)
def test_what_is_changed(line: str, changed: str) -> None:
    assert changed in lines(line)


def test_a_block_without_its_end() -> None:
    changes = [mutant.change for mutant in made("def f(x):\n    try:\n        x.a()\n    finally:\n        x.b()\n")]
    assert "-    try:\n-        x.a()\n-    finally:\n-        x.b()\n+    x.a()\n+    x.b()" in changes
    assert "-    try:\n-        x.a()\n-    finally:\n-        x.b()\n+    x.a()" in changes


def test_defaults_and_order() -> None:
    changes = {mutant.change for mutant in made("def f(x, y=2):\n    x.a()\n    x.b()\n")}
    assert {"-def f(x, y=2):\n+def f(x, y=3):", "-def f(x, y=2):\n+def f(x, y):"} <= changes
    assert "-    x.a()\n-    x.b()\n+    x.b()\n+    x.a()" in changes


def test_only_what_the_exercise_asks_for_is_changed() -> None:
    text = """
        import time
        LIMIT = 3
        weather = "rain"
        def f(x):
            return helper(x)
        def helper(x):
            return x + LIMIT
        def demo():
            time.sleep(7, weather)
        if __name__ == "__main__":
            demo()
    """
    operators = [mutant.change for mutant in made(text)]
    assert operators
    assert not [change for change in operators if "sleep" in change or "demo" in change or "weather" in change]
    assert any("LIMIT = 4" in change for change in operators)
    assert any("helper" in change or "x - LIMIT" in change for change in operators)


def test_each_program_is_made_once_and_all_compile() -> None:
    found = made("def f(x):\n    x.a()\n    return x\n")
    assert len({mutant.source for mutant in found}) == len(found)
    for mutant in found:
        compile(mutant.source, "mutant", "exec")


def test_changes_that_read_the_same_are_counted() -> None:
    found = [
        mutant
        for mutant in made("def f(x):\n    x.a(1)\n    x.b()\n    x.a(1)\n")
        if mutant.change == "-    x.a(1)\n+    pass"
    ]
    assert [mutant.nth for mutant in found] == [0, 1]
    assert [listed.reason(one, [Equivalent(change="-    x.a(1)\n+    pass", reason="r", nth=1)]) for one in found] == [
        None,
        "r",
    ]


def test_a_list_says_what_is_old() -> None:
    mutant = made("def f(x):\n    x.a()\n")[0]
    right = Equivalent(change=f"\n{mutant.change}\n", reason="it does the same", file=mutant.file)
    assert listed.stale([right], [mutant], []) == []
    assert listed.stale([right], [mutant], [mutant]) == [right]
    assert listed.stale([replace(right, chance=True)], [mutant], [mutant]) == []
    assert listed.stale([right], [], []) == [right]
    elsewhere = replace(right, file="solutions/y.py")
    assert listed.stale([elsewhere], [mutant], []) == [elsewhere]


@pytest.mark.parametrize("exercise", [one for one in exercises() if listed.place(one).exists()], ids=lambda one: str(one.name))
def test_each_entry_of_a_list_means_a_mutant_and_says_why(exercise: Exercise) -> None:
    known = listed.equivalents(exercise)
    assert known
    assert [one for one in known if len(one.reason.split()) < 4] == []
    assert [one.change for one in listed.stale(known, making.of_exercise(exercise), ())] == []


def test_a_journal_goes_on_where_it_was_ended(tmp_path: Path) -> None:
    place = tmp_path / "kept" / "mutants.jsonl"
    first = Journal(place)
    first.add("a", Judged(outcome="refuted", check="test_x[fork]", code="not-waited"))
    first.add("b", Judged(outcome="fault"))
    with place.open("a") as file:
        file.write('\n{"key": "c", "outc')
    again = Journal(place)
    assert again.recall("a") == Judged(outcome="refuted", check="test_x[fork]", code="not-waited")
    assert again.recall("b") is again.recall("c") is None


def test_a_verdict_rests_on_the_checks_and_the_sandbox() -> None:
    sources = list(journal._sources(EX02))
    assert {EX02.check_file, EX02.scenario} < set(sources)
    assert not [path for path in sources if "scenarios" in path.parts and path != EX02.scenario]
    assert journal.digest(EX02, "tree") != journal.digest(EX02, "bubblewrap")


def test_a_sample_rotates_and_can_be_repeated() -> None:
    whole = examining.tasks([EX02], gallery=True)
    assert len(whole) > len(examining.tasks([EX02], gallery=False)) > 20
    first = examining.sample(whole, 10, "a")
    assert len(first) == 10
    assert first == examining.sample(whole, 10, "a") != examining.sample(whole, 10, "b")
    assert len([one for one in examining.sample(whole[1:], 10, "a") if one in first]) >= 9


def test_what_a_commit_touched() -> None:
    assert command.touched(["docs/en/limits.md", "grader/report/html.py"]) == set()
    assert command.touched(["solutions/ex02_start_and_join.py", "grader/course/ex03_interleavings/en.toml"]) == {
        EX02,
        Exercise("ex03_interleavings"),
    }
    assert command.touched(["grader/stage/scenarios/ex02_start_and_join.py"]) == {EX02}
    assert command.touched(["grader/judge/play.py"]) == set(exercises())


def test_a_mutant_is_refuted_or_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_RUNNERS", [(runner(), sandbox())])
    tasks = examining.tasks([EX02], gallery=False)
    wrong = next(one.mutant for one in tasks if one.mutant.change.endswith("+        process.run()"))
    found = examining.judge(EX02, wrong.source)
    assert (found.outcome, found.check[-6:], bool(found.code)) == ("refuted", f"[{methods()[0]}]"[-6:], True)
    assert examining.judge(EX02, EX02.solution.read_bytes()).outcome == "survived"


@pytest.mark.long
def test_an_examination_goes_on_where_it_was_ended(tmp_path: Path) -> None:
    kit = copied(tmp_path)
    command = [sys.executable, "-P", "grader/__main__.py", "mutants", "ex02", "--seed", "x", "--sandbox", sandbox()]
    first = subprocess.run([*command, "--sample", "3"], cwd=kit, capture_output=True, encoding="utf-8")
    assert (first.returncode in (0, 1), first.stderr) == (True, "")
    assert first.stdout.splitlines()[2].split()[:2] == ["all", "3"]
    kept = (kit / ".many-hands" / "mutants.jsonl").read_text().split("\n")
    assert len(list(filter(None, kept))) == 1 + 3  # the solution itself comes first
    second = subprocess.run([*command, "--sample", "4"], cwd=kit, capture_output=True, encoding="utf-8")
    assert second.stdout.splitlines()[2].split()[:2] == ["all", "4"]
    assert (kit / ".many-hands" / "mutants.jsonl").read_text().split("\n")[: len(kept)] == kept
    assert len(list(filter(None, (kit / ".many-hands" / "mutants.jsonl").read_text().split("\n")))) == 1 + 4


def test_a_commit_that_is_not_there_is_no_crash() -> None:
    with pytest.raises(NotUnderstood):
        command._changed("no-such-commit")


@pytest.mark.long
def test_of_a_right_answer_that_fails_nothing_is_proved(tmp_path: Path) -> None:
    kit = copied(tmp_path)
    solution = kit / "solutions" / "ex02_start_and_join.py"
    solution.write_text(solution.read_text("utf-8").replace("        process.join()", "        process.is_alive()"), "utf-8")
    command = [sys.executable, "-P", "grader/__main__.py", "mutants", "ex02", "--sandbox", sandbox()]
    done = subprocess.run(command, cwd=kit, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "")
    assert "solutions/ex02_start_and_join.py is no right answer here, so its mutants are left out" in done.stdout
    assert re.search(r"^all +0 ", done.stdout, re.MULTILINE)
