// The way of a reward: ordered by a learner, given out by its code at the counter; and one that is taken back. Once with
// JavaScript on an office screen in Chinese, once without JavaScript on a phone in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { options: { width: WIDTHS.desk, language: 'zh-CN', script: true }, reward: '图书八五折券（示例）' },
  { options: { width: WIDTHS.phone, language: 'en', script: false }, reward: '15% off a book (example)' },
];

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function order(page, say, reward) {
  await page.goto('/incentive');
  await accessible(page);
  await page.getByRole('link', { name: reward, exact: true }).click();
  await accessible(page);
  await page.getByRole('button', { name: say('incentive-order-begin'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: say('incentive-check') }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: say('incentive-order-do'), exact: true }).click();
  await page.getByText(say('incentive-notice-placed')).waitFor();
  await accessible(page);
  return (await page.locator('.govuk-panel__title').textContent()).trim();
}

for (const { options, reward } of WAYS) {
  test(`from points to a reward (${options.language}, ${options.script ? 'with' : 'without'} JavaScript)`, { timeout: 300_000 }, async () => {
    const learner = await signedIn(PEOPLE.wang, options);
    const clerk = await signedIn(PEOPLE.lin, options);
    const { say } = learner;
    await learner.page.goto('/incentive/points');
    await accessible(learner.page);
    if (options.script) await picture(learner.page, 'points');
    const code = await order(learner.page, say, reward);
    assert.match(code, /^\d{4} \d{4}$/);

    await clerk.page.goto('/incentive/counter');
    await clerk.page.getByLabel(say('incentive-code-type')).fill('1');
    await clerk.page.getByRole('button', { name: say('incentive-code-find'), exact: true }).click();
    await clerk.page.getByRole('alert').getByText(say('incentive-code-malformed')).waitFor();
    await accessible(clerk.page);
    await clerk.page.getByLabel(say('incentive-code-type')).fill(code);
    await clerk.page.getByRole('button', { name: say('incentive-code-find'), exact: true }).click();
    await accessible(clerk.page);
    assert.ok(!(await clerk.page.locator('main').innerText()).includes(PEOPLE.wang.name), 'the counter is not told who it is');
    await clerk.page.getByRole('button', { name: say('incentive-collect'), exact: true }).click();
    await clerk.page.getByText(say('incentive-notice-collected')).waitFor();
    await learner.page.reload();
    await learner.page.getByText(say('incentive-order-sentence-collected')).waitFor();

    await order(learner.page, say, reward);
    await learner.page.getByText(say('incentive-cancel-open')).click();
    await learner.page.getByRole('button', { name: say('incentive-cancel'), exact: true }).click();
    await learner.page.getByText(say('incentive-order-sentence-cancelled')).waitFor();
    await accessible(learner.page);
    learner.faultless();
    clerk.faultless();
    await learner.context.close();
    await clerk.context.close();
  });
}
