# ---- ทั่วไป
role = { $role ->
    [contributor] เจ้าหน้าที่ผู้รับผิดชอบ
    [reporter] เจ้าหน้าที่ผู้รายงาน
    [verifier] เจ้าหน้าที่ผู้ตรวจสอบ
   *[executive] ผู้บริหาร
}
item-line = { $number }. { $item }
subitem-line = - { $text }
unknown-person =
    สวัสดี บอตนี้ใช้เฉพาะเจ้าหน้าที่ที่ได้รับลิงก์เชิญจากหน่วยงานของตน
    หากท่านเป็นเจ้าหน้าที่ กรุณาขอลิงก์เชิญจากเจ้าหน้าที่ผู้รายงานของหน่วยงาน

    This bot is for officers who were invited by their office.
invitation-unknown =
    ลิงก์เชิญนี้ใช้ไม่ได้ อาจหมดอายุหรือมีผู้ใช้ไปแล้ว
    กรุณาขอลิงก์ใหม่จากเจ้าหน้าที่ผู้รายงานของหน่วยงาน

    This invitation cannot be used. Please ask your office for a new one.
invitation-used = ลิงก์เชิญนี้ใช้ไม่ได้แล้ว แต่ท่านลงทะเบียนอยู่แล้ว จึงใช้งานต่อได้ตามปกติ
not-private = บอตนี้ใช้ได้เฉพาะในแชตส่วนตัวเท่านั้น
failed-sorry = ขออภัย ระบบขัดข้องกับข้อความล่าสุดของท่าน สิ่งที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ กรุณาส่งใหม่อีกครั้ง หรือพิมพ์ /start
again-mark = (ส่งซ้ำ: ท่านอาจได้รับข้อความนี้แล้ว)
maybe-delivered = เอกสารอาจส่งถึงท่านแล้ว แต่ระบบยืนยันไม่ได้ หากยังไม่ได้รับ กรุณากดปุ่มด้านล่าง
welcome =
    ยินดีต้อนรับ <b>{ $name }</b>
    ท่านลงทะเบียนเป็น{ $role } ตำแหน่ง { $position }
    { $office }
welcome-what = { $role ->
    [contributor] บอตนี้จะถามผลการดำเนินงานของแต่ละมาตรการทีละข้อ ทุกคำตอบบันทึกทันที หยุดกลางคันแล้วกลับมาทำต่อได้เสมอ
    [reporter] ท่านจะเห็นว่ามาตรการใดรายงานแล้วหรือยังไม่รายงาน รวบรวมรายงาน และเสนอตรวจสอบได้จากที่นี่
    [verifier] เมื่อมีรายงานเสนอให้ตรวจสอบ ท่านจะได้รับไฟล์พร้อมสรุปที่นี่ แล้วกดตรวจผ่านหรือส่งคืนพร้อมเหตุผล
   *[executive] เมื่อรายงานผ่านการตรวจสอบ ท่านจะได้รับไฟล์ที่นี่ แล้วกดรับทราบหรือส่งคืนพร้อมข้อสั่งการ
}
resumed = กลับมาแล้ว ทุกอย่างที่บันทึกไว้ยังอยู่ ทำต่อจากเดิมได้เลย
choose-first = กรุณากดปุ่มด้านล่างเพื่อเลือกสิ่งที่จะทำ ข้อความที่พิมพ์เมื่อครู่ยังไม่ได้บันทึก
empty-text = ไม่พบข้อความที่อ่านได้ กรุณาพิมพ์อีกครั้ง
unusable = { $kind ->
    [sticker] สติกเกอร์น่ารักมาก แต่ใช้ตอบตรงนี้ไม่ได้
    [voice] ตรงนี้ยังรับข้อความเสียงไม่ได้ กรุณาพิมพ์เป็นข้อความ
    [video_note] ตรงนี้ยังรับวิดีโอไม่ได้ กรุณาพิมพ์เป็นข้อความ
    [video] ตรงนี้ยังรับวิดีโอไม่ได้ กรุณาพิมพ์เป็นข้อความ
    [location] ตรงนี้ไม่ต้องใช้ตำแหน่งที่ตั้ง กรุณาพิมพ์เป็นข้อความ
    [contact] ตรงนี้ไม่ต้องใช้รายชื่อติดต่อ กรุณาพิมพ์เป็นข้อความ
    [poll] ตรงนี้ไม่ต้องใช้แบบสำรวจ กรุณาพิมพ์เป็นข้อความ
    [photo] ตรงนี้ยังรับรูปภาพไม่ได้ กรุณาพิมพ์เป็นข้อความ
    [document] ตรงนี้ยังรับไฟล์ไม่ได้ กรุณาพิมพ์เป็นข้อความ
   *[other] สิ่งที่ส่งมาใช้ตอบตรงนี้ไม่ได้ กรุณาพิมพ์เป็นข้อความหรือกดปุ่ม
}
unknown-command = ไม่มีคำสั่งนี้ คำสั่งที่ใช้ได้คือ /start /help และ /language
not-your-command = คำสั่งนี้ไม่ได้ใช้กับหน้าที่ของท่าน ท่านทำสิ่งต่อไปนี้ได้
stale-button = ปุ่มนี้เป็นของข้อความเก่า สถานะปัจจุบันเป็นดังนี้
not-yours = รายการนี้ไม่อยู่ในความรับผิดชอบของท่าน หรือไม่มีอยู่แล้ว
already-so = เลือกไว้แบบนี้อยู่แล้ว

