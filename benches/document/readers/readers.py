"""Of every ten characters that a report says one after the other, how many a reader finds again.

`readers.py DIRECTORY` measures each report there that has its outline beside it, as the tests keep them."""

import collections
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import pypdfium2

HERE = pathlib.Path(__file__).parent
WINDOW = 10


def normal(text):
    """NFC, a SARA AM in one piece, no white space."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFC", text))
    return re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32", "\\1\\2\u0e33", text)


def strings(node):
    """Everything that an outline says, but for what stands in no document: its language and its names."""
    if isinstance(node, str):
        yield from node.splitlines()
    elif isinstance(node, list):
        for part in node:
            yield from strings(part)
    elif isinstance(node, dict):
        # Of a paragraph the number and the text, in this order.
        if "number" in node and "text" in node:
            yield from f"{node['number'] or ''} {node['text']}".splitlines()
            return
        for key, part in node.items():
            if key not in ("language", "names", "continued", "page_label", "missing", "years", "heads"):
                yield from strings(part)


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pdfium(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


READERS = {
    "poppler": lambda path: run("pdftotext", path, "-"),
    "poppler -raw": lambda path: run("pdftotext", "-raw", path, "-"),
    "PDFium": pdfium,
    "pdf.js": lambda path: run("node", HERE / "pdfjs.mjs", path),
}


def measure(path):
    outline = json.loads(path.with_suffix(".json").read_text())
    said = [normal(text) for text in strings(outline)]
    windows = [text[at : at + WINDOW] for text in said for at in range(len(text) - WINDOW + 1)]
    for name, read in READERS.items():
        text = normal(read(path))
        lost = collections.Counter(window for window in windows if window not in text)
        stray = collections.Counter(c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") or c == "\ufffd")
        found = 100 * (1 - lost.total() / len(windows))
        print(f"{path.stem:<18} {name:<13} {found:6.2f} % of {len(windows)}, stray {dict(stray)}")
        if "-v" in sys.argv:
            print("   ", *[window for window, _ in lost.most_common(40)])


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.pdf")):
    if path.with_suffix(".json").exists():
        measure(path)
