# รอบของรายงาน
period = { $kind ->
    [quarter] ไตรมาสที่ { $number }
   *[months] รอบ { $number } เดือน
}
version-of-period = { $version } ({ $period })
button-of-period = { $label } ({ $period })
button-periods = 🗓 เลือกรอบรายงานอื่น
ask-which-period = 🗓 <b>รายงานรอบใด</b>
button-period = 📄 { $period }
button-period-year = 📄 { $period } (สรุปผลทั้งปี)
period-not-begun = { $period } ยังไม่เริ่ม จึงยังรวบรวมไม่ได้
readiness-of-period = ตรวจเฉพาะผลที่รายงานใน{ $period }
tell-unfiled-of-period = ☑️ <b>ผู้บริหารรับทราบรายงาน{ $period } ปีงบประมาณ พ.ศ. { $year } แล้ว</b> สิ่งที่ท่านกรอกหรือแก้ไขค้างไว้ของรอบนี้ในมาตรการต่อไปนี้จึงส่งไม่ได้อีก
tell-period-ended = ☑️ ผู้บริหารรับทราบรายงานสรุปผลปีงบประมาณ พ.ศ. { $year } แล้ว รายงานฉบับที่ { $version } จึงไม่ต้องดำเนินการต่อ

# ทุกฉบับ
button-versions = 🗃 รายงานทุกฉบับ
versions-title = 🗃 <b>รายงานทุกฉบับ</b> { $office }
versions-none = ยังไม่มีรายงานที่ท่านขอไฟล์ได้
versions-line = <b>ปี { $year } ฉบับที่ { $version }</b> { $fate }
button-version = 📄 ปี { $year } ฉบับที่ { $version }
button-versions-newer = ◀️ ฉบับใหม่กว่า
button-versions-older = ฉบับเก่ากว่า ▶️
fate-acknowledged = ☑️ รับทราบแล้วโดย { $name } ตำแหน่ง { $position } เมื่อ { $at }
fate-returned = ↩️ ถูกส่งคืนโดย { $name } ตำแหน่ง { $position } เมื่อ { $at }
fate-superseded = ▫️ ถูกแทนด้วยฉบับใหม่ หรือมีการแก้ไขหลังรวบรวม
fate-superseded-after = ▫️ ใช้ไม่ได้แล้ว เพราะมีการแก้ไขหลังจาก { $name } ตำแหน่ง { $position } ดำเนินการเมื่อ { $at }
fate-checking = ⏳ อยู่ระหว่างตรวจสอบ
fate-submitted = ⏳ รอผู้บริหารรับทราบ
fate-compiled = ▫️ รวบรวมแล้ว ยังไม่ได้เสนอตรวจสอบ
version-file = 🗃 <b>รายงานฉบับที่ { $version }</b> { $office } ปีงบประมาณ พ.ศ. { $year }
version-fate = <b>สถานะของฉบับนี้</b> { $fate }
version-note = <b>เหตุผลหรือข้อสั่งการ</b> { $note }

# ในเอกสาร
doc-subtitle-of-period = { $office } { $period } ปีงบประมาณ พ.ศ. { $year }
doc-title-of-period = { $title } { $period }
doc-intro-of-period = รายงานฉบับนี้เป็นรายงาน{ $period } ปีงบประมาณ พ.ศ. { $year } แสดงผลการดำเนินงานตั้งแต่วันที่ { $from } ถึงวันที่ { $until }
file-name-of-period = { $name }-{ $period }
filing-name-of-period = { $name } { $period }
filing-period = รายงาน{ $period } ตั้งแต่วันที่ { $from } ถึงวันที่ { $until }