# ---- หน้าแรก
home-title =
    <b>{ $name }</b>
    { $roles }
    { $office } ปีงบประมาณ พ.ศ. { $year }
home-contributor = { $bar } รายงานแล้ว { $filed } จาก { $measures } มาตรการ
home-reporter = รายงานแล้ว { $filed } จาก { $measures } มาตรการ
home-verifier = ขณะนี้ไม่มีรายงานที่รอท่านตรวจสอบ
home-verifier-waiting = 📌 รายงานฉบับที่ { $version } <b>รอท่านตรวจสอบ</b>
home-executive = ขณะนี้ไม่มีรายงานที่รอท่านรับทราบ
home-executive-waiting =
    📌 รายงานฉบับที่ { $version } <b>รอท่านรับทราบ</b>
    กดปุ่ม หรือพิมพ์คำว่า รับทราบ
my-measures = มาตรการของท่านใน<b>{ $quarter }</b> กดเพื่อเปิด
help-title = <b>วิธีใช้</b>
help-role = { $role ->
    [contributor] • กดชื่อมาตรการ แล้วพิมพ์หรือวางผลการดำเนินงาน จะพิมพ์ทีละข้อหรือวางทั้งรายการก็ได้ คำสั่งพิมพ์เป็น ที่ ๖๓/๒๕๖๖ เรื่อง … ลงวันที่ … ได้เลย เลขไทยหรืออารบิกก็ได้ ก่อนส่งจะมีให้ตรวจทานเสมอ
    [reporter] • เปิดกระดานเพื่อดูว่าใครรายงานแล้ว กดรวบรวมรายงานเพื่อจัดทำไฟล์ PDF แล้วกดเสนอตรวจสอบ
    [verifier] • เมื่อได้รับรายงาน เปิดไฟล์อ่าน แล้วกดตรวจแล้วถูกต้อง หรือส่งคืนมาตรการที่ต้องแก้พร้อมเหตุผล
   *[executive] • เมื่อได้รับรายงาน เปิดไฟล์อ่าน แล้วกดรับทราบและยืนยันอีกครั้ง หรือส่งคืนพร้อมข้อสั่งการ
}
help-commands =
    /start กลับไปทำต่อจากเดิม
    /home หน้าแรก
    /help วิธีใช้
    /language เปลี่ยนภาษาและตัวเลข
standing-not-started = ⬜ ยังไม่เริ่ม
standing-draft = ✏️ ร่าง
standing-filed = ✅ ส่งแล้ว
standing-returned = ↩️ ส่งคืนให้แก้
standing-acknowledged = ☑️ รับทราบแล้ว

# ---- รายงานหนึ่งมาตรการ
measure-heading = <b>มาตรการที่ { $number }</b> { $title }
measure-methods =
    วิธีดำเนินการ
    { $methods }
