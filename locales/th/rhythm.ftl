# ---- กำหนดส่งและการแจ้งเตือน
button-admin-rhythm = ⏰ กำหนดส่งและการแจ้งเตือน
admin-rhythm =
    ⏰ <b>กำหนดส่งและการแจ้งเตือน</b>
    แจ้งเตือนเฉพาะผู้ที่ยังมีงานค้าง ในเวลาราชการของวันทำการเท่านั้น
rhythm-line = • { $sentence }
rhythm-line-own = • { $sentence } <b>(สำนักงานกำหนดเอง)</b>
rhythm-sentence = { $part ->
    [quarters] ติดตามรายงานไตรมาสที่ { $list }
    [due] ครบกำหนดส่ง { $days } วันหลังวันสิ้นไตรมาส หากตรงกับวันหยุดให้เลื่อนเป็นวันทำการถัดไป
    [opening] { $days ->
        [0] ไม่แจ้งเปิดรอบรายงาน
       *[1] แจ้งเปิดรอบรายงานในวันทำการแรกหลังสิ้นไตรมาส
    }
    [before] { $days ->
        [0] ไม่เตือนก่อนวันครบกำหนด
       *[1] เตือนก่อนวันครบกำหนด { $list } วัน
    }
    [on-day] { $days ->
        [0] ไม่เตือนในวันครบกำหนด
       *[1] เตือนในวันครบกำหนด
    }
    [every] { $days ->
        [0] ไม่เตือนซ้ำเมื่อเลยกำหนด
       *[1] เมื่อเลยกำหนด เตือนซ้ำทุก { $days } วันทำการ
    }
    [head] { $days ->
        [0] ไม่แจ้งหัวหน้าหน่วยงานเมื่อเลยกำหนด
       *[1] เมื่อเลยกำหนด { $days } วันทำการ แจ้งหัวหน้าหน่วยงาน
    }
    [reporter] { $days ->
        [0] ไม่แจ้งผู้รายงานเมื่อเลยกำหนด
       *[1] เมื่อเลยกำหนด { $days } วันทำการ แจ้งผู้รายงาน
    }
   *[waiting] { $days ->
        [0] ไม่เตือนผู้ตรวจสอบและผู้บริหาร
       *[1] เตือนผู้ตรวจสอบและผู้บริหารทุก { $days } วันทำการ ขณะที่รายงานรออยู่
    }
}
rhythm-next =
    <b>กำหนดส่งถัดไป</b>
    { $lines }
rhythm-next-due = • { $quarter } ครบกำหนด { $date }
rhythm-no-due = กำหนดส่งของปีงบประมาณ พ.ศ. { $year } ผ่านไปครบแล้ว
button-rhythm-part = { $part ->
    [quarters] 🗂 ไตรมาส
    [due] 📌 วันครบกำหนด
    [opening] { $value ->
        [0] 📣 ให้แจ้งเปิดรอบ
       *[1] 📣 ไม่แจ้งเปิดรอบ
    }
    [before] 🔔 ก่อนกำหนด
    [on-day] { $value ->
        [0] 🔔 ให้เตือนในวันครบ
       *[1] 🔔 ไม่เตือนในวันครบ
    }
    [every] 🔁 เลยกำหนด
    [head] 👤 หัวหน้าหน่วยงาน
    [reporter] 👤 ผู้รายงาน
   *[waiting] ⏳ ผู้ตรวจสอบและผู้บริหาร
}
button-rhythm-all-usual = ↩️ ใช้ค่าปกติทั้งหมด
button-rhythm-usual = ↩️ ใช้ค่าปกติ
admin-rhythm-usual-again = ✅ ใช้ค่าปกติของระบบทั้งหมดแล้ว
admin-rhythm-part =
    ⏰ <b>ปัจจุบัน</b>
    { $sentence }
