"""What both peers read and say: reports as the files of an outline, and a line of JSON after each."""

import json
import pathlib
import sys
import time

FONTS = pathlib.Path(__file__).parents[3] / "src/document/fonts"
# Of the text width, as in src/document/sheet.rs.
SHARES = [112, 112, 95, 93, 185, 160]


def peak(process="self"):
    """The most memory a process has held, in MB of 10^6 bytes."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def photos(outline):
    """Each photo's file name and caption."""
    for annex in outline["annexes"]:
        for photo in annex["body"].get("photos", []):
            yield f"photo-{photo['file']}.jpg", photo["caption"]


def text(para):
    return f"{para['number']} {para['text']}" if para["number"] else para["text"]


def set_all(make, others=lambda: 0):
    """`make(outline, folder)` returns the PDF's bytes; `others()` the memory of who helps it."""
    folder, *outlines = map(pathlib.Path, sys.argv[1:])
    for path in outlines:
        outline = json.loads(path.read_text())
        begun = time.monotonic()
        made = make(outline, folder)
        seconds = time.monotonic() - begun
        print(json.dumps({"seconds": seconds, "bytes": len(made), "peak": peak() + others()}), flush=True)
