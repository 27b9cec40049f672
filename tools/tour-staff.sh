# Sourced by tour.sh: visits every staff page. 李敏 gets a card and a PIN, as an administrator would set them up.
staff_card=A:04FFEEDDCCBBAA:ntag
add_staff() { # NAME CARD PIN
    tap unknown "unknown-card-of-$1" "$2"
    local number
    number=$(drive text | grep -oE '[0-9]{3} [0-9]{3}' | head -n 1)
    echo "$3" | "$kiosk" --config "$work/muster.conf" staff add "$1" "${number/ /}" >/dev/null 2>&1 || fail "cannot add $1"
}
sign_in() {
    ask_sim place $staff_card; sleep 0.3; on staff_pin; ask_sim remove; sleep 0.2
    type_ 280614; touch_ 进入; on staff_log
}
stop_kiosk; start_kiosk $morning
rm -rf "$stick" && mkdir -p "$stick"
add_staff 李敏 $staff_card 280614
add_staff 周桂兰 A:04A0A1A2A3A4A5:ntag 904173
for who in 陈早春 邹知秋 章鸣谷 孙望山 赵北望; do
    ask_sim tap $who; sleep 0.8
done
tap staff_pin staff-pin $staff_card
type_ 111222; touch_ 进入; sees 密码不对; shot staff-pin-wrong
touch_ 忘记密码; shot staff-pin-help
touch_ 用\ U\ 盘里的重设文件; shot staff-pin-new-by-file
touch_ 返回; type_ 280614; touch_ 进入; on staff_log
touch_ 退役军人活动日 || true; shot staff-log-activities
touch_ 退役军人活动日; shot staff-log
touch_ 全部网格; shot staff-log-grids; touch_ 全部网格
touch_ 退役军人活动日; touch_ 按天看; shot staff-log-day
touch_ 未到名单; on staff_absent; shot staff-absent
touch_ 连续三次未到; shot staff-absent-three-times
touch_ 补签; on staff_manual; shot staff-manual
touch_ W; sees 王; touch_ 王建国; shot staff-manual-person
drive touch 忘带卡 >/dev/null || true; shot staff-manual-did
touch_ 发卡; on staff_enrol; shot staff-enrol
ask_sim place A:04A1B2C3D4E5F6:ntag; sleep 0.4; ask_sim remove; sees 还没有发给谁; shot staff-enrol-new-card
touch_ 选择人员; touch_ W; touch_ 王建国; shot staff-enrol-person
touch_ 换卡; sees 已完成; shot staff-enrol-did
ask_sim place A:04A1B2C3D4E5F6:ntag; sleep 0.4; ask_sim remove; sees 这是; touch_ 挂失; sees 已完成; shot staff-enrol-lost
touch_ 上传; on staff_queue; shot staff-queue
touch_ 设备; on staff_device; shot staff-device
touch_ 设置; on staff_settings; shot staff-settings
touch_ 下翻; shot staff-settings-clock
touch_ 同事; on staff_colleagues; shot staff-colleagues
touch_ 周桂兰; type_ 50; shot staff-colleagues-new-pin
touch_ 换一位
touch_ 导入内容; on staff_import; sees 没有本机能读的内容; shot staff-import-empty
mkdir -p "$stick/muster/notices"
printf '%s\n' member_no,name,grid LS0001,王建国,G2 LS0901,赵新来,G1 >"$stick/muster/roster.csv"
printf '%s\n' member_no,tech,uid LS0999,A,04A1B2C3D4E5F7 >"$stick/muster/cards.csv"
printf '%s\n' --- 'title: 停水通知' 'from: 2026-11-01' 'to: 2026-12-31' --- '示例：周三上午停水。' >"$stick/muster/notices/water.md"
touch_ 再看一次; sees 导入以后; shot staff-import-preview
touch_ 导入; sees '可以拔出'; shot staff-import-taken
touch_ 返回; on staff_log
touch_ 导出到; on staff_export; sees '可以拔出'; shot staff-export
touch_ 返回; on staff_log
touch_ 退出
tap refused refused-lost-card A:04A1B2C3D4E5F6:ntag
drive set size huge >/dev/null
ask_sim place $staff_card; sleep 0.3; on staff_pin; ask_sim remove; shot staff-pin-huge
drive set size huge >/dev/null; type_ 280614; touch_ 进入; on staff_log; shot staff-log-huge
touch_ 退出
drive set size normal >/dev/null
