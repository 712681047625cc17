// The way of an evaluation: written, computed, published by a second person, read by a stranger down to one number, and moved by
// its sliders. Once with JavaScript on an office screen in Chinese, once without JavaScript on a phone in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { width: WIDTHS.desk, language: 'zh-CN', script: true },
  { width: WIDTHS.phone, language: 'en', script: false },
];

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function press(page, name) {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('load');
}

for (const options of WAYS) {
  test(`from a document to a published evaluation (${options.language})`, { timeout: 300_000 }, async () => {
    const writer = await signedIn(PEOPLE.tang, options);
    const { say, page } = writer;
    await page.goto('/statistics/drafts/new');
    await accessible(page);
    const field = page.getByLabel(say('statistics-document'), { exact: true });
    const start = JSON.parse(await field.inputValue());
    start.members = ['310000', '320000'];
    await field.fill(JSON.stringify({ ...start, years: [] }));
    await press(page, say('statistics-document-save'));
    await page.locator('#faults').waitFor();
    await accessible(page);
    await field.fill(JSON.stringify(start));
    await press(page, say('statistics-document-save'));
    await page.getByText(say('statistics-notice-drafted')).waitFor();
    await accessible(page);
    await press(page, say('statistics-propose'));
    await page.getByText(say('statistics-notice-proposed')).waitFor();
    const place = page.url();

    const second = await signedIn(PEOPLE.qin, options);
    await second.page.goto(place);
    await press(second.page, say('statistics-publish'));
    await second.page.getByText(say('statistics-notice-published')).waitFor();
    await accessible(second.page);
    second.faultless();
    await second.context.close();
    writer.faultless();
    await writer.context.close();
  });

  test(`anybody follows an evaluation to one number and moves its sliders (${options.language})`, { timeout: 300_000 }, async () => {
    const reader = await signedIn(PEOPLE.wang, options);
    const { say, page } = reader;
    await page.goto('/statistics/evaluations');
    const name = options.language === 'en' ? 'Education input and access (example)' : '教育投入与机会（示例）';
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: say('statistics-recompute'), exact: true }).waitFor();
    await accessible(page);
    await picture(page, `evaluation-${options.language}`);
    await page.getByRole('main').getByRole('button', { name: say('statistics-what-if'), exact: true }).click();
    const places = page.locator('#places');
    const before = await places.innerText();
    await accessible(page);
    for (const code of ['w_teachers', 'w_access']) await page.locator(`#${code}`).fill('0');
    if (!options.script) await press(page, say('statistics-what-if-show'));
    await page.waitForFunction((was) => document.querySelector('#places').innerText !== was, before);
    await accessible(page);
    await page.goBack();
    await page.goto('/statistics/evaluations');
    await page.getByRole('link', { name, exact: true }).click();
    const region = options.language === 'en' ? 'Shanghai' : '上海市';
    await page.getByRole('main').getByRole('link', { name: region, exact: true }).first().click();
    await accessible(page);
    const indicator = options.language === 'en' ? 'Pupils per teacher, primary' : '小学生师比';
    await page.getByRole('main').getByRole('link', { name: indicator, exact: true }).click();
    await page.getByText('primary_students / primary_teachers').waitFor();
    await accessible(page);
    reader.faultless();
    await reader.context.close();
  });
}