admin-rhythm-usual = <b>ค่าปกติ</b> { $sentence }
admin-ask-rhythm = { $part ->
    [quarters] กดเพื่อเลือกหรือไม่เลือก หรือพิมพ์ เช่น ๑, ๒, ๓, ๔
    [due] ครบกำหนดกี่วันหลังวันสิ้นไตรมาส กดปุ่ม หรือพิมพ์จำนวนวัน เช่น ๑๕
    [before] เตือนก่อนวันครบกำหนดกี่วัน กดเพื่อเลือกหรือไม่เลือก หรือพิมพ์ทั้งหมด เช่น ๗, ๓, ๑
    [every] เมื่อเลยกำหนด เตือนซ้ำทุกกี่วันทำการ กดปุ่ม หรือพิมพ์ เช่น ๒ หากไม่เตือน พิมพ์ ๐
    [head] เลยกำหนดกี่วันทำการจึงแจ้งหัวหน้าหน่วยงาน กดปุ่ม หรือพิมพ์ เช่น ๓ หากไม่แจ้ง พิมพ์ ๐
    [reporter] เลยกำหนดกี่วันทำการจึงแจ้งผู้รายงาน กดปุ่ม หรือพิมพ์ เช่น ๕ หากไม่แจ้ง พิมพ์ ๐
    [waiting] เตือนผู้ตรวจสอบและผู้บริหารทุกกี่วันทำการ กดปุ่ม หรือพิมพ์ เช่น ๒ หากไม่เตือน พิมพ์ ๐
   *[whether] กดปุ่ม หรือพิมพ์ ส่ง หรือ ไม่ส่ง
}
button-rhythm-quarter = { $on ->
    [0] ⬜ ไตรมาสที่ { $number }
   *[1] ✅ ไตรมาสที่ { $number }
}
button-rhythm-before = { $on ->
    [0] ⬜ ก่อน { $number } วัน
   *[1] ✅ ก่อน { $number } วัน
}
button-rhythm-due = { $days } วัน
button-rhythm-every = { $days ->
    [0] ไม่เตือน
   *[1] ทุก { $days } วันทำการ
}
button-rhythm-after = { $days ->
    [0] ไม่แจ้ง
   *[1] { $days } วันทำการ
}
button-rhythm-whether = { $days ->
    [0] ไม่ส่ง
   *[1] ส่ง
}
admin-no-rhythm = กำหนดเช่นนี้ไม่ได้ ต้องติดตามอย่างน้อยหนึ่งไตรมาส เตือนก่อนกำหนดได้ไม่เกิน ๖ ครั้ง และจำนวนวันต้องไม่เกิน ๖๐ วัน หรือ ๓๐ วันทำการ
rhythm-whether-unreadable = กรุณากดปุ่ม หรือพิมพ์ว่า ส่ง หรือ ไม่ส่ง
rhythm-quarters-unreadable = อ่านไตรมาสไม่ได้ พิมพ์เลข ๑ ถึง ๔ คั่นด้วยจุลภาค เช่น ๒, ๔
rhythm-before-unreadable = อ่านจำนวนวันไม่ได้ พิมพ์เป็นตัวเลข ๑ ถึง ๖๐ คั่นด้วยจุลภาค เช่น ๗, ๓, ๑ หากไม่เตือน พิมพ์ ๐
rhythm-due-unreadable = อ่านจำนวนวันไม่ได้ พิมพ์เป็นตัวเลขไม่เกิน ๖๐ เช่น ๑๕
rhythm-days-unreadable = อ่านจำนวนวันทำการไม่ได้ พิมพ์เป็นตัวเลขไม่เกิน ๓๐ เช่น ๓ หากไม่ต้องการ พิมพ์ ๐

# ---- หัวหน้าหน่วยงาน
admin-post-head = 👤 เป็นหัวหน้าหน่วยงาน ได้รับแจ้งเมื่อรายงานของหน่วยงานเลยกำหนด
button-admin-head = 👤 ให้เป็นหัวหน้าหน่วยงาน
button-admin-no-head = 👤 ไม่เป็นหัวหน้าหน่วยงาน

# ---- แผนภาพและผู้ที่ยังไม่รายงาน
button-heat-map = 🗺 แผนภาพ
button-missing = 👥 ผู้ที่ยังไม่รายงาน
heat-map-coming = กำลังส่งแผนภาพเป็นข้อความถัดไป
heat-map-title = 🗺 <b>แผนภาพการรายงานของ { $office } ปีงบประมาณ พ.ศ. { $year }</b>
heat-quarter =
    <b>{ $quarter }</b>
    { $lines }
heat-label = { $mark ->
    [overdue] เลยกำหนด
    [returned] ส่งคืนให้แก้
    [draft] ร่าง
    [not-started] ยังไม่เริ่ม
    [filed] ส่งแล้ว
    [acknowledged] รับทราบแล้ว
   *[not-due] ยังไม่ถึงรอบหรือไม่ต้องรายงาน
}
heat-sign = { $mark ->
    [overdue] !
    [returned] ค
    [draft] ร
    [not-started] –
    [filed] ส
    [acknowledged] ท
   *[not-due] ·
}
heat-line = { heat-label } { $count } มาตรการ: { $numbers }
heat-picture-title = แผนภาพการรายงาน ปีงบประมาณ พ.ศ. { $year }
heat-picture-subtitle = { $office } ข้อมูลเมื่อ { $at }
heat-column = ไตร. { $number }
heat-number = { $number }.
missing-title = 👥 <b>ผู้ที่ยังไม่รายงาน</b>
missing-nobody = ไม่มี รายงานครบทุกมาตรการแล้ว
missing-quarter =
    <b>{ $quarter }</b>
    { $due }
    { $lines }
missing-line = • { $who }: มาตรการที่ { $numbers }
missing-line-reminded = • { $who }: มาตรการที่ { $numbers } ({ $reminded })
board-overdue = ⏰ { $quarter } <b>เลยกำหนด { $count } มาตรการ</b> ตั้งแต่ { $date }
home-overdue =
    ⏰ <b>{ $quarter }</b> ยังไม่ได้รายงานมาตรการที่ { $numbers }
    { $due }
button-report-overdue = ⏰ รายงานมาตรการที่ { $number } ไตรมาส { $quarter }
