# ---- ไตรมาสและกำหนดส่ง
date-quarter = ไตรมาสที่ { $number } ({ $number ->
    [1] ต.ค.–ธ.ค.
    [2] ม.ค.–มี.ค.
    [3] เม.ย.–มิ.ย.
   *[4] ก.ค.–ก.ย.
} { $year })
due-in = ครบกำหนด { $date } (อีก { $days } วัน)
due-today = ครบกำหนด<b>วันนี้</b> { $date }
due-over = ครบกำหนด { $date } <b>เลยกำหนดมาแล้ว { $days } วัน</b>
measure-heading-of-quarter =
    <b>มาตรการที่ { $number }</b> { $title }
    <b>{ $quarter }</b>
ask-which-quarter = <b>เลือกไตรมาส</b> ที่ต้องการเปิดดูหรือรายงาน
button-quarter = { $standing } { $quarter }
button-other-quarter = ไตรมาสอื่น
quarter-not-begun = ยังไม่ถึง{ $quarter } จึงยังรายงานไม่ได้
draft-in-the-way =
    ✏️ มีร่างของ<b>{ $quarter }</b> ที่ยังไม่ได้ส่ง ({ $items } ข้อ)
    จะทำร่างนั้นต่อ หรือพักไว้ก่อนแล้วไปที่{ $wanted } ร่างที่พักไว้ไม่หาย เปิดได้จากปุ่ม “ไตรมาสอื่น”
button-go-on = ▶️ ทำร่างไตรมาสที่ { $number } ต่อ
button-set-aside = พักร่างไว้ ไปไตรมาสที่ { $number }
button-copy-quarter = 📋 คัดลอกจากไตรมาสที่ { $number }
copied-from-quarter = 📋 คัดลอกจาก{ $from } <b>โปรดตรวจทานและแก้ไขให้ตรงกับ{ $quarter } ก่อนส่ง</b>

# ---- หน้าแรก
glance-quarter = <b>{ $quarter }</b>
glance-quarter-due =
    <b>{ $quarter }</b>
    { $due }
glance-bar = { $bar } { $words }
lines = { $lines }
measure-line = { $sign } { $number }. { $title }
sign-not-started = ⬜
sign-draft = ✏️
sign-filed = ✅
sign-returned = ↩️
sign-approved = 🔎
sign-acknowledged = ☑️
signs = ⬜ ยังไม่เริ่ม  ✏️ ร่าง  ✅ ส่งแล้ว  ↩️ ส่งคืน  🔎 ตรวจผ่านแล้ว  ☑️ รับทราบแล้ว
standing-approved = 🔎 ตรวจผ่านแล้ว
waits-since = รอมาตั้งแต่ { $at } (เสนอโดย { $name })
button-board-missing = 📊 กระดานรายงาน (ยังขาด { $missing })

# ---- ตรวจทานและแก้ทีละข้อ
results-are-saved = ✅ บันทึกแล้ว ผลการดำเนินงาน { $count } ข้อ
saved-so-far = ✅ บันทึกไว้แล้วทั้งหมด กลับมาทำต่อเมื่อไรก็ได้
scores-now =
    คะแนนที่บันทึกไว้
    { $sentence }
button-item = ✏️ { $number }
ask-which-item = กดหมายเลขข้อที่ต้องการแก้ เลื่อน หรือลบ
button-page-before = ◀️ ก่อนหน้า
button-page-after = ถัดไป ▶️
item-of-results = <b>ผลการดำเนินงาน ข้อ { $number }</b> จาก { $count } ข้อ
item-of-outcomes = <b>ผลลัพธ์/ความสำเร็จ ข้อ { $number }</b> จาก { $count } ข้อ
item-words = <code>{ $item }</code>
item-files = 📎 ไฟล์แนบ { $count } รายการ
edit-text = พิมพ์ข้อความใหม่ได้เลย จะแทนที่เฉพาะข้อนี้ (แตะข้อความด้านบนเพื่อคัดลอกมาแก้)
edit-order = พิมพ์เฉพาะส่วนที่ผิด เช่น ๖๔/๒๕๖๖ หรือ ๑ ก.พ. ๖๖ หรือ เรื่อง … หรือพิมพ์ใหม่ทั้งข้อก็ได้
edit-reason = พิมพ์เหตุผลใหม่ได้เลย
edit-caption = พิมพ์คำบรรยายใหม่ได้เลย
button-up = ⬆️ เลื่อนขึ้น
button-down = ⬇️ เลื่อนลง
button-delete = 🗑 ลบข้อนี้
button-undelete = ↩️ เลิกลบ
item-undeleted = ↩️ นำข้อที่ลบกลับมาแล้ว
item-changed = ✏️ แก้ข้อ { $number } และบันทึกแล้ว
item-gone = ข้อนี้ถูกแก้หรือลบไปแล้ว ข้อความที่พิมพ์เมื่อครู่จึงยังไม่ได้บันทึก
item-words-needed = ต้องมีข้อความ หากไม่ต้องการข้อนี้ ให้กดลบ
usual-words = หรือเลือกจากที่หน่วยงานเคยรายงานไว้
button-usual = 💬 { $text }

