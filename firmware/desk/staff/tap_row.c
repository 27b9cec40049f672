/* tap_row: the columns of the export of taps. */
#include "desk/staff/tap_row.h"

#include <stdio.h>
#include <string.h>

const char *const tap_row_columns[TAP_COLUMNS] = {
    "time", "member_no", "name", "activity",           "outcome", "reason",
    "kind", "kiosk",     "seq",  "clock_synchronised", "detail"};
const char *const tap_row_titles[TAP_COLUMNS] = {
    "时间", "编号", "姓名", "活动", "结果", "原因", "类别", "设备", "序号", "时钟已同步", "备注"};
const int tap_row_widths[TAP_COLUMNS] = {20, 12, 12, 30, 16, 16, 12, 18, 8, 12, 16};

void tap_row_fill(struct tap_row *row, const struct export_tap *tap) {
    civil_format_rfc3339(tap->at_ms, row->time);
    snprintf(row->seq, sizeof row->seq, "%lld", (long long)tap->seq);
    const char *values[TAP_COLUMNS] = {
        row->time,   tap->member_no, tap->name,  tap->activity, tap->outcome,
        tap->reason, tap->kind,      tap->kiosk, row->seq,      tap->synced ? "yes" : "no",
        tap->detail};
    memcpy(row->values, values, sizeof values);
}

static const char *spoken(const char *word) {
    static const char *const words[][2] = {
        {"welcome", "签到"},
        {"already_in", "已签到过"},
        {"ask_sign_out", "询问签退"},
        {"signed_out", "签退"},
        {"choose_activity", "询问哪项活动"},
        {"visit", "到站"},
        {"unknown_card", "未登记的卡"},
        {"refused", "未受理"},
        {"signed_up", "报名"},
        {"sign_up_cancelled", "取消报名"},
        {"sign_up_full", "报名已满"},
        {"sign_up_already", "已报过名"},
        {"member_known", "本人查询"},
        {"staff_card", "工作人员"},
        {"card_seen", "验卡"},
        {"manual_check_in", "补签"},
        {"undo_check_in", "撤销签到"},
        {"card_enrolled", "发卡"},
        {"card_lost", "挂失"},
        {"card_revoked", "注销"},
        {"lost", "已挂失"},
        {"revoked", "已注销"},
        {"random_uid", "手机或虚拟卡"},
        {"two_cards", "同时放了两张卡"},
        {"try_again", "没读清楚"},
        {"not_saved", "没能保存"},
        {"too_late", "时间已过"},
        {"card_forgotten", "忘带卡"},
        {"card_broken", "卡坏"},
        {"reader_trouble", "读卡器故障"},
        {"mistake", "签错"},
        {"other", "其他"},
        {"checkin", "签到"},
        {"signout", "签退"},
        {"refused_tap", "未受理"},
        {"signup", "报名"},
        {"staff_action", "工作人员操作"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcmp(words[i][0], word) == 0) return words[i][1];
    return word;
}

void tap_row_fill_spoken(struct tap_row *row, const struct export_tap *tap) {
    struct civil at = civil_from_ms(tap->at_ms);
    tap_row_fill(row, tap);
    snprintf(row->time, sizeof row->time, "%04d-%02d-%02d %02d:%02d:%02d", at.year % 10000,
             at.month % 100, at.day % 100, at.hour % 100, at.minute % 100, at.second % 100);
    row->values[4] = spoken(tap->outcome);
    row->values[5] = spoken(tap->reason);
    row->values[6] = spoken(tap->kind);
    row->values[9] = tap->synced ? "是" : "否";
}
