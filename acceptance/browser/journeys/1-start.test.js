// A stranger comes in: what this is, in two languages and two sizes, and who is in the directory.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture, visitor } from '../lib/browser.js';
import { PEOPLE } from '../lib/people.js';
import { speaking } from '../lib/words.js';

after(close);

test('the start page says what this is and who may sign in', async () => {
  for (const [name, width] of Object.entries(WIDTHS)) {
    for (const language of ['zh-CN', 'en']) {
      const { context, page, faultless } = await visitor({ width, language });
      const say = speaking(language);
      await page.goto('/');
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await page.getByRole('heading', { level: 1, name: say('start-headline') }).waitFor();
      for (const person of Object.values(PEOPLE)) await page.getByText(person.login, { exact: true }).waitFor();
      assert.deepEqual(await scan(page), []);
      await picture(page, `start-${language}-${name}`);
      faultless();
      await context.close();
    }
  }
});

test('language and 关怀版 are switched by links and stay', async () => {
  const { context, page, faultless } = await visitor();
  await page.goto('/directory');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: speaking('en')('directory-institutions') }).waitFor();
  await page.goto('/');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('link', { name: '中文' }).click();
  await page.getByRole('link', { name: speaking('zh-CN')('ui-care_on') }).click();
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
  assert.ok((await size()) >= 24, `body text is ${await size()} px`);
  await page.goto('/directory/map');
  assert.match(await page.locator('html').getAttribute('class'), /xq-care/);
  await picture(page, 'care');
  await page.getByRole('link', { name: speaking('zh-CN')('ui-care_off') }).click();
  await page.goto('/');
  assert.ok((await size()) < 24);
  faultless();
  await context.close();
});

test('an institution is found by pinyin, by filters and on the map', async () => {
  for (const script of [true, false]) {
    const { context, page, faultless } = await visitor({ script });
    const say = speaking('zh-CN');
    await page.goto('/');
    await page.getByRole('link', { name: say('start-door_directory') }).click();
    await page.getByRole('searchbox').fill('shkfdx');
    await page.getByRole('button', { name: say('ui-search_do') }).click();
    await page.getByRole('link', { name: '上海开放大学', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '上海开放大学' }).waitFor();
    await page.getByText('4231051252').first().waitFor();
    await page.goBack();
    await page.goto('/directory');
    const total = async () => Number((await page.locator('.xq-listing__total').textContent()).replace(/\D/g, ''));
    const all = await total();
    assert.ok(all >= 516, `${all} institutions`);
    const filter = page.getByRole('group', { name: say('ui-filters') }).getByRole('link', { name: /^安徽/ });
    await filter.first().click();
    const anhui = await total();
    assert.ok(anhui > 0 && anhui < all, `${anhui} of ${all}`);
    await picture(page, 'directory', {});
    await page.goto('/directory/map');
    const tiles = page.locator('.xq-map__svg a');
    assert.equal(await tiles.count(), 41);
    await picture(page, 'map');
    await tiles.filter({ hasText: '苏州' }).click();
    await page.waitForURL(/3205/);
    faultless();
    await context.close();
  }
});

test('a list is downloaded as a table', async () => {
  const { context, page, faultless } = await visitor();
  await page.goto('/directory');
  for (const kind of ['CSV', 'XLSX']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: kind }).click()]);
    assert.match(download.suggestedFilename(), new RegExp(`\\.${kind.toLowerCase()}$`));
  }
  faultless();
  await context.close();
});

test('everything can be reached with the keyboard', async () => {
  const { context, page, faultless } = await visitor();
  await page.goto('/sign-in');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main', 'the first stop skips the header');
  const stops = new Set();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    stops.add(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)));
    const outlined = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
    assert.ok(outlined, 'what has the focus shows it');
  }
  const wanted = await page.locator('a[href], button, input:not([type=hidden]), summary').evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).length);
  assert.ok(stops.size >= wanted - 1, `${stops.size} of ${wanted} were reached`);
  faultless();
  await context.close();
});
