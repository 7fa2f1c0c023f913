"""A loss of power after any step loses nothing that was announced, and the class goes on.

What a grading does to the disk is recorded, and done again up to any step on a made-up disk that keeps only what it was asked
to keep: of a file what was there at its last ``sync``, of a folder the names at its last ``sync_folder``.
"""

import base64
import hashlib
import json
import random
from pathlib import Path, PurePath
from typing import Any

import pytest

from grader.classroom import journal, roster
from grader.classroom.journal import Replay
from grader.tests.test_class_kills import CLASS, Place

Step = list[Any]


class Platter:
    """A made-up disk. files: what each file has now, and had when it was asked to be kept. names: the same of each folder."""

    def __init__(self) -> None:
        self.files: list[list[bytes]] = []
        self.names: dict[PurePath, list[dict[str, int]]] = {}
        self.open: dict[int, int] = {}

    def _folder(self, path: PurePath) -> list[dict[str, int]]:
        return self.names.setdefault(path, [{}, {}])

    def _new(self, path: PurePath) -> int:
        self.files.append([b"", b""])
        self._folder(path.parent)[0][path.name] = len(self.files) - 1
        return len(self.files) - 1

    def do(self, name: str, result: Any, *arguments: Any) -> None:
        path = PurePath(str(arguments[0]))
        match name:
            case "create":
                self.open[result] = self._new(path)
            case "extend":
                known = self._folder(path.parent)[0].get(path.name)
                self.open[result] = self._new(path) if known is None else known
            case "write":
                self.files[self.open[arguments[0]]][0] += base64.b64decode(arguments[1])
            case "sync":
                file = self.files[self.open[arguments[0]]]
                file[1] = file[0]
            case "sync_folder":
                folder = self._folder(path)
                folder[1] = dict(folder[0])
            case "replace":
                number = self._folder(path.parent)[0].pop(path.name)
                self._folder(PurePath(arguments[1]).parent)[0][PurePath(arguments[1]).name] = number
            case "make_folder":
                self._folder(path)
                self._folder(path.parent)[0].setdefault(path.name, -1)
            case "remove":
                self._folder(path.parent)[0].pop(path.name, None)
            case _:
                raise AssertionError(name)

    def after(self, root: PurePath, to: Path, chance: random.Random | None) -> None:
        """Lay out below ``to`` what is left of ``root``: what was asked to be kept, and by chance some of the rest."""
        if root.name not in self._folder(root.parent)[1] and chance is None:
            return
        to.mkdir(exist_ok=True)
        now, kept = self._folder(root)
        for name in sorted({*now, *kept}):
            number = kept.get(name)
            if chance is not None and chance.random() < 0.5:
                number = now.get(name)
            if number == -1:
                self.after(root / name, to / name, chance)
            elif number is not None:
                whole, sure = self.files[number]
                length = len(sure) if chance is None else chance.randint(len(sure), len(whole))
                (to / name).write_bytes(whole[:length] if whole.startswith(sure) else sure)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, list[Step]]:
    place = Place(tmp_path_factory.mktemp("recorded"))
    place.finish(record=str(place.top / "steps"))
    steps: list[Step] = json.loads((place.top / "steps").read_text("ascii"))
    return place, steps


def announced(steps: list[Step]) -> list[bytes]:
    """Return the lines of the journal that were durable when the last of these steps had ended."""
    own: int | None = None
    lines: list[bytes] = []
    pending = b""
    for name, result, *arguments in steps:
        if name == "extend":
            own = result
        elif name == "write" and arguments[0] == own:
            pending = base64.b64decode(arguments[1])
        elif name == "sync" and arguments[0] == own:
            lines.append(pending)
    return lines


def looked_at(run: Path, lines: list[bytes]) -> None:
    """See that these lines are there, and all that they speak of."""
    raw = (run / journal.NAME).read_bytes() if (run / journal.NAME).exists() else b""
    assert raw.startswith(b"".join(lines))
    read = list(Replay(run / journal.NAME))
    assert len(read) >= len(lines)
    for line in read:
        if line["what"] == "verdict":
            assert hashlib.sha256((run / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    if seen := {line["student"] for line in read if line["what"] == "seen"}:
        assert seen <= set(roster.read(run))
        assert (run / roster.SECRET).stat().st_size > 60


def test_nothing_that_was_announced_is_lost_at_any_step(tmp_path: Path, recorded: tuple[Place, list[Step]]) -> None:
    place, steps = recorded
    assert len(announced(steps)) == len(list(Replay(place.run / journal.NAME)))
    disk = Platter()
    disk.do("make_folder", None, str(place.top))
    disk.names[PurePath(place.top).parent][1][place.top.name] = -1
    for number, step in enumerate(steps, 1):
        disk.do(*step)
        lines = announced(steps[:number])
        for chance in (None, random.Random(number)):
            run = tmp_path / f"{number}{'' if chance is None else '-some'}"
            disk.after(PurePath(place.run), run, chance)
            if run.exists() or lines:
                looked_at(run, lines)


@pytest.mark.long
def test_after_a_loss_of_power_the_class_goes_on(tmp_path: Path, recorded: tuple[Place, list[Step]]) -> None:
    place, steps = recorded
    wanted = place.marks()
    disk = Platter()
    disk.do("make_folder", None, str(place.top))
    disk.names[PurePath(place.top).parent][1][place.top.name] = -1
    for number, step in enumerate(steps, 1):
        disk.do(*step)
        if number % 12 == 0:
            again = Place(tmp_path / str(number))
            again.top.mkdir()
            disk.after(PurePath(place.run), again.run, random.Random(number))
            again.finish()
            assert again.marks() == wanted
            again.tidy()
    assert len(CLASS) == len(wanted)
