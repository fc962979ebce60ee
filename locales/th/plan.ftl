# ไฟล์แผน: ข้อผิดพลาดและตำแหน่งในไฟล์
plan-at-line = บรรทัดที่ { $line }: { $what }
plan-at-cell = แผ่นงาน “{ $sheet }” ช่อง { $column }{ $row }: { $what }
plan-did-you-mean = { " " }หมายถึง “{ $word }” หรือไม่
plan-file-too-large = ไฟล์มีขนาดเกิน { $megabytes } เมกะไบต์
plan-file-locked = ไฟล์ Excel นี้ใส่รหัสผ่านไว้ กรุณาบันทึกใหม่โดยไม่ใส่รหัสผ่าน
plan-file-old-excel = ไฟล์นี้เป็น Excel รูปแบบเก่า (.xls) กรุณาบันทึกเป็น .xlsx
plan-file-csv = ไฟล์นี้เป็นตารางที่บันทึกเป็นข้อความ (CSV) กรุณาบันทึกเป็น .xlsx
plan-file-unknown = ไฟล์นี้ไม่ใช่ Excel (.xlsx) และไม่ใช่ข้อความ TOML
plan-of-another-office = ไฟล์นี้เป็นแผนของ “{ $office }” ไม่ใช่ของ “{ $wanted }”

# TOML
plan-toml = ข้อความไม่ถูกรูปแบบ TOML: { $message }
plan-key-unknown = { $table ->
    [file] ในไฟล์
   *[other] ใน { $table }
} ไม่มีรายการชื่อ “{ $key }”{ $hint }
plan-key-missing = { $table } ขาดรายการ “{ $key }”
plan-key-empty = รายการ “{ $key }” ว่างอยู่
plan-key-kind = รายการ “{ $key }” ต้องเป็น{ $wanted ->
    [quoted-text] ข้อความในเครื่องหมายอัญประกาศ
    [whole-number] จำนวนเต็ม
    [truth] ค่าจริงเท็จ คือ true หรือ false
    [texts] รายการข้อความ
    [tables] รายการตาราง ซึ่งแต่ละตารางขึ้นต้นด้วยวงเล็บเหลี่ยมสองชั้น
   *[table] ตาราง
} ไม่ใช่{ $found ->
    [text] ข้อความ
    [number] ตัวเลข
    [decimal] เลขทศนิยม
    [truth] ค่าจริงเท็จ
    [date] วันที่
    [list] รายการ
   *[table] ตาราง
}
plan-table-missing = ไฟล์ขาดตาราง [{ $table }]
plan-tables-missing = ไฟล์ขาดตาราง [[{ $table }]]
plan-unit-undeclared = ยังไม่ได้ระบุหน่วยงาน “{ $unit }” ไว้{ $hint }

# ข้อกำหนดของแผนทุกฉบับ
plan-declared-twice = { $kind ->
    [unit] หน่วยงาน
    [post] ตำแหน่ง
    [turn] ลำดับผู้ตรวจสอบ
   *[measure] มาตรการที่
} “{ $id }” ซ้ำกัน
plan-year-common = { $year } เป็นปีคริสต์ศักราช หมายถึง พ.ศ. { $meant } หรือไม่
plan-year-none = { $year } ไม่ใช่ปีพุทธศักราช
plan-measure-number = มาตรการนับตั้งแต่ ๑ จึงใช้เลข { $number } ไม่ได้
plan-role-unknown = ไม่มีหน้าที่ชื่อ “{ $role }”{ $hint }
plan-roles-are = { " " }หน้าที่ที่ใช้ได้ ได้แก่ { $roles }
plan-verifier-without-turn = ผู้ตรวจสอบขาดลำดับ (turn): ผู้ตรวจสอบคนแรกเป็นลำดับที่ ๑ ถัดไปเป็นลำดับที่ ๒
plan-turn-of-another = มีเฉพาะผู้ตรวจสอบเท่านั้นที่ระบุลำดับได้
plan-head-of-another = มีเฉพาะเจ้าหน้าที่ผู้รับผิดชอบเท่านั้นที่เป็นหัวหน้าหน่วยงานได้
plan-head-unreadable = “{ $text }” ไม่ชัดเจนว่าเป็นหัวหน้าหน่วยงานหรือไม่ กรุณาเขียนว่า ใช่ หรือเว้นว่างไว้
plan-turn-none = ลำดับผู้ตรวจสอบนับตั้งแต่ ๑ จึงใช้เลข { $turn } ไม่ได้
plan-turn-missing = ไม่มีผู้ตรวจสอบลำดับที่ { $turn }
plan-contributor-without-unit = เจ้าหน้าที่ผู้รับผิดชอบต้องสังกัดหน่วยงาน แต่ตำแหน่งนี้ไม่ได้ระบุหน่วยงาน
plan-no-score = “{ $text }” ไม่ใช่คะแนน: { $fault ->
    [above-hundred] คะแนนต้องไม่เกิน ๑๐๐
    [negative] คะแนนต้องไม่ติดลบ
    [decimals] คะแนนมีทศนิยมได้ไม่เกินสองตำแหน่ง
    [several] มีตัวเลขมากกว่าหนึ่งจำนวน
   *[unreadable] อ่านเป็นคะแนนไม่ได้
}
plan-years-not-later = คะแนนก่อนดำเนินการเป็นของปี { $before } คะแนนหลังดำเนินการเป็นของปี { $after } ซึ่งไม่ใช่ปีหลังจากนั้น
plan-third-level = หน่วยงาน “{ $unit }” สังกัดหน่วยงานอื่นอยู่แล้ว: หน่วยงานมีได้สองระดับ
plan-no-post = ไม่มีตำแหน่งที่ทำหน้าที่{ $role ->
    [reporter] เจ้าหน้าที่ผู้รายงาน
    [verifier] เจ้าหน้าที่ผู้ตรวจสอบ
    [executive] ผู้บริหาร
   *[contributor] เจ้าหน้าที่ผู้รับผิดชอบ
}
plan-second-post = มีตำแหน่งที่ทำหน้าที่{ $role ->
    [reporter] เจ้าหน้าที่ผู้รายงาน
    [verifier] เจ้าหน้าที่ผู้ตรวจสอบ
    [executive] ผู้บริหาร
   *[contributor] เจ้าหน้าที่ผู้รับผิดชอบ
}เกินหนึ่งตำแหน่ง
plan-nobody-reports = ไม่มีเจ้าหน้าที่ผู้รับผิดชอบของหน่วยงาน “{ $unit }”

