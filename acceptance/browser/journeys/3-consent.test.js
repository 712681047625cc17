// A learner says who may read what, sees who did, and takes it back.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

const inMonths = (months) => new Date(Date.now() + months * 30 * 86_400_000).toISOString().slice(0, 10);

async function give(page, say, organisation, until) {
  await page.goto('/identity/consents');
  await page.getByLabel(say('identity-consent-organisation'), { exact: true }).fill(organisation);
  await page.getByLabel(say('identity-purpose-verification')).check();
  await page.getByLabel(say('identity-what-outcomes')).check();
  await page.getByLabel(say('identity-last_day')).fill(until);
  await page.getByRole('button', { name: say('identity-consent-give'), exact: true }).click();
}

test('a consent is given with every field explained, and withdrawn at once', async () => {
  for (const [script, width, language] of [[true, WIDTHS.desk, 'zh-CN'], [false, WIDTHS.phone, 'en']]) {
    const { context, page, say, faultless } = await signedIn(PEOPLE.li, { script, width, language });
    await give(page, say, '没有这样的学校', inMonths(2));
    await page.getByRole('alert').getByText(say('identity-consent-organisation_unknown')).waitFor();
    assert.equal(await page.getByLabel(say('identity-consent-organisation'), { exact: true }).inputValue(), '没有这样的学校');
    assert.ok(await page.getByLabel(say('identity-what-outcomes')).isChecked(), 'what was ticked is kept');
    assert.deepEqual(await scan(page), []);
    await give(page, say, '南京大学', inMonths(2));
    await page.getByText(say('identity-notice-consent_given')).waitFor();
    assert.deepEqual(await scan(page), []);
    if (script) await picture(page, 'consents');
    const name = language === 'en' ? /南京大学|Nanjing University/ : /南京大学/;
    await page.getByRole('button', { name }).first().click();
    await page.getByText(say('identity-notice-consent_withdrawn')).waitFor();
    await page.getByText(say('identity-consent-withdrawn')).first().waitFor();
    await page.getByRole('link', { name: say('identity-reads') }).first().click();
    await page.getByRole('heading', { level: 1, name: say('identity-reads') }).waitFor();
    assert.deepEqual(await scan(page), []);
    faultless();
    await context.close();
  }
});

test("a child's consent waits until the guardian agrees", async () => {
  const child = await signedIn(PEOPLE.zhao, { width: WIDTHS.phone });
  const { say } = child;
  await give(child.page, say, '浙江大学', inMonths(1));
  await child.page.getByText(say('identity-notice-consent_waits')).waitFor();
  await child.page.getByText(say('identity-consent-waiting')).first().waitFor();
  const guardian = await signedIn(PEOPLE.guardian);
  await guardian.page.goto('/identity/guardians');
  await guardian.page.getByRole('button', { name: say('identity-guardian-consents', { name: PEOPLE.zhao.name }) }).click();
  assert.deepEqual(await scan(guardian.page), []);
  await guardian.page.getByRole('button', { name: say('identity-consent-agree', { name: '浙江大学' }) }).first().click();
  await guardian.page.getByText(say('identity-notice-consent_agreed')).waitFor();
  await child.page.reload();
  await child.page.getByText(say('identity-consent-in_force')).first().waitFor();
  child.faultless();
  guardian.faultless();
  await child.context.close();
  await guardian.context.close();
});
