# ข้อความแจ้งเตือนการรายงาน
reminder-title = 🔔 <b>แจ้งเตือนการรายงาน</b> { $office } ปีงบประมาณ พ.ศ. { $year }
reminder-own = มาตรการที่ท่านรับผิดชอบและยังไม่ได้รายงาน
reminder-head = มาตรการของหน่วยงานที่ท่านกำกับดูแลซึ่ง<b>เลยกำหนดแล้ว</b>และยังไม่ได้รายงาน
reminder-office = มาตรการของหน่วยงานซึ่ง<b>เลยกำหนดแล้ว</b>และยังไม่ได้รายงาน
reminder-quarter =
    <b>{ $quarter }</b> ยังขาด { $count } มาตรการ
    { $due }
reminder-measure = • { $number }. { $title }
reminder-more = และอีก { $count } มาตรการ
reminder-person = • { $name } ({ $count } มาตรการ)
reminder-more-people = และผู้รับผิดชอบอื่นอีก { $count } ราย
reminder-nobody = • ยังไม่มีผู้รับผิดชอบในระบบ { $count } มาตรการ
reminder-waiting =
    { $role ->
        [executive] 📌 รายงานฉบับที่ { $version } <b>รอท่านรับทราบ</b>
       *[verifier] 📌 รายงานฉบับที่ { $version } <b>รอท่านตรวจสอบ</b>
    } ตั้งแต่ { $since }
reminder-turn =
    🗓️ <b>สิ้นปีงบประมาณ พ.ศ. { $year } แล้ว</b>
    ขอให้รวบรวมรายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. { $year } เสนอตรวจสอบ และเสนอผู้บริหารรับทราบ จากนั้นเปิดแผนมาตรการของปีงบประมาณ พ.ศ. { $next } ได้
reminder-away = 🔕 { $name } ({ $position }) ปิดกั้นการรับข้อความ จึงแจ้งเตือนไม่ได้จนกว่าจะเปิดรับอีกครั้ง โปรดติดต่อโดยตรง
button-reminder-begin = ✏️ รายงานมาตรการที่ { $number }

# ---- เลื่อนการเตือน
button-later-tomorrow = 😴 เตือนวันทำการถัดไป
button-later-day = 📅 เลือกวันเตือน
button-later-on = { $date }
ask-later-day = <b>ให้เตือนอีกครั้งวันใด</b>
later-said = 😴 จะเตือนอีกครั้งในวันที่ { $date } หากยังมีรายการค้าง
