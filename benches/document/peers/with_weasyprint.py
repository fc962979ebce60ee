"""The report by WeasyPrint: one HTML page with a table, as a tagged PDF/UA-1."""

from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from report import FONTS, SHARES, photos, set_all, text

STYLE = f"""
@font-face {{ font-family: Sarabun; src: url({(FONTS / 'Sarabun-Regular.ttf').as_uri()}) }}
@font-face {{ font-family: Sarabun; font-weight: bold; src: url({(FONTS / 'Sarabun-Bold.ttf').as_uri()}) }}
@page {{ size: A4 landscape; margin: 2cm 1.5cm 1.8cm; @bottom-center {{ content: "หน้า " counter(page, thai) " จาก " counter(pages, thai) }} }}
body {{ font: 11pt Sarabun; }}
h1 {{ font-size: 15pt; text-align: center; }}
h1.cover {{ break-after: page; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; }}
td, th {{ border: 0.5pt solid; padding: 5pt; vertical-align: top; }}
p {{ margin: 0; }}
.signer {{ display: inline-block; width: 49%; text-align: center; }}
figure {{ display: inline-block; width: 48%; margin: 0; break-inside: avoid; }}
figure img {{ width: 100%; height: 158pt; object-fit: contain; }}
"""


def html(outline, folder):
    yield f'<html lang="th"><title>{escape(outline["title"])}</title><h1 class="cover">{escape(outline["title"])}<br>{escape(outline["subtitle"])}</h1>'
    yield from (f"<h1>{escape(line)}</h1>" for line in outline["heading"])
    yield f"<p>{escape(outline['intro'])}</p><table><colgroup>"
    yield from (f'<col style="width: {100 * share / sum(SHARES)}%">' for share in SHARES)
    yield "</colgroup><thead><tr>"
    yield from (f"<th>{escape(column)}</th>" for column in outline["columns"])
    yield "</tr></thead>"
    for row in outline["rows"]:
        cells = ("".join(f"<p>{escape(text(para))}</p>" for para in cell) for cell in row["cells"])
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield f"</table><p>{escape(outline['responsible_line'])}</p>"
    for signer in outline["signers"]:
        lines = (signer["label"], "." * 40, f"({signer['name']})", signer["position"])
        yield f'<div class="signer">{"<br>".join(map(escape, lines))}</div>'
    for name, caption in photos(outline):
        yield f'<figure><img src="{(folder / name).as_uri()}"><figcaption>{escape(caption)}</figcaption></figure>'


fonts = FontConfiguration()
style = CSS(string=STYLE, font_config=fonts)
set_all(
    lambda outline, folder: HTML(string="".join(html(outline, folder))).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
    )
)
