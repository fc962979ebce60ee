# ใบตรวจความพร้อมของรายงาน สำหรับพิมพ์และส่งให้หน่วยงานที่รับผิดชอบ

button-readiness-page = 🖨 ใบตรวจความพร้อม (PDF)
readiness-page-file = ใบตรวจความพร้อม-{ $office }-{ $year }
readiness-page-caption = 🖨 <b>ใบตรวจความพร้อมของรายงาน ปีงบประมาณ พ.ศ. { $year }</b>
readiness-page-sent = ส่งใบตรวจความพร้อมด้านล่างแล้ว

readiness-page-title = ใบตรวจความพร้อมของรายงาน
readiness-page-subtitle = { $office } ปีงบประมาณ พ.ศ. { $year } (ตรวจเมื่อ { $at })
readiness-page-of-period = รายงาน{ $period }
readiness-page-none =
    ไม่พบข้อที่ผู้ประเมินอาจหักคะแนน จากการตรวจทั้ง { $measures } มาตรการและรายงานทั้งฉบับ
    ตรวจจากข้อมูลที่หน่วยงานส่งแล้วเท่านั้น หากมีการแก้ไขหลังเวลาข้างต้น ให้ตรวจความพร้อมใหม่ก่อนเสนอตรวจสอบ
readiness-page-intro =
    พบข้อที่ผู้ประเมินอาจหักคะแนน: ต้องแก้ { $must } ข้อ ควรแก้ { $should } ข้อ ข้อสังเกต { $info } ข้อ
    เรียงตามหน่วยงานที่รับผิดชอบ แต่ละหน่วยงานขึ้นหน้าใหม่ เพื่อแยกพิมพ์ส่งให้ผู้รับผิดชอบแก้ไข แล้วทำเครื่องหมายในช่อง “แก้แล้ว”
readiness-page-unit = หน่วยงาน
readiness-page-must = ต้องแก้
readiness-page-should = ควรแก้
readiness-page-info = ข้อสังเกต
readiness-page-count = { $count }
readiness-page-whole = ทั้งฉบับ
readiness-page-number = ที่
readiness-page-level = ระดับ
readiness-page-found = สิ่งที่พบ
readiness-page-how = แนวทางแก้ไข
readiness-page-basis = เกณฑ์และที่มา
readiness-page-done = แก้แล้ว
readiness-page-measure = มาตรการที่ { $number } { $title }
readiness-page-people = ผู้รับผิดชอบแก้ไข: { $people }
readiness-page-person = { $name } ({ $position })
readiness-page-nobody = ผู้รับผิดชอบแก้ไข: ยังไม่มีเจ้าหน้าที่ของหน่วยงานนี้ในระบบ
readiness-page-grave =
    { $level ->
        [must] ต้องแก้
        [should] ควรแก้
       *[info] ข้อสังเกต
    }
readiness-page-place-none = { "" }
readiness-page-place-results = ผลการดำเนินงานข้อ { $results }
readiness-page-place-outcomes = ผลลัพธ์ข้อ { $outcomes }
readiness-page-place-both = ผลการดำเนินงานข้อ { $results } และผลลัพธ์ข้อ { $outcomes }
readiness-page-fault =
    { $rule ->
        [no-result] ยังไม่มีผลการดำเนินงาน
        [no-outcome] ยังไม่มีผลลัพธ์
        [paper-without-number] เอกสารหลักฐานไม่มีเลขที่
        [paper-without-date] เอกสารหลักฐานไม่ลงวันที่ ({ $detail })
        [evidence-outside-year] หลักฐานลงวันที่นอกปีงบประมาณ ({ $detail })
        [order-maybe-after-year] คำสั่งที่ { $detail } อาจออกหลังสิ้นปีงบประมาณ เมื่อเทียบกับลำดับเลขคำสั่ง
        [outcome-contradicts-evidence] มีเอกสารหลักฐาน แต่ผลลัพธ์ระบุว่ายังไม่ได้ดำเนินการ
        [assignment-without-order] มีการมอบหมาย แต่ไม่มีคำสั่งหรือบันทึกข้อความ
        [website-without-link] อ้างเว็บไซต์หรือสื่อออนไลน์ แต่ไม่มีลิงก์พร้อมวันที่ หรือภาพ
        [one-quarter-only] หลักฐานที่มีวันที่ทั้งหมดอยู่ใน{ $detail }
        [no-measured-outcome] ผลลัพธ์ไม่มีตัวเลขหรือคะแนนเปรียบเทียบ
        [scores-do-not-add-up] ผลต่างของคะแนนไม่ตรงกับคะแนนสองปีที่ระบุ
        [mixed-score-levels] ใช้คะแนนคนละระดับกับมาตรการอื่น (รายข้อกับรายตัวชี้วัด)
        [differs-from-plan] มาตรการไม่ตรงกับแผน: { $detail }
        [missing-sign-off] ยังไม่มีวันที่ลงนามของ { $detail }
        [personal-data] มีข้อมูลส่วนบุคคล ({ $detail })
       *[other] มีข้อที่ควรตรวจ
    }
