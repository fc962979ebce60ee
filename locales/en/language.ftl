# Each person's language and digits
ask-language = <b>Choose a language</b>
spoken-now = 🌐 { $language } · { $digits }
digits-thai = Thai digits { $sample }
digits-latn = Arabic digits { $sample }
button-language-name = { $language }
button-language = 🌐 Language
