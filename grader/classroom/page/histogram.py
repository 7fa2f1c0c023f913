"""How the marks of a class lie, as a picture and as a table."""

from ...report.html import safe
from ...report.marks import number
from . import markup
from .statistics import BINS, Marks
from .texts import Texts, count

WIDTH, LEFT, RIGHT = 640, 8, 8
TOP, HIGH, BELOW = 68, 150, 44
"""Room for the quartiles' names, for the highest bar, and for the axis."""


def drawn(marks: Marks, max_points: float, texts: Texts) -> str:
    """Return the picture with its table; a sentence when there is no mark yet."""
    if not marks.points:
        return markup.paragraph(texts.say("no-marks"), "soft")
    described = texts.say(
        "histogram-says", count=count(len(marks.points)), low=number(marks.low or 0), middle=number(marks.middle or 0),
        high=number(marks.high or 0), whole=number(max_points),
        lowest=number(marks.points[0]), highest=number(marks.points[-1]),
    )  # fmt: skip
    inner = "\n".join([*_bars(marks), *_axis(max_points, texts), *_quartiles(marks, max_points, texts)])
    image = markup.picture("histogram", WIDTH, TOP + HIGH + BELOW, texts.say("histogram"), described, inner)
    whole = len(marks.points)
    rows = [(_between(n, max_points, texts), count(many), texts.percent(many, whole)) for n, many in enumerate(marks.bins)]
    data = markup.table(texts.say("histogram"), [texts.say("points"), texts.say("students"), texts.say("of-them")], rows)
    figure = f"<figure>{image}<figcaption>{safe(texts.say('histogram-key'))}</figcaption></figure>"
    return figure + "\n" + markup.details(texts.say("as-table"), data)


def _between(n: int, max_points: float, texts: Texts) -> str:
    """Return from where to where a bar goes. The last one has the whole mark too."""
    key = "between-last" if n == BINS - 1 else "between"
    return texts.say(key, low=number(max_points * n / BINS), high=number(max_points * (n + 1) / BINS))


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _bars(marks: Marks) -> list[str]:
    most = max(marks.bins)
    parts = []
    for n, many in enumerate(marks.bins):
        x, wide = _x(n / BINS) + 2, _x(1 / BINS) - _x(0) - 4
        high = round(max(2.0, HIGH * many / most), 1) if many else 0.0
        middle = f"{x + wide / 2:.1f}"
        if many:
            parts.append(
                f'<rect class="bar" x="{x:.1f}" y="{TOP + HIGH - high:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="2"/>'
            )
        parts.append(
            f'<text class="many" x="{middle}" y="{TOP + HIGH - high - 5:.1f}" text-anchor="middle">{count(many)}</text>'
        )
    return parts


def _axis(max_points: float, texts: Texts) -> list[str]:
    floor = TOP + HIGH
    parts = [f'<path class="floor" d="M{LEFT} {floor}H{WIDTH - RIGHT}"/>']
    for n in range(BINS + 1):
        anchor = "start" if n == 0 else "end" if n == BINS else "middle"
        kind = "tick odd" if n % 2 else "tick"
        place = f'x="{_x(n / BINS)}" y="{floor + 16}" text-anchor="{anchor}"'
        parts.append(f'<text class="{kind}" {place}>{number(max_points * n / BINS)}</text>')
    parts.append(
        f'<text class="tick" x="{WIDTH / 2:g}" y="{floor + 38}" text-anchor="middle">{safe(texts.say("points"))}</text>'
    )
    return parts


def _quartiles(marks: Marks, max_points: float, texts: Texts) -> list[str]:
    """Draw above the bars where the marks lie: from the lowest to the highest, a box for the middle half, the median in it."""
    if marks.low is None or marks.middle is None or marks.high is None or not max_points:
        return []
    points = (marks.points[0], marks.low, marks.middle, marks.high, marks.points[-1])
    least, low, middle, high, most = (_x(min(1.0, one / max_points)) for one in points)
    anchor = "start" if middle < 80 else "end" if middle > WIDTH - 80 else "middle"
    name = texts.say("median-is", points=number(marks.middle))
    return [
        f'<path class="span" d="M{least} 34H{most}M{least} 29V39M{most} 29V39"/>',
        f'<rect class="half" x="{low}" y="26" width="{max(1.0, high - low):.1f}" height="16" rx="2"/>',
        f'<path class="median" d="M{middle} 23V45"/>',
        f'<text class="many" x="{middle}" y="16" text-anchor="{anchor}">{safe(name)}</text>',
    ]