# สิ่งที่ไฟล์จะเปลี่ยนแปลง
plan-what-office = { $name }
plan-what-unit = หน่วยงาน “{ $name }”
plan-what-post = ตำแหน่ง { $position } ({ $name })
plan-what-measure = มาตรการที่ { $number } “{ $title }”
plan-added = เพิ่ม: { $what }
plan-retired = ยกเลิก: { $what }
plan-retired-post = ยกเลิก: { $what } ผู้ที่ถือตำแหน่งนี้อยู่จะพ้นจากตำแหน่งในระบบ
plan-retired-measure = ยกเลิก: { $what } ข้อมูลที่รายงานไว้ยังเก็บอยู่ แต่จะไม่อยู่ในรายงาน
plan-replaced-measure = ยกเลิก: { $what } เพราะลำดับนี้เป็นมาตรการอื่นแล้ว ผลที่รายงานไว้ยังเก็บไว้ แต่ไม่อยู่ในรายงาน
plan-only-renamed = ℹ️ หากมาตรการใดเพียงเปลี่ยนชื่อ อย่าเพิ่งนำเข้า ให้แก้ชื่อในแชตก่อน (จัดการสำนักงาน › มาตรการ) ผลที่รายงานไว้จะอยู่กับมาตรการนั้นต่อไป แล้วจึงส่งไฟล์อีกครั้ง
plan-renumbered = เปลี่ยนลำดับจากที่ { $from }: { $what }
plan-changed = แก้ไข: { $what }
    { $edits }
plan-methods-reordered = • วิธีดำเนินการ: สลับลำดับ
plan-edit = • { $field ->
    [short-name] ชื่อย่อ
    [address] ที่อยู่
    [order-issuer] ผู้ออกคำสั่ง
    [fiscal-year] ปีงบประมาณ
    [report-title] ชื่อรายงาน
    [report-heading] หัวเรื่องของรายงาน
    [report-intro] คำนำ
    [name] ชื่อ
    [parent] สังกัด
    [role] หน้าที่
    [turn] ลำดับ
    [position] ตำแหน่ง
    [unit] หน่วยงาน
    [number] ลำดับ
    [title] มาตรการ
    [methods] วิธีดำเนินการ
    [period] ระยะเวลาดำเนินการ
    [head] หัวหน้าหน่วยงาน
   *[score] คะแนน ITA
}: { $from } → { $to }
plan-nothing = (ไม่มี)
plan-topic = { $text } (ปี { $before-year }: { $before } แล้วจึงปี { $after-year })
plan-topic-coded = { $code } { $text } (ปี { $before-year }: { $before } แล้วจึงปี { $after-year })
plan-quoted = “{ $text }”
plan-yes = ใช่
plan-role-contributor = เจ้าหน้าที่ผู้รับผิดชอบ
plan-role-reporter = เจ้าหน้าที่ผู้รายงาน
plan-role-verifier = เจ้าหน้าที่ผู้ตรวจสอบ
plan-role-executive = ผู้บริหาร

