# บันทึกข้อความการรับทราบ
memo-title = บันทึกข้อความ การรับทราบ{ $title } { $office } ประจำปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version }
memo-heading = บันทึกข้อความ
memo-agency = ส่วนราชการ
memo-agency-value = { $unit } { $office }
memo-number = ที่
memo-date = วันที่
memo-day = { $date }
memo-subject = เรื่อง
memo-subject-value = การรับทราบ{ $title } ประจำปีงบประมาณ พ.ศ. { $year }
memo-to = เรียน
memo-what = ด้วย{ $unit }ได้จัดทำ{ $title } ของ{ $office } ประจำปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version } (จัดทำเมื่อ { $at }) แล้วเสร็จ และได้เสนอตามลำดับ ดังนี้
memo-what-office = ด้วย{ $office }ได้จัดทำ{ $title } ประจำปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version } (จัดทำเมื่อ { $at }) แล้วเสร็จ และได้เสนอตามลำดับ ดังนี้
memo-please = จึงเรียนมาเพื่อโปรดทราบ
memo-sent = เสนอผ่านระบบแล้ว
memo-opinion-heading = ความเห็นและข้อสั่งการของผู้บริหาร
memo-opinion = รับทราบรายงานประจำปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version } ในฐานะผู้บริหาร
memo-instruction = ข้อสั่งการ : { $instruction }
memo-no-instruction = ไม่มีข้อสั่งการเพิ่มเติม
memo-acknowledged = รับทราบผ่านระบบแล้ว
memo-sha256 = ค่า SHA-256 ของไฟล์รายงานที่มีหน้ารับทราบ
memo-qr = รับทราบแล้ว { $office } พ.ศ. { $year } ฉบับที่ { $version } รหัส { $code } SHA-256 { $sha256 }
memo-qr-alt = คิวอาร์โค้ดสำหรับตรวจสอบ ข้อความว่า { $text }
memo-check-heading = การตรวจสอบเอกสาร
memo-check-how = ส่งไฟล์รายงาน หรือพิมพ์รหัสตรวจสอบ ในแชตของระบบ ระบบจะตอบว่าตรงกับฉบับที่รับทราบหรือไม่
file-name-memo = บันทึกข้อความรับทราบ-{ $office }-{ $year }
file-name-filing = เอกสารเผยแพร่-{ $office }-{ $year }

# ไฟล์อื่นของรายงาน
button-memo = 📝 บันทึกข้อความรับทราบ
button-docx = Word (.docx)
button-xlsx = Excel (.xlsx)
button-filing = 📦 ไฟล์สำหรับเผยแพร่ (.zip)
made-what = { $kind ->
    [published] ฉบับเผยแพร่ของรายงาน
    [memo] บันทึกข้อความการรับทราบ
    [docx] รายงานเป็นไฟล์ Word สำหรับแก้ไข
    [acknowledged_docx] รายงานที่รับทราบแล้วเป็นไฟล์ Word
    [xlsx] รายงานเป็นไฟล์ Excel
   *[filing] ไฟล์ทั้งหมดสำหรับเผยแพร่
}
made-under-way = ⏳ กำลังจัดทำ{ $what } ระบบจะส่งให้เมื่อเสร็จ
made-under-way-short = กำลังจัดทำไฟล์
made-done = ✅ จัดทำ{ $what }แล้ว
made-not-done = ⚠️ จัดทำ{ $what }ไม่สำเร็จ
made-failed = ⚠️ ระบบยังจัดทำ{ $what }ไม่สำเร็จ กรุณากดอีกครั้งในภายหลัง
made-file = 📎 <b>{ $what }</b>
    { $office } ปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version }
made-filing-how = ไฟล์แรกคือฉบับเผยแพร่ ถัดมาเป็นข้อความสำหรับลงในแบบ OIT ส่วนโฟลเดอร์ “เก็บในสำนักงาน” มีรายงานที่รับทราบ บันทึกข้อความ ไฟล์ Word, Excel และ JSON และหลักฐานพร้อมดัชนี ซึ่งไม่ใช่สำหรับเผยแพร่ มีค่า SHA-256 ของทุกไฟล์ หากหลักฐานรวมกันใหญ่เกินที่ Telegram ส่งได้ จะมีเฉพาะดัชนี และผู้ดูแลระบบนำหลักฐานออกมาให้ได้

