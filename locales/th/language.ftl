# ภาษาและตัวเลขของแต่ละคน
ask-language = <b>เลือกภาษา</b>
spoken-now = 🌐 { $language } · { $digits }
digits-thai = เลขไทย { $sample }
digits-latn = เลขอารบิก { $sample }
button-language-name = { $language }
button-language = 🌐 ภาษา
