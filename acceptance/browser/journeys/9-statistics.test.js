// The way of an evaluation: written page by page, computed, published by a second person, read by a stranger down to one number, and moved by
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

// Two provinces, a province outside the directory and a country, as an officer has them.
const TABLE = `代码,地区,年份,组别,生均经费（元/人）,小学生师比
310000,上海市,2024,,32100,14.1
320000,江苏省,2024,,18700,16.2
330000,浙江省,2024,,21300,15.9
340000,安徽省,2024,,12900,17.4
440000,广东省,2024,对比组,17800,17.0
DEU,德国,2024,对比组,40100,15.0
`;

const file = (text) => ({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Under the published system, on figures that are there already. */
async function underTheSystem({ page, say }) {
  await page.getByLabel(/示例〔监测〕|Example \[Monitoring\]/).first().check();
  await page.getByLabel(say('statistics-years'), { exact: true }).fill('2015-2019');
  await press(page, say('statistics-plan-continue'));
  await accessible(page);
  await page.getByLabel(/分省年度教育统计|Education statistics by province and year/).first().check();
  await press(page, say('statistics-plan-continue'));
  await accessible(page);
  // An element that is not there is told at its field, and what was typed is kept.
  await page.getByRole('checkbox', { name: /^1\.1 / }).check();
  const from = page.getByLabel(new RegExp(`^1\\.1 .*${say('statistics-plan-from')}$`));
  await from.fill('nobody');
  await press(page, say('statistics-plan-continue'));
  await page.getByRole('alert').getByText('nobody').first().waitFor();
  await accessible(page);
  await from.fill('density_kindergarten');
  await page.getByLabel(new RegExp(`^1\\.1 .*${say('statistics-unit')}$`)).fill('');
  const second = page.getByLabel(new RegExp(`^1\\.2 .*${say('statistics-plan-from')}$`));
  await page.getByRole('checkbox', { name: /^1\.2 / }).check();
  await second.fill('density_upper_secondary');
  await page.getByLabel(new RegExp(`^1\\.2 .*${say('statistics-unit')}$`)).fill('');
  await press(page, say('statistics-plan-continue'));
}

/** With indicators and figures of one's own, and a comparison group. */
async function withAnOwnTable({ page, say }) {
  await page.getByLabel(say('statistics-plan-own'), { exact: true }).check();
  await page.getByLabel(say('statistics-years'), { exact: true }).fill('2024');
  await press(page, say('statistics-plan-continue'));
  await page.getByRole('link', { name: say('statistics-plan-upload'), exact: true }).click();
  await accessible(page);
  const send = async (text) => {
    await page.getByLabel(say('statistics-plan-table'), { exact: true }).setInputFiles(file(text));
    await press(page, say('statistics-upload-read'));
  };
  await page.getByLabel(say('statistics-origin'), { exact: true }).fill('验收');
  await page.getByLabel(say('statistics-licence'), { exact: true }).fill('验收');
  await send(TABLE.replace('18700', '一万八'));
  await page.locator('#faults').waitFor();
  await page.getByText('E 生均经费').waitFor();
  await accessible(page);
  await send(TABLE);
  await page.getByText(say('statistics-notice-received')).waitFor();
  await accessible(page);
  await page.locator('input[name="unranked"]').check();
  await press(page, say('statistics-plan-continue'));
  await accessible(page);
  await press(page, say('statistics-plan-add_heading'));
  await page.getByLabel(new RegExp(`${say('statistics-name')}$`)).first().fill('投入');
  await press(page, say('statistics-plan-continue'));
}

for (const options of WAYS) {
  test(`from the pages to a published evaluation (${options.language})`, { timeout: 300_000 }, async () => {
    const writer = await signedIn(PEOPLE.tang, options);
    const { say, page } = writer;
    await page.goto('/statistics/drafts/new');
    await accessible(page);
    // What is owed is told before anything is kept.
    await press(page, say('statistics-plan-continue'));
    await page.getByRole('alert').first().waitFor();
    await accessible(page);
    const name = `旅程的评价（示例）${options.language}`;
    await page.getByLabel(say('statistics-plan-name'), { exact: true }).fill(name);
    await page.locator('input[name="member.320000"]').check();
    if (options.script) await underTheSystem(writer);
    else await withAnOwnTable(writer);
    await accessible(page);
    const filling = (name) => page.getByLabel(say(`statistics-plan-filling-${name}`), { exact: true });
    await filling('latest').check();
    await press(page, say('statistics-plan-back'));
    await press(page, say('statistics-plan-continue'));
    assert.ok(await filling('latest').isChecked(), 'going back keeps the page');
    await press(page, say('statistics-plan-continue'));
    if (!options.script) {
      // Of one year there is no other to fill gaps from.
      await page.getByRole('alert').first().waitFor();
      await accessible(page);
      await filling('mean').check();
      await press(page, say('statistics-plan-continue'));
    }
    await accessible(page);
    await page.getByText('xueqiao indicators run').waitFor();
    await picture(page, `evaluation-check-${options.language}`);
    await press(page, say('statistics-plan-compute'));
    await page.getByText(say('statistics-notice-drafted')).waitFor();
    await accessible(page);
    if (!options.script) await page.getByText(say('statistics-compared-sentence')).waitFor();
    // The draft is changed on the same pages.
    await press(page, say('statistics-evaluation-edit'));
    await page.getByRole('link', { name: new RegExp(`^${say('statistics-plan-change')}.*${say('statistics-plan-step-method')}`) }).click();
    await page.getByLabel(say('statistics-plan-scaling-zscore'), { exact: true }).check();
    await press(page, say('statistics-plan-to_check'));
    await press(page, say('statistics-plan-compute'));
    await page.getByText(say('statistics-notice-drafted')).waitFor();
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
