# ---- จัดการสำนักงาน: ปุ่มของผู้รายงาน
button-admin = ⚙️ จัดการสำนักงาน
admin-menu =
    ⚙️ <b>จัดการสำนักงาน</b>
    { $office }
    แผนปีงบประมาณ พ.ศ. { $year } มี { $measures } มาตรการ
    ตำแหน่ง { $posts } ตำแหน่ง ยังไม่มีผู้ใช้ { $open } ตำแหน่ง
button-admin-measures = 📋 มาตรการ
button-admin-posts = 👥 ตำแหน่งและผู้ใช้
button-admin-units = 🏢 หน่วยงาน
button-admin-holidays = 📅 วันหยุด
button-admin-export-xlsx = 📤 ส่งออก Excel
button-admin-export-toml = 📤 ส่งออก TOML
button-admin-cancel = ยกเลิก
button-admin-retire = 🗑 เลิกใช้
button-admin-retire-now = 🗑 ยืนยันเลิกใช้
admin-saved = ✅ บันทึกแล้ว
admin-choose-button = ข้อนี้เลือกจากปุ่มด้านล่าง สิ่งที่ตอบไว้ก่อนหน้านี้ยังอยู่
admin-changed-since = ข้อมูลสำนักงานเปลี่ยนไปหลังจากที่แสดงข้อความนี้ จึงยังไม่ได้ทำ กรุณาเปิดดูใหม่แล้วกดอีกครั้ง
admin-text-too-long = ข้อความยาวเกินไป แต่ละข้อต้องไม่เกิน ๑,๐๐๐ ตัวอักษร
admin-name-too-long = ยาวเกินไป ต้องไม่เกิน ๑๕๐ ตัวอักษร

# ---- เหตุที่ทำไม่ได้
admin-being-checked = ยังทำไม่ได้ เพราะรายงานอยู่ระหว่างตรวจสอบหรือรอรับทราบ ผู้ตรวจสอบและผู้บริหารต้องได้เห็นตรงกับที่เสนอไว้ ให้ส่งคืนรายงานก่อนแล้วจึงแก้ไข
admin-acknowledged = แก้ไขมาตรการไม่ได้ เพราะผู้บริหารรับทราบรายงานปีงบประมาณ พ.ศ. { $year } แล้ว
admin-gone = รายการนี้ไม่มีอยู่แล้ว
admin-unit-gone = นำกลับมาไม่ได้ เพราะหน่วยงานที่รับผิดชอบเลิกใช้ไปแล้ว ให้เพิ่มเป็นมาตรการใหม่
admin-at-the-end = เลื่อนต่อไปไม่ได้แล้ว
admin-last-measure = เลิกใช้ไม่ได้ เพราะแผนต้องมีอย่างน้อยหนึ่งมาตรการ
admin-nobody-reports = ทำไม่ได้ เพราะมาตรการที่ { $numbers } ของ { $unit } จะไม่มีผู้รายงาน ให้เพิ่มตำแหน่งเจ้าหน้าที่ผู้รับผิดชอบในหน่วยงานนั้น หรือย้ายมาตรการก่อน
admin-unit-in-use =
    เลิกใช้ไม่ได้ เพราะยังใช้อยู่
    { $lines }
admin-used-by-measures = • มาตรการที่ { $numbers }
admin-used-by-posts = • ตำแหน่งของ { $names }
admin-used-by-units = • หน่วยงานย่อย { $names }
admin-name-taken = มีหน่วยงานชื่อนี้ในระดับเดียวกันแล้ว กรุณาใช้ชื่ออื่น
admin-too-deep = ทำไม่ได้ เพราะมีได้สองระดับ คือ สำนัก/กอง และ งาน
admin-only-post = ทำไม่ได้ เพราะเป็นตำแหน่งเดียวที่เป็น{ $role } รายงานจะเดินต่อไม่ได้หากไม่มี
admin-second-post = ทำไม่ได้ เพราะ{ $role }มีได้ตำแหน่งเดียว
admin-unit-needed = เจ้าหน้าที่ผู้รับผิดชอบต้องอยู่ในหน่วยงาน กรุณาเลือกหน่วยงาน
admin-too-many-verifiers = มีผู้ตรวจสอบได้ไม่เกิน ๙ ตำแหน่ง
admin-last-reporter = ทำไม่ได้ เพราะจะไม่มีผู้ดูแลสำนักงานเหลืออยู่ หากต้องการมอบงานต่อ ให้กด “ย้ายให้ผู้อื่น” แล้วส่งลิงก์ให้ผู้มารับตำแหน่ง
admin-not-held = ขณะนี้บุคคลนั้นไม่ได้อยู่ในตำแหน่งนี้แล้ว
admin-not-invited = ไม่มีลิงก์เชิญที่ใช้ได้อยู่

