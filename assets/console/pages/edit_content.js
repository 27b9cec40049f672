// Saving and removing content that kiosks pull: grids, teams, notices, guides, categories, activities, stories.
import { t } from '../words.js';
import { post } from '../api.js';
import { toast } from '../parts.js';
import { sure } from '../form.js';
import { forget } from '../state.js';

const kept = { grid: 'grids', team: 'teams', category: 'categories' };

export async function saveContent(change, isNew) {
  const answer = await post('content/save', { change, is_new: Boolean(isNew) });
  if (kept[change.kind]) forget(kept[change.kind]);
  toast(t('content.saved'));
  return answer;
}

export async function removeContent(kind, key, name) {
  if (!(await sure(t('content.remove_title', { name }), t('content.remove_text'), t('do.remove')))) return false;
  await post('content/remove', { kind, key });
  if (kept[kind]) forget(kept[kind]);
  toast(t('content.removed'));
  return true;
}

/** Makes a random key. */
export const newKey = (stem) => `${stem}-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;

/** Converts input to the kiosk's format (firmware/model/markup.h): one block per line, no empty lines. */
export const plainBlocks = (text) => text.split('\n').map((line) => line.trim().replace(/^#+\s*/, '# ').replace(/^[*•]\s+/, '- ').replace(/^>\s*/, '> ')).filter((line) => line && line !== '# ' && line !== '> ').join('\n');
