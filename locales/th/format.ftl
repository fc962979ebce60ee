# ภาษานี้: ชื่อในภาษาของตนเอง เลขที่ใช้ (thai หรือ latn) ทิศทางการเขียน (ltr หรือ rtl)
language-name = ภาษาไทย
language-digits = thai
language-direction = ltr

# วันที่และเวลา
date-long = { $day } { $month ->
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
date-time = { $date } เวลา { $hour }.{ $minute } น.
said = { $text }
outcome-with-score = { $outcome } { $score }
said-moment = { $at }
