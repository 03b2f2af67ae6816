"""The form of a figure for phones: the same drawing, fitted to a narrow canvas so that every word can be read.

A chart function draws it under `style.narrow()` like the wide one. What is left to do hangs on how much room words
take, which only a renderer knows: here ticks are thinned, labels wrapped and legends folded until they fit.
"""

from __future__ import annotations

import itertools
import re
import textwrap
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Bbox

from dossier.charts.style import LEAST, stretch

#: Characters after which a label beside an axis, and words inside a picture, are broken.
BESIDE, INSIDE = 20, 30
#: Part of the smaller of two words that the other may cover: boxes are larger than letters.
COVERED = 0.12
#: By what part of its height a picture grows at a time, and how often at most, so that its words part.
STEP, STEPS = 0.1, 7
#: Pixels between two words along the foot.
APART = 4
#: Pixels by which words may pass the edge.
EDGE = 1.5


class Fault(NamedTuple):
    """What is wrong with words of a picture: `small`, `outside` or `overlap`, and which words."""

    kind: str
    words: tuple[str, ...]


def sized(picture: Figure) -> None:
    """Set every word of a picture that has no heading yet at the size that a phone needs."""
    for axes in picture.axes:
        axes.tick_params(which="both", labelsize=LEAST)
    for text in picture.findobj(Text):
        text.set_fontsize(LEAST)


def fitted(picture: Figure) -> None:
    """Thin ticks, break labels, fold legends and, if words still meet, make the picture higher."""
    _free(picture)
    with warnings.catch_warnings():
        # Until labels are broken there may be no room for axes; once they are, a lack of it must be heard.
        warnings.filterwarnings("ignore", "constrained_layout not applied")
        for _ in range(12):
            picture.draw_without_rendering()
            if not any([_folded(picture), *[_parted(axes, picture) for axes in picture.axes]]):
                break
    if any(axes.get_aspect() != "auto" for axes in picture.axes):
        _trimmed(picture)
    else:
        _heightened(picture)


def _free(picture: Figure) -> None:
    """Let words and legends inside axes take no room of the axes."""
    for text in picture.findobj(Annotation):
        across = text.xycoords if isinstance(text.xycoords, str) else text.xycoords[0]
        text.set_in_layout(across != "data")
    for axes in picture.axes:
        legend = axes.get_legend()
        if legend is not None and legend._bbox_to_anchor is None:
            legend.set_in_layout(False)


def _heightened(picture: Figure) -> None:
    """Make a picture higher as long as that parts words."""
    step = STEP * picture.get_figheight()
    found = len(faults(picture))
    tried = 0
    for _ in range(STEPS):
        if not found:
            return
        stretch(picture, step)
        tried += 1
        now = len(faults(picture))
        if now < found:
            found, tried = now, 0
    stretch(picture, -tried * step)


def _trimmed(picture: Figure) -> None:
    """Put legends below the maps that they would cover, and take away what maps leave blank."""
    for axes in picture.axes:
        legend = axes.get_legend()
        if legend is not None and legend.get_window_extent().height > 0.2 * axes.bbox.height:
            legend.set_loc("upper left")
            legend.set_bbox_to_anchor((0, -0.01), axes.transAxes)
            legend.set_in_layout(True)
    picture.draw_without_rendering()
    _, _, _, height = picture.get_layout_engine().get()["rect"]
    room = height * picture.get_figheight()
    boxes = [axes.get_tightbbox() for axes in picture.axes]
    rows = sum(axes.get_window_extent().height for axes in picture.axes) / picture.dpi
    used = sum(box.height for box in boxes) / picture.dpi
    wanted = rows * _widening(picture) + (used - rows) + 0.1 * len(boxes)
    stretch(picture, max(wanted, used) - room)


def _widening(picture: Figure) -> float:
    """Return how much wider maps could be than they are."""
    widest = max(axes.get_window_extent().width for axes in picture.axes)
    return 0.98 * picture.bbox.width / widest


def faults(picture: Figure) -> list[Fault]:
    """Return words of a picture that are too small, leave it, or cover each other.

    Examples
    --------
    >>> picture = Figure((3.7, 2))
    >>> _ = picture.text(0.5, 0.5, "Tall words", size=10), picture.text(0.5, 0.5, "Small words", size=8)
    >>> [(fault.kind, fault.words) for fault in faults(picture)]
    [('small', ('Small words',)), ('overlap', ('Tall words', 'Small words'))]
    """
    picture.draw_without_rendering()
    seen = list(_written(picture))
    placed = [(text.get_text(), text.get_fontsize(), _box(text)) for text in seen]
    # The box of slanted words holds much besides them.
    upright = [each for each, text in zip(placed, seen, strict=True) if text.get_rotation() % 90 == 0]
    edge = picture.bbox.padded(EDGE)
    found = [Fault("small", (said,)) for said, size, _ in placed if size < LEAST]
    found += [
        Fault("outside", (said,))
        for said, _, box in placed
        if box.x0 < edge.x0 or box.y0 < edge.y0 or box.x1 > edge.x1 or box.y1 > edge.y1
    ]
    pairs = itertools.combinations(upright, 2)
    found += [Fault("overlap", (one[0], two[0])) for one, two in pairs if _meet(one[2], two[2])]
    return found