readiness-page-mend =
    { $rule ->
        [no-result] รายงานความก้าวหน้าหรือผล หากไม่ได้ดำเนินการให้ระบุเหตุผล
        [no-outcome] ระบุสิ่งที่เกิดขึ้นจากการดำเนินงาน
        [paper-without-number] เพิ่มเลขที่เอกสาร
        [paper-without-date] เพิ่มวันที่ของเอกสาร
        [evidence-outside-year] ใช้หลักฐานภายในปีงบประมาณ หรือชี้แจงเหตุผลที่อ้างหลักฐานนี้
        [order-maybe-after-year] ตรวจวันที่จากต้นฉบับคำสั่ง แล้วระบุวันที่
        [outcome-contradicts-evidence] แก้ผลลัพธ์หรือหลักฐานให้สอดคล้องกัน
        [assignment-without-order] เพิ่มเลขที่และวันที่ของคำสั่งหรือบันทึกข้อความที่มอบหมาย
        [website-without-link] เพิ่มลิงก์และวันที่เผยแพร่ หรือส่งภาพหน้าจอ
        [one-quarter-only] เพิ่มหลักฐานของไตรมาสอื่น หรืออธิบายว่าดำเนินการเพียงช่วงเดียว
        [no-measured-outcome] ระบุตัวเลขที่วัดได้ เช่น จำนวนครั้ง จำนวนคน หรือคะแนนเปรียบเทียบ
        [scores-do-not-add-up] ตรวจตัวเลขกับผลการประเมิน แล้วระบุคะแนนใหม่
        [mixed-score-levels] ใช้คะแนนระดับเดียวกันทุกมาตรการ หรืออธิบายเหตุที่ต่างกัน
        [differs-from-plan] แก้ให้ตรงกับแผนที่ประกาศใช้ แล้วรวบรวมรายงานใหม่
        [missing-sign-off] เสนอตรวจสอบตามลำดับ วันที่จะลงเองเมื่อแต่ละคนเห็นชอบและรับทราบ
        [personal-data] ลบหรือปกปิดข้อมูลก่อนเผยแพร่
       *[other] ตรวจข้อความนี้อีกครั้ง
    }
readiness-page-where =
    { $rule ->
        [no-result] แก้ไขได้ที่: ในแชต เปิดมาตรการที่ { $number }
        [no-outcome] แก้ไขได้ที่: ในแชต เปิดมาตรการที่ { $number } → ผลลัพธ์
        [one-quarter-only] แก้ไขได้ที่: ในแชต เปิดมาตรการที่ { $number } → เลือกไตรมาส
        [no-measured-outcome] แก้ไขได้ที่: ในแชต เปิดมาตรการที่ { $number } → ผลลัพธ์
        [mixed-score-levels] แก้ไขได้ที่: กระดานรายงาน → จัดการสำนักงาน → มาตรการที่ { $number } → คะแนน ITA
        [differs-from-plan] แก้ไขได้ที่: กระดานรายงาน → จัดการสำนักงาน → มาตรการ
        [missing-sign-off] แก้ไขได้ที่: รายงานที่รวบรวมแล้ว → เสนอตรวจสอบ
       *[other] แก้ไขได้ที่: ในแชต เปิดมาตรการที่ { $number } → { $place }
    }
readiness-page-rule =
    { $rule ->
        [no-result] รายการตรวจ OIT: ต้องมีความก้าวหน้าหรือผลการดำเนินงานของทุกมาตรการ
        [no-outcome] รายการตรวจ OIT: ต้องแสดงผลของการนำมาตรการไปปฏิบัติ
        [paper-without-number] รายการตรวจ OIT: การนำไปปฏิบัติต้องเป็นรูปธรรม (เอกสารต้องอ้างอิงและค้นหาได้)
        [paper-without-date] รายการตรวจ OIT: ต้องดำเนินการในปีงบประมาณที่ระบุ (เอกสารต้องมีวันที่จึงตรวจได้)
        [evidence-outside-year] รายการตรวจ OIT: ต้องดำเนินการในปีงบประมาณที่ระบุ
        [order-maybe-after-year] รายการตรวจ OIT: ต้องดำเนินการในปีงบประมาณที่ระบุ (เลขคำสั่งเรียงตามปีปฏิทิน)
        [outcome-contradicts-evidence] แนวปฏิบัติของระบบ: ผลลัพธ์ต้องเป็นไปตามหลักฐานที่อ้าง
        [assignment-without-order] รายการตรวจ OIT: การนำไปปฏิบัติต้องเป็นรูปธรรม (การมอบหมายต้องมีหนังสือ)
        [website-without-link] รายการตรวจ OIT: การนำไปปฏิบัติต้องเป็นรูปธรรม (สิ่งที่เผยแพร่ต้องเปิดดูได้)
        [one-quarter-only] แนวปฏิบัติของระบบ: มาตรการที่ดำเนินการตลอดปีควรมีหลักฐานมากกว่าหนึ่งไตรมาส
        [no-measured-outcome] แนวปฏิบัติของระบบ: ผลลัพธ์ที่วัดได้มีน้ำหนักกว่าข้อความ
        [scores-do-not-add-up] แนวปฏิบัติของระบบ: ผลต่างต้องคำนวณได้จากคะแนนทั้งสองปี
        [mixed-score-levels] แนวปฏิบัติของระบบ: คะแนนที่เทียบกันควรเป็นระดับเดียวกัน
        [differs-from-plan] รายการตรวจ OIT: ต้องรายงานครบทุกมาตรการตามแผน
        [missing-sign-off] แนวปฏิบัติของระบบ: รายงานต้องมีวันที่รายงาน ตรวจสอบ และรับทราบ
        [personal-data] พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒: ต้องไม่เผยแพร่ข้อมูลส่วนบุคคลเกินจำเป็น
       *[other] แนวปฏิบัติของระบบ
    }
