// Around decisions: a reviewer decides two applications together, the learner appeals, and a member of the joint committee
// speaks; once on an office screen in Chinese, once without JavaScript on a phone in English. The demonstration's own data.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { way: 'zh', options: { width: WIDTHS.desk, language: 'zh-CN', script: true } },
  { way: 'en', options: { width: WIDTHS.phone, language: 'en', script: false } },
];

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

for (const { way, options } of WAYS) {
  test(`many at once, and an appeal (${way})`, { timeout: 300_000 }, async () => {
    const name = (key) => `${key}-${way}`;
    await together(options, name);
    await hear(options, name);
    await told(options, name);
  });
}

/** One is sent back with a reason, the other is left for later; the check page writes nothing. */
async function together(options, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.zhou, options);
  await page.goto('/credit/bulks');
  const boxes = page.getByRole('main').getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: say('credit-bulk-open') }).click();
  await page.getByRole('heading', { name: say('credit-bulk-decide') }).waitFor();
  await accessible(page);
  await page.locator('main select').nth(0).selectOption('return');
  await page.getByRole('button', { name: say('credit-bulk-check') }).click();
  await page.getByRole('alert').getByText(say('credit-application-reason_required')).waitFor();
  await accessible(page);
  await page.locator('main textarea').nth(0).fill('请补充课程教学大纲。');
  await page.getByRole('button', { name: say('credit-bulk-check') }).click();
  await page.getByText(say('credit-bulk-check-sentence', { count: 1, skipped: 1 })).waitFor();
  await accessible(page);
  await picture(page, name('bulk-check'), { full: true });
  await page.getByRole('button', { name: say('credit-decide-do') }).click();
  await page.getByText(say('credit-bulk-sentence', { done: 1, refused: 0, waiting: 0 })).waitFor();
  await accessible(page);
  await picture(page, name('bulk-result'), { full: true });
  faultless();
  await context.close();
}

async function hear(options, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.gao, options);
  await page.goto('/credit/hearings');
  await page.locator('main a[href^="/credit/hearings/apl_"]').first().click();
  await page.getByText(say('credit-province-320000'), { exact: true }).first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: say('credit-hearing-speak') }).click();
  await page.getByRole('alert').first().waitFor();
  await accessible(page);
  await page.getByRole('radio', { name: say('credit-finding-set_aside'), exact: true }).check();
  await page.getByLabel(say('credit-decide-reason'), { exact: true }).fill('大纲一致。');
  await page.getByRole('button', { name: say('credit-hearing-speak') }).click();
  await page.getByText(say('credit-notice-spoken')).waitFor();
  await picture(page, name('hearing'), { full: true });
  faultless();
  await context.close();
}

async function told(options, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.li, options);
  await page.goto('/credit/passbook?all=1');
  await page.locator('main s').first().waitFor();
  await accessible(page);
  await page.goto('/credit/notices');
  await accessible(page);
  await picture(page, name('notices'));
  const read = page.getByRole('button', { name: say('credit-notices-read') });
  if (await read.count()) {
    await read.click();
    await page.getByText(say('credit-notice-notices_read')).waitFor();
  }
  faultless();
  await context.close();
}
