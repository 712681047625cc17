// Every page there is, as those who may see it: accessible at both widths, plain and in the 关怀版, full, empty and
// with errors; nothing in the console; no heavier than its budget.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, visitor } from '../lib/browser.js';
import { PEOPLE, administrator, signedIn } from '../lib/people.js';
import { pageRoutes, reach, sitemap } from '../lib/routes.js';

after(close);

/** Compressed bytes a page may cost on its first visit, pictures left out (design of the interface: budgets). */
const MARKUP_BYTES = 60_000;
const SCRIPT_BYTES = 20_000;

const templates = pageRoutes();
const scanned = new Map();
const reached = new Set();

// The administrator first, whom everything is shown to; the learner last but one, so that somebody sees empty pages.
const VISITORS = [
  ['an administrator', () => administrator()],
  ...['lin', 'chen', 'zhou', 'ye', 'qin', 'qian', 'gao', 'tang', 'zhang', 'guardian', 'wang', 'li', 'zhao'].map((who) => [PEOPLE[who].name, () => signedIn(PEOPLE[who])]),
  ['a stranger', () => visitor()],
];

for (const [who, enter] of VISITORS) {
  test(`every page that ${who} reaches`, { timeout: 900_000 }, async (t) => {
    const { context, page, faults } = await enter();
    const { pages, files } = await reach(context, templates, ['/', ...(await sitemap())]);
    assert.ok(pages.size >= 6, `${who} reaches only ${[...pages.keys()]}`);
    for (const template of [...pages.keys(), ...files]) reached.add(template);
    for (const [template, path] of pages) {
      // A page looks the same to all who see it but for what they may do: two kinds of people are enough.
      if ((scanned.get(template) ?? 0) >= 2) continue;
      scanned.set(template, (scanned.get(template) ?? 0) + 1);
      await t.test(path, async () => {
        await everyWay(page, path);
        await withErrors(page, path);
        assert.deepEqual(faults.splice(0), [], 'the browser complained');
      });
    }
    await context.close();
  });
}

// What no link leads to: an address shortened by hand, and moments inside a journey, which scans them.
const MOMENTS = [
  '/directory/institutions',
  '/sign-in/second-factor',
  '/account/second-factor/picture.svg',
  '/invitations/{token}',
  '/password-resets/{token}',
  '/credit/applications/{id}/attachments/{hash}',
  '/incentive/counter/code',
  '/statistics/evaluations/{id}/what-if/places',
];

test('every page was reached by somebody', () => {
  const missed = templates.filter((template) => !reached.has(template) && !MOMENTS.includes(template));
  assert.deepEqual(missed, [], 'pages that no link led anybody of the cast to');
});

async function everyWay(page, path) {
  for (const care of [false, true]) {
    await page.goto(`/?care=${care ? 1 : 0}`);
    for (const [name, width] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      assert.deepEqual(await scan(page), [], `${path} at ${name}${care ? ' in the 关怀版' : ''}`);
      assert.equal(await page.locator('h1').count(), 1, `${path} has one first heading`);
    }
  }
  await page.goto('/?care=0');
}

// Forms are sent as they stand, when there is something in them to fill: what is refused shows the page with errors.
async function withErrors(page, path) {
  await page.goto(path);
  const forms = page.locator('main form[method=post]:has(input[type=text], input[type=password], input[type=file], input[type=date], textarea, select)');
  if ((await forms.count()) === 0) return;
  // What is folded away is unfolded, as somebody does who means to send it.
  await page.evaluate(() => document.querySelectorAll('main details').forEach((fold) => (fold.open = true)));
  await forms.first().locator('button[type=submit]').first().click();
  await page.waitForLoadState('load');
  if ((await page.locator('.govuk-error-summary').count()) === 0) return;
  assert.match(await page.title(), /^(错误：|Error: )/, `${path} with errors`);
  const summary = page.locator('.govuk-error-summary');
  for (const link of await summary.locator('a[href^="#"]').all()) {
    const target = (await link.getAttribute('href')).slice(1);
    assert.equal(await page.locator(`[id="${target}"]`).count(), 1, `${path}: the summary links to #${target}`);
  }
  for (const width of Object.values(WIDTHS)) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await scan(page), [], `${path} with errors at ${width}`);
  }
}

test('no public page is heavier than its budget', async (t) => {
  const { context } = await visitor();
  const { pages } = await reach(context, templates, ['/', ...(await sitemap())]);
  await context.close();
  for (const path of pages.values()) {
    await t.test(path, async () => {
      const { markup, script } = await weigh(path);
      assert.ok(markup <= MARKUP_BYTES, `${path}: ${markup} bytes of HTML and CSS`);
      assert.ok(script <= SCRIPT_BYTES, `${path}: ${script} bytes of script`);
    });
  }
});

async function weigh(path) {
  const { context, page } = await visitor({ width: WIDTHS.phone });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map();
  const bytes = { Document: 0, Stylesheet: 0, Script: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind in bytes) bytes[kind] += encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await context.close();
  return { markup: bytes.Document + bytes.Stylesheet, script: bytes.Script };
}
