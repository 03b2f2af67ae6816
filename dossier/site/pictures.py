"""Pictures for the page: light and dark, at the widths a screen asks for; only thumbnails lose anything."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dossier.storage import write_whole

#: Ground of the page in dark mode; a test compares it with what the browser paints.
DARK_GROUND = "#14171d"
#: Contrast up to which a colour's own is kept in dark mode; beyond it white on black would glare.
MOST_CONTRAST = 15.5
#: Chroma (OKLab) at which a colour begins to be vivid, and at which it is so in full.
PALE, VIVID = 0.04, 0.14
#: Contrast below which vivid colours are lifted, and by what part of what they lack.
LIFTED, LIFT = 5.0, 0.7
#: Widths in pixels: for sharp screens and for others.
WIDTHS = (1408, 704)
#: The same of the form for phones: for sharp screens and for others.
NARROW_WIDTHS = (814, 407)
SCHEMES = ("light", "dark")
#: Raised when the same PNG is to give another picture, so that pictures kept from before are made anew.
RECIPE = 4
#: Width and quality of the gallery's thumbnails, by pixels of the screen to one of the page. The gallery shows them
#: by the hundred, and where pixels are small an eye misses less of what is lost.
THUMBNAILS = {1: (352, 75), 2: (528, 60)}
WHOLE = {"lossless": True, "method": 4, "quality": 75}


@dataclass(frozen=True)
class Picture:
    """One figure's pictures as a page links to them.

    Parameters
    ----------
    id : str
        Id of the figure.
    width, height : int
        Size of the published PNG in pixels.
    """

    id: str
    width: int
    height: int

    def name(self, scheme: str, width: int) -> str:
        """Return the name of one file: `<id>-<width>-<scheme>.webp`."""
        return f"{self.id}-{width}-{scheme}.webp"

    @property
    def widths(self) -> tuple[int, ...]:
        """Widths in pixels at which it is made, the largest first."""
        return NARROW_WIDTHS if self.id.endswith(".narrow") else WIDTHS + tuple(dict(THUMBNAILS.values()))

    def height_at(self, width: int) -> int:
        """Return the height in pixels at a width."""
        return round(self.height * width / self.width)


def measure(png: Path) -> Picture:
    """Return the size of a published picture."""
    with Image.open(png) as image:
        return Picture(png.stem, *image.size)


def make_all(pngs: list[Path], target: Path, kept: Path) -> None:
    """Write every picture in both schemes and all widths.

    Parameters
    ----------
    pngs : list of Path
        Published palette pictures.
    target : Path
        Folder of the built pages' pictures.
    kept : Path
        Folder in which converted pictures outlive a build, under the hash of what they were made from.
    """
    target.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:
        made = set().union(*pool.map(lambda png: _make(png, target, kept), pngs))
    for old in set(kept.glob("*.webp")) - made:
        old.unlink()


def _make(png: Path, target: Path, kept: Path) -> set[Path]:
    """Write one figure's pictures and return the kept files behind them."""
    drawn = png.read_bytes()
    picture = measure(png)
    about = f"{RECIPE} {DARK_GROUND} {picture.widths} {Image.__version__}".encode()
    digest = hashlib.sha256(about + drawn).hexdigest()[:24]
    files = {(s, w): kept / f"{digest}-{w}-{s}.webp" for s in SCHEMES for w in picture.widths}
    if not all(file.exists() for file in files.values()):
        for (scheme, width), packed in _converted(Image.open(io.BytesIO(drawn)), picture.widths).items():
            write_whole(files[scheme, width], packed)
    for (scheme, width), file in files.items():
        (target / picture.name(scheme, width)).write_bytes(file.read_bytes())
    return set(files.values())


def _converted(image: Image.Image, widths: tuple[int, ...]) -> dict[tuple[str, int], bytes]:
    """Return the packed pictures of one published picture, by scheme and width."""
    packed, qualities = {}, dict(THUMBNAILS.values())
    for scheme in SCHEMES:
        coloured = darkened(image) if scheme == "dark" else image
        full = coloured.convert("RGB")
        for width in widths:
            held = io.BytesIO()
            if width in qualities:
                _resized(full, width).save(held, "webp", quality=qualities[width], method=6)
            else:
                _at(full, width, coloured).save(held, "webp", **WHOLE)
            packed[scheme, width] = held.getvalue()
    return packed


