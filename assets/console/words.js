// The console's texts, from words.zh.json or words.en.json.
let words = {};
let language = 'zh';

export function wantedLanguage() {
  const kept = localStorage.getItem('muster.language');
  if (kept === 'zh' || kept === 'en') return kept;
  return (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export async function speak(wanted) {
  const answer = await fetch(`/console/words.${wanted}.json`);
  words = await answer.json();
  language = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
}

export function keepLanguage(wanted) {
  localStorage.setItem('muster.language', wanted);
}

export const spoken = () => language;
export const has = (key) => key in words;

/** The text of a key with {name} filled in. A missing text shows its key, so that tests find it. */
export function t(key, values) {
  const text = words[key];
  if (text === undefined) return `[${key}]`;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
}

/** The translation of a word from data, or the word itself. */
export const word = (family, value) => (value === '' || value === null || value === undefined ? '' : has(`${family}.${value}`) ? t(`${family}.${value}`) : String(value));
