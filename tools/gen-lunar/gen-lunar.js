#!/usr/bin/env node
// gen-lunar: print firmware/model/lunar_table.h. Run: npm ci && node gen-lunar.js > ../../firmware/model/lunar_table.h
"use strict";
const { Solar } = require("lunar-javascript");
const FIRST = 1901, LAST = 2100;
const TERMS = ["小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
  "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"];

const years = new Map(); // lunar year -> { start: [y, m, d], months: [{ month, days }] }
const terms = new Map(); // civil year -> day of the month of each of its 24 terms
for (let y = FIRST - 1; y <= LAST + 1; y++) {
  for (let m = 1; m <= 12; m++) {
    for (let d = 1; d <= new Date(y, m, 0).getDate(); d++) {
      const lunar = Solar.fromYmd(y, m, d).getLunar();
      const year = lunar.getYear();
      if (!years.has(year)) years.set(year, { start: [y, m, d], months: [] });
      const months = years.get(year).months;
      if (months.length === 0 || months[months.length - 1].month !== lunar.getMonth())
        months.push({ month: lunar.getMonth(), days: 0 });
      months[months.length - 1].days = Math.max(months[months.length - 1].days, lunar.getDay());
      const term = lunar.getJieQi();
      if (!term) continue;
      const index = TERMS.indexOf(term);
      if (index < 0 || Math.floor(index / 2) + 1 !== m) throw new Error(`${y}-${m}-${d}: ${term}`);
      if (!terms.has(y)) terms.set(y, []);
      terms.get(y)[index] = d;
    }
  }
}

console.log(`#pragma once
/* Made by tools/gen-lunar from lunar-javascript 1.7.7 (MIT, Copyright 6tail). Do not edit. */
#include <stdint.h>

#define LUNAR_FIRST_YEAR ${FIRST} /* civil; the table of years begins one earlier */
#define LUNAR_LAST_YEAR ${LAST}

/* A lunar year: its first day in January or February of the same civil year, its leap month (0: none), and its
 * months' lengths: bit n is set where month n has 30 days, counting from 0 with the leap month in its
 * place behind the month it repeats. */
struct lunar_year {
    uint8_t month, day, leap;
    uint16_t long_months;
};

static const struct lunar_year lunar_years[] = {`);
for (let y = FIRST - 1; y <= LAST; y++) {
  const { start, months } = years.get(y);
  if (start[0] !== y) throw new Error(`year ${y} begins on ${start}`);
  const leap = months.find((one) => one.month < 0);
  const bits = months.reduce((sum, one, n) => sum | (one.days === 30 ? 1 << n : 0), 0);
  console.log(`    {${start[1]}, ${start[2]}, ${leap ? -leap.month : 0}, 0x${bits.toString(16)}}, /* ${y} */`);
}
console.log(`};

/* Day of the month of a civil year's 24 solar terms from 小寒 on: two a month. */
static const uint8_t lunar_terms[][24] = {`);
for (let y = FIRST; y <= LAST; y++) {
  const days = terms.get(y);
  if (days.length !== 24 || days.includes(undefined)) throw new Error(`${y}: ${days}`);
  console.log(`    {${days.join(", ")}}, /* ${y} */`);
}
console.log("};");
