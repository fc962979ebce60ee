# Photos and files that people send as evidence.

file-unkept = { $what ->
    [photo] ⚠️ The photo you sent was not attached.
    [named] ⚠️ The file “{ $name }” that you sent was not attached.
   *[file] ⚠️ The file you sent was not attached.
}
file-unkept-why = { $why ->
    [too_large] It is larger than 20 MB, the most that Telegram lets this bot fetch. Please send a smaller copy, for example a PDF of lower quality or single pages as photos, or paste a link to it.
    [kind] Its content is none of the kinds that are taken: photos and pictures, PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods), plain text. Please save it as a PDF and send that, or photograph the pages.
    [unreadable] The picture is damaged or incomplete. Please open it once on your device and send it again, or photograph it anew.
    [document] It is a file of the office's own report and is not kept as evidence.
    [unusual] The picture is saved in a way that this bot cannot read. Please send it as a photo instead of as a file, or save it as JPEG or PNG and send it again.
    [pixels] The picture is larger than this bot takes: 50 million pixels, or fewer with 16-bit colours. Please send it as a photo instead of as a file: Telegram then makes it smaller by itself.
    [budget] As many files as are taken in one day have been kept already; those are all there. Please send it again tomorrow, or as a photo instead of as a file, which Telegram makes smaller by itself, or paste a link.
    [packed] The file unpacks to far more than its size lets expect, which is not safe to keep. Please save it as a PDF and send that.
   *[lost] Telegram did not hand it over. Please send it once more.
}
file-heic = ℹ️ The HEIC file is kept as evidence, but the report's annex cannot show such a photo. If it should be shown, please send it as a photo, or save it as JPEG and send that.