# ตรวจสอบไฟล์
button-check-file = 🔎 ตรวจสอบไฟล์รายงาน
check-ask = 🔎 <b>ส่งไฟล์ที่ต้องการตรวจสอบ</b> หรือพิมพ์รหัสตรวจสอบที่อยู่ท้ายเอกสาร เช่น KY3D1-0C89H
check-as-file = รูปภาพถูกย่อระหว่างส่ง จึงตรวจสอบไม่ได้ กรุณาส่งเป็นไฟล์
check-too-large = ไฟล์มีขนาดเกิน ๒๐ เมกะไบต์ ซึ่ง Telegram ไม่ให้ระบบดาวน์โหลด กรุณาพิมพ์รหัสตรวจสอบที่อยู่ท้ายเอกสารแทน
check-after-files = ยังมีไฟล์ที่รอเลือกมาตรการ กรุณาเลือกก่อน แล้วจึงตรวจสอบไฟล์
check-may-be-plan = หากเป็นไฟล์แผนของสำนักงาน กดนำเข้าแผนแล้วส่งไฟล์อีกครั้ง
check-may-be-evidence = หากเป็นหลักฐานของมาตรการที่ส่งไปแล้ว ให้เปิดมาตรการนั้น กดแก้ไขและส่งใหม่ แล้วส่งไฟล์อีกครั้ง
checking-file = 🔎 กำลังตรวจสอบไฟล์ ไฟล์นี้จะไม่ถูกเก็บไว้
check-lost = ⚠️ ดาวน์โหลดไฟล์ { $name } จาก Telegram ไม่ได้ กรุณาส่งใหม่ หรือพิมพ์รหัสตรวจสอบที่อยู่ท้ายเอกสาร
check-unknown = ❌ ไฟล์ { $name } ไม่ตรงกับเอกสารใดของหน่วยงานที่ท่านสังกัด อาจถูกแก้ไขหรือบันทึกใหม่ หรือไม่ได้ออกจากระบบนี้
check-unknown-code = ❌ ไม่พบรหัสนี้ในเอกสารของหน่วยงานที่ท่านสังกัด กรุณาตรวจตัวอักษรแล้วพิมพ์อีกครั้ง
check-how = รหัสตรวจสอบ { $code } หากต้องการทราบว่าไฟล์ใดตรงกับฉบับนี้หรือไม่ ให้ส่งไฟล์นั้นหรือพิมพ์รหัสนี้ในแชต
check-code = รหัสตรวจสอบ { $code }
verified-what = { $by ->
    [code] รหัสนี้เป็นของ
    [hash] ค่า SHA-256 นี้เป็นของ
   *[file] ไฟล์นี้ตรงทุกประการกับ
}
verified = { $verdict ->
    [acknowledged] ✅ { $what }รายงานฉบับที่ผู้บริหารรับทราบแล้ว
    [published] ✅ { $what }ฉบับเผยแพร่ ซึ่งคัดจากรายงานที่ผู้บริหารรับทราบแล้ว โดยปกปิดข้อมูลส่วนบุคคล
    [memo] ✅ { $what }บันทึกข้อความการรับทราบ
    [made] ✅ { $what }ไฟล์ที่ระบบจัดทำจากฉบับที่ผู้บริหารรับทราบแล้ว
    [older] ⚠️ { $what }รายงานฉบับเก่า ซึ่งผู้บริหารไม่ได้รับทราบ
   *[not_yet] ⏳ { $what }รายงานที่ผู้บริหารยังไม่ได้รับทราบ
}
verified-whose = { $office } ปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version }
verified-by = รับทราบโดย { $name } ตำแหน่ง { $position } เมื่อ { $at }
verified-newer = ฉบับล่าสุดคือฉบับที่ { $version }
verified-evidence = ✅ { $what }หลักฐานของมาตรการที่ { $number } { $title } ตามที่ยื่นไว้ในรายงานไตรมาสที่ { $quarters }
verified-evidence-unfiled = 📎 { $what }หลักฐานของมาตรการที่ { $number } { $title } ที่เคยส่งไว้ แต่ไม่อยู่ในผลการดำเนินงานที่ยื่นล่าสุด
verified-evidence-of = { $office } ปีงบประมาณ พ.ศ. { $year } ส่งเมื่อ { $at }

# ไฟล์ที่นำไปเผยแพร่
filing-report = รายงานมาตรการ { $office } { $year }
filing-memo = บันทึกข้อความรับทราบ { $office } { $year }
filing-text = 2 ข้อความสำหรับแบบ OIT { $office } { $year }
filing-index = ดัชนีหลักฐาน { $office } { $year }
filing-evidence-folder = หลักฐาน
filing-head = { $office } ปีงบประมาณ พ.ศ. { $year }
filing-item = ข้อ { $item } { $title }
filing-item-untitled = ข้อ { $item }
filing-item-unknown = ยังไม่ได้กำหนดเลขข้อและชื่อข้อของแบบ OIT ปีงบประมาณ พ.ศ. { $year } ไว้ในระบบ กรุณาดูจากคู่มือของปีนั้น
filing-link = ข้อความของลิงก์: { $title } { $office } ประจำปีงบประมาณ พ.ศ. { $year }
filing-file = ไฟล์ที่เผยแพร่: { $file }
filing-evidence = หลักฐานที่แนบมาด้วย { $count } ไฟล์
filing-left-out = ไม่ได้แนบหลักฐาน { $count } ไฟล์ เพราะรวมกันใหญ่เกินที่ Telegram ส่งได้ ผู้ดูแลระบบนำออกมาให้ได้ด้วยคำสั่ง rapsap export
filing-lacking = หลักฐาน { $count } ไฟล์ไม่มีเก็บไว้ในระบบ
filing-index-number = ลำดับ
filing-index-measure = มาตรการที่
filing-index-paper = ประเภท
filing-index-reference = เลขที่
filing-index-subject = เรื่อง
filing-index-date = วันที่ (ค.ศ.)
filing-index-file = ชื่อไฟล์
filing-index-size = ขนาด (ไบต์)
filing-index-sha256 = SHA-256
filing-index-state = สถานะ
filing-kind = { $kind ->
    [order] คำสั่ง
    [announcement] ประกาศ
    [memo] บันทึกข้อความ
    [letter] หนังสือ
    [minutes] รายงานการประชุม
    [plan] แผน
    [manual] คู่มือ
    [form] แบบฟอร์ม
    [link] เว็บไซต์
   *[file] รูปภาพหรือไฟล์
}
filing-state = { $state ->
    [along] แนบแล้ว
    [left_out] ไม่ได้แนบ ขนาดรวมใหญ่เกินไป
   *[lacking] ไม่มีเก็บไว้ในระบบ
}
