"""Made-up classes and the files that platforms export for them, with the headers that real ones have, in several languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from grader.classroom.marks import cells, fill
from grader.classroom.marks.final import Earned, Scale
from grader.classroom.marks.template import Wanted
from grader.classroom.records import ClassState, Decision, ExerciseInfo, Identity, Layout, State, Student
from grader.tests.class_made_up import COURSE

SCALE = Scale(whole=Decimal(16))
WORKSHEETS: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "head": ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
                 "Last modified (submission)", "Last modified (grade)", "Feedback comments"],
        "word": "Participant ", "yes": "Yes", "no": "No", "status": "Submitted for grading - ",
        "date": "Friday, 20 November 2026, 5:40 PM", "point": ".",
    },
    "de": {
        "head": ["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
                 "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)",
                 "Feedback als Kommentar"],
        "word": "Teilnehmer/in", "yes": "Ja", "no": "Nein", "status": "Zur Bewertung abgegeben",
        "date": "Freitag, 20. November 2026, 17:40", "point": ",",
    },
    "zh": {
        "head": ["识别码", "全名", "电子邮箱地址", "状态", "成绩", "最高成绩", "允许更改成绩", "最后修改（学生）",
                 "最后修改（教师）", "反馈评论"],
        "word": "参与者", "yes": "是", "no": "否", "status": "已提交",
        "date": "2026年11月20日 星期五 17:40", "point": ".",
    },
    "other": {  # no list of the kit's has these words
        "head": ["Auðkenni", "Fullt nafn", "Netfang", "Staða", "Einkunn", "Hámarkseinkunn", "Má breyta einkunn",
                 "Síðast breytt (skil)", "Síðast breytt (einkunn)", "Athugasemdir"],
        "word": "Þátttakandi ", "yes": "Já", "no": "Nei", "status": "Skilað",
        "date": "föstudagur, 20. nóvember 2026, 17:40", "point": ",",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a program writes its files."""

    separator: str = ","
    end: str = "\n"
    mark: bytes = b""
    encoding: str = "utf-8"
    quoted: bool = False


def data(rows: Iterable[Sequence[str]], style: Style) -> bytes:
    """Return the bytes of a table."""

    def cell(value: str) -> str:
        needed = style.quoted or any(sign in value for sign in (style.separator, '"', "\n", "\r", " "))
        return '"' + value.replace('"', '""') + '"' if needed else value

    lines = (style.separator.join(map(cell, row)) + style.end for row in rows)
    return style.mark + "".join(lines).encode(style.encoding)


PLAIN, ANY = Style(), Wanted()
NAMES = ("Lovelace, Ada", "Ziegler, Jürgen", "王, 小明", "Hopper, Grace", "Nobody, Ever")
"""Of the last one there is no submission."""


def worksheet(language: str = "en", *, old: Mapping[int, str] = {}, most: str = "16.00", **other: Any) -> list[list[str]]:
    """Return the rows of Moodle's worksheet. old: marks that were there before, by the student's place from 0.

    other: ``locked``, the places of those whose marks cannot be changed.
    """
    says = WORKSHEETS[language]
    rows = [list(says["head"])]
    for place, name in enumerate(NAMES):
        had = old.get(place, "")
        rows.append(
            [
                f"{says['word']}{700 + place}", name, f"s{place}@example.org", says["status"],
                had.replace(".", says["point"]), most.replace(".", says["point"]),
                says["no"] if place in other.get("locked", ()) else says["yes"], says["date"],
                says["date"] if had else "-", "",
            ]
        )  # fmt: skip
    return rows


def canvas(*, old: Mapping[int, str] = {}, most: str = "16.00", two: bool = False, posting: bool = True) -> list[list[str]]:
    """Return the rows of a gradebook of Canvas's. two: with a column for the last name, and one for the first."""
    names = ["LastName", "FirstName"] if two else ["Student"]
    rows = [[*names, "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (11)", "Kit (4711)", "Final Score"]]
    empty = [""] * (len(names) + 4)
    if posting:
        rows.append([*empty, "", "Manual Posting", ""])
    rows.append(["    Points Possible", *empty[1:], "10.00", most, "(read only)"])
    for place, name in enumerate(NAMES):
        shown = name.split(", ") if two else [name]
        had = old.get(place, "")
        rows.append([*shown, str(90001 + place), f"00{place}7", f"login{place}", "S1", "7.50", had, "75.00"])
    return rows


