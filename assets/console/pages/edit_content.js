// Saving and removing facts that go down to the kiosks: grids, teams, notices, guides, categories, activities, stories.
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

/** A key that nobody has to think of. */
export const newKey = (stem) => `${stem}-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;

/** What was typed as the kiosk keeps it (firmware/model/markup.h): one block a line, none empty. */
export const plainBlocks = (text) => text.split('\n').map((line) => line.trim().replace(/^#+\s*/, '# ').replace(/^[*•]\s+/, '- ').replace(/^>\s*/, '> ')).filter((line) => line && line !== '# ' && line !== '> ').join('\n');