ask-results =
    <b>ดำเนินการอะไรไปแล้วบ้าง</b>
    พิมพ์หรือวางได้เลย หลายข้อในข้อความเดียวก็ได้ ขึ้นต้นแต่ละข้อด้วย ๑. ๒. ๓. ข้อย่อยขึ้นต้นด้วย -
    ถ้าเป็นคำสั่ง เช่น คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง … ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖
results-saved =
    ✅ บันทึกแล้ว ผลการดำเนินงาน
    { $items }
results-now =
    ผลการดำเนินงาน
    { $items }
results-none = ยังไม่มีผลการดำเนินงาน
ask-more-results = <b>มีข้อต่อไปอีกไหม</b> ถ้ามี พิมพ์ต่อได้เลย ถ้าครบแล้ว กดไปที่ผลลัพธ์
item-deleted = 🗑 ลบแล้ว: { $item }
ask-nothing-or-no-document = หมายความว่า <b>ไม่ได้ดำเนินการ</b> หรือ <b>ดำเนินการแล้วแต่ไม่มีเอกสาร</b>
ask-nothing-done-reason = <b>ไม่ได้ดำเนินการ เนื่องจากอะไร</b> พิมพ์เหตุผลสั้น ๆ เช่น อยู่ระหว่างจัดซื้อจัดจ้าง
nothing-done-contradicts = มีผลการดำเนินงานบันทึกไว้แล้ว จึงระบุว่าไม่ได้ดำเนินการไม่ได้ หากไม่ถูกต้อง ให้ลบข้อเหล่านั้นก่อน
reason-needed = ต้องระบุเหตุผล เพื่อให้ผู้อ่านเข้าใจและแก้ไขได้ เช่น ขาดวันที่ของคำสั่งในข้อ ๓
returned-because = ↩️ <b>ส่งคืนเพราะ</b> { $reason }
draft-by-colleague = ℹ️ { $name } บันทึกร่างนี้ไว้เมื่อ { $at } ท่านกำลังทำต่อจากร่างเดียวกัน


ask-outcome =
    <b>ผลลัพธ์/ความสำเร็จคืออะไร</b>
    เกิดอะไรขึ้นจากการดำเนินการนี้ ทั้งที่สำเร็จและที่ยังไม่สำเร็จ หลายข้อให้ขึ้นต้นด้วย ๑. ๒.
score-comes-next = ไม่ต้องพิมพ์ประโยคคะแนน { $topic } ข้อต่อไปจะถามคะแนนแล้วเขียนประโยคให้
outcomes-now =
    ผลลัพธ์ที่บันทึกไว้
    { $items }
ask-outcome-again = พิมพ์ใหม่เพื่อแทนที่ทั้งหมด หรือกดใช้ตามเดิม
outcome-needed = ต้องระบุผลลัพธ์ หากยังไม่สำเร็จ ให้บอกตามจริงว่าเพราะอะไร เช่น บุคลากรยังไม่ปฏิบัติตามแนวทาง
outcome-saved = ✅ บันทึกผลลัพธ์แล้ว
ask-score-after =
    <b>คะแนน ITA</b> ในประเด็น { $topic }
    ปี { $before-year } ได้ { $before } คะแนน <b>ปี { $after-year } ได้เท่าไร</b> เช่น ๘๒.๙๔
ask-score-pair =
    <b>คะแนน ITA</b> ในประเด็น { $topic }
    พิมพ์คะแนนปี { $before-year } แล้วเว้นวรรคตามด้วยปี { $after-year } เช่น ๘๔.๒๕ ๘๒.๙๔
score-other-missing = ได้คะแนนมาตัวเดียว กรุณาพิมพ์คะแนนทั้งสองปี ปีก่อนแล้วตามด้วยปีนี้ เช่น ๘๔.๒๕ ๘๒.๙๔
score-too-many = มีตัวเลขมากเกินไป กรุณาพิมพ์เฉพาะคะแนน เช่น ๘๔.๒๕ ๘๒.๙๔
score-out-of-range = คะแนนต้องอยู่ระหว่าง ๐ ถึง ๑๐๐ ทศนิยมไม่เกินสองตำแหน่ง เช่น ๘๒.๙๔
score-unreadable = อ่านคะแนนไม่ได้ ตัวอย่างที่ถูกต้อง ๘๒.๙๔
score-differs-from-plan = ⚠️ คะแนนปีก่อนในแผนคือ { $planned } แต่ท่านพิมพ์ { $given } บันทึกตามที่พิมพ์ โปรดตรวจสอบ

