# ---- หลักฐาน: เอกสาร
paper-name = { $paper ->
    [order] คำสั่ง
    [announcement] ประกาศ
    [memo] บันทึกข้อความ
    [letter] หนังสือ
    [minutes] รายงานการประชุม
    [plan] แผน
    [manual] คู่มือ
    [form] แบบฟอร์ม
   *[link] ลิงก์เว็บไซต์
}
ask-which-evidence =
    <b>เพิ่มหลักฐานชนิดใด</b>
    หรือวางข้อความอ้างอิงทั้งหมดได้เลย หลายฉบับในข้อความเดียวก็ได้
ask-paper-number = { $paper ->
    [order]
        <b>เลขที่คำสั่ง</b> เช่น ๖๓/{ $year }
        หรือวางข้อความอ้างอิงทั้งหมดก็ได้
    [memo] <b>เลขที่บันทึกข้อความ</b> เช่น พช ๗๓๐๐๑/๑๒๓
    [letter] <b>เลขที่หนังสือ</b> เช่น พช ๗๓๐๐๑/๑๒๓ หรือ มท ๐๘๑๐.๓/ว ๑๒๓๔
    [minutes] <b>ประชุมครั้งที่เท่าไร</b> เช่น ๑/{ $year }
   *[other] <b>เลขที่เอกสาร</b>
}
ask-paper-subject = { $paper ->
    [order] <b>เรื่องอะไร</b> พิมพ์ชื่อเรื่องตามคำสั่ง
    [announcement] <b>ประกาศเรื่องอะไร</b>
    [memo] <b>เรื่องอะไร</b> พิมพ์ชื่อเรื่องตามบันทึกข้อความ
    [letter] <b>เรื่องอะไร</b> พิมพ์ชื่อเรื่องตามหนังสือ
    [minutes] <b>การประชุมอะไร</b> เช่น พนักงานส่วนตำบล
    [plan] <b>แผนชื่ออะไร</b>
    [manual] <b>คู่มือชื่ออะไร</b>
    [form] <b>แบบฟอร์มชื่ออะไร</b>
   *[link] <b>หน้าเว็บนี้เผยแพร่เรื่องอะไร</b>
}
ask-paper-date = { $paper ->
    [minutes] <b>ประชุมวันที่เท่าไร</b> เช่น ๑ กุมภาพันธ์ { $year } หรือ ๑/๒/{ $year }
    [link] <b>เผยแพร่วันที่เท่าไร</b> เช่น ๑ กุมภาพันธ์ { $year } หรือ ๑/๒/{ $year }
   *[other] <b>ลงวันที่เท่าไร</b> เช่น ๑ กุมภาพันธ์ { $year } หรือ ๑/๒/{ $year }
}
ask-paper-url = <b>วางลิงก์ของหน้าเว็บ</b> เช่น https://www.bungkla.go.th/…
url-unreadable = อ่านลิงก์ไม่ได้ ลิงก์ขึ้นต้นด้วย https:// กรุณาคัดลอกจากแถบที่อยู่ของเว็บไซต์แล้ววาง
paper-so-far = ✅ บันทึกแล้ว: { paper-so-far-name }{ $issuer }{ $number }{ $subject }{ $date }{ $url }
paper-so-far-name = { $paper ->
    [order] คำสั่ง
    [announcement] ประกาศ
    [memo] บันทึกข้อความ
    [letter] หนังสือ
    [minutes] รายงานการประชุม
   *[other] { "" }
}
so-far-issuer = { $part }
so-far-meeting = { $part }
so-far-number = ที่ { $part }
so-far-round = { " " }ครั้งที่ { $part }
so-far-name = { $part }
so-far-subject = { " " }เรื่อง { $part }
so-far-date = { " " }ลงวันที่ { $part }
so-far-url = { " " }{ $part }
order-typed = ที่พิมพ์มา: { $typed }
order-added = ✅ บันทึกแล้ว: { $citation }
evidence-meanwhile =
    📎 ข้อความนี้อ้างเอกสาร จึงบันทึกเป็นหลักฐานในผลการดำเนินงานแล้ว
    { $items }
