# SPDX-License-Identifier: MIT
"""The pictures of answers: one for each option that is pointed at, of one style, told apart at 32 px."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Final

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.content import load_builtin
from app.domain.pack import Pack, ValueType
from app.ids import ItemId
from app.paths import program_root, resources_dir
from ui.theme import icons
from ui.theme.pictograms import FOLDER, picture_of, picture_of_answer, pictures

ROOT: Final = resources_dir() / FOLDER
#: What is answered by pointing at a picture: item and part, empty for a question without parts.
POINTED: Final = (
    ("WORK-01", "sector"), ("DEBT-08", ""), ("MOVE-02", ""), ("LANG-07", ""), ("SAFE-03", "what"),
    ("CLOS-03", "feeling"), ("REFR-01", ""),
)  # fmt: skip
UNPICTURED: Final = {("WORK-01", "sector", "illegal_work")}  # never offered by a picture
ANSWERS: Final = ("yes", "no", "unsure", "declined")
SVG: Final = "{http://www.w3.org/2000/svg}"
STYLE: Final = {
    "width": "48", "height": "48", "viewBox": "0 0 48 48", "fill": "none", "stroke": "currentColor",
    "stroke-width": "2.5", "stroke-linecap": "round", "stroke-linejoin": "round",
}  # fmt: skip
SHAPES: Final = {
    "path": {"d", "stroke-dasharray", "transform"},
    "circle": {"cx", "cy", "r"},
    "rect": {"x", "y", "width", "height", "rx"},
}
SMALL: Final = 32  # px
APART: Final = 48  # of the 1024 px: so many differ at least
CLEAR: Final = 96  # of 255: a difference that is seen
NAMES: Final = sorted(pictures())


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def source(name: str) -> str:
    return (resources_dir() / f"{name}.svg").read_text("utf-8")


def faults(svg: str) -> list[str]:
    """What a picture has that is not of the one style: text, a fill, a raster, a width of its own."""
    root = ET.fromstring(svg)  # noqa: S314 our own file
    found = [] if root.tag == f"{SVG}svg" and root.attrib == STYLE else ["not the style"]
    if list(root) == []:
        found.append("nothing is drawn")
    for element in list(root.iter())[1:]:
        shape = element.tag.removeprefix(SVG)
        if shape not in SHAPES or (element.text or "").strip():
            found.append(shape)
        elif others := set(element.attrib) - SHAPES[shape]:
            found.append(f"{shape} {sorted(others)}")
    return found


def drawn(svg: str, box: float = 0) -> Image.Image:
    """The ink of a picture at 32 px, with ``box`` units around what is shown of it."""
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", "#000000").encode()))
    assert renderer.isValid()
    renderer.setViewBox(QRectF(-box, -box, 48 + 2 * box, 48 + 2 * box))
    side = round(SMALL * (48 + 2 * box) / 48)
    image = QImage(side, side, QImage.Format.Format_Alpha8)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    data = bytes(image.constBits())
    return Image.frombytes("L", (side, side), data, "raw", "L", image.bytesPerLine())


def is_clipped(svg: str) -> bool:
    """Whether a line reaches out of the picture: around it there is room here, of 6 px."""
    around = drawn(svg, box=9)
    around.paste(0, (6, 6, 6 + SMALL, 6 + SMALL))
    return any(around.tobytes())


def share(image: Image.Image) -> float:
    """How much of a picture is ink."""
    return sum(image.tobytes()) / (255 * image.width * image.height)


def distance(picture: Image.Image, other: Image.Image) -> int:
    """How many px differ clearly, however one is laid over the other: up to a px to each side."""
    steps = (-1, 0, 1)
    moved = (ImageChops.offset(other, x, y) for x in steps for y in steps)
    return min(
        sum(ImageChops.difference(picture, laid).point(lambda ink: ink > CLEAR).tobytes())
        for laid in moved
    )


def options(pack: Pack, item: str, part: str) -> list[str]:
    """The options of a part of the pack; none where the pack has no such item."""
    asked = pack.items.get(ItemId(item))
    parts = asked.parts if asked else ()
    return [str(option.id) for found in parts if found.id == part for option in found.options]


def test_every_option_that_is_pointed_at_has_a_picture(pack: Pack) -> None:
    """DEBT-08 and LANG-07 count from when the pack has them: their pictures are there."""
    seen = {
        (item, part, option): picture_of(item, part, option)
        for item, part in POINTED
        for option in options(pack, item, part)
    }
    assert len({item for item, *_rest in seen}) >= 5
    assert {of for of, name in seen.items() if not name} == UNPICTURED
    for asked in POINTED:
        drawn_for = [name for of, name in seen.items() if of[:2] == asked and name]
        assert len(set(drawn_for)) == len(drawn_for), "two options of one question look alike"


def test_nothing_else_has_a_picture(pack: Pack) -> None:
    """Nor does any question about violence or sexual acts: what is pointed at is a closed list."""
    pictured = {
        (str(item.id), str(part.id))
        for item in pack.items.values()
        for part in item.parts
        if part.type is not ValueType.YN4
        and any(picture_of(item.id, part.id, option.id) for option in part.options)
    }
    assert pictured <= set(POINTED)
    assert len(pictured) >= 5
    assert all(picture_of_answer(answer) for answer in ANSWERS)
    assert not picture_of_answer("understood")
    assert picture_of(*next(iter(UNPICTURED))) == ""


def test_every_file_stands_for_an_option() -> None:
    assert {f"{FOLDER}/{path.stem}" for path in ROOT.glob("*.svg")} == pictures()
    assert len(NAMES) >= 60


def test_the_program_takes_them_along() -> None:
    """They lie in the folder that the packaged program brings whole."""
    spec = (program_root() / "packaging" / "kakehashi.spec").read_text("utf-8")
    assert '(str(ROOT / "resources"), "resources")' in spec
    assert all((resources_dir() / f"{name}.svg").is_file() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_one_style_whole_and_seen_at_a_small_size(name: str) -> None:
    svg = source(name)
    assert faults(svg) == []
    assert not is_clipped(svg)
    assert 0.05 < share(drawn(svg)) < 0.40
    for colour in ("#1a1a1c", "#ffffff"):  # on light ground, and on dark
        image = icons.icon_image(name, colour, SMALL)
        inked = (image.pixelColor(x, y) for x in range(SMALL) for y in range(SMALL))
        full = {ink.name() for ink in inked if ink.alpha() == 255}
        assert full == {QColor(colour).name()}


def test_no_two_look_alike_at_a_small_size() -> None:
    small = {name: drawn(source(name)) for name in NAMES}
    pairs = {
        (name, other): distance(small[name], small[other]) for name, other in combinations(NAMES, 2)
    }
    nearest = min(pairs, key=pairs.__getitem__)
    print(f"{len(pairs)} pairs, the nearest {nearest}: {pairs[nearest]} px")
    assert pairs[nearest] >= APART, nearest


def test_the_detectors_see_what_is_wrong() -> None:
    """Positive controls: text, a raster, a fill, a width, a cut line, emptiness, and the same twice."""
    good = source(f"{FOLDER}/family")
    assert faults(good) == []
    for wrong in ("<text>A</text>", '<image href="a.png"/>', '<path d="M0 0" fill="red"/>'):
        assert faults(good.replace("</svg>", f"{wrong}</svg>")) != []
    assert faults(good.replace('stroke-width="2.5"', 'stroke-width="3"')) != []
    assert is_clipped(good.replace("</svg>", '<path d="M40 4h9"/></svg>'))
    empty = good[: good.index(">") + 1] + "</svg>"
    assert faults(empty) == ["nothing is drawn"]
    assert share(drawn(empty)) == 0
    dotted = good.replace("</svg>", '<circle cx="44" cy="8" r="2"/></svg>')
    assert 0 < distance(drawn(good), drawn(dotted)) < APART
