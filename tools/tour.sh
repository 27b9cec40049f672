# Sourced by tools/demo --tour: walks every screen by taps and touches, and takes a picture of each.
# It is a Monday morning, four minutes before the activity day begins.
mkdir -p "$tour"
tour=$(cd "$tour" && pwd)
morning=2026-11-23T09:26:00+08:00
kiosk=$bin/firmware/muster-kiosk
count=0
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy

drive() { "$bin/tools/socket-line/socket-line" "$work/drive.sock" "$@"; }
ask_sim() { "$bin/tools/socket-line/socket-line" "$work/sim.sock" "$@" >/dev/null || { say "simulator: $*"; exit 1; }; }
fail() { say "The tour stopped: $*"; say "on the glass: $(drive screen || true)"; tail -n 20 "$work/kiosk.log"; exit 1; }
touch_() { drive touch "$@" >/dev/null || fail "cannot touch $*"; }
on() { drive wait "$1" 8000 >/dev/null || fail "$1 never came"; }
shot() {
    count=$((count + 1))
    sleep 0.35 # pictures decoded, transitions over
    drive shot "$tour/$(printf %02d "$count")-$1.png" >/dev/null || fail "no picture of $1"
}
# place CARD..., see SCREEN, picture NAME
tap() { ask_sim place "${@:3}"; sleep 0.3; on "$1"; shot "$2"; ask_sim remove; sleep 0.2; }
start_kiosk() {
    rm -f "$work/drive.sock"
    write_config
    "$kiosk" --config "$work/muster.conf" --drive "$work/drive.sock" --clock "$1" 2>>"$work/kiosk.log" &
    kiosk_pid=$!
    wait_for "$work/drive.sock"
    sleep 1.2
}
stop_kiosk() { kill "$kiosk_pid"; wait "$kiosk_pid" || true; kiosk_pid=''; }
home() { drive screen | grep -qx 'ok home' || { stop_kiosk; start_kiosk "${1:-$morning}"; touch_ 300 400; on home; }; }

write_config
"$kiosk" --config "$work/muster.conf" --clock $morning import assets/sample >/dev/null
"${sim[@]}" --no-keys >/dev/null 2>&1 &
sim_pid=$!
wait_for "$work/sim.sock"
start_kiosk $morning
on attract; shot attract
touch_ 300 400; on home; shot home

tap welcome welcome 王建国
tap already_in already-in 王建国
tap welcome welcome-long-name 阿依登·山克
tap unknown unknown-card A:04DEADBEEF0102:ntag
tap refused refused-phone A:-:phone
tap refused refused-two-cards 王建国 A:DEADBEEF:classic

home
touch_ 荣誉墙; on wall; shot wall
touch_ 下一页; shot wall-page-2
touch_ 返回; on home
touch_ 荣誉墙; on wall
touch_ 找名字; on search; shot wall-search
touch_ 返回; on wall
touch_ 王双根; on story; shot story
touch_ 下翻; shot story-scrolled
touch_ 返回; on wall

home
touch_ 活动安排; on schedule; shot schedule
touch_ 本周安排; shot schedule-week
home
touch_ 活动安排; on schedule
touch_ 退役军人活动日; on activity; shot activity
touch_ 报名; shot activity-tap-to-sign-up
tap signed_up signed-up 华稻香

home
touch_ 服务申请; on request; shot request
touch_ 就业创业; on say; shot request-say
touch_ 常用语; touch_ 我想参加技能培训; shot request-said
touch_ 下一步; on phone
for digit in 1 9 0 0 0 0 0 1 2 3 4; do touch_ $digit; done
shot request-phone
touch_ 下一步; on confirm; shot request-confirm
touch_ 提交; on ticket; shot request-ticket
number=$("$kiosk" --config "$work/muster.conf" export requests | sed -n '2s/,.*//p')
printf '%s\n' number,stage,at,note,answer "$number,分类指导,2026-11-23 09:30,转就业创业窗口," \
    "$number,承办,2026-11-23 09:40,李站长," \
    "$number,答复,2026-11-23 09:50,,已为您报上 12 月 6 日的技能培训班，请带身份证和优待证。" >"$work/request_steps.csv"
"$kiosk" --config "$work/muster.conf" --clock $morning import "$work/request_steps.csv" >/dev/null
home
touch_ 服务申请; on request
touch_ 查我的办理进度; on follow; shot follow
for digit in $(echo "$number" | grep -o '[0-9]'); do touch_ "$digit"; done
touch_ 手机后四位
for digit in 1 2 3 4; do touch_ $digit; done
touch_ 查询; on track; shot track
touch_ 满意; shot track-rated

home
touch_ 公示栏; on notices; shot notices
home
touch_ 志愿队伍; on teams; shot teams
touch_ 爱心到家; on team; shot team
touch_ 我想加入; shot team-tap-to-join
tap signed_up team-asked 华稻香

home
touch_ 我的; on mine; shot mine-tap
ask_sim place 王建国; sleep 0.6; shot mine; ask_sim remove; sleep 0.2
home
touch_ 政策指南; on guides; shot guides
touch_ 优待证; on guide; shot guide
home
touch_ 战友地图; on map; shot map

home
touch_ 大字; shot home-large
touch_ 荣誉墙; on wall; shot wall-large
home
drive set size huge >/dev/null; shot home-huge
drive set size normal >/dev/null
touch_ 高对比; shot home-contrast
touch_ 普通颜色
if drive text | grep -q 低位操作; then # portrait panels only: elsewhere everything is within reach
    touch_ 低位操作; shot home-low
    drive set low off >/dev/null
fi

ask_sim unplug; sleep 2; shot reader-paused; ask_sim replug; sleep 2

stop_kiosk; start_kiosk 2026-11-25T09:15:00+08:00 # volunteer service: hours count
tap welcome welcome-late 王建国
stop_kiosk; start_kiosk 2026-11-25T10:05:00+08:00
tap sign_out sign-out 王建国
touch_ 签退; on signed_out; shot signed-out
stop_kiosk; start_kiosk 2026-11-23T19:30:00+08:00
tap visit visit 钱夏荷
language=en
stop_kiosk; start_kiosk $morning
on attract; shot attract-english
touch_ 300 400; on home; shot home-english
tap welcome welcome-english 鲍破浪
language=zh
stop_kiosk

# What the glass says when the store was written by a newer program.
mv "$data/muster.db" "$work/kept.db"
rm -f "$data"/muster.db-* && rm -rf "$work/snapshots" && mv "$data/snapshots" "$work/snapshots"
cp "$work/kept.db" "$data/muster.db"
printf '\x00\x00\x03\xe7' | dd of="$data/muster.db" bs=1 seek=60 conv=notrunc 2>/dev/null # user_version 999
start_kiosk $morning
shot out-of-order
stop_kiosk
mv "$work/kept.db" "$data/muster.db"
mv "$work/snapshots" "$data/snapshots"

say "$count pictures are in $tour"