already-there = ℹ️ มีอยู่แล้วในข้อ { $item } จึงไม่ได้เพิ่มซ้ำ: { $citation }
papers-wait = 📎 บันทึกเอกสารที่เพิ่งพิมพ์อีก { $count } ฉบับไว้แล้ว จะถามส่วนที่ขาดต่อจากฉบับนี้
paper-number-unreadable = { $paper ->
    [order] อ่านเลขที่คำสั่งไม่ได้ ตัวอย่างที่ถูกต้อง ๖๓/๒๕๖๖ จะพิมพ์เลขไทยหรืออารบิกก็ได้
    [minutes] อ่านครั้งที่ไม่ได้ ตัวอย่างที่ถูกต้อง ๑/๒๕๖๖ จะพิมพ์เลขไทยหรืออารบิกก็ได้
   *[other] อ่านเลขที่ไม่ได้ ตัวอย่างที่ถูกต้อง พช ๗๓๐๐๑/๑๒๓ จะพิมพ์เลขไทยหรืออารบิกก็ได้
}
order-number-needed = คำสั่งต้องมีเลขที่ เพื่อให้ค้นต้นฉบับได้ ตัวอย่าง ๖๓/๒๕๖๖ ถ้าไม่มีคำสั่ง ให้กดยกเลิก
order-number-is-round = ข้อความนี้เป็นครั้งที่ ไม่ใช่เลขที่คำสั่ง เลขที่คำสั่งอยู่หลังคำว่า ที่ เช่น ที่ ๑๗๒/๒๕๖๖
order-year-in-doubt = ปีไม่ชัดเจน หมายถึง { $number }/{ $year } ใช่หรือไม่ ถ้าไม่ใช่ พิมพ์ใหม่ด้วยปี พ.ศ. เต็ม
order-year-missing = เลขที่ { $number } ของปีใด
paper-subject-needed = { $paper ->
    [order] ต้องมีชื่อเรื่อง เพื่อให้อ้างอิงคำสั่งได้ถูกต้อง
   *[other] ต้องมีชื่อเรื่อง เพื่อให้อ้างอิงเอกสารได้ถูกต้อง
}
order-known = 🔁 คำสั่งเลขที่นี้เคยอ้างไว้ { $where }: { $citation }
known-here = ในข้อ { $item } ของมาตรการนี้
known-filed = ในมาตรการที่ { $measure } ไตรมาสที่ { $quarter }
order-known-or-subject = ใช้ข้อมูลเดิม หรือถ้าเป็นคนละฉบับ <b>พิมพ์ชื่อเรื่อง</b>
order-known-otherwise = ⚠️ คำสั่งเลขที่เดียวกันเคยอ้างไว้ { $where } ต่างจากนี้: { $citation } โปรดตรวจสอบกับต้นฉบับ
ask-issuer = <b>คำสั่งของหน่วยงานใด</b> พิมพ์ชื่อเต็ม เช่น จังหวัดเพชรบูรณ์
issuer-needed = ต้องมีชื่อหน่วยงานที่ออกคำสั่ง
ask-no-document-reason =
    <b>ไม่มีเอกสาร เพราะอะไร</b>
    พิมพ์ทั้งประโยคตามที่จะปรากฏในรายงาน เช่น ชี้แจงในที่ประชุมด้วยวาจา จึงไม่มีเอกสาร

# ---- วันที่
date-ambiguous = <b>หมายถึงวันใด</b> เลือกจากปุ่ม หรือพิมพ์ใหม่ด้วยปี พ.ศ. เต็ม
date-no-such-day = ไม่มีวันที่นี้ในปฏิทิน ตัวอย่างที่ถูกต้อง ๒๘ กุมภาพันธ์ { $year }
date-impossible = วันที่นี้เป็นไปไม่ได้ ตัวอย่างที่ถูกต้อง ๑ กุมภาพันธ์ { $year }
date-unreadable = อ่านวันที่ไม่ได้ ตัวอย่างที่ถูกต้อง ๑ กุมภาพันธ์ { $year } หรือ ๑/๒/{ $year }
calendar-pick = <b>กดวันที่</b> หรือพิมพ์วันที่ก็ได้
calendar-month = { $month ->
    [1] ม.ค.
    [2] ก.พ.
    [3] มี.ค.
    [4] เม.ย.
    [5] พ.ค.
    [6] มิ.ย.
    [7] ก.ค.
    [8] ส.ค.
    [9] ก.ย.
    [10] ต.ค.
    [11] พ.ย.
   *[12] ธ.ค.
} { $year }
calendar-weekday = { $day ->
    [0] อา
    [1] จ
    [2] อ
    [3] พ
    [4] พฤ
    [5] ศ
   *[6] ส
}
calendar-day = { $day }
calendar-still = กดที่วันที่
calendar-blank = ·
calendar-before = ◀
calendar-after = ▶

