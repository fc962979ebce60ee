# ถ้อยคำในเอกสารรายงาน
doc-title = รายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส
doc-subtitle = { $office } ประจำปีงบประมาณ พ.ศ. { $year }
doc-heading = รายงานผลการดำเนินงานตามมาตรการในการส่งเสริมคุณธรรมและความโปร่งใสในการดำเนินงาน
doc-intro = จากผลการวิเคราะห์การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment: ITA) ของ{ $office } ประจำปีงบประมาณ พ.ศ. { $before } ซึ่งนำไปสู่การกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{ $office } ประจำปีงบประมาณ พ.ศ. { $year } เพื่อการพัฒนาและยกระดับการบริหารงานของหน่วยงานให้เกิดความเป็นธรรมและความโปร่งใสในการดำเนินงานมากยิ่งขึ้น โดยผลการดำเนินงานตามมาตรการที่กำหนดในปีงบประมาณ พ.ศ. { $year } ที่ผ่านมา สามารถสรุปรายงานผลการดำเนินการได้ดังนี้
doc-column-measure = มาตรการ/แนวทาง
doc-column-method = วิธีดำเนินการ
doc-column-responsible = ผู้รับผิดชอบ
doc-column-period = ระยะเวลาดำเนินการ
doc-column-result = ผลการดำเนินงาน
doc-column-outcome = ผลลัพธ์/ความสำเร็จของการดำเนินการ
doc-item-number = { $number }.
doc-not-reported = (ยังไม่มีการรายงานผล)
doc-responsible-line = หน่วยงานรับผิดชอบรายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสในการดำเนินงาน : { $unit }
doc-signer-reporter = เจ้าหน้าที่ผู้รายงาน
doc-signer-verifier = เจ้าหน้าที่ผู้ตรวจสอบ
doc-signer-executive = การรับทราบของผู้บริหาร
doc-sign = ลงชื่อ
doc-position = ตำแหน่ง
doc-date = วันที่
doc-page = หน้า { $page } จาก { $pages }
doc-version = ฉบับที่ { $version } จัดทำเมื่อ { $at }

