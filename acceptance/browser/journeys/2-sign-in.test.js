// Signing in: mistakes are explained, an administrator needs the second factor, sessions are listed and ended.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture, visitor } from '../lib/browser.js';
import { PASSWORD, PEOPLE, signedIn, typePassword } from '../lib/people.js';
import { idNumber } from '../lib/grades.js';
import { code } from '../lib/totp.js';
import { speaking } from '../lib/words.js';

after(close);

test('a wrong password is explained and what was typed is kept', async () => {
  for (const language of ['zh-CN', 'en']) {
    for (const width of Object.values(WIDTHS)) {
      const { context, page } = await visitor({ width, language });
      const say = speaking(language);
      await typePassword(page, say, PEOPLE.ye.login, 'not-the-password');
      const summary = page.getByRole('alert');
      await summary.getByText(say('identity-sign_in-failed')).waitFor();
      assert.match(await page.title(), /^(错误：|Error:)/);
      assert.equal(await page.getByLabel(say('identity-sign_in_name')).inputValue(), PEOPLE.ye.login);
      assert.equal(await page.getByLabel(say('identity-password'), { exact: true }).inputValue(), '');
      const focused = await page.evaluate(() => document.activeElement.closest('.govuk-error-summary') !== null);
      assert.ok(focused, 'the summary has the focus');
      assert.deepEqual(await scan(page), []);
      await context.close();
    }
  }
});

test('an administrator enrols a second factor before anything else', async () => {
  const first = await visitor();
  const say = speaking('zh-CN');
  await typePassword(first.page, say, PEOPLE.gu.login);
  await first.page.waitForURL(/\/account\/second-factor/);
  await first.page.goto('/account');
  await first.page.waitForURL(/\/sign-in/);
  await first.page.goto('/account/second-factor');
  await first.page.getByRole('button', { name: say('identity-factor-begin') }).click();
  await first.page.getByRole('img', { name: say('identity-factor-picture') }).waitFor();
  const drawn = await first.page.locator('main img').evaluate((image) => image.complete && image.naturalWidth > 0);
  assert.ok(drawn, 'the picture for the authenticator is drawn');
  const secret = await first.page.locator('main code').textContent();
  assert.deepEqual(await scan(first.page), []);
  await first.page.getByLabel(say('identity-factor-code')).fill('000000');
  await first.page.getByRole('button', { name: say('identity-factor-confirm') }).click();
  await first.page.getByRole('alert').getByText(say('identity-second_factor-code_wrong')).waitFor();
  assert.deepEqual(await scan(first.page), []);
  await first.page.getByLabel(say('identity-factor-code')).fill(code(secret));
  await first.page.getByRole('button', { name: say('identity-factor-confirm') }).click();
  await first.page.getByText(say('identity-codes-once')).waitFor();
  const recovery = await first.page.locator('main code').allTextContents();
  assert.ok(recovery.length >= 8, `${recovery.length} recovery codes`);
  assert.deepEqual(await scan(first.page), []);
  await first.page.goto('/identity/privacy');
  await first.page.getByRole('heading', { level: 1 }).waitFor();
  assert.deepEqual(await scan(first.page), []);

  const second = await visitor({ width: WIDTHS.phone, script: false });
  await typePassword(second.page, say, PEOPLE.gu.login);
  await second.page.waitForURL(/\/sign-in\/second-factor/);
  assert.deepEqual(await scan(second.page), []);
  await second.page.getByLabel(say('identity-factor-code')).fill(recovery[0]);
  await second.page.getByRole('main').getByRole('button').first().click();
  await second.page.getByRole('link', { name: PEOPLE.gu.name }).waitFor();
  await first.context.close();
  await second.context.close();
});