read-results =
    <b>ผลการดำเนินงาน</b>
    { $items }
read-outcomes =
    <b>ผลลัพธ์/ความสำเร็จ</b>
    { $items }
review-ready = ✅ บันทึกครบแล้ว <b>ตรวจทานแล้วกดส่งรายงาน</b>
lacks-order = ยังขาดรายละเอียดของคำสั่ง
lacks-results = ⚠️ ยังไม่มีผลการดำเนินงาน
lacks-outcome = ⚠️ ยังไม่มีผลลัพธ์
not-complete = ยังไม่ครบ ส่งไม่ได้
filed = ✅ <b>ส่งรายงานมาตรการที่ { $number } แล้ว</b> { $title }
filed-all-yours = ท่านรายงานครบทุกมาตรการแล้ว ขอบคุณ
filed-by = ส่งโดย { $name } เมื่อ { $at }
nothing-filed = ยังไม่มีการรายงาน
already-filed = มาตรการนี้ส่งแล้ว
locked-checking = รายงานอยู่ระหว่างตรวจสอบหรือรอรับทราบ จึงแก้ไขไม่ได้ หากต้องแก้ ให้ผู้ตรวจสอบส่งคืนก่อน
locked-acknowledged = ผู้บริหารรับทราบรายงานแล้ว จึงแก้ไขไม่ได้
locked-note = 🔒 แก้ไขไม่ได้ในขณะนี้
tell-all-filed = ✅ ทุกมาตรการของปีงบประมาณ พ.ศ. { $year } รายงานครบแล้ว ล่าสุดคือมาตรการที่ { $number } โดย { $name }
tell-refiled = ✏️ { $name } ส่งมาตรการที่ { $number } ใหม่แล้ว กรุณารวบรวมรายงานฉบับใหม่

# ---- ผู้รายงาน
stage-none = รายงาน: ยังไม่ได้รวบรวม
stage-printing = รายงานฉบับที่ { $version }: กำลังจัดทำไฟล์
stage-compiled = รายงานฉบับที่ { $version }: รวบรวมแล้ว ยังไม่ได้เสนอตรวจสอบ
stage-checking = รายงานฉบับที่ { $version }: รอ { $name } ตรวจสอบ
stage-submitted = รายงานฉบับที่ { $version }: รอผู้บริหารรับทราบ
stage-returned = รายงานฉบับที่ { $version }: ถูกส่งคืน
stage-superseded = รายงานฉบับที่ { $version }: มีการแก้ไขหลังรวบรวม ต้องรวบรวมใหม่
stage-acknowledged = รายงานฉบับที่ { $version }: ผู้บริหารรับทราบแล้ว
board-title = <b>กระดานรายงาน ปีงบประมาณ พ.ศ. { $year }</b> รายงานแล้ว { $filed } จาก { $measures } มาตรการ
board-lines = { $lines }
board-line =
    <b>{ $number }.</b> { $title }
    { $standing } · { $unit } · { $by }
board-by = { $name } เมื่อ { $at }
board-who = { $name }
board-not-enrolled = { $name } (ยังไม่ลงทะเบียน)
board-nobody = ยังไม่มีผู้รับผิดชอบ
compiling = ⏳ กำลังรวบรวมรายงานฉบับที่ { $version } ไฟล์ PDF จะส่งมาในแชตนี้เมื่อเสร็จ
compile-missing =
    ⚠️ <b>ยังมี { $count } มาตรการที่ไม่ได้รายงาน</b>
    { $lines }