# การอ้างอิงและคะแนน
cite-order = คำสั่ง{ $issuer }ที่ { $number }/{ $year } เรื่อง { $subject }
cite-order-dated = คำสั่ง{ $issuer }ที่ { $number }/{ $year } เรื่อง { $subject } ลงวันที่ { $date }
cite-paper-order = คำสั่ง{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-announcement = ประกาศ{ $issuer }{ $number }{ $subject }{ $date }{ $url }
cite-paper-memo = บันทึกข้อความ{ $issuer }{ $number }{ $date }{ $subject }{ $url }
cite-paper-letter = หนังสือ{ $issuer }{ $number }{ $date }{ $subject }{ $url }
cite-paper-minutes = รายงานการประชุม{ $subject }{ $issuer }{ $number }{ $date }{ $url }
cite-paper-plan = { $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-plan-of = แผน{ $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-manual = { $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-manual-of = คู่มือ{ $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-form = { $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-form-of = แบบฟอร์ม{ $subject }{ $number }{ $issuer }{ $date }{ $url }
cite-paper-link = { $subject }{ $number }{ $issuer } เผยแพร่ทางเว็บไซต์{ $url }{ $date }
cite-paper-site = เว็บไซต์{ $issuer }{ $number }{ $url }{ $date }
cite-part-by = { $part }
cite-part-unit = { "" } { $part }
cite-part-number = { "" } ที่ { $part }
cite-part-round = { "" } ครั้งที่ { $part }
cite-part-about = { "" } เรื่อง { $part }
cite-part-meeting = { $part }
cite-part-name = { $part }
cite-part-dated = { "" } ลงวันที่ { $part }
cite-part-held = { "" } เมื่อวันที่ { $part }
cite-part-posted = { "" } เมื่อวันที่ { $part }
cite-part-published = { "" } เผยแพร่เมื่อวันที่ { $part }
cite-part-address = { "" } { $part }
cite-part-url = { "" } เผยแพร่ทางเว็บไซต์ { $part }
nothing-done = ไม่มีผลการดำเนินงาน เนื่องจาก{ $reason }
score-topic-question = “{ $code } { $text }”
score-topic-indicator = “{ $text }”
score-because-rose = เนื่องจากผลคะแนนการประเมิน ITA ในประเด็น { $topic } เพิ่มขึ้นจากปีงบประมาณ พ.ศ. { $before-year } จำนวน { $difference } คะแนน { $pair }
score-because-fell = เนื่องจากผลคะแนนการประเมิน ITA ในประเด็น { $topic } ลดลงจากปีงบประมาณ พ.ศ. { $before-year } จำนวน { $difference } คะแนน { $pair }
score-because-same = เนื่องจากผลคะแนนการประเมิน ITA ในประเด็น { $topic } คงเดิมจากปีงบประมาณ พ.ศ. { $before-year } { $pair }
score-led-to-rose = ส่งผลให้คะแนนการประเมิน ITA ในประเด็น { $topic } เพิ่มขึ้นจากปีงบประมาณ พ.ศ. { $before-year } จำนวน { $difference } คะแนน { $pair }
score-led-to-fell = ส่งผลให้คะแนนการประเมิน ITA ในประเด็น { $topic } ลดลงจากปีงบประมาณ พ.ศ. { $before-year } จำนวน { $difference } คะแนน { $pair }
score-led-to-same = ส่งผลให้คะแนนการประเมิน ITA ในประเด็น { $topic } คงเดิมจากปีงบประมาณ พ.ศ. { $before-year } { $pair }
score-pair = (ปีงบประมาณ พ.ศ. { $before-year } ได้ { $before } คะแนน และในปีงบประมาณ พ.ศ. { $after-year } ได้ { $after } คะแนน)

# หน้ารับทราบ
ack-heading = บันทึกการรับทราบของผู้บริหาร
ack-report = รายงาน
ack-version = ฉบับที่
ack-version-value = { $version } (จัดทำเมื่อ { $at })
ack-sha256 = ค่า SHA-256 ของไฟล์ที่เสนอ
ack-code = รหัสตรวจสอบ
ack-by = ผู้รับทราบ
ack-position = ตำแหน่ง
ack-at = รับทราบเมื่อ
ack-instruction = ข้อสั่งการ
ack-no-instruction = ไม่มี
ack-statement = ข้าพเจ้าได้รับทราบรายงานฉบับนี้แล้ว
ack-trail = ลำดับการเสนอและตรวจสอบ
ack-trail-sent = เสนอตรวจสอบ
ack-trail-approved = ตรวจสอบแล้ว
ack-trail-returned = ส่งคืน
ack-trail-acknowledged = รับทราบ
ack-trail-line = { $name } ตำแหน่ง { $position } เมื่อ { $at }
ack-method = รับทราบผ่านระบบโดยบัญชีที่ลงทะเบียนไว้กับตำแหน่ง ยืนยันสองขั้นตอนที่ระบุชื่อผู้รับทราบ ฉบับของเอกสาร และค่า SHA-256 ข้างต้น หากเนื้อหาเปลี่ยนแปลงจะต้องเสนอใหม่
file-name = รายงานมาตรการ-{ $office }-{ $year }-ฉบับ{ $version }
file-name-acknowledged = รายงานมาตรการ-{ $office }-{ $year }-รับทราบแล้ว

# ภาคผนวก
doc-row-continued = มาตรการที่ { $number } (ต่อ)
annex-letter = ภาคผนวก { $number ->
    [1] ก
    [2] ข
    [3] ค
    [4] ง
   *[other] จ
}
annex-overview = ภาพรวมการดำเนินงานตลอดปีงบประมาณ
annex-evidence = ดัชนีหลักฐาน
annex-photos = ภาพถ่ายประกอบการดำเนินงาน
annex-scores = ผลคะแนนการประเมิน ITA ของประเด็นตามมาตรการ
annex-log = ลำดับการรายงาน การแก้ไข และการเสนอ
annex-column-place = ลำดับ
annex-column-kind = ประเภท
annex-column-number = เลขที่
annex-column-subject = เรื่อง
annex-column-date = ลงวันที่
annex-column-measure = มาตรการ
annex-column-file = ไฟล์
annex-column-at = วันเวลา
annex-column-what = รายการ
annex-column-who = ผู้ดำเนินการ
annex-column-note = เหตุผล/ข้อสั่งการ
annex-paper = { $kind ->
    [order] คำสั่ง
    [announcement] ประกาศ
    [memo] บันทึกข้อความ
    [letter] หนังสือ
    [minutes] รายงานการประชุม
    [plan] แผน
    [manual] คู่มือ
    [form] แบบฟอร์ม
    [link] เว็บไซต์
   *[photo] ภาพถ่าย/ไฟล์
}
annex-date = { $date }
annex-file-missing = (ไม่มีไฟล์)
annex-photo = หลักฐานลำดับที่ { $exhibit } มาตรการที่ { $measure } { $shows } (ส่งเมื่อ { $date })
annex-photo-missing = (ไม่สามารถแสดงภาพนี้ได้)
annex-score-year = ปีงบประมาณ พ.ศ. { $year }
annex-score = พ.ศ. { $year } ได้ { $score } คะแนน
annex-score-of = มาตรการที่ { $number } { $topic }
annex-score-rose = เพิ่มขึ้น { $by } คะแนน
annex-score-fell = ลดลง { $by } คะแนน
annex-score-same = คงเดิม
annex-filed = รายงานมาตรการที่ { $measure } ไตรมาสที่ { $quarter }
annex-corrected = แก้ไขรายงานมาตรการที่ { $measure } ไตรมาสที่ { $quarter }
annex-sent-back = ส่งคืนมาตรการที่ { $measure } ไตรมาสที่ { $quarter }
annex-compiled = รวบรวมรายงานฉบับที่ { $version }
annex-sent = เสนอตรวจสอบรายงานฉบับที่ { $version }
annex-approved = ตรวจสอบรายงานฉบับที่ { $version } แล้ว
annex-returned = ส่งคืนรายงานฉบับที่ { $version }
annex-acknowledged = รับทราบรายงานฉบับที่ { $version }

# ภาพรวมของปี
overview-counts = มาตรการทั้งหมด { $all } มาตรการ ดำเนินการแล้ว { $done } มาตรการ ดำเนินการบางส่วน { $partly } มาตรการ ไม่ได้ดำเนินการ { $not-done } มาตรการ ไม่มีรายงาน { $unreported } มาตรการ
overview-moves = คะแนน ITA ของประเด็นตามมาตรการ เพิ่มขึ้น { $rose } มาตรการ ลดลง { $fell } มาตรการ คงเดิม { $same } มาตรการ ยังไม่มีคะแนน { $open } มาตรการ
overview-carried = { $carried ->
    [done] ดำเนินการแล้ว
    [partly] ดำเนินการบางส่วน
    [not-done] ไม่ได้ดำเนินการ
   *[unreported] ไม่มีรายงาน
}
overview-carried-but = { $carried } (ไม่มีผลในไตรมาสที่ { $quarters })
overview-score = { $score }
overview-column-carried = การดำเนินการ
overview-column-before = คะแนนก่อน
overview-column-after = คะแนนหลัง
overview-column-change = เปลี่ยนแปลง
overview-column-period = รอบ
overview-column-version = ฉบับที่
overview-column-at = รับทราบเมื่อ
overview-column-by = ผู้รับทราบ
overview-by = { $name } ({ $position })
overview-reports = รายงานระหว่างปีที่ผู้บริหารรับทราบแล้ว
overview-no-reports = ไม่มีรายงานรายไตรมาสหรือรายงานรอบ ๖ เดือนที่ผู้บริหารรับทราบ
overview-how = หมายเหตุ: นับจากผลที่หน่วยงานรายงาน ดำเนินการแล้ว คือ มีผลการดำเนินงานในทุกไตรมาสที่รายงานและระบุผลลัพธ์ ดำเนินการบางส่วน คือ มีผลการดำเนินงาน แต่บางไตรมาสไม่มีผล หรือยังไม่ระบุผลลัพธ์ ไม่ได้ดำเนินการ คือ รายงานว่าไม่มีผลการดำเนินงานพร้อมเหตุผล ผลต่างของคะแนนคำนวณจากคะแนนก่อนและหลัง
