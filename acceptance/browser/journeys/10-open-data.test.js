// The way of a publication: a dataflow is made, a version uploaded with a mistake and without, proposed, released by another
// person, corrected by the next version, withdrawn. Once with JavaScript on an office screen in Chinese, once without
// JavaScript on a phone in English. Then anybody chooses a part of what is published and downloads it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { options: { width: WIDTHS.desk, language: 'zh-CN', script: true }, id: 'DF_WAY_DESK' },
  { options: { width: WIDTHS.phone, language: 'en', script: false }, id: 'DF_WAY_PHONE' },
];
const STRUCTURE = 'component,kind,code,name,name_en\nREF_AREA,dimension,,地区,Region\nREF_AREA,dimension,310000,上海市,Shanghai\n';
// The correction comes as SDMX-JSON, as another office's system sends it.
const CORRECTED = JSON.stringify({
  data: {
    dataSets: [{ series: { 0: { observations: { 0: [1.5], 1: [2.75] } } } }],
    structure: {
      dimensions: {
        series: [{ id: 'REF_AREA', values: [{ id: '310000' }] }],
        observation: [{ id: 'TIME_PERIOD', values: [{ id: '2018' }, { id: '2019' }] }],
      },
    },
  },
});
const DATA = 'REF_AREA,TIME_PERIOD,OBS_VALUE\n310000,2018,1.5\n310000,2019,2.5\n';

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function press(page, name) {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('load');
}

function file(name, text) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function upload(page, say, change, data, structure) {
  await page.getByLabel(say('dissemination-field-change'), { exact: true }).fill(change);
  await page.getByLabel(say('dissemination-file'), { exact: true }).setInputFiles(file('data.csv', data));
  if (structure) {
    await page.getByLabel(say('dissemination-structure'), { exact: true }).setInputFiles(file('structure.csv', structure));
  }
  await press(page, say('dissemination-receive'));
}

for (const { options, id } of WAYS) {
  test(`from an upload to a release and its correction (${options.language})`, { timeout: 300_000 }, async () => {
    const maker = await signedIn(PEOPLE.tang, options);
    const { say, page } = maker;
    await page.goto('/data/desk');
    await accessible(page);
    await page.getByRole('main').getByRole('button', { name: say('dissemination-flow-new'), exact: true }).click();
    const fields = { id, name: `试点数据（示例）${id}`, summary: '虚构数据。', origin: '示例', licence: 'CC BY 4.0', methodology: '虚构。', contact: '示例', contact_en: 'Example office', threshold: '2', totals: 'REF_AREA' };
    for (const [name, text] of Object.entries(fields)) {
      await page.getByLabel(say(`dissemination-field-${name}`), { exact: true }).fill(text);
    }
    await accessible(page);
    await press(page, say('dissemination-save'));
    await page.getByText(say('dissemination-notice-made')).waitFor();
    await upload(page, say, '首次发布', DATA.replace('2.5', 'x'), STRUCTURE);
    await page.getByText(say('dissemination-observation-number', { value: 'x' })).waitFor();
    await accessible(page);
    await upload(page, say, '首次发布', DATA, STRUCTURE);
    await page.getByText(say('dissemination-notice-received')).waitFor();
    await accessible(page);
    await press(page, say('dissemination-propose'));
    await page.getByText(say('dissemination-await_second')).waitFor();

    const second = await signedIn(PEOPLE.shi, options);
    await second.page.goto('/data/desk');
    await accessible(second.page);
    await second.page.goto(`/data/${id}/1`);
    await accessible(second.page);
    await press(second.page, say('dissemination-publish'));
    await second.page.getByText(say('dissemination-notice-released')).waitFor();
    await accessible(second.page);

    await page.goto(`/data/desk/${id}/releases/new`);
    await upload(page, say, '更正 2019 年', CORRECTED);
    await page.getByRole('link', { name: say('dissemination-differences-go', { version: 1 }), exact: true }).click();
    await page.getByText(say('dissemination-differences-sentence', { added: 0, removed: 0, changed: 1 })).waitFor();
    await page.goto(`/data/${id}`);
    await page.getByText(say('dissemination-suppression-sentence', { threshold: 2 })).waitFor();
    await page.goto(`/data/${id}/2/differences`);
    await accessible(page);
    await page.goto(`/data/${id}/1`);
    await page.getByText(say('dissemination-withdraw'), { exact: true }).first().click();
    await page.getByLabel(say('dissemination-reason'), { exact: true }).last().fill('示例：数值有误');
    await press(page, say('dissemination-withdraw'));
    await page.getByText(say('dissemination-notice-withdrawn'), { exact: true }).waitFor();
    await accessible(page);
    maker.faultless();
    second.faultless();
    await maker.context.close();
    await second.context.close();
  });
}

test('what is withheld is explained beside it, on a phone too', { timeout: 120_000 }, async () => {
  for (const options of [{ width: WIDTHS.phone, language: 'en', script: true }, { width: WIDTHS.desk, language: 'zh-CN', script: true }]) {
    const reader = await signedIn(PEOPLE.wang, options);
    const { say, page } = reader;
    await page.goto('/data/DF_PLACEMENTS_EXAMPLE');
    await page.getByText(say('dissemination-suppression-why', { threshold: 10 })).waitFor();
    assert.ok(await page.getByRole('cell', { name: 'Q', exact: true }).count() > 0);
    await accessible(page);
    // A table wider than a phone is scrolled by keyboard as well.
    for (const path of ['/data/DF_EDUCATION', '/data/DF_PLACEMENTS_EXAMPLE/2/differences']) {
      await page.goto(path);
      await accessible(page);
    }
    reader.faultless();
    await reader.context.close();
  }
});

test('anybody chooses a part of what is published and downloads it', { timeout: 120_000 }, async () => {
  const reader = await signedIn(PEOPLE.wang, { width: WIDTHS.desk, language: 'zh-CN', script: true });
  const { say, page } = reader;
  await page.goto('/data');
  await accessible(page);
  await picture(page, 'open-data');
  await page.getByRole('link', { name: '分省教育统计（2000—2019 年）', exact: true }).click();
  await page.getByLabel('指标', { exact: true }).selectOption('PRIMARY_STUDENTS');
  await page.getByLabel(say('dissemination-from'), { exact: true }).fill('2010');
  await press(page, say('dissemination-choose'));
  await accessible(page);
  await picture(page, 'open-data-flow');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: `${say('dissemination-part')} csv`, exact: true }).click();
  assert.equal((await download).suggestedFilename(), 'DF_EDUCATION-2.csv');
  reader.faultless();
  await reader.context.close();
});