test('sessions are listed, and one ended elsewhere is out at once', async () => {
  const here = await signedIn(PEOPLE.qin);
  const there = await signedIn(PEOPLE.qin, { width: WIDTHS.phone });
  const { page, say } = here;
  await page.getByRole('link', { name: PEOPLE.qin.name }).click();
  await page.getByRole('main').getByRole('link', { name: say('identity-sessions') }).first().click();
  await page.getByRole('heading', { level: 1, name: say('identity-sessions') }).waitFor();
  assert.deepEqual(await scan(page), []);
  await picture(page, 'sessions');
  await page.getByRole('button', { name: say('identity-sessions-end_others') }).click();
  await page.getByText(say('identity-notice-sessions_ended')).waitFor();
  await there.page.goto('/account');
  await there.page.waitForURL(/\/sign-in/);
  await page.getByRole('button', { name: say('ui-sign_out') }).click();
  await page.getByText(say('identity-notice-signed_out')).waitFor();
  await page.goto('/account');
  await page.waitForURL(/\/sign-in/);
  here.faultless();
  await here.context.close();
  await there.context.close();
});

test('somebody new opens an account by invitation and finds every page with its first step', async () => {
  const lin = await signedIn(PEOPLE.lin);
  const { say } = lin;
  await lin.page.goto('/identity/invitations');
  await lin.page.getByRole('button', { name: say('identity-invitation-make') }).click();
  await lin.page.getByText(say('identity-invitation-once')).waitFor();
  const link = new URL(await lin.page.locator('main code').first().textContent(), lin.page.url()).pathname;
  assert.deepEqual(await scan(lin.page), []);

  const { context, page, faultless } = await visitor({ width: WIDTHS.phone });
  await page.goto(link);
  assert.deepEqual(await scan(page), []);
  await page.getByRole('button', { name: say('identity-invitation-accept'), exact: true }).click();
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await scan(page), []);
  await page.getByLabel(say('identity-name'), { exact: true }).fill('沈知微');
  await page.getByLabel(say('identity-id_number'), { exact: true }).fill(idNumber('320505', '20010305', 7));
  await page.getByLabel(say('identity-sign_in_name'), { exact: true }).fill('zhiwei.shen');
  await page.getByLabel(say('identity-password-new'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(say('identity-password-again'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: say('identity-invitation-accept'), exact: true }).click();
  await page.getByText(say('identity-notice-account_opened')).waitFor();
  await typePassword(page, say, 'zhiwei.shen');
  for (const path of ['/', '/credit/passbook', '/credit/matches', '/credit/applications', '/identity/consents', '/identity/reads', '/account']) {
    await page.goto(path);
    assert.deepEqual(await scan(page), [], `${path}, empty`);
    const steps = page.getByRole('main').getByRole('link').or(page.getByRole('main').getByRole('button'));
    assert.ok((await steps.count()) > 0, `${path} offers no first step`);
  }
  await page.goto(link);
  await page.getByText(say('identity-invitation-over')).waitFor();
  faultless();
  await context.close();
  await lin.context.close();
});

test('a forgotten password is set anew with a link from the responsible officer', async () => {
  const ye = await signedIn(PEOPLE.ye);
  const { say } = ye;
  await ye.page.goto('/identity/people');
  await ye.page.getByLabel(say('identity-people-search'), { exact: true }).fill(PEOPLE.lin.login);
  await ye.page.getByRole('button', { name: say('identity-people-search_do') }).click();
  await ye.page.getByRole('main').getByRole('link', { name: say('identity-people-open') }).click();
  await ye.page.getByRole('button', { name: say('identity-reset-make') }).click();
  await ye.page.getByText(say('identity-reset-once')).waitFor();
  const link = new URL(await ye.page.locator('main code').first().textContent(), ye.page.url()).pathname;
  assert.deepEqual(await scan(ye.page), []);

  const { context, page, faultless } = await visitor({ width: WIDTHS.phone });
  await page.goto(link);
  assert.deepEqual(await scan(page), []);
  await page.getByRole('button', { name: say('identity-reset-do') }).click();
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await scan(page), []);
  // The same one again, so that everybody's journeys go on with what the start page says.
  await page.getByLabel(say('identity-password-new'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(say('identity-password-again'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: say('identity-reset-do') }).click();
  await page.getByText(say('identity-notice-password_reset')).waitFor();
  await page.goto(link);
  await page.getByText(say('identity-password_reset-over')).waitFor();
  faultless();
  await context.close();
  await ye.context.close();
});