# ---- มาตรการ
admin-measures = 📋 <b>มาตรการของปีงบประมาณ พ.ศ. { $year }</b> มี { $count } มาตรการ กดเพื่อแก้ไข
button-admin-add-measure = ➕ เพิ่มมาตรการ
button-admin-retired = 🗃 เลิกใช้แล้ว ({ $count })
button-admin-restore = ↩️ นำกลับมา: { $title }
admin-retired-measures = 🗃 <b>มาตรการที่เลิกใช้</b> ผลที่เคยรายงานไว้ยังเก็บอยู่ กดเพื่อนำกลับมาเป็นมาตรการสุดท้าย
admin-measure-rest =
    <b>ผู้รับผิดชอบ</b> { $unit }
    <b>ระยะเวลาดำเนินการ</b> { $period }
admin-topic =
    <b>คะแนน ITA</b> { $topic }
    ปี { $before-year } ได้ { $before } เทียบกับปี { $after-year }
admin-before-unknown = ยังไม่ระบุ
admin-no-topic = <b>คะแนน ITA</b> ไม่มี
button-admin-title = ✏️ ชื่อมาตรการ
button-admin-methods = ✏️ วิธีดำเนินการ
button-admin-unit = 🏢 ผู้รับผิดชอบ
button-admin-period = 🗓 ระยะเวลา
button-admin-topic = 📈 คะแนน ITA
button-admin-before = 📈 คะแนนปีก่อน
button-admin-no-topic = ไม่มีคะแนน ITA
button-admin-up = 🔼 เลื่อนขึ้น
button-admin-down = 🔽 เลื่อนลง
admin-retire-measure =
    <b>เลิกใช้มาตรการนี้หรือไม่</b>
    ผลที่เคยรายงานไว้ยังเก็บอยู่ แต่รายงานฉบับต่อไปจะไม่แสดงมาตรการนี้ และมาตรการถัดไปจะเลื่อนลำดับขึ้นมา
admin-retire-begun = ✏️ มีผู้กรอกข้อมูลมาตรการนี้ค้างอยู่ ระบบจะแจ้งให้ทราบ และเก็บสิ่งที่กรอกไว้
admin-measure-retired = 🗑 เลิกใช้แล้ว: { $title }
admin-measure-restored = ↩️ นำมาตรการกลับมาแล้ว
admin-measure-added = ✅ <b>เพิ่มมาตรการแล้ว</b> หากมาตรการนี้มุ่งยกระดับคะแนน ITA ข้อใด กดปุ่มคะแนน ITA
admin-new-measure = ➕ <b>มาตรการใหม่</b> { $title }
admin-new-measure-unit = <b>ผู้รับผิดชอบ</b> { $unit }
admin-ask-title =
    <b>ชื่อมาตรการ/แนวทาง</b>
    เช่น ปรับปรุงข้อมูลในเว็บไซต์หน่วยงานให้เป็นปัจจุบัน
admin-title-needed = ต้องมีชื่อมาตรการเป็นข้อความ เช่น ปรับปรุงข้อมูลในเว็บไซต์หน่วยงานให้เป็นปัจจุบัน
admin-ask-methods =
    <b>วิธีดำเนินการ</b> พิมพ์หรือวางทั้งรายการได้ในข้อความเดียว
    ขึ้นต้นแต่ละข้อด้วย ๑. ๒. ๓. หรือขึ้นบรรทัดใหม่
