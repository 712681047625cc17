// The way of a collection: made, filled in with a mistake, answered, submitted, sent back, mended, signed by county, city and
// province, released. Once with JavaScript on an office screen in Chinese, once without JavaScript on a phone in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { options: { width: WIDTHS.desk, language: 'zh-CN', script: true }, title: '试点采集甲（示例）', year: '2021' },
  { options: { width: WIDTHS.phone, language: 'en', script: false }, title: '试点采集乙（示例）', year: '2019' },
];
const UNITS = '代码,名称,县区代码\n2134900101,,\n';
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

// A primary school in which one teacher has no degree of the lists, and in which a class is missing from the bands.
const FIGURES = {
  built_year: '1998', pupils_primary: '960', migrant_pupils: '0', nearby_pupils_primary: '960', classes: '24', classes_36_40: '23',
  teachers: '56', teachers_primary_associate: '10', teachers_primary_bachelor: '45', teachers_primary_master: '0',
  teachers_primary_doctor: '0', teachers_backbone: '14', teachers_certified: '56', teachers_trained_360: '56', teachers_pe: '5',
  teaching_area: '5808.5', indoor_sports_area: '288', playground_area: '8448', equipment_value: '274.6', multimedia_rooms: '30',
  music_rooms: '2', music_rooms_96: '2', art_rooms: '2', art_rooms_90: '2', public_funds: '86.4', public_funds_spent: '86',
  training_funds: '5.2',
};

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function press(page, name) {
  await page.getByRole('main').getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState('load');
}

async function made({ say, page }, title, year) {
  await page.goto('/collection/campaigns/new');
  await page.getByLabel(say('collection-campaign-title'), { exact: true }).fill(title);
  await page.getByLabel(say('collection-year'), { exact: true }).fill(year);
  for (const [name, days] of [['opens_on', 0], ['unit_due', 10], ['county_due', 20], ['city_due', 30], ['province_due', 40]]) {
    await page.locator(`input[name=${name}]`).fill(day(days));
  }
  await accessible(page);
  await press(page, say('collection-save-continue'));
  const file = (text) => ({ name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('input[type=file]').setInputFiles(file(UNITS.replace('2134900101', '21349')));
  await press(page, say('collection-table-read'));
  await page.getByText(say('collection-unit-code_unknown', { code: '21349' })).waitFor();
  await page.locator('input[type=file]').setInputFiles(file(UNITS));
  await press(page, say('collection-table-read'));
  await page.getByText(say('collection-notice-added', { count: 1 })).waitFor();
  await page.getByRole('main').getByRole('button', { name: say('collection-units-done'), exact: true }).click();
  await press(page, say('collection-open'));
  await page.getByText(say('collection-notice-opened')).waitFor();
  await accessible(page);
  return page.url().split('?')[0];
}

async function filled({ say, page }, title) {
  await page.goto('/collection/duties');
  await accessible(page);
  await page.getByRole('row').filter({ hasText: title }).getByRole('link').first().click();
  const place = page.url().split('?')[0];
  await page.getByRole('main').getByRole('button', { name: say('collection-fill'), exact: true }).click();
  await page.locator('select[name=kind]').selectOption('primary');
  for (const box of await page.locator('select.xq-box').all()) {
    if ((await box.getAttribute('name')) !== 'kind') await box.selectOption('0');
  }
  for (const name of ['built_by_2010', 'built_by_2016']) await page.locator(`select[name=${name}]`).selectOption('1');
  for (const box of await page.locator('input.xq-box').all()) {
    const name = await box.getAttribute('name');
    if (name in FIGURES || !/junior|senior|retention/.test(name)) await box.fill(FIGURES[name] ?? '0');
  }
  await press(page, say('collection-form-save'));
  await page.getByText(say('collection-notice-saved')).waitFor();
  await page.getByText(say('collection-submit-not_yet')).waitFor();
  await accessible(page);
  await page.goto(`${place}/sheet`);
  await page.locator('input[name=classes_36_40]').fill('24');
  await press(page, say('collection-form-save'));
  await answered({ say, page });
  return place;
}

async function answered({ say, page }) {
  for (;;) {
    const box = page.locator('textarea[name=text]:visible').first();
    if ((await box.count()) === 0 || (await page.getByRole('button', { name: say('collection-submit'), exact: true }).count()) > 0) break;
    await box.fill('一名教师为中专学历，已与花名册核对。');
    await page.getByRole('button', { name: say('collection-answer-save'), exact: true }).first().click();
    await page.getByText(say('collection-notice-answered')).waitFor();
  }
}

for (const { options, title, year } of WAYS) {
  test(`from a campaign to its release (${options.language})`, { timeout: 300_000 }, async () => {
    const officer = await signedIn(PEOPLE.cao, options);
    const { say } = officer;
    const campaign = await made(officer, title, year);
    const school = await signedIn(PEOPLE.jiang, options);
    const place = await filled(school, title);
    await press(school.page, say('collection-submit'));
    await school.page.getByText(say('collection-notice-submitted')).waitFor();

    const county = await signedIn(PEOPLE.wei, options);
    await county.page.goto(place);
    await accessible(county.page);
    await county.page.locator('summary').filter({ hasText: say('collection-reject') }).first().click();
    await county.page.locator('#reason-rejection').fill('请核对设备值');
    await press(county.page, say('collection-reject'));
    await county.page.getByText(say('collection-notice-rejected')).waitFor();

    await school.page.goto('/collection/duties');
    await school.page.getByText('请核对设备值').first().waitFor();
    await school.page.goto(`${place}/sheet`);
    await school.page.locator('input[name=equipment_value]').fill('280.5');
    await press(school.page, say('collection-form-save'));
    await answered(school);
    await press(school.page, say('collection-submit'));
    await school.page.getByText(say('collection-notice-submitted')).waitFor();
    school.faultless();

    for (const who of [PEOPLE.wei, PEOPLE.hong, PEOPLE.luo]) {
      const reviewer = await signedIn(who, options);
      await reviewer.page.goto('/collection/inbox');
      await accessible(reviewer.page);
      await reviewer.page.goto(place);
      await press(reviewer.page, say('collection-accept'));
      await reviewer.page.getByText(say('collection-notice-accepted')).waitFor();
      reviewer.faultless();
      await reviewer.context.close();
    }
    const { page } = officer;
    await page.goto(campaign);
    await page.locator('summary').filter({ hasText: say('collection-review') }).first().click();
    await press(page, say('collection-review'));
    await page.getByText(say('collection-notice-reviewing')).waitFor();
    await press(page, say('collection-complete'));
    await page.getByText(say('collection-notice-completed')).waitFor();
    await accessible(page);
    if (options.script) await picture(page, 'collection-campaign');
    officer.faultless();
    for (const one of [officer, school, county]) await one.context.close();
  });
}
