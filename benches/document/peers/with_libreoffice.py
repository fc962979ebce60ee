"""The report as DOCX by python-docx, and from it the PDF by a LibreOffice that stays open."""

import pathlib
import subprocess
import tempfile
import time

import docx
import uno
from com.sun.star.beans import PropertyValue
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from report import SHARES, peak, photos, set_all, text

TEXT_WIDTH = Mm(267)


def document(outline, folder):
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Sarabun", Pt(11)
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:cs"), "Sarabun")
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    document.add_heading(outline["title"], 1)
    document.add_paragraph(outline["subtitle"])
    document.add_page_break()
    for line in outline["heading"]:
        document.add_heading(line, 1)
    document.add_paragraph(outline["intro"])
    # Cell by cell through the rows, as rows and columns of python-docx search the whole table each time.
    table = document.add_table(1 + len(outline["rows"]), len(SHARES), style="Table Grid")
    table.autofit = False
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    contents = [[[{"number": None, "text": column}] for column in outline["columns"]]]
    contents += (row["cells"] for row in outline["rows"])
    for row, cells in zip(table.rows, contents):
        for cell, share, paras in zip(row.cells, SHARES, cells):
            cell.width = TEXT_WIDTH * share // sum(SHARES)
            cell.text = "\n".join(map(text, paras))
    document.add_paragraph(outline["responsible_line"])
    for signer in outline["signers"]:
        document.add_paragraph(f"{signer['label']}\n{'.' * 40}\n({signer['name']})\n{signer['position']}")
    for name, caption in photos(outline):
        document.add_picture(str(folder / name), height=Pt(158))
        document.add_paragraph(caption)
    return document


class Office:
    """A LibreOffice of our own, asked over a pipe."""

    def __init__(self, folder):
        profile = (folder / "profile").as_uri()
        pipe = f"pipe,name=rapsap-bench-{time.time_ns()};urp"
        arguments = ["--headless", "--norestore", f"-env:UserInstallation={profile}", f"--accept={pipe};"]
        self.process = subprocess.Popen(["soffice", *arguments], stdout=subprocess.DEVNULL)
        resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        while True:
            try:
                context = resolver.resolve(f"uno:{pipe};StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.02)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def pdf(self, path):
        made = path.with_suffix(".pdf")
        opened = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (value("Hidden", True),))
        opened.storeToURL(made.as_uri(), (value("FilterName", "writer_pdf_Export"),))
        opened.close(True)
        return made.read_bytes()

    def peak(self):
        """soffice is a script that has a child do the work."""
        children = pathlib.Path("/proc").glob("[0-9]*/stat")
        mine = [self.process.pid]
        for stat in sorted(children, key=lambda path: int(path.parent.name)):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) in mine:
                mine.append(int(stat.parent.name))
        return sum(map(peak, mine))


def value(name, value):
    return PropertyValue(Name=name, Value=value)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    office = Office(folder)

    def make(outline, photos):
        path = folder / "report.docx"
        document(outline, photos).save(path)
        return office.pdf(path)

    set_all(make, office.peak)
    office.desktop.terminate()
    office.process.wait()
