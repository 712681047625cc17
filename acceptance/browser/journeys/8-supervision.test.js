// An inspector reads a county's verdict, looks at a school, records an issue and a remark; the province tells what was done. Once
// with JavaScript on an office screen in Chinese, once without JavaScript on a phone in English.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { options: { width: WIDTHS.desk, language: 'zh-CN', script: true }, text: '验收：器材账实不符（一）' },
  { options: { width: WIDTHS.phone, language: 'en', script: false }, text: '验收：器材账实不符（二）' },
];

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function press(page, name) {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('load');
}

for (const { options, text } of WAYS) {
  test(`an inspector's way through a county (${options.language})`, { timeout: 300_000 }, async () => {
    const inspector = await signedIn(PEOPLE.zhang, options);
    const { say, page } = inspector;
    await page.goto('/supervision/procedure');
    await accessible(page);
    // That of the later year is the example in the procedure; the collection's of the year before stands beside it.
    await page.getByRole('main').locator('tbody tr', { hasText: '2025' }).locator('a').first().click();
    await page.getByRole('heading', { name: say('supervision-reasons'), exact: true }).waitFor();
    await accessible(page);
    if (options.script) await picture(page, 'county-assessment');
    const place = page.url();
    // A number leads to what it rests on.
    await page.goto(`${place}/indicators/primary/6`);
    await page.getByRole('heading', { name: say('supervision-recompute'), exact: true }).waitFor();
    await accessible(page);
    await page.goto(place);

    await page.getByRole('main').locator('details', { has: page.locator('[name=severity]') }).locator('summary').click();
    await page.getByLabel(say('supervision-severity-minor'), { exact: true }).check();
    await page.getByLabel(say('supervision-issue'), { exact: true }).fill(text);
    await page.locator('[name=deadline]').fill('2099-01-01');
    await press(page, say('supervision-raise'));
    await page.getByText(say('supervision-notice-raised')).waitFor();
    await page.getByText(text).waitFor();

    await page.goto(`${place}/schools/LA-P03`);
    await page.getByRole('heading', { name: say('supervision-funnels'), exact: true }).first().waitFor();
    await accessible(page);
    if (options.script) await picture(page, 'school-position');
    inspector.faultless();
    await inspector.context.close();

    const officer = await signedIn(PEOPLE.pei, options);
    await officer.page.goto(place);
    await officer.page.getByText(text).waitFor();
    await accessible(officer.page);
    await officer.page.goto('/supervision/procedure');
    await officer.page.getByRole('main').locator('a[href="/supervision/regions/340000"]').click();
    await officer.page.getByRole('heading', { name: officer.say('supervision-recompute'), exact: true }).waitFor();
    await accessible(officer.page);
    if (options.script) await picture(officer.page, 'province-counties');
    await officer.page.goto('/supervision/regions/340000/indicators/primary/6');
    await accessible(officer.page);
    await officer.page.goto('/supervision/figures');
    await accessible(officer.page);
    officer.faultless();
    await officer.context.close();
  });
}