def brightspace(*, old: Mapping[int, str] = {}, most: str = "16") -> list[list[str]]:
    title = f"Kit Points Grade <Numeric MaxPoints:{most} Weight:5 Category:Labs>"
    rows = [["OrgDefinedId", "Username", "Last Name", "First Name", title, "End-of-Line Indicator"]]
    for place, name in enumerate(NAMES):
        rows.append([f"#00{place}7", f"#login{place}", *name.split(", "), old.get(place, ""), "#"])
    return rows


def blackboard(language: str = "en", *, old: Mapping[int, str] = {}, most: str = "16") -> list[list[str]]:
    head = {
        "en": ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"],
        "de": ["Nachname", "Vorname", "Benutzername", "Matrikelnummer", "Letzter Zugriff", "Verfügbarkeit"],
        "zh": ["姓氏", "名字", "用户名", "学号", "上次访问", "可用性"],
    }[language]
    rows = [[*head, f"Kit [Total Pts: {most} Score] |1281892"]]
    for place, name in enumerate(NAMES):
        rows.append([*name.split(", "), f"login{place}", f"00{place}7", "2026-11-20 17:40:00", "Yes", old.get(place, "")])
    return rows


NUMBERS: Mapping[str, str] = {"moodle": "70{}", "canvas": "9000{next}", "brightspace": "00{}7", "blackboard": "login{}"}


def who(layout: Layout, place: int) -> Identity:
    """Return how the platform's own archive of submissions tells of a student."""
    number = NUMBERS.get(layout, "s{}").format(place, next=place + 1)
    return Identity(layout=layout, number=number, name=NAMES[place], others={})


def roster(layout: Layout, people: int = 4) -> dict[str, Identity]:
    return {f"p{place}": who(layout, place) for place in range(people)}


def earned(points: Mapping[int, float | None]) -> list[Earned]:
    """Return what students have earned, by their place; None is for one that is not decided."""
    found = []
    for place, value in points.items():
        total = None if value is None else Decimal(str(value))
        state: State = "undecided" if value is None else "decided"
        found.append(Earned(pseudonym=f"p{place}", state=state, points={"ex01_worker": total}, late=None))
    return found


def state(points: Mapping[int, float | None]) -> ClassState:
    """Return the state of a class with one exercise of 16 points."""
    students = []
    for place, value in points.items():
        one = Decision(
            n=place + 1, key=f"{place:064x}", exercise="ex01_worker", status="grader_error" if value is None else "failed",
            points=value or 0.0, max_points=16.0, checks=(), seconds=1.0, source="0" * 64,
        )  # fmt: skip
        name: State = "undecided" if value is None else "decided"
        students.append(Student(pseudonym=f"p{place}", state=name, decisions={"ex01_worker": one}))
    course = replace(COURSE, exercises=(ExerciseInfo(name="ex01_worker", max_points=16.0),))
    return ClassState(course=course, students=tuple(students))


def filled(
    rows: list[list[str]] | bytes, points: Mapping[int, float | None], people: Mapping[str, Identity],
    style: Style = PLAIN, wanted: Wanted = ANY, scale: Scale = SCALE,
    **how: Any,
) -> fill.Filled:  # fmt: skip
    sheet = cells.parse(rows if isinstance(rows, bytes) else data(rows, style), "template.csv")
    template = fill.recognised(sheet, wanted)
    return fill.fill(template, earned(points), people, scale, lambda one: f"{one.total} points; see the page", **how)


def table(made: fill.Filled) -> list[list[str]]:
    return [[cell.value for cell in row] for row in cells.parse(made.data, "filled.csv").rows]


def fates(made: fill.Filled) -> dict[int, tuple[str, str]]:
    """Return what becomes of each row, by the student's place."""
    places = {row.index: place for place, row in enumerate(made.template.rows)}
    return {places[one.row]: (one.kind, one.key) for one in made.fates}