admin-methods-needed = ต้องมีวิธีดำเนินการอย่างน้อยหนึ่งข้อ เช่น ๑. มอบหมายเจ้าหน้าที่รับผิดชอบ
admin-too-many-methods = มีวิธีดำเนินการมากเกินไป ต้องไม่เกิน ๓๐ ข้อ
admin-ask-unit =
    <b>หน่วยงานใดรับผิดชอบ</b>
    แสดงเฉพาะหน่วยงานที่มีตำแหน่งเจ้าหน้าที่ผู้รับผิดชอบแล้ว
admin-ask-period = <b>ระยะเวลาดำเนินการ</b> กดปุ่ม หรือพิมพ์ เช่น ต.ค. ๖๕ - ก.ย. ๖๖
admin-period-now = ปัจจุบัน: { $period }
admin-period-needed = อ่านระยะเวลาไม่ได้ ตัวอย่างที่ถูกต้อง ต.ค. ๖๕ - ก.ย. ๖๖
admin-ask-topic =
    <b>มุ่งยกระดับคะแนน ITA ข้อใด</b>
    ข้อคำถามพิมพ์รหัสนำหน้า เช่น i13 ท่านได้รับมอบหมายงานอย่างเป็นธรรม
    ตัวชี้วัดพิมพ์ชื่อได้เลย เช่น การใช้ทรัพย์สินของราชการ
admin-topic-needed = ต้องมีข้อความของข้อคำถามหรือตัวชี้วัดด้วย เช่น i13 ท่านได้รับมอบหมายงานอย่างเป็นธรรม
admin-topic-first = ให้ระบุข้อคำถามหรือตัวชี้วัดก่อน แล้วจึงใส่คะแนน
admin-ask-before = <b>คะแนนปี { $year }</b> เช่น ๘๔.๒๕
admin-tell-new-measure = 📋 หน่วยงานของท่านมีมาตรการใหม่ มาตรการที่ { $number } { $title }
admin-tell-measure-back = ↩️ มาตรการที่ { $number } กลับเข้าแผนแล้ว { $title }
    สิ่งที่เคยกรอกหรือส่งไว้กลับมาด้วย

# ---- หน่วยงาน
admin-units = 🏢 <b>หน่วยงาน</b> กดเพื่อแก้ไข
admin-unit = 🏢 <b>{ $name }</b>
button-admin-division = { $name }
button-admin-section = — { $name }
button-admin-add-unit = ➕ เพิ่มหน่วยงาน
button-admin-rename = ✏️ เปลี่ยนชื่อ
button-admin-place = ↕️ สังกัด
button-admin-top = ไม่สังกัด (สำนัก/กอง)
admin-ask-unit-name =
    <b>ชื่อหน่วยงาน</b>
    เช่น กองคลัง หรือ งานบริหารงานคลัง
admin-unit-name-needed = ต้องมีชื่อหน่วยงานเป็นข้อความบรรทัดเดียว เช่น กองคลัง
admin-ask-below = <b>สังกัดสำนัก/กองใด</b>
admin-unit-added = ✅ เพิ่มหน่วยงานแล้ว
admin-retire-unit = <b>เลิกใช้หน่วยงานนี้หรือไม่</b>
admin-unit-retired = 🗑 เลิกใช้แล้ว: { $name }
admin-no-unit = ไม่ระบุหน่วยงาน
button-admin-no-unit = ไม่ระบุหน่วยงาน

# ---- ตำแหน่ง
admin-posts =
    👥 <b>ตำแหน่งและผู้ใช้</b> กดเพื่อเชิญหรือแก้ไข
    ✅ ลงทะเบียนแล้ว ✉️ เชิญแล้วรอตอบรับ ⬜ ยังไม่มีผู้ใช้
admin-mark-held = ✅
admin-mark-invited = ✉️
admin-mark-nobody = ⬜
button-admin-post = { $held } { $name } ({ $role })
button-admin-post-open = 👥 เปิดดูตำแหน่งนี้
button-admin-add-post = ➕ เพิ่มตำแหน่ง
admin-post =
    <b>{ $name }</b>
    ตำแหน่ง { $position }
admin-post-rest =
    <b>หน้าที่</b> { $role }
    <b>หน่วยงาน</b> { $unit }
admin-post-turn =
    { $rest }
    <b>ตรวจสอบเป็นลำดับที่</b> { $turn }