compile-nothing = ยังไม่มีมาตรการใดรายงานเลย จึงยังรวบรวมไม่ได้
compile-under-way = กำลังจัดทำไฟล์อยู่ กรุณารอสักครู่
compile-while-checked = รายงานอยู่ระหว่างตรวจสอบหรือรอรับทราบ ต้องถูกส่งคืนก่อนจึงรวบรวมใหม่ได้
compiled-summary = 📄 <b>รายงานฉบับที่ { $version }</b> { $office } ปีงบประมาณ พ.ศ. { $year }
summary-counts = รายงานแล้ว { $reported } จาก { $measures } มาตรการ อ้างคำสั่ง { $orders } ฉบับ
summary-missing = ⚠️ ยังไม่รายงาน: มาตรการที่ { $numbers }
document-hash = SHA-256 <code>{ $sha256 }</code>
printing-failed = ขออภัย จัดทำไฟล์ไม่สำเร็จ ข้อมูลที่รายงานไว้ยังอยู่ครบ กรุณากดรวบรวมใหม่อีกครั้ง
printing-acknowledged-failed = ขออภัย จัดทำไฟล์ที่มีหน้ารับทราบไม่สำเร็จ การรับทราบบันทึกไว้แล้ว กรุณากดขอไฟล์อีกครั้ง
printed-too-late = ไฟล์ของฉบับก่อนจัดทำเสร็จแล้ว แต่มีการเปลี่ยนแปลงหลังจากนั้น จึงไม่ได้ส่งให้
sent-short = เสนอแล้ว
sent-for-checking = 📤 เสนอรายงานฉบับที่ { $version } ให้ { $name } แล้ว
next-not-enrolled = ยังเสนอไม่ได้ เพราะผู้รับขั้นต่อไปยังไม่ได้ลงทะเบียน { $name }
file-again = 📄 รายงานฉบับที่ { $version } { $office } ปีงบประมาณ พ.ศ. { $year }

# ---- ตรวจสอบ
check-summary = 📄 <b>รายงานรอท่านตรวจสอบ</b> ฉบับที่ { $version } { $office } ปีงบประมาณ พ.ศ. { $year }
confirm-approval =
    <b>ยืนยันการตรวจสอบ</b>
    ข้าพเจ้า { $name } ตำแหน่ง { $position }
    ได้ตรวจสอบรายงานของ{ $office } ปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version } แล้ว
    SHA-256 <code>{ $sha256 }</code>
approved = ✅ บันทึกผลการตรวจสอบแล้ว รายงานฉบับที่ { $version } ส่งต่อให้ { $next } แล้ว
tell-approved = ✅ { $name } ตรวจสอบรายงานฉบับที่ { $version } แล้ว ส่งต่อให้ { $next }
tell-returned =
    ↩️ { $name } ส่งคืนมาตรการที่ { $number } { $title }
    <b>เหตุผล</b> { $reason }
    ส่งกลับไปยังหน่วยงานที่รับผิดชอบแล้ว เมื่อแก้ไขเสร็จจะแจ้งให้ทราบ
tell-measure-returned =
    ↩️ <b>มาตรการที่ { $number } ถูกส่งคืนให้แก้ไข</b>
    { $title }
    <b>เหตุผล</b> { $reason }
    โดย { $name }
ask-which-to-return = ส่งคืนมาตรการใด
ask-return-reason =
    ส่งคืนมาตรการที่ { $number } { $title }
    <b>พิมพ์เหตุผล</b> ผู้รับผิดชอบจะได้เห็นข้อความนี้
measure-sent-back = ↩️ ส่งคืนมาตรการที่ { $number } แล้ว เมื่อแก้ไขและรวบรวมใหม่จะเสนอกลับมาอีกครั้ง
not-waiting-for-you = รายการนี้ไม่ได้รอท่านอยู่ในขณะนี้
second-step-first = ต้องอ่านข้อความยืนยันก่อน กรุณาเริ่มจากปุ่มแรกอีกครั้ง

# ---- ผู้บริหาร
executive-summary = 📄 <b>รายงานรอท่านรับทราบ</b> ฉบับที่ { $version } { $office } ปีงบประมาณ พ.ศ. { $year }
confirm-acknowledgement =
    <b>ยืนยันการรับทราบ</b>
    ข้าพเจ้า { $name } ตำแหน่ง { $position }
    รับทราบรายงานของ{ $office } ปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version }
    SHA-256 <code>{ $sha256 }</code>