# ---- แก้ทีละข้อ
item-opened =
    { $items }
item-mended =
    ✅ แก้แล้ว
    { $items }
item-changed-meanwhile = ข้อนี้มีการแก้ไขไปแล้ว สถานะปัจจุบันเป็นดังนี้
part-name = { $part ->
    [number] เลขที่
    [subject] ชื่อเรื่อง
    [date] วันที่
    [issuer] หน่วยงานที่ออก
   *[url] ลิงก์
}
ask-part-anew = { $part ->
    [number] <b>พิมพ์เลขที่ใหม่</b>
    [subject] <b>พิมพ์ชื่อเรื่องใหม่</b>
    [date] <b>พิมพ์วันที่ใหม่</b> เช่น ๑ กุมภาพันธ์ { $year } ถ้าไม่ทราบ พิมพ์ -
    [issuer] <b>หน่วยงานใดเป็นผู้ออก</b> เลือกจากปุ่ม หรือพิมพ์ชื่อเต็ม
   *[url] <b>วางลิงก์ใหม่</b>
}

# ---- ข้อสังเกต
doubt-item = <b>ข้อ { $number }</b> { $item }
doubt-outside-year = ⚠️ วันที่ { $date } อยู่นอกปีงบประมาณ พ.ศ. { $year }
doubt-outside-quarter = ⚠️ วันที่ { $date } อยู่นอกไตรมาสที่ { $quarter } ปีงบประมาณ พ.ศ. { $year }
doubt-not-yet = ⚠️ วันที่ { $date } ยังมาไม่ถึง
doubt-year-differs = ⚠️ เลขที่เป็นของปี { $number-year } แต่ลงวันที่ในปี { $date-year }
ask-doubt-reason = บันทึกไว้ให้แล้ว ถ้าถูกต้อง <b>พิมพ์เหตุผล</b> ผู้รายงานจะได้เห็น ถ้าไม่ถูกต้อง กดแก้
doubt-settled = ✅ บันทึกเหตุผลของข้อ { $number } แล้ว: { $reason }
insisted-line = ⚠️ ยืนยัน: { $reason }
lacks-doubt = ⚠️ มีข้อที่ต้องแก้ หรือยืนยันพร้อมเหตุผล ก่อนส่งรายงาน
lacks-contradiction = ถ้าถูกต้อง <b>พิมพ์เหตุผล</b> ผู้รายงานจะได้เห็น ถ้าไม่ถูกต้อง กดแก้
contradiction-nothing-done = ⚠️ ข้อ { $item } ระบุว่าไม่ได้ดำเนินการ แต่มีผลการดำเนินงานข้ออื่นอยู่ด้วย
contradiction-outcome-denies = ⚠️ มีผลการดำเนินงาน แต่ผลลัพธ์ข้อ { $item } ระบุว่าไม่ได้ดำเนินการ
contradiction-no-result = ⚠️ ไม่ได้ดำเนินการ แต่ผลลัพธ์ข้อ { $item } กล่าวถึงความสำเร็จ
contradiction-settled = ✅ บันทึกเหตุผลแล้ว: { $reason }
tell-filed = 📥 { $name } ส่งรายงานมาตรการที่ { $number } แล้ว { $title }
tell-insisted =
    <b>ข้อสังเกตที่ผู้รับผิดชอบยืนยันพร้อมเหตุผล</b>
    { $lines }
board-insisted = ⚠️ { $count } รายการที่ยืนยันพร้อมเหตุผล
insisted-title = <b>รายการที่มีข้อสังเกต และผู้รับผิดชอบยืนยันพร้อมเหตุผล</b>
insisted-of-measure =
    <b>มาตรการที่ { $number }</b> { $title }
    { $lines }
insisted-item =
    ข้อ { $number } { $item }
    ⚠️ เหตุผล: { $reason }
insisted-contradiction = ⚠️ ผลการดำเนินงานกับผลลัพธ์ขัดกัน เหตุผล: { $reason }
insisted-none = ไม่มีรายการที่มีข้อสังเกต