admin-new-post = ➕ <b>ตำแหน่งใหม่</b> { $role }
admin-ask-role =
    <b>ตำแหน่งนี้ทำหน้าที่ใด</b>
    ผู้รายงานและผู้บริหารมีได้อย่างละหนึ่งตำแหน่ง หากเปลี่ยนบุคคล ให้ใช้ “ย้ายให้ผู้อื่น” ที่ตำแหน่งเดิม
admin-ask-person =
    <b>ชื่อและนามสกุล</b> พร้อมคำนำหน้า
    เช่น นางสาวสมศรี ใจดี
admin-person-needed = ต้องเป็นชื่อและนามสกุลของบุคคลเดียว ในบรรทัดเดียว เช่น นางสาวสมศรี ใจดี
admin-ask-position =
    <b>ชื่อตำแหน่ง</b> ตามที่ลงนามในเอกสาร
    เช่น นักวิชาการเงินและบัญชีปฏิบัติการ
admin-position-needed = ต้องเป็นชื่อตำแหน่ง ในบรรทัดเดียว เช่น นักวิชาการเงินและบัญชีปฏิบัติการ
admin-ask-post-unit = <b>อยู่หน่วยงานใด</b>
admin-ask-turn = <b>ตรวจสอบเป็นลำดับที่เท่าไร</b> ผู้ตรวจสอบคนอื่นจะเลื่อนลำดับให้เอง
button-admin-turn = ลำดับที่ { $turn }
button-admin-name = ✏️ ชื่อ
button-admin-position = ✏️ ชื่อตำแหน่ง
button-admin-post-unit = 🏢 หน่วยงาน
button-admin-order = 🔢 ลำดับตรวจสอบ
button-admin-role = 🔁 เปลี่ยนหน้าที่
button-admin-role-now = 🔁 ยืนยันเปลี่ยนเป็น{ $role }
admin-change-role = { $to ->
    [verifier] <b>เปลี่ยนเป็นเจ้าหน้าที่ผู้ตรวจสอบหรือไม่</b>
        ตำแหน่งนี้จะรายงานมาตรการของ { $unit } ไม่ได้อีก และจะตรวจสอบรายงานเป็นลำดับสุดท้าย ซึ่งเปลี่ยนลำดับได้ภายหลัง
   *[contributor] <b>เปลี่ยนเป็นเจ้าหน้าที่ผู้รับผิดชอบหรือไม่</b>
        ตำแหน่งนี้จะตรวจสอบรายงานไม่ได้อีก และจะรายงานมาตรการของ { $unit }
}
admin-change-role-told = ผู้ใช้จะได้รับแจ้งทันที
tell-role-changed =
    🔁 <b>หน้าที่ของท่านเปลี่ยนเป็น{ $role }</b>
    { $name } ตำแหน่ง { $position }
    { $office }
tell-role-work-stays = สิ่งที่กรอกหรือส่งไว้ยังอยู่กับมาตรการ ผู้รับผิดชอบของหน่วยงานทำต่อได้
admin-post-added = ✅ เพิ่มตำแหน่งแล้ว กดเชิญเพื่อส่งลิงก์ให้ผู้ดำรงตำแหน่ง
admin-retire-post =
    <b>เลิกใช้ตำแหน่งนี้หรือไม่</b>
    ผู้ใช้จะออกจากตำแหน่งทันที ชื่อในรายงานที่ส่งไว้แล้วยังคงอยู่
admin-post-retired = 🗑 เลิกใช้ตำแหน่งของ { $name } แล้ว

# ---- ผู้ใช้และลิงก์เชิญ
admin-held = ✅ ลงทะเบียนเมื่อ { $since }
admin-held-by-nobody = ⬜ ยังไม่มีผู้ใช้
admin-invited =
    { $held }
    ✉️ มีลิงก์เชิญที่ใช้ได้ถึง { $until }
