# ความพร้อมของรายงานก่อนเสนอตรวจสอบ

button-readiness = ☑️ ตรวจความพร้อม
button-readiness-return = ↩️ ส่งกลับให้แก้: { $measure }
readiness-short = ตรวจความพร้อมแล้ว: ⛔{ "\u00A0" }ต้องแก้ { $must } · ⚠️{ "\u00A0" }ควรแก้ { $should } · ℹ️{ "\u00A0" }ข้อสังเกต { $info }
readiness-title = <b>ตรวจความพร้อมของรายงาน ปีงบประมาณ พ.ศ. { $year }</b>
readiness-none = ✅ ไม่พบข้อที่ผู้ประเมินอาจหักคะแนน
readiness-counts = สิ่งที่ผู้ประเมินอาจหักคะแนน: ⛔{ "\u00A0" }ต้องแก้ { $must } · ⚠️{ "\u00A0" }ควรแก้ { $should } · ℹ️{ "\u00A0" }ข้อสังเกต { $info }
readiness-of-whole =
    <b>ทั้งฉบับ</b>
    { $lines }
readiness-of-measure =
    <b>มาตรการที่ { $number }</b> { $title }
    { $lines }
readiness-line =
    { $level ->
        [must] ⛔
        [should] ⚠️
       *[info] ℹ️
    } { $place }{ $finding }
readiness-place-none = { "" }
readiness-place-results = ผลการดำเนินงานข้อ { $results } –{ " " }
readiness-place-outcomes = ผลลัพธ์ข้อ { $outcomes } –{ " " }
readiness-place-both = ผลการดำเนินงานข้อ { $results } และผลลัพธ์ข้อ { $outcomes } –{ " " }
readiness-finding =
    { $rule ->
        [no-result] ยังไม่มีผลการดำเนินงาน: ต้องรายงานความก้าวหน้าของทุกมาตรการ
        [no-outcome] ยังไม่มีผลลัพธ์: ระบุสิ่งที่เกิดขึ้นจากการดำเนินงาน
        [paper-without-number] เอกสารไม่มีเลขที่: เพิ่มเลขที่เอกสาร
        [paper-without-date] เอกสารไม่ลงวันที่ ({ $detail }): เพิ่มวันที่
        [evidence-outside-year] หลักฐานลงวันที่นอกปีงบประมาณ ({ $detail }): ใช้หลักฐานภายในปี หรือชี้แจงเหตุผล
        [order-maybe-after-year] คำสั่งที่ { $detail } อาจออกหลังสิ้นปีงบประมาณ เมื่อเทียบกับลำดับเลขคำสั่ง: ตรวจวันที่
        [outcome-contradicts-evidence] มีเอกสารหลักฐาน แต่ผลลัพธ์ระบุว่ายังไม่ได้ดำเนินการ: แก้ให้สอดคล้องกัน
        [assignment-without-order] มีการมอบหมาย แต่ไม่มีคำสั่งหรือบันทึกข้อความ: เพิ่มเลขที่และวันที่
        [website-without-link] อ้างเว็บไซต์หรือสื่อออนไลน์ แต่ไม่มีลิงก์พร้อมวันที่ หรือภาพ: เพิ่มลิงก์และวันที่ หรือภาพหน้าจอ
        [one-quarter-only] หลักฐานที่มีวันที่ทั้งหมดอยู่ใน{ $detail }: เพิ่มหลักฐานของไตรมาสอื่น
        [no-measured-outcome] ผลลัพธ์ไม่มีตัวเลขหรือคะแนนเปรียบเทียบ
        [scores-do-not-add-up] ผลต่างของคะแนนไม่ตรงกับคะแนนสองปีที่ระบุ: ตรวจตัวเลขใหม่
        [mixed-score-levels] ใช้คะแนนคนละระดับกับมาตรการอื่น (รายข้อกับรายตัวชี้วัด)
        [differs-from-plan] มาตรการไม่ตรงกับแผน: { $detail }
        [missing-sign-off] ยังไม่มีวันที่ลงนามของ { $detail }
        [personal-data] มีข้อมูลส่วนบุคคล ({ $detail }): ปกปิดก่อนเผยแพร่
       *[other] มีข้อที่ควรตรวจ
    }
readiness-about-nothing = { "" }
readiness-about-dates = { $dates }
readiness-date = { $date }
readiness-about-names = { $names }
readiness-about-quarter = ไตรมาสที่ { $quarter }
readiness-about-personal = { $found }
readiness-personal =
    { $kind ->
        [national-id] เลขประจำตัวประชาชน
        [mobile] หมายเลขโทรศัพท์
       *[plate] ทะเบียนรถ
    } { $text }
