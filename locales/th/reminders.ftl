# ข้อความแจ้งเตือนการรายงาน
reminder-title = 🔔 <b>แจ้งเตือนการรายงาน</b> { $office } ปีงบประมาณ พ.ศ. { $year }
reminder-nudged-by = 📣 { $name } ({ $position }) ขอให้ท่านช่วยดำเนินการรายการต่อไปนี้
reminder-nudged = 📣 เจ้าหน้าที่ผู้รายงานขอให้ท่านช่วยดำเนินการรายการต่อไปนี้
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
reminder-closing =
    🗓️ <b>รายงานประจำปีงบประมาณ พ.ศ. { $year } เลยกำหนดแล้ว</b>
    { $what ->
        [send] รวบรวมไว้แล้วแต่ยังไม่ได้เสนอ ขอให้เสนอตรวจสอบ
       *[compile] ขอให้รวบรวมรายงานและเสนอตรวจสอบ เพื่อเสนอผู้บริหารรับทราบ
    }
reminder-next-plan =
    📅 <b>ผู้บริหารรับทราบรายงานปีงบประมาณ พ.ศ. { $year } แล้ว</b>
    เปิดแผนมาตรการของปีงบประมาณ พ.ศ. { $next } ได้ โดยนำมาตรการเดิมไปและเริ่มจากเรื่องที่คะแนนลดลง
reminder-away = 🔕 { $name } ({ $position }) ปิดกั้นการรับข้อความ จึงแจ้งเตือนไม่ได้จนกว่าจะเปิดรับอีกครั้ง โปรดติดต่อโดยตรง
button-reminder-begin = ✏️ รายงานมาตรการที่ { $number }

# ---- เลื่อนการเตือน
button-later-tomorrow = 😴 เตือนวันทำการถัดไป
button-later-day = 📅 เลือกวันเตือน
button-later-on = { $date }
ask-later-day = <b>ให้เตือนอีกครั้งวันใด</b>
later-passed = วันที่เลือกผ่านไปแล้ว กรุณาเลือกวันใหม่
later-said = 😴 จะเตือนอีกครั้งในวันที่ { $date } หากยังมีรายการค้าง

# ---- ผู้รายงานเตือนเป็นรายบุคคล
button-nudge = 🔔 เตือน { $name }
button-nudge-all = 🔔 เตือนทุกคนที่ยังไม่รายงาน ({ $count } ราย)
reminded-last = เตือนล่าสุด { $at }
reminded-never = ยังไม่เคยเตือน
reminded-waits = รอส่งการเตือนของวันที่ { $date }
reminded-away = 🔕 ปิดกั้นการรับข้อความ เตือนไม่ได้
nudge-sent =
    🔔 <b>กำลังส่งการเตือนถึง</b>
    { $lines }
nudge-planned =
    🔔 <b>ขณะนี้นอกเวลาราชการ จะส่งการเตือนในวันที่ { $at } ถึง</b>
    { $lines }
nudge-line = • { $name } ({ $position })
nudge-too-soon = • { $name } ได้รับการเตือนแล้วเมื่อ { $last } เตือนได้อีกตั้งแต่ { $next }
nudge-waits = • { $name } มีการเตือนของวันที่ { $date } รอส่งอยู่แล้ว
nudge-away = • 🔕 { $name } ({ $position }) ปิดกั้นการรับข้อความ โปรดติดต่อโดยตรง
nudge-nothing-of = • { $name } ไม่มีรายการค้าง จึงไม่ต้องเตือน
nudge-nothing = ไม่มีรายการค้างที่ต้องเตือน
nudge-notice = { $count ->
    [0] ไม่ได้ส่งการเตือน
   *[other] ส่งการเตือน { $count } ราย
}

# ---- การเตือนที่จะถึง
button-coming = 🗓 การเตือนที่จะถึง
coming-title =
    🗓 <b>การเตือนที่จะถึงใน { $weeks } สัปดาห์</b>
    หากไม่มีการรายงานหรือการเปลี่ยนแปลงก่อนถึงวันนั้น
coming-none = ไม่มีการเตือนในช่วงนี้
coming-day =
    <b>{ $date }</b>
    { $lines }
coming-more = และอีก { $count } วัน
coming-line = • { $kind }: { $names }
coming-line-quarter = • { $kind } { $quarter }: { $names }
coming-names = { $more ->
    [0] { $names }
   *[other] { $names } และอีก { $more } ราย
}
coming-kind = { $kind ->
    [opening] แจ้งเปิดรอบรายงาน
    [before] เตือนก่อนวันครบกำหนด
    [due] เตือนในวันครบกำหนด
    [overdue] เตือนเมื่อเลยกำหนด
    [head] แจ้งหัวหน้าหน่วยงานว่าเลยกำหนด
    [reporter] แจ้งผู้รายงานว่าเลยกำหนด
    [waiting] เตือนว่ารายงานรออยู่
    [turn] แจ้งสิ้นปีงบประมาณ
    [closing] เตือนรายงานประจำปีที่เลยกำหนด
    [next_plan] เตือนให้เปิดแผนปีถัดไป
    [snoozed] เตือนตามวันที่ขอเลื่อนไว้
    [nudge] เตือนตามที่ผู้รายงานขอ
   *[away] แจ้งผู้รายงานว่ามีผู้ปิดกั้นการรับข้อความ
}
