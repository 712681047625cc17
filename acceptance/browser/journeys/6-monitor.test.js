// The way of an indicator system: drafted, read from a table, put to its members, agreed to, published, compared. Once with
// JavaScript on an office screen in Chinese, once without JavaScript on a phone in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { options: { width: WIDTHS.desk, language: 'zh-CN', script: true }, number: '验收〔2026〕8号' },
  { options: { width: WIDTHS.phone, language: 'en', script: false }, number: '验收〔2026〕9号' },
];
const TABLE = '编号,上级编号,名称,目标值,单位\n1,,普及,,\n1.1,1,毛入园率,≥98,%\n';

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function press(page, name) {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('load');
}

for (const { options, number } of WAYS) {
  test(`from a draft to a published system (${options.language})`, { timeout: 300_000 }, async () => {
    const writer = await signedIn(PEOPLE.tang, options);
    const { say, page } = writer;
    await page.goto('/monitor/drafts');
    await accessible(page);
    await page.getByRole('main').getByRole('button', { name: say('monitor-system-new'), exact: true }).click();
    await page.getByLabel(say('monitor-system-name'), { exact: true }).fill('沪苏试点指标（示例）');
    await page.getByLabel(say('monitor-members'), { exact: true }).fill('310000\n320000');
    await accessible(page);
    await press(page, say('monitor-save'));
    await page.getByRole('main').getByRole('button', { name: say('monitor-table'), exact: true }).click();
    const file = (text) => ({ name: '指标.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('input[type=file]').setInputFiles(file(TABLE.replace('1.1,1,', '1.1,7,')));
    await press(page, say('monitor-table-read'));
    await page.getByText(say('monitor-indicator-parent_unknown', { code: '7' })).waitFor();
    await accessible(page);
    await page.locator('input[type=file]').setInputFiles(file(TABLE));
    await press(page, say('monitor-table-read'));
    await page.getByText(say('monitor-notice-table')).waitFor();
    await accessible(page);
    await press(page, say('monitor-propose'));
    await page.getByText(say('monitor-notice-proposed')).waitFor();
    const place = page.url().split('&')[0];

    for (const who of [PEOPLE.shi, PEOPLE.qin]) {
      const officer = await signedIn(who, options);
      await officer.page.goto(place);
      await officer.page.getByLabel(say('monitor-stance-agree'), { exact: true }).check();
      await accessible(officer.page);
      await press(officer.page, say('monitor-speak'));
      await officer.page.getByText(say('monitor-notice-spoken')).waitFor();
      officer.faultless();
      await officer.context.close();
    }
    await page.goto(place);
    await page.getByLabel(say('monitor-number'), { exact: true }).fill(number);
    await press(page, say('monitor-publish'));
    await page.getByText(say('monitor-notice-published')).waitFor();
    await accessible(page);
    writer.faultless();
    await writer.context.close();
  });
}

test('anybody reads the system in force, one indicator, and follows it to its text', { timeout: 120_000 }, async () => {
  const reader = await signedIn(PEOPLE.wang, { width: WIDTHS.desk, language: 'zh-CN', script: true });
  const { page } = reader;
  await page.goto('/monitor/systems');
  await page.getByRole('link', { name: '长三角教育现代化监测指标体系（示例）', exact: true }).click();
  await accessible(page);
  await picture(page, 'indicator-system');
  await page.getByRole('link', { name: '2.1 小学生师比', exact: true }).click();
  await page.getByText('小学在校学生数 ÷ 小学专任教师数').waitFor();
  await accessible(page);
  reader.faultless();
  await reader.context.close();
});
