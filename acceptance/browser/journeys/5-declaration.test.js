// What no college deposited: a learner enters it with evidence, on a phone without JavaScript and on an office screen with it, and
// the registrar of the college named verifies it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const WAYS = [
  { way: 'zh', learner: { ...PEOPLE.wang, consented: true }, title: '架子工培训（旅程）', verdict: 'verify', options: { width: WIDTHS.phone, language: 'zh-CN', script: false } },
  { way: 'en', learner: PEOPLE.li, title: '社区志愿服务（旅程）', verdict: 'refuse', options: { width: WIDTHS.desk, language: 'en', script: true } },
];

const PROOF = { name: 'proof.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nproof\n%%EOF\n') };

for (const { way, learner, title, verdict, options } of WAYS) {
  test(`an outcome of one's own (${way}, ${options.script ? 'with' : 'without'} JavaScript)`, { timeout: 300_000 }, async () => {
    const name = (key) => `${key}-${way}`;
    const declaration = await declare(options, learner, title, name);
    await decide(options, declaration, title, verdict, name);
    await see(options, learner, declaration, title, verdict);
  });
}

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

async function declare(options, learner, title, name) {
  const { context, page, say, faultless } = await signedIn(learner, options);
  await page.goto('/credit/declarations');
  await accessible(page);
  await picture(page, name('declarations'), { full: true });
  await page.getByRole('button', { name: say('credit-declarations-new'), exact: true }).click();
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();
  await page.getByRole('alert').waitFor();
  await accessible(page);
  await page.getByLabel(say('credit-class-training'), { exact: true }).check();
  await page.getByLabel(say('credit-declaration-title'), { exact: true }).fill(title);
  await page.getByLabel(say('credit-declaration-issuer'), { exact: true }).fill('某职业培训中心');
  await page.getByLabel(say('credit-outcome-obtained'), { exact: true }).fill('202513');
  await page.getByLabel(say('credit-outcome-hours'), { exact: true }).fill('40');
  await page.getByLabel(say('credit-declaration-institution'), { exact: true }).selectOption('4231051252');
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();
  await page.getByRole('alert').getByText(say('credit-row-month', { value: '202513' })).first().waitFor();
  await accessible(page);
  await picture(page, name('declaration-form'), { full: true });
  await page.getByLabel(say('credit-outcome-obtained'), { exact: true }).fill('202505');
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();

  await page.getByLabel(say('credit-attachment-file')).setInputFiles(PROOF);
  await page.getByRole('button', { name: say('credit-attachment-do'), exact: true }).click();
  await page.getByRole('link', { name: PROOF.name }).waitFor();
  // Whoever allowed the college before for an earlier entry is not asked again while that holds.
  if (!learner.consented) {
    await page.locator('input[name=agree]').check();
    await page.getByRole('button', { name: say('credit-consent-do'), exact: true }).click();
  }
  await page.getByText(say('credit-consent-given'), { exact: true }).waitFor();
  await accessible(page);
  await picture(page, name('declaration-evidence'), { full: true });
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();
  await accessible(page);
  await picture(page, name('declaration-check'), { full: true });
  await page.getByRole('button', { name: say('credit-declaration-file'), exact: true }).click();
  await page.getByText(say('credit-notice-declared')).waitFor();
  await accessible(page);
  await picture(page, name('declaration'), { full: true });
  const declaration = new URL(page.url()).pathname.split('/').pop();

  await page.goto('/credit/passbook');
  await page.getByRole('link', { name: title }).waitFor();
  await accessible(page);
  await picture(page, name('passbook-unverified'), { full: true });
  faultless();
  await context.close();
  return declaration;
}

async function decide(options, declaration, title, verdict, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.lin, options);
  await page.goto('/credit/verifications');
  await accessible(page);
  await picture(page, name('verifications'), { full: true });
  await page.locator(`main a[href="/credit/verifications/${declaration}"]`).click();
  await page.getByText(title).first().waitFor();
  await page.getByRole('link', { name: PROOF.name }).waitFor();
  await accessible(page);
  await picture(page, name('verification'), { full: true });
  await page.getByLabel(say(`credit-verdict-${verdict}`), { exact: true }).check();
  if (verdict === 'refuse') {
    await page.getByRole('button', { name: say('credit-decide-do'), exact: true }).click();
    await page.getByRole('alert').waitFor();
    await accessible(page);
    await page.getByLabel(say('credit-verdict-refuse'), { exact: true }).check();
    await page.getByLabel(say('credit-decide-reason')).fill('证明上没有印章');
  }
  await page.getByRole('button', { name: say('credit-decide-do'), exact: true }).click();
  await page.getByText(say(verdict === 'verify' ? 'credit-notice-verified' : 'credit-notice-not_verified')).waitFor();
  faultless();
  await context.close();
}

async function see(options, learner, declaration, title, verdict) {
  const { context, page, say, faultless } = await signedIn(learner, options);
  await page.goto(`/credit/declarations/${declaration}`);
  if (verdict === 'refuse') {
    await page.getByText('证明上没有印章').first().waitFor();
  } else {
    await page.getByRole('button', { name: say('credit-declaration-see_outcome'), exact: true }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(say('credit-outcome-evidence-declared', { declaration })).waitFor();
  }
  await accessible(page);
  faultless();
  await context.close();
}
