"""Draws the home screen's icons from the mark, `python -m tools.icons`: two colours, some 200 bytes each."""

import struct
import zlib

from config.environment import ROOT

PAPER, GREEN = (252, 253, 252), (11, 88, 78)
BOX = 32  # the mark is drawn in 32 by 32 units (icons/mark.svg)
STROKES = [(8, 3, 15, 29), (19, 10, 25, 29)]  # left, top, right, bottom

# file -> pixels a side, pixels a unit of the mark. Of a maskable icon only a circle is sure to be seen.
ICONS = {
    "home-192.png": (192, 5),
    "home-512.png": (512, 13),
    "home-512-maskable.png": (512, 11),
    "home-180.png": (180, 5),
}


def icon(side: int, unit: int) -> bytes:
    """The mark in the middle of a square, as the bytes of a PNG with a palette of two colours."""
    rows = b"".join(b"\0" + _row(y, side, unit) for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 1, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", bytes([*GREEN, *PAPER])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _row(y: int, side: int, unit: int) -> bytes:
    """One line of pixels, eight a byte; a stroke is 1."""
    edge = (side - BOX * unit) // 2
    line = ["0"] * side
    for left, top, right, bottom in STROKES:
        if edge + top * unit <= y < edge + bottom * unit:
            line[edge + left * unit : edge + right * unit] = "1" * ((right - left) * unit)
    padded = "".join(line).ljust(-(-side // 8) * 8, "0")
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


if __name__ == "__main__":
    for name, (side, unit) in ICONS.items():
        (ROOT / "static" / "icons" / name).write_bytes(icon(side, unit))