confirm-acknowledgement-how = กดยืนยัน หรือพิมพ์คำว่า ยืนยันรับทราบ
with-instruction = <b>ข้อสั่งการ</b> { $instruction }
ask-instruction = <b>พิมพ์ข้อสั่งการ</b> แล้วระบบจะถามยืนยันการรับทราบอีกครั้ง
ask-return-instruction = ส่งคืนรายงานฉบับที่ { $version } <b>พิมพ์ข้อสั่งการ</b> ให้ผู้รายงานดำเนินการ
acknowledged = ✅ <b>รับทราบแล้ว</b> รายงานฉบับที่ { $version } ไฟล์ที่มีหน้ารับทราบกำลังส่งให้ทุกคน
report-sent-back = ↩️ ส่งคืนรายงานฉบับที่ { $version } พร้อมข้อสั่งการแล้ว
tell-returned-by-executive =
    ↩️ { $name } ส่งคืนรายงานฉบับที่ { $version }
    <b>ข้อสั่งการ</b> { $instruction }
acknowledged-document =
    ☑️ <b>ผู้บริหารรับทราบรายงานแล้ว</b>
    { $office } ปีงบประมาณ พ.ศ. { $year } ฉบับที่ { $version }
    โดย { $name } ตำแหน่ง { $position } เมื่อ { $at }
    { $instruction }

# ---- ปุ่ม
button-begin = เริ่มใช้งาน
button-home = 🏠 หน้าแรก
button-leave = 🏠 พักไว้ก่อน
button-help = วิธีใช้
button-of-office = { $label } ({ $office })
button-measures = 📋 มาตรการของฉัน
button-measure = { $sign } { $number }. { $title }
button-measure-plain = { $number }. { $title }
button-next-measure = ▶️ มาตรการที่ { $number } { $standing }
button-add-order = ➕ เพิ่มคำสั่ง
button-nothing-done = ไม่ได้ดำเนินการ
button-done-without-document = ดำเนินการแล้ว ไม่มีเอกสาร
button-to-outcome = ครบแล้ว ไปที่ผลลัพธ์ ▶️
button-edit-results = ✏️ แก้ผลการดำเนินงาน
button-edit-outcome = ✏️ แก้ผลลัพธ์
button-edit-scores = ✏️ แก้คะแนน
button-add-results = ➕ เพิ่มข้อ
button-review = ตรวจทาน
button-back = ◀️ กลับ
button-back-to-results = ◀️ กลับไปผลการดำเนินงาน
button-keep = ใช้ตามเดิม ▶️
button-no-score-yet = ยังไม่มีคะแนน
button-score-because = เปลี่ยนเป็น “เนื่องจากผลคะแนน…”
button-score-led-to = เปลี่ยนเป็น “ส่งผลให้คะแนน…”
button-file = 📨 ส่งรายงาน
button-correct = ✏️ แก้ไขและส่งใหม่
button-mend = ✏️ เปิดเพื่อแก้ไข
button-board = 📊 กระดานรายงาน
button-compile = 📄 รวบรวมรายงาน
button-compile-anyway = รวบรวมเท่าที่มี
button-send-for-checking = 📤 เสนอตรวจสอบ
button-file-again = 📄 ขอไฟล์อีกครั้ง
button-reopen = ↩️ ส่งคืนมาตรการ
button-approve = ✅ ตรวจแล้วถูกต้อง
button-confirm-approval = ✅ ยืนยันว่าตรวจแล้ว
button-return = ↩️ ส่งคืน
button-acknowledge = ✅ รับทราบ
button-confirm-acknowledgement = ✅ ยืนยันรับทราบ
button-instruct = รับทราบพร้อมข้อสั่งการ
button-without-instruction = ไม่มีข้อสั่งการ
button-return-report = ↩️ ส่งคืน
button-not-yet = ยังก่อน

# ---- เมนูคำสั่งและคำแนะนำบอต
command-start = เริ่มหรือทำต่อจากเดิม
command-home = หน้าแรก
command-measures = มาตรการของฉัน
command-status = กระดานรายงาน
command-report = รายงานที่รอท่าน
command-help = วิธีใช้
command-language = เปลี่ยนภาษาและตัวเลข
bot-description = รับทราบ: รวบรวมรายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ตั้งแต่การรายงานของแต่ละหน่วยงานจนถึงการรับทราบของผู้บริหาร สำหรับเจ้าหน้าที่ที่ได้รับลิงก์เชิญ
bot-short-description = รายงานมาตรการคุณธรรมและความโปร่งใส ตั้งแต่เริ่มจนรับทราบ