admin-not-invited-now = { $held }
button-admin-invite = ✉️ เชิญ
button-admin-invite-again = ✉️ ขอลิงก์ใหม่
button-admin-invite-now = ✉️ ส่งลิงก์เชิญ
button-admin-move = 🔁 ย้ายให้ผู้อื่น
button-admin-end = ⛔ ให้ออกจากตำแหน่ง
button-admin-end-now = ⛔ ยืนยันให้ออก
button-admin-end-invitation = ✖️ ยกเลิกลิงก์เชิญ
admin-move-post =
    🔁 <b>ย้ายตำแหน่งให้ผู้อื่น</b>
    ระบบจะส่งลิงก์เชิญให้ท่านส่งต่อ ผู้ใช้คนปัจจุบันยังทำงานได้จนกว่าคนใหม่จะกดรับ
    เมื่อคนใหม่รับ ตำแหน่งจะย้ายไป งานที่ค้างตามไปด้วย ชื่อผู้เขียนเดิมคงอยู่
admin-invitation-coming = ✉️ กำลังส่งลิงก์เชิญและภาพคิวอาร์เป็นข้อความถัดไป ส่งต่อให้ผู้ดำรงตำแหน่งได้ทันที
admin-invitation-ended = ✖️ ยกเลิกลิงก์เชิญแล้ว ลิงก์เดิมใช้ไม่ได้
admin-end-holding =
    ⛔ <b>ให้ผู้ใช้คนนี้ออกจากตำแหน่งหรือไม่</b>
    ผู้ใช้จะได้รับแจ้งและทำรายการต่อไม่ได้ทันที งานที่ค้างยังอยู่กับตำแหน่ง
admin-holding-ended = ⛔ ให้ออกจากตำแหน่งแล้ว และแจ้งผู้ใช้แล้ว
invitation-link =
    ✉️ <b>ลิงก์เชิญสำหรับ { $name }</b>
    ตำแหน่ง { $position }
    { $office }

    กดลิงก์ หรือสแกนภาพนี้ แล้วกด Start
    { $link }

    ใช้ได้ครั้งเดียว ถึง { $until } ลิงก์ก่อนหน้านี้ของตำแหน่งเดียวกันใช้ไม่ได้แล้ว
    กรุณาส่งให้ผู้ดำรงตำแหน่งเท่านั้น
tell-claimed =
    ✅ <b>มีผู้รับตำแหน่งแล้ว</b>
    { $name } ตำแหน่ง { $position }
    หน้าที่ { $role }
    บัญชี Telegram: { $account }
    หากไม่ใช่บุคคลที่เชิญ กดปุ่มด้านล่างเพื่อให้ออกจากตำแหน่ง
account = { $name } (ไม่มีชื่อผู้ใช้)
account-known = { $name } (@{ $username })
account-unnamed = ไม่ทราบชื่อ
post-no-longer =
    ℹ️ <b>ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว</b>
    { $name } ตำแหน่ง { $position }
    { $office }
    สิ่งที่ท่านรายงานไว้ยังคงอยู่ในชื่อของท่าน
post-no-longer-ask = จึงทำรายการต่อไม่ได้ หากไม่ถูกต้อง กรุณาขอลิงก์เชิญใหม่จากเจ้าหน้าที่ผู้รายงานของหน่วยงาน

# ---- วันหยุด
admin-holidays = 📅 <b>วันหยุดราชการ ปีงบประมาณ พ.ศ. { $year }</b>
admin-holiday-month = 📅 <b>วันหยุดราชการ เดือน{ $month }</b>
admin-month = { $month ->
    [1] มกราคม
    [2] กุมภาพันธ์
    [3] มีนาคม
    [4] เมษายน
    [5] พฤษภาคม
    [6] มิถุนายน
    [7] กรกฎาคม
    [8] สิงหาคม
    [9] กันยายน
    [10] ตุลาคม
    [11] พฤศจิกายน
   *[12] ธันวาคม
} { $year }
admin-no-holidays = ไม่มีวันหยุด
admin-holidays-not-announced = ⚠️ คณะรัฐมนตรีประกาศวันหยุดถึง พ.ศ. { $year } เท่าที่ทราบ วันหลังจากนั้นเป็นไปตามหลักเกณฑ์ปกติ หากมีวันหยุดพิเศษให้เพิ่มเอง
admin-holiday = • { $date } { $name }
date-holiday = { $thai }
admin-holiday-own = • { $date } { $name } <b>(สำนักงานเพิ่ม)</b>
admin-holiday-worked = • <s>{ $date } { $name }</s> <b>(สำนักงานทำงาน)</b>
button-admin-month = { $month }
button-admin-add-holiday = ➕ เพิ่มวันหยุด
button-admin-other-year = ปี { $year }
button-admin-remove-holiday = 🗑 { $date }
button-admin-restore-holiday = ↩️ { $date }
admin-ask-holiday = <b>วันหยุดวันที่เท่าไร</b> เช่น ๑ กุมภาพันธ์ { $year } หรือ ๑/๒/{ $year }
admin-ask-holiday-name =
    <b>{ $date }</b>
    หยุดเนื่องในโอกาสใด เช่น วันหยุดราชการเพิ่มเป็นกรณีพิเศษ
