# Sourced by tools/demo --tour: visits every screen by taps and touches, and saves a picture of each.
# The clock is set to a Monday morning, four minutes before the activity day begins. tour-staff.sh visits the staff pages.
mkdir -p "$tour"
tour=$(cd "$tour" && pwd)
morning=2026-11-23T09:26:00+08:00
kiosk=$bin/firmware/muster-kiosk
count=0
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy

drive() { "$bin/tools/socket-line/socket-line" "$work/drive.sock" "$@"; }
ask_sim() { "$bin/tools/socket-line/socket-line" "$work/sim.sock" "$@" >/dev/null || { say "simulator: $*"; exit 1; }; }
fail() { say "The tour stopped: $*"; say "screen: $(drive screen || true)"; tail -n 20 "$work/kiosk.log"; exit 1; }
# On a small panel the target may be below the visible part: scroll to it.
touch_() {
    local way
    for way in 下翻 下翻 下翻 下翻 下翻 上翻 上翻 上翻 上翻 上翻 上翻; do
        drive touch "$@" >/dev/null && return 0
        drive touch $way >/dev/null || sleep 0.2
    done
    fail "cannot touch $*"
}
on() { drive wait "$1" 8000 >/dev/null || fail "$1 did not appear"; }
sees() { for _ in $(seq 100); do drive text | grep -q "$1" && return 0; sleep 0.1; done; fail "\"$1\" did not appear"; }
shot() {
    count=$((count + 1))
    sleep 0.35 # wait for decoded pictures and the end of transitions
    drive shot "$tour/$(printf %03d "$count")-$1.png" >/dev/null || fail "cannot save a picture of $1"
}
# tap SCREEN NAME CARD...: place the cards, wait for the screen, save its picture as NAME
tap() {
    local i
    for i in 1 2 3; do # under load the reader may miss that a card was removed: tap again
        ask_sim place "${@:3}"; sleep 0.3
        drive wait "$1" 5000 >/dev/null && break
        ask_sim remove; sleep 0.6
    done
    on "$1"; shot "$2"; ask_sim remove; sleep 0.4
}
type_() { local text=$1 i; for ((i = 0; i < ${#text}; i++)); do touch_ "${text:i:1}"; done; }
start_kiosk() {
    rm -f "$work/drive.sock"
    write_config
    "$kiosk" --config "$work/muster.conf" --drive "$work/drive.sock" --clock "$1" 2>>"$work/kiosk.log" &
    kiosk_pid=$!
    wait_for "$work/drive.sock"
    sleep 1.2
}
stop_kiosk() { kill "$kiosk_pid"; wait "$kiosk_pid" || true; kiosk_pid=''; }
# Go back to the home screen with the back buttons; if that fails, restart the kiosk.
home() {
    local i way
    for i in 1 2 3 4; do
        drive screen | grep -qx 'ok home' && return 0
        for way in 返回 上一步 看完了 记住了，完成; do drive touch "$way" >/dev/null && break; done
        drive screen | grep -qx 'ok attract' && { touch_ 300 400; on home; return 0; }
    done
    drive screen | grep -qx 'ok home' || { stop_kiosk; start_kiosk "${1:-$morning}"; touch_ 300 400; on home; }
}
import() { "$kiosk" --config "$work/muster.conf" --clock $morning import "$@" >/dev/null; }
event() { # SUMMARY DTSTART DTEND [LINE...]: import an activity
    local name=$1 from=$2 to=$3
    shift 3
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Muster//tour//ZH BEGIN:VEVENT "UID:$name@sample.muster" \
        DTSTAMP:20261120T000000Z "DTSTART;TZID=Asia/Shanghai:$from" "DTEND;TZID=Asia/Shanghai:$to" "SUMMARY:$name" \
        LOCATION:一楼活动室 "$@" END:VEVENT END:VCALENDAR >"$work/$name.ics"
    import "$work/$name.ics"
}

write_config
import assets/sample
"${sim[@]}" --no-keys >/dev/null 2>&1 &
sim_pid=$!
wait_for "$work/sim.sock"
start_kiosk $morning
on attract; shot attract
touch_ 300 400; on home; shot home

# Results of a tap.
tap welcome welcome 王建国
tap already_in already-in 王建国
tap welcome welcome-long-name 阿依登·山克
tap unknown unknown-card A:04DEADBEEF0102:ntag
tap refused refused-phone A:-:phone
tap refused refused-two-cards 王建国 A:DEADBEEF:classic

# Honour wall.
home
touch_ 荣誉墙; on wall; shot wall
touch_ 下一页; shot wall-page-2
touch_ 一等功; shot wall-first-class
touch_ 找名字; on search; shot wall-search
touch_ Z; shot wall-search-found
touch_ 返回; on wall
touch_ 王双根; on story; shot story
touch_ 下翻; shot story-scrolled
touch_ 下一位; shot story-next
touch_ 返回; on wall
touch_ 更多; shot wall-chips; touch_ 老物件; shot wall-objects
touch_ 龙尚社区; on story; shot story-donated-object
home
touch_ 雪线上的电话线; on story; shot story-on-this-day

# Schedule.
home
touch_ 活动安排; on schedule; shot schedule
touch_ 本周安排; shot schedule-week
touch_ 返回
event 示例小班课 20261124T150000 20261124T160000 X-MUSTER-CAPACITY:1 X-MUSTER-SIGN-UP:TRUE
home
touch_ 活动安排; on schedule
touch_ 退役军人活动日; on activity; shot activity
touch_ 报名; shot activity-tap-to-sign-up
tap signed_up signed-up 华稻香
for who in 华稻香 王建国; do
    home; touch_ 活动安排; on schedule; touch_ 24; touch_ 示例小班课; on activity; touch_ "报名$([ $who = 王建国 ] && echo 候补)"
    tap signed_up "signed-up-$([ $who = 王建国 ] && echo waiting || echo last-place)" $who
done
home; touch_ 活动安排; on schedule; touch_ 24; touch_ 示例小班课; on activity; shot activity-full
touch_ 取消报名; tap signed_up sign-up-cancelled 王建国

# A request, written with all five input methods.
home
touch_ 服务申请; on request; shot request
touch_ 就业创业; on say; shot say-handwriting
drive stroke 250,330 480,320 740,310 >/dev/null; drive stroke 490,120 480,330 420,560 250,820 >/dev/null
drive stroke 490,340 580,600 760,820 >/dev/null; shot say-handwriting-ink
touch_ 大; shot say-handwriting-chosen
touch_ 拼音; type_ youfu; shot say-pinyin
touch_ 优抚; shot say-pinyin-next-word
touch_ 数字; shot say-digits
touch_ 语音留言; shot say-voice
touch_ 开始说; sleep 1.3; shot say-voice-recording
touch_ 说完了; sees 录好了; shot say-voice-kept
touch_ 常用语; touch_ 我想参加技能培训; shot say-phrases
touch_ 下一步; on phone; type_ 19000001234; shot request-phone
touch_ 下一步; on confirm; shot request-confirm
touch_ 提交; on ticket; shot request-ticket
number=$("$kiosk" --config "$work/muster.conf" export requests | sed -n '2s/,.*//p')
printf '%s\n' number,stage,at,note,answer "$number,分类指导,2026-11-23 09:30,转就业创业窗口," \
    "$number,承办,2026-11-23 09:40,李站长," \
    "$number,答复,2026-11-23 09:50,,已为您报上 12 月 6 日的技能培训班，请带身份证和优待证。" >"$work/request_steps.csv"
import "$work/request_steps.csv"
home
touch_ 服务申请; on request
touch_ 查我的办理进度; on follow; shot follow
type_ "${number//[!0-9]/}"; touch_ 手机后四位; type_ 9999
touch_ 查询; on track; shot track-wrong-digits
touch_ 返回; on follow; type_ "${number//[!0-9]/}"; touch_ 手机后四位; type_ 1234
touch_ 查询; on track; shot track
touch_ 满意; shot track-rated
touch_ 再写一句; shot track-remark

# Notices, teams, the member's own page, guides, the map.
home; touch_ 公示栏; on notices; shot notices
home; touch_ 志愿队伍; on teams; shot teams
touch_ 爱心到家; on team; shot team
touch_ 我想加入; shot team-tap-to-join
tap signed_up team-asked 华稻香
home; touch_ 我的; on mine; shot mine-tap
ask_sim place 王建国; sleep 0.6; shot mine; ask_sim remove; sleep 0.2
home; touch_ 政策指南; on guides; shot guides
touch_ 优待证; on guide; shot guide
home; touch_ 战友地图; on map; shot map
touch_ 下翻; shot map-grids

# Large text, high contrast, reachable controls.
for letters in large huge; do
    home; drive set size $letters >/dev/null; shot home-$letters
    touch_ 荣誉墙; on wall; shot wall-$letters
    touch_ 王双根; on story; shot story-$letters
    home; drive set size $letters >/dev/null
    touch_ 活动安排; on schedule; shot schedule-$letters
    home; drive set size $letters >/dev/null
    touch_ 服务申请; on request; shot request-$letters
    touch_ 就业创业; on say; shot say-$letters
    home; drive set size $letters >/dev/null
    tap welcome welcome-$letters "$([ $letters = large ] && echo 钱夏荷 || echo 韦佳禾)"
    home
done
drive set size normal >/dev/null
home; touch_ 高对比; shot home-contrast
touch_ 荣誉墙; on wall; shot wall-contrast
home; drive set contrast off >/dev/null
if drive text | grep -q 低位操作; then # on portrait panels only
    touch_ 低位操作; shot home-low
    touch_ 荣誉墙; on wall; shot wall-low
    home; touch_ 服务申请; on request; touch_ 就业创业; on say; shot say-low
    drive set low off >/dev/null
fi
home; sleep 41; shot home-warning # 还要看

touch_ 还要看; ask_sim unplug; sleep 2; shot reader-paused; ask_sim replug; sleep 2

stop_kiosk; start_kiosk 2026-11-25T09:15:00+08:00 # volunteer service: hours count
tap welcome welcome-late 王建国
stop_kiosk; start_kiosk 2026-11-25T10:05:00+08:00
tap sign_out sign-out 王建国
touch_ 签退; on signed_out; shot signed-out
event 示例书法课 20261123T090000 20261123T110000
stop_kiosk; start_kiosk $morning
tap choose choose-activity 李春苗
event 示例书法课 20261123T090000 20261123T110000 STATUS:CANCELLED
stop_kiosk; start_kiosk 2026-11-23T19:30:00+08:00
tap visit visit 钱夏荷
stop_kiosk; start_kiosk 2026-11-23T22:30:00+08:00
on attract; shot attract-night

. "$top/tools/tour-staff.sh"

language=en
stop_kiosk; start_kiosk $morning
on attract; shot attract-english
touch_ 300 400; on home; shot home-english
touch_ 'Honour wall'; on wall; shot wall-english
touch_ Back; on home; touch_ 'Ask for help'; on request; shot request-english
touch_ Back; on home; touch_ Activities; on schedule; shot schedule-english
tap welcome welcome-english 鲍破浪
language=zh
stop_kiosk

# The error page after a newer version has written the store.
mv "$data/muster.db" "$work/kept.db"
rm -f "$data"/muster.db-* && rm -rf "$work/snapshots" && mv "$data/snapshots" "$work/snapshots"
cp "$work/kept.db" "$data/muster.db"
printf '\x00\x00\x03\xe7' | dd of="$data/muster.db" bs=1 seek=60 conv=notrunc 2>/dev/null # user_version 999
start_kiosk $morning
shot out-of-order
stop_kiosk
mv "$work/kept.db" "$data/muster.db"
mv "$work/snapshots" "$data/snapshots"

say "$count pictures saved in $tour"