# ---- รูปภาพและไฟล์
pictured-photos = ภาพถ่ายการดำเนินงาน
pictured-files = เอกสารประกอบการดำเนินงาน
ask-file = <b>ส่งรูปภาพหรือไฟล์มาได้เลย</b> ส่งหลายภาพพร้อมกันก็ได้ ใส่คำบรรยายหรือข้อความอ้างอิงไว้ใต้ภาพได้
files-what = { $what ->
    [photo] { $count } ภาพ
   *[other] { $count } ไฟล์
}
files-attached = 📎 แนบ { files-what } กับข้อ { $number } แล้ว: { $item }
files-asked = 📎 แนบ { files-what } กับ{ paper-name }ที่กำลังกรอกแล้ว
files-own = 📎 บันทึก { files-what } เป็นข้อ { $number } แล้ว: { $item }
files-gone = ไม่ได้แนบ { files-what }
files-dropped = 🗑 ไม่ใช้ { files-what }แล้ว
files-kept-apart = 📎 ยกเลิกเอกสารแล้ว แต่ { files-what }ที่แนบมายังเก็บไว้เป็นข้อใหม่
files-photos = 🖼 { $count } ภาพ
files-others = 📎 { $count } ไฟล์
files-forwarded = ส่งต่อมา { $count }
files-too-large = ใหญ่เกิน ๒๐ MB { $count }
files-and = { $before } · { $word }
files-too-many = ยังมีไฟล์รออยู่หลายไฟล์ กรุณาเลือกมาตรการของไฟล์เหล่านั้นก่อน
file-not-here = { $kind ->
    [photo] ขณะนี้ยังรับรูปภาพไม่ได้
   *[document] ขณะนี้ยังรับไฟล์ไม่ได้
}
ask-file-link = ไฟล์มีขนาดเกิน ๒๐ เมกะไบต์ ซึ่ง Telegram ไม่ให้ระบบดาวน์โหลด <b>กรุณาส่งไฟล์ที่เล็กลง หรือวางลิงก์ของไฟล์</b>
ask-caption = <b>ภาพหรือไฟล์นี้แสดงอะไร</b> พิมพ์คำบรรยายสั้น ๆ เช่น ภาพถ่ายการประชุมชี้แจง
ask-file-measure = 📎 ได้รับ { files-what }แล้ว <b>เป็นของมาตรการใด</b>
ask-file-filed = ไม่เห็นมาตรการที่ส่งแล้ว? กดไม่ใช้ไฟล์ เปิดมาตรการนั้น กดแก้ไขและส่งใหม่ แล้วส่งไฟล์อีกครั้ง
ask-file-where = <b>ไฟล์นี้เป็นของข้อใด</b>

# ---- ปุ่ม
button-add-evidence = ➕ หลักฐานอื่น
button-paper = { paper-name }
button-send-file = 📷 ภาพ/ไฟล์
button-no-document = ไม่มีเอกสาร เพราะ…
button-unnumbered = ไม่มีเลขที่
button-undated = ไม่ทราบวันที่
button-calendar = 📅 ปฏิทิน
button-drop-paper = { $paper ->
    [order] ยกเลิกคำสั่งนี้
   *[other] ยกเลิกเอกสารนี้
}
button-order-number = { $number }/{ $year }
button-date = { $date }
button-use-known = ใช้ข้อมูลเดิม: { $number }/{ $year }
button-not-again = ฉบับเดียวกัน ไม่ต้องเพิ่ม
button-another-order = คนละฉบับ
button-same-issuer = ผู้ออกคำสั่งเดียวกัน: { $issuer }
button-issuer = { $issuer }
button-other-issuer = ผู้ออกคำสั่งอื่น
button-fix-part = แก้{ part-name }
button-later = ไว้ก่อน ▶️
button-doubts = ⚠️ แก้หรือยืนยัน
button-insisted = ⚠️ ดูข้อสังเกต
button-file-apart = แยกเป็นข้อใหม่
button-file-where = 📎 ย้ายไปข้ออื่น
button-file-drop = ไม่ใช้ไฟล์นี้
button-files-unused = ไม่ใช้ไฟล์
button-to-item = { $number }. { $item }
button-skip-caption = ไม่ต้องมีคำบรรยาย