admin-holiday-name-needed = ต้องมีชื่อวันหยุด เช่น วันหยุดราชการเพิ่มเป็นกรณีพิเศษ
admin-holiday-added = ✅ เพิ่มวันหยุด { $date } แล้ว
admin-holiday-removed = 🗑 { $date } ไม่เป็นวันหยุดของสำนักงานแล้ว
admin-holiday-restored = ↩️ { $date } เป็นไปตามตารางวันหยุดราชการแล้ว

# ---- ส่งออก
admin-export-coming = กำลังส่งไฟล์แผน
admin-export-caption = 📤 แผนของ { $office } ปีงบประมาณ พ.ศ. { $year }
plan-file-name = แผน { $office } ปีงบประมาณ { $year }

# ---- นำเข้าแผน
button-admin-import = 📥 นำเข้าแผน
button-admin-import-again = 📥 ส่งไฟล์ใหม่
button-admin-import-now = ✅ ยืนยันนำเข้าแผน
admin-ask-plan-file =
    📥 <b>ส่งไฟล์แผนมาในแชตนี้</b>
    ไฟล์ Excel (.xlsx) ตารางหกช่องของสำนักงานก็ได้ หรือไฟล์ที่ส่งออกจากที่นี่ หรือ TOML
    ระบบจะแสดงสิ่งที่เปลี่ยนให้ดูก่อน ยังไม่บันทึกจนกว่าจะกดยืนยัน
admin-plan-not-text = ตรงนี้รอไฟล์แผน กรุณาส่งเป็นไฟล์ .xlsx หรือ .toml
admin-plan-is-photo = รูปภาพใช้เป็นแผนไม่ได้ กรุณาส่งเป็นไฟล์ .xlsx หรือ .toml
admin-plan-coming = ⏳ ได้รับไฟล์แล้ว กำลังตรวจ
admin-plan-lost = ไม่สามารถอ่านไฟล์นี้ได้ กรุณาส่งใหม่อีกครั้ง
admin-plan-problems = ⚠️ <b>ยังนำเข้าไม่ได้</b> พบ { $count } จุดที่ต้องแก้ใน { $name } ยังไม่มีสิ่งใดเปลี่ยน
admin-plan-retitles = ⚠️ มาตรการที่ { $number } มีผลที่รายงานไว้แล้วในชื่อ “{ $old }” ผลนั้นจะไปอยู่กับ “{ $new }” หากเป็นคนละมาตรการ อย่ายืนยัน ให้ยกเลิกมาตรการเดิมแล้วเพิ่มใหม่ในจัดการสำนักงาน
admin-plan-unchanged = แผนในไฟล์ตรงกับที่มีอยู่แล้ว ไม่มีสิ่งใดต้องเปลี่ยน
admin-plan-preview = 📥 <b>สิ่งที่จะเปลี่ยนเมื่อนำเข้า { $name }</b> { $count } รายการ
admin-plan-confirm = กดยืนยันเพื่อนำเข้าทั้งหมดในคราวเดียว
admin-plan-without-you = นำเข้าไม่ได้ เพราะแผนนี้ไม่มีตำแหน่งผู้รายงานของท่าน จะไม่มีผู้ดูแลสำนักงานเหลืออยู่ ให้ใช้รหัสตำแหน่งเดิมในไฟล์
admin-plan-gone = แผนนี้นำเข้าไปแล้ว หรือเก็บไว้นานเกินไป กรุณาส่งไฟล์ใหม่
admin-plan-imported = ✅ <b>นำเข้าแผนแล้ว</b>