def _written(picture: Figure) -> Iterator[Text]:
    """Yield the words that a reader sees."""
    unseen = set()
    for axes in picture.axes:
        for axis in (axes.xaxis, axes.yaxis):
            seen = set(axis._update_ticks())
            every = [*axis.majorTicks, *axis.minorTicks]
            unseen |= {label for tick in every if tick not in seen for label in (tick.label1, tick.label2)}
            if not axes.axison:
                unseen |= {label for tick in every for label in (tick.label1, tick.label2)} | {axis.label}
    for text in picture.findobj(Text):
        if text in unseen or not text.get_visible() or not text.get_text().strip():
            continue
        if text.get_clip_on() and text.get_clip_path() and text.axes and not _touches(text):
            continue
        yield text


def _touches(text: Text) -> bool:
    return Bbox.intersection(_box(text), text.axes.bbox) is not None


def _box(text: Text) -> Bbox:
    """Return where words stand, without an arrow that points from them."""
    return Text.get_window_extent(text)


def _meet(one: Bbox, two: Bbox) -> bool:
    shared = Bbox.intersection(one, two)
    if shared is None:
        return False
    least = min(one.width * one.height, two.width * two.height)
    return shared.width * shared.height > COVERED * least


def _folded(picture: Figure) -> bool:
    """Take a column from each legend that is wider than the picture, or break its words; say whether one was."""
    changed = False
    for legend in picture.findobj(Legend):
        box = legend.get_window_extent()
        room = (legend.axes or picture).bbox.width if not legend.get_in_layout() else picture.bbox.width
        if box.width <= room + EDGE and box.x0 >= -EDGE and box.x1 <= picture.bbox.width + EDGE:
            continue
        if legend._ncols > 1:
            _in_columns(legend, legend._ncols - 1)
            changed = True
        else:
            changed |= sum(_broken(text, 40) for text in legend.texts) > 0
    return changed


def _in_columns(legend: Legend, columns: int) -> None:
    """Set a legend anew in so many columns; matplotlib has no call for it once a legend is drawn."""
    title = legend.get_title().get_text()
    legend.prop.set_size(LEAST)
    legend.set_ncols(columns)
    legend._init_legend_box(legend.legend_handles, [text.get_text() for text in legend.texts])
    legend.set_title(title, {"size": LEAST})
    legend._set_loc(legend._loc)


def _parted(axes: Axes, picture: Figure) -> bool:
    """Thin or break what is too long along or inside axes; say whether anything was."""
    changed = _thinned(axes.xaxis) if axes.axison else False
    if axes.axison:
        changed |= _short_labels(axes.yaxis)
    for text in [*axes.texts, axes.title, axes._left_title, axes._right_title]:
        box = _box(text)
        if text.get_text() and (box.x0 < -EDGE or box.x1 > picture.bbox.width + EDGE):
            changed |= _broken(text, INSIDE) or _moved_in(text, box, picture)
    for axis in (axes.xaxis, axes.yaxis):
        changed |= _broken(axis.label, 48 if axis is axes.xaxis else 36)
    return changed


def _moved_in(text: Text, box: Bbox, picture: Figure) -> bool:
    """Move words that leave the picture back into it; say whether they were moved."""
    if not isinstance(text, Annotation) or text.anncoords != "offset points":
        return False
    pixels = max(0, -box.x0) - max(0, box.x1 - picture.bbox.width)
    x, y = text.xyann
    text.xyann = (x + 72 * pixels / picture.dpi, y)
    return True


def _broken(text: Text, at: int) -> bool:
    """Break words into lines of so many characters at most; say whether they were longer."""
    lines = [part for line in text.get_text().split("\n") for part in textwrap.wrap(line, at) or [""]]
    if "\n".join(lines) == text.get_text():
        return False
    text.set_text("\n".join(lines))
    return True


def _short_labels(axis: Axis) -> bool:
    """Break long names beside an axis."""
    names = [label.get_text() for label in axis.get_ticklabels()]
    wrapped = ["\n".join(textwrap.wrap(name.replace("\n", " "), BESIDE)) for name in names]
    if not isinstance(axis.get_major_locator(), FixedLocator) or all(
        len(line) <= BESIDE for name in names for line in name.split("\n")
    ):
        return False
    look = [(label.get_color(), label.get_weight()) for label in axis.get_ticklabels()]
    axis.set_ticks(axis.get_ticklocs(), wrapped)
    for label, (colour, weight) in zip(axis.get_ticklabels(), look, strict=True):
        label.set(color=colour, weight=weight)
    return True


def _thinned(axis: Axis) -> bool:
    """Leave out every other number along the foot where they meet, or break words; say whether that was done."""
    majors = set(axis.majorTicks)
    seen = [tick for tick in axis._update_ticks() if tick in majors and _shown(tick.label1)]
    boxes = [_box(tick.label1) for tick in seen]
    if not any(one.x1 + APART > two.x0 for one, two in itertools.pairwise(boxes)):
        return False
    names = [tick.label1.get_text() for tick in seen]
    if any(label.label1.get_rotation() for label in seen):
        return False
    if any(re.search("[A-Za-z]{3}", name) for name in names):
        return sum(_broken(tick.label1, 9) for tick in seen) > 0 and _renamed(axis, seen)
    axis.set_ticks([tick.get_loc() for tick in seen[::2]], names[::2])
    axis.minorticks_off()
    return True


def _renamed(axis: Axis, seen: list) -> bool:
    """Fix the words of ticks as they stand."""
    axis.set_ticks([tick.get_loc() for tick in seen], [tick.label1.get_text() for tick in seen])
    return True


def _shown(label: Text) -> bool:
    return bool(label.get_visible() and label.get_text())