def _at(full: Image.Image, width: int, coloured: Image.Image) -> Image.Image:
    """Return a picture at a width in the palette of the published one: without loss, every shade costs.

    A palette made anew would give the colour of a single mark to that of its many neighbours; and Pillow's own
    search for the nearest shade is coarse, so that white comes out grey.
    """
    if full.width == width:
        return full
    pixels = np.asarray(_resized(full, width), dtype=np.int32)
    packed, places = np.unique(pixels @ np.array([1 << 16, 1 << 8, 1], dtype=np.int32), return_inverse=True)
    shades = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    palette = np.array(coloured.getpalette("RGB"), dtype=np.int32).reshape(-1, 3)
    # Squared distance but for the shade's own square, which is the same to every colour.
    nearest = ((palette**2).sum(axis=1) - 2 * shades @ palette.T).argmin(axis=1)
    return Image.fromarray(palette[nearest].astype(np.uint8)[places].reshape(pixels.shape))


def _resized(full: Image.Image, width: int) -> Image.Image:
    return full.resize((width, round(full.height * width / full.width)), Image.Resampling.LANCZOS)


def darkened(image: Image.Image) -> Image.Image:
    """Return a palette picture in the colours of dark mode: each entry of its palette is mapped, no pixel is."""
    palette = np.array(image.getpalette("RGB"), dtype=float).reshape(-1, 3) / 255
    night = image.copy()
    night.putpalette(np.round(dark_of(palette) * 255).astype(np.uint8).tobytes())
    return night


def dark_of(colours: np.ndarray) -> np.ndarray:
    """Return colours that stand out from the dark ground at least as much as the given ones do from white.

    Hue and chroma stay (in OKLab) as far as the screen can show them, so that an entity is known by its colour
    in both modes; lightness is what gives the same contrast ratio (WCAG 2.2) with the ground. So whatever can
    be read or told apart by day can be at night. Only vivid colours that are faint on white are lifted: an
    orange of the same contrast would be brown.

    Parameters
    ----------
    colours : numpy.ndarray
        Shape (n, 3): red, green and blue in [0, 1], as sRGB encodes them.

    Returns
    -------
    numpy.ndarray
        Of the same shape and kind.
    """
    ground = np.array([int(DARK_GROUND[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    a, b = to_oklab(colours)[:, 1:].T
    vivid = np.clip((np.hypot(a, b) - PALE) / (VIVID - PALE), 0, 1)
    contrast = 1.05 / (luminance(colours) + 0.05)
    contrast = np.minimum(contrast + vivid * LIFT * np.maximum(LIFTED - contrast, 0), MOST_CONTRAST)
    wanted = contrast * (luminance(ground[None]) + 0.05) - 0.05
    # White becomes the ground itself, tint included; the tint fades as colours leave white.
    tint = to_oklab(ground[None])[0, 1:] * (1 / contrast)[:, None]
    found = np.empty_like(colours)
    done = np.zeros(len(colours), dtype=bool)
    for kept in np.linspace(1, 0, 33):
        chroma = np.stack([a, b], axis=1) * kept + tint * (kept if kept else 1)
        tried = _of_luminance(wanted, chroma)
        fits = ~done & ((tried > -1e-3) & (tried < 1 + 1e-3)).all(axis=1)
        found[fits] = tried[fits]
        done |= fits
    found[~done] = tried[~done]
    return np.clip(found, 0, 1)


def _of_luminance(wanted: np.ndarray, chroma: np.ndarray) -> np.ndarray:
    """Return the colours of given luminance and OKLab a and b, by halving the interval of lightness."""
    low, high = np.zeros(len(wanted)), np.full(len(wanted), 1.2)
    for _ in range(40):
        middle = (low + high) / 2
        linear = _linear_of_oklab(np.column_stack([middle, chroma]))
        above = linear @ WEIGHTS > wanted
        high, low = np.where(above, middle, high), np.where(above, low, middle)
    return _encoded(_linear_of_oklab(np.column_stack([high, chroma])))


#: Shares of red, green and blue in luminance (WCAG 2.2, relative luminance).
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])
#: Linear sRGB to cone responses, and their cube roots to OKLab (B. Ottosson, 2020).
CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
FROM_CONES, FROM_LAB = np.linalg.inv(CONES), np.linalg.inv(LAB)


def luminance(colours: np.ndarray) -> np.ndarray:
    """Return the relative luminance of sRGB colours in [0, 1]."""
    return _decoded(colours) @ WEIGHTS


def to_oklab(colours: np.ndarray) -> np.ndarray:
    """Return the OKLab coordinates of sRGB colours in [0, 1]."""
    return np.cbrt(_decoded(colours) @ CONES.T) @ LAB.T


def _linear_of_oklab(lab: np.ndarray) -> np.ndarray:
    return (lab @ FROM_LAB.T) ** 3 @ FROM_CONES.T


def _decoded(colours: np.ndarray) -> np.ndarray:
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def _encoded(linear: np.ndarray) -> np.ndarray:
    positive = np.maximum(linear, 0)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * positive ** (1 / 2.4) - 0.055)