# ---- แก้ไขหลังส่ง
ask-correction-reason = <b>แก้ไขเพราะอะไร</b> พิมพ์เหตุผลสั้น ๆ จะบันทึกไว้กับรายงานฉบับแก้ไข
correction-reason-needed = ต้องระบุเหตุผลที่แก้ไข เช่น ระบุวันที่ของคำสั่งผิด
correction-reason-unneeded = ℹ️ มาตรการนี้เพิ่งถูกส่งคืน จึงไม่ต้องระบุเหตุผลที่แก้ไข ข้อความเมื่อครู่ไม่ได้บันทึก แก้ไขแล้วส่งได้เลย
correcting-because = ✏️ <b>แก้ไขเพราะ</b> { $reason }
corrected-because = แก้ไขเพราะ { $reason }
filing-voids = ⚠️ รายงานฉบับที่ { $version } { $who } หากส่งมาตรการนี้ <b>ฉบับที่ { $version } จะใช้ไม่ได้</b> ต้องรวบรวมและตรวจสอบใหม่
waits-for-checking = อยู่ระหว่าง { $name } ตรวจสอบ
waits-for-acknowledgement = ตรวจสอบแล้ว รอผู้บริหารรับทราบ
tell-corrected =
    ✏️ { $name } แก้ไขและส่งมาตรการที่ { $number } ใหม่แล้ว กรุณารวบรวมรายงานฉบับใหม่
    <b>เหตุผล</b> { $reason }
tell-version-void =
    ⚠️ <b>รายงานฉบับที่ { $version } ใช้ไม่ได้แล้ว</b> เพราะ { $name } ส่งรายงานมาตรการที่ { $number } หลังจากรวบรวมฉบับนี้
    การตรวจสอบของฉบับนี้ไม่มีผล เมื่อรวบรวมฉบับใหม่จะเสนอให้ท่านอีกครั้ง ตอนนี้ไม่ต้องทำอะไร

# ---- ข้อความที่แก้ไขภายหลัง
edited-items = ✏️ แก้ข้อ { $numbers } ตามข้อความที่ท่านแก้ไขแล้ว
edited-fewer = ข้อความที่แก้ไขสั้นลง จึงเอาออก { $count } ข้อ
edited-pending = ✏️ แก้รายละเอียดของเอกสารตามข้อความที่ท่านแก้ไขแล้ว
edited-outcome = ✏️ แก้ผลลัพธ์ตามข้อความที่ท่านแก้ไขแล้ว
edited-scores = ✏️ แก้คะแนนตามข้อความที่ท่านแก้ไขแล้ว
edited-same = ข้อความที่แก้ไขไม่เปลี่ยนสิ่งที่บันทึกไว้
edited-kept =
    เห็นว่าท่านแก้ไขข้อความเดิม แต่ยังใช้คำตอบเดิมอยู่
    { $how }
edited-nothing = เห็นว่าท่านแก้ไขข้อความเดิม แต่ข้อความนั้นไม่ได้เป็นคำตอบของข้อใด จึงไม่มีอะไรเปลี่ยน
edited-replaced = เห็นว่าท่านแก้ไขข้อความเดิม แต่คำตอบจากข้อความนั้นถูกแก้หรือลบไปก่อนแล้ว จึงไม่มีอะไรเปลี่ยน
edited-of-several = ข้อความนี้เป็นส่วนหนึ่งของคำตอบยาวที่ Telegram แบ่งเป็นหลายข้อความ กรุณากดเลขข้อด้านล่างเพื่อแก้ไข
edited-after-filing = เห็นว่าท่านแก้ไขข้อความเดิม แต่<b>มาตรการนี้ส่งไปแล้ว</b> สิ่งที่ส่งจึงยังเป็นตามเดิม หากต้องการแก้ กดแก้ไขและส่งใหม่
button-resume = ▶️ กลับไปทำต่อ
button-open-measure = เปิดมาตรการนี้

# ---- ทำงานร่วมกัน
added-to-colleagues = ℹ️ { $name } บันทึกเพิ่มไว้เมื่อ { $at } รวมกับของท่านเป็นรายการเดียวกันแล้ว
overtaken = ⚠️ <b>{ $name } บันทึกไว้ก่อนท่าน</b> เมื่อ { $at } ข้อความของท่านจึงยังไม่ได้บันทึก
overtaken-theirs =
    <b>ที่บันทึกไว้</b>
    { $items }
overtaken-mine =
    <b>ที่ท่านพิมพ์</b>
    { $text }
button-add-mine = ➕ เพิ่มข้อความที่ท่านพิมพ์
button-use-mine = แทนที่ด้วยข้อความของท่าน
button-keep-theirs = ใช้ตามที่บันทึกไว้

# ---- ภาพตัวอย่าง
preview-of = ภาพตัวอย่างมาตรการที่ { $number } ตามที่จะปรากฏในรายงาน
preview-first-page = ภาพหน้าแรกของตารางในรายงานปี { $year }
button-preview = 🖼 ดูเป็นหน้ารายงาน