# ไฟล์ Excel
plan-workbook-damaged = ไฟล์ Excel นี้ชำรุด กรุณาเปิดแล้วบันทึกใหม่
plan-workbook-too-large = ไฟล์ Excel นี้ใหญ่เกินกว่าจะเป็นแผน กรุณาคัดลอกเฉพาะแผนไปไว้ในไฟล์ใหม่แล้วบันทึก
plan-workbook-sheets = ไฟล์ Excel นี้มีเกิน { $most } แผ่นงาน
plan-too-much = แผนหนึ่งมีมาตรการ หน่วยงาน หรือตำแหน่งได้ไม่เกินอย่างละ { $most } รายการ
plan-no-table = ไม่พบตารางที่มีคอลัมน์ มาตรการ/แนวทาง วิธีดำเนินการ ผู้รับผิดชอบ และระยะเวลาดำเนินการ ในแผ่นงานใดเลย
plan-table-empty = ไม่มีมาตรการใต้หัวตารางนี้
plan-sheet-headless = แผ่นงานนี้ไม่มีหัวตาราง
plan-sheet-missing = ไฟล์ขาดแผ่นงาน “{ $sheet }” และยังไม่มีข้อมูลของหน่วยงานนี้ในระบบ
plan-office-missing = แผ่นงาน “{ $sheet }” ต้องระบุ “{ $label }” เพราะหัวเรื่องของแผนไม่ได้ระบุไว้
plan-column-missing = ตารางขาดคอลัมน์ “{ $column }”
plan-cell-empty = “{ $column }” ว่างอยู่
plan-cell-number = “{ $text }” ไม่ใช่จำนวนเต็ม
plan-cell-truth = ช่องนี้เป็นค่าจริงเท็จ ไม่ใช่ข้อความ
plan-cell-date = ช่องนี้เป็นวันที่ กรุณาพิมพ์เป็นข้อความ
plan-cell-error = ช่องนี้แสดงข้อผิดพลาด { $error }
plan-unit-unknown = ไม่มีหน่วยงานชื่อ “{ $unit }”{ $hint }
plan-no-methods = มาตรการที่ { $measure } ไม่มีวิธีดำเนินการ
plan-title-years = หัวเรื่องระบุหลายปี ({ $years }) กรุณาระบุเฉพาะปีของแผน หรือระบุไว้ในแผ่นงาน “สำนักงาน”
plan-score-of-none = คะแนนนี้ไม่ได้ระบุว่าเป็นของมาตรการใด
plan-score-of-unknown = ไม่มีมาตรการที่ { $measure }
plan-note-reported = คอลัมน์ “{ $column }” ไม่ใช่ส่วนของแผน จึงไม่ได้นำเข้า
plan-note-column = ไม่รู้จักคอลัมน์ “{ $column }” จึงไม่ได้นำเข้า
plan-note-row = แถวนี้ไม่ใช่มาตรการ จึงไม่ได้นำเข้า (“{ $text }”)
plan-note-second = มาตรการที่ { $measure } ระบุไว้แล้ว จึงไม่ได้นำเข้า “{ $text }”
plan-note-office = หัวเรื่องระบุชื่อ{ $office } แต่นำเข้าเป็นแผนของ{ $taken }

# คำในไฟล์ Excel
plan-sheet-measures = แผนมาตรการ
plan-sheet-office = สำนักงาน
plan-sheet-units = หน่วยงาน
plan-sheet-posts = ตำแหน่ง
plan-sheet-scores = คะแนน ITA
plan-column-measure = มาตรการ/แนวทาง
plan-column-methods = วิธีดำเนินการ
plan-column-unit = ผู้รับผิดชอบ
plan-column-period = ระยะเวลาดำเนินการ
plan-column-of-measure = มาตรการที่
plan-column-code = รหัสข้อคำถาม
plan-column-topic = ประเด็นการประเมิน
plan-column-before-year = ปีก่อนดำเนินการ
plan-column-before = คะแนนก่อนดำเนินการ
plan-column-after-year = ปีหลังดำเนินการ
plan-column-id = รหัส
plan-column-unit-name = ชื่อหน่วยงาน
plan-column-parent = สังกัด
plan-column-role = หน้าที่
plan-column-turn = ลำดับการตรวจสอบ
plan-column-name = ชื่อ - สกุล
plan-column-position = ตำแหน่ง
plan-column-post-unit = หน่วยงาน
plan-column-head = หัวหน้าหน่วยงาน
plan-label-name = ชื่อหน่วยงาน
plan-label-short-name = ชื่อย่อ
plan-label-address = ที่อยู่
plan-label-order-issuer = ผู้ออกคำสั่ง
plan-label-year = ปีงบประมาณ
plan-label-title = ชื่อรายงาน
plan-label-heading = หัวเรื่อง
plan-label-intro = คำนำ
plan-workbook-title = แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส

# เมื่อยังนำเข้าแผนไม่ได้
plan-later-exists = หน่วยงานมีแผนของปีงบประมาณ พ.ศ. { $later } แล้ว จึงนำเข้าแผนของปี { $year } ไม่ได้
plan-being-checked = รายงานอยู่ระหว่างการตรวจสอบหรือรอผู้บริหารรับทราบ กรุณาส่งแผนที่แก้ไขเมื่อรายงานได้รับคืนแล้ว
