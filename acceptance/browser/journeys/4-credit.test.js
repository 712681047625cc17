// The way of a credit, from a college's grade file to another province's decision: once with JavaScript on an office
// screen in Chinese, once without JavaScript on a phone in English, by a learner whose consent from last year still holds.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { scan } from '../lib/axe.js';
import { WIDTHS, close, picture } from '../lib/browser.js';
import { csvFile, grade, idNumber } from '../lib/grades.js';
import { menu } from '../lib/menu.js';
import { PEOPLE, signedIn } from '../lib/people.js';

after(close);

/** Reading and writing a file are jobs; the page looks again by itself. */
const JOB_MS = 60_000;

const WAYS = [
  { way: 'zh', learner: PEOPLE.li, course: '江南水利史', target: 'JS-HIST-1', options: { width: WIDTHS.desk, language: 'zh-CN', script: true } },
  { way: 'en', learner: { ...PEOPLE.wang, consented: true }, course: '运河文化导论', target: 'JS-HIST-2', options: { width: WIDTHS.phone, language: 'en', script: false } },
];

for (const { way, learner, course, target, options } of WAYS) {
  test(`from a grade file to a decision (${way}, ${options.script ? 'with' : 'without'} JavaScript)`, { timeout: 600_000 }, async () => {
    const name = (key) => `${key}-${way}`;
    await deposit(options, learner, course, name);
    await publish(options, course, target, name);
    const application = await apply(options, learner, course, target, name);
    await decide(options, learner, application, name);
    await see(options, learner, course, application, name);
  });
}

async function accessible(page) {
  assert.deepEqual(await scan(page), [], page.url());
}

const numberOf = (person) => idNumber(person.number.region, person.number.born, person.number.serial);

async function deposit(options, learner, course, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.lin, options);
  await menu(page, say, 'credit-menu-deposits');
  const right = numberOf(learner);
  const wrong = right.slice(0, 17) + (right[17] === '1' ? '2' : '1');
  const file = csvFile(name('grades'), [
    grade(learner.name, right, course, '2.5', '88'),
    grade(learner.name, wrong, course, '2.5', '88'),
    grade(learner.name, right, `${course}（二）`, '2.5', '88', { 获得时间: '202513' }),
  ]);
  await page.getByLabel(say('credit-upload-file')).setInputFiles(file);
  await page.getByRole('button', { name: say('credit-upload-do') }).click();

  const good = page.getByLabel(say('credit-choose-good', { good: 1 }));
  await good.waitFor({ timeout: JOB_MS });
  for (const reason of ['credit-row-id_check', 'credit-row-month']) {
    await page.getByRole('cell', { name: say(reason, { value: '202513' }) }).first().waitFor();
  }
  await accessible(page);
  await picture(page, name('deposit-preview'), { full: true });
  const [rejects] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: say('credit-rejects') }).click()]);
  assert.equal(readFileSync(await rejects.path(), 'utf8').trim().split('\n').length, 3, 'heading and two rows');

  await page.getByLabel(say('credit-choose-all')).check();
  await page.getByRole('button', { name: say('credit-choose-do') }).click();
  await page.getByRole('alert').getByText(say('credit-deposit-has_faults', { count: 2 })).waitFor();
  await accessible(page);
  await page.getByLabel(say('credit-choose-good', { good: 1 })).check();
  await page.getByRole('button', { name: say('credit-choose-do') }).click();
  const done = say('credit-deposit-sentence-committed', { deposited: 1, unchanged: 0, bad: 2 });
  await page.getByText(done).waitFor({ timeout: JOB_MS });
  await accessible(page);
  faultless();
  await context.close();
}

async function publish(options, course, target, name) {
  const chen = await signedIn(PEOPLE.chen, options);
  const { page, say } = chen;
  await menu(page, say, 'credit-menu-programmes');
  await page.getByRole('button', { name: say('credit-programme-import') }).click();
  const header = 'programme,programme_title,total,code,title,category,credit';
  await page.getByLabel(say('credit-programme-text'), { exact: true }).fill(`${header}\nP${target},水利工程 ${target},80,${target},水利史,必修,2`);
  await accessible(page);
  await page.getByRole('button', { name: say('credit-programme-import-do'), exact: true }).click();
  await page.getByText(say('credit-notice-programmes', { count: 1 })).waitFor();
  await menu(page, say, 'credit-menu-drafts');
  await page.getByRole('button', { name: say('credit-drafts-new') }).click();
  const onward = page.getByRole('button', { name: say('credit-form-continue'), exact: true });
  const step = (word) => page.getByRole('heading', { level: 1, name: say(`credit-rule-step-${word}`) }).waitFor();
  await step('source');
  await onward.click();
  await page.getByRole('alert').getByText(say('credit-rule-source_missing')).waitFor();
  await accessible(page);
  await page.locator('[name="source.0.class"]').selectOption('course');
  await page.locator('[name="source.0.title"]').fill(course);
  await page.locator('[name="source.0.issuer"]').fill('上海开放大学');
  await page.locator('[name="minimum.percent"]').fill('60');
  await page.getByRole('button', { name: say('credit-form-add_source'), exact: true }).click();
  await page.locator('[name="source.1.title"]').waitFor();
  assert.equal(await page.locator('[name="source.0.title"]').inputValue(), course, 'a row more keeps the others');
  await accessible(page);
  await page.locator('[name="do"][value="remove_source.1"]').click();
  await page.locator('[name="source.1.title"]').waitFor({ state: 'detached' });
  await onward.click();
  // The draft is kept from here on, and says so beside the fields.
  await step('target');
  await page.locator('#rule-preview').getByText(course).first().waitFor();
  await onward.click();
  await page.getByRole('alert').getByText(say('credit-rule-course_missing')).waitFor();
  await accessible(page);
  // A page without what it may not be left without can still be gone back from, and what it says is kept.
  await page.getByRole('radio', { name: say('credit-effect-study_only'), exact: true }).check();
  await page.getByRole('button', { name: say('credit-form-back'), exact: true }).click();
  await step('source');
  await onward.click();
  await step('target');
  assert.ok(await page.getByRole('radio', { name: say('credit-effect-study_only'), exact: true }).isChecked());
  await page.locator('[name="course.0"]').selectOption(target);
  await page.getByRole('radio', { name: say('credit-effect-study_and_exam'), exact: true }).check();
  if (options.script) await page.locator('#rule-preview').getByText(target).first().waitFor();
  await picture(page, name('rule-form'), { full: true });
  await onward.click();
  await step('limits');
  await page.getByRole('button', { name: say('credit-form-add_cap'), exact: true }).click();
  await page.locator('[name="cap.0.amount"]').fill('80');
  await accessible(page);
  await onward.click();
  await step('handling');
  await page.getByLabel(say('credit-rule-valid_from')).fill('');
  await onward.click();
  await page.getByRole('alert').waitFor();
  await accessible(page);
  await page.getByLabel(say('credit-rule-valid_from')).fill('2026-01-01');
  await page.getByLabel(say('credit-form-evidence')).check();
  await onward.click();
  await step('check');
  await page.getByText(course).first().waitFor();
  await accessible(page);
  await picture(page, name('rule-check'), { full: true });
  // Going back keeps what was typed.
  await page.goto(page.url().replace('step=check', 'step=handling'));
  await page.getByLabel(say('credit-rule-note')).fill('说明');
  await page.getByRole('button', { name: say('credit-form-back'), exact: true }).click();
  await step('limits');
  await onward.click();
  await step('handling');
  assert.equal(await page.getByLabel(say('credit-rule-note')).inputValue(), '说明');
  await onward.click();
  await step('check');
  // A change link leads to the page that asks, which remembers, and back.
  await page.locator('.govuk-summary-card', { hasText: say('credit-rule-step-source') }).getByRole('link').click();
  await step('source');
  assert.match(await page.locator('[name="source.0.issuer"]').inputValue(), /上海开放大学|Shanghai Open University/);
  await accessible(page);
  await page.locator('[name="minimum.percent"]').fill('60');
  await page.getByRole('button', { name: say('credit-form-to_check'), exact: true }).click();
  await step('check');
  await page.getByRole('button', { name: say('credit-rule-submit'), exact: true }).click();
  await page.getByText(say('credit-rule-own_draft')).waitFor();
  assert.equal(await page.getByRole('button', { name: say('credit-rule-publish'), exact: true }).count(), 0, 'not by the same person');
  await accessible(page);
  chen.faultless();
  await chen.context.close();

  const zhou = await signedIn(PEOPLE.zhou, options);
  await menu(zhou.page, zhou.say, 'credit-menu-drafts');
  await zhou.page.getByRole('row', { name: course }).getByRole('link').first().click();
  await zhou.page.getByRole('button', { name: say('credit-rule-publish'), exact: true }).click();
  await zhou.page.getByText(say('status-published')).first().waitFor();
  await accessible(zhou.page);
  await picture(zhou.page, name('rule'), { full: true });
  zhou.faultless();
  await zhou.context.close();
}

async function apply(options, learner, course, target, name) {
  const { context, page, say, faultless } = await signedIn(learner, options);
  await menu(page, say, 'credit-menu-passbook');
  await page.getByRole('link', { name: course, exact: true }).waitFor();
  await accessible(page);
  await picture(page, name('passbook'));
  await menu(page, say, 'credit-menu-matches');
  await accessible(page);
  await picture(page, name('matches'));
  await page.getByRole('link', { name: new RegExp(`P${target}`) }).click();
  const box = page.getByLabel(new RegExp(course));
  await box.uncheck();
  await accessible(page);
  await picture(page, name('best'), { full: true });
  const form = page.locator('form', { has: box });
  await form.getByRole('button').click();
  await page.getByRole('alert').getByText(say('credit-application-nothing_chosen')).waitFor();
  await accessible(page);
  await page.getByLabel(new RegExp(course)).check();
  await page.locator('form', { has: page.getByLabel(new RegExp(course)) }).getByRole('button').click();

  await page.getByRole('heading', { name: say('credit-consent'), exact: true }).waitFor();
  await accessible(page);
  // Filing too early says what is missing.
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();
  await page.getByRole('button', { name: say('credit-file'), exact: true }).click();
  const missing = learner.consented ? say('credit-application-evidence_missing', { name: '水利史' }) : say('credit-application-consent_missing');
  await page.getByRole('alert').getByText(missing).waitFor();
  await accessible(page);
  await page.goBack();
  await page.goBack();
  if (!learner.consented) await consent(page, say);
  await page.getByText(say('credit-consent-given'), { exact: true }).waitFor();
  const scanned = { name: 'transcript.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% transcript\n%%EOF\n') };
  await page.getByLabel(say('credit-attachment-file')).setInputFiles(scanned);
  await page.getByRole('button', { name: say('credit-attachment-do'), exact: true }).click();
  await page.getByRole('link', { name: 'transcript.pdf' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: say('credit-continue'), exact: true }).click();
  await page.getByText(target).first().waitFor();
  await picture(page, name('check'), { full: true });
  await page.getByRole('button', { name: say('credit-file'), exact: true }).click();
  await page.getByText(say('status-in_review')).first().waitFor();
  await accessible(page);
  const application = new URL(page.url()).pathname.split('/').pop();
  assert.match(application, /^app_/);
  faultless();
  await context.close();
  return application;
}

async function consent(page, say) {
  await page.getByRole('button', { name: say('credit-consent-do'), exact: true }).click();
  await page.getByRole('alert').getByText(say('credit-application-agree')).first().waitFor();
  await accessible(page);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: say('credit-consent-do'), exact: true }).click();
}

async function decide(options, learner, application, name) {
  const { context, page, say, faultless } = await signedIn(PEOPLE.zhou, options);
  await menu(page, say, 'credit-menu-inbox');
  await accessible(page);
  await page.locator(`main a[href="/credit/inbox/${application}"]`).click();
  await page.getByRole('heading', { level: 1, name: learner.name }).waitFor();
  await page.getByRole('link', { name: 'transcript.pdf' }).waitFor();
  await accessible(page);
  await picture(page, name('review'), { full: true });
  await page.getByRole('radio', { name: say('credit-decide-reject'), exact: true }).check();
  await page.getByRole('button', { name: say('credit-decide-do') }).click();
  await page.getByRole('alert').getByText(say('credit-application-reason_required')).first().waitFor();
  await accessible(page);
  await page.getByRole('radio', { name: say('credit-decide-accept'), exact: true }).check();
  await page.getByRole('button', { name: say('credit-decide-do') }).click();
  await page.getByText(say('credit-notice-accepted')).waitFor();
  faultless();
  await context.close();
}

async function see(options, learner, course, application, name) {
  const { context, page, say, faultless } = await signedIn(learner, options);
  await menu(page, say, 'credit-menu-applications');
  await accessible(page);
  await page.goto(`/credit/applications/${application}`);
  await page.getByText(say('status-accepted')).first().waitFor();
  const story = page.locator('.xq-timeline');
  for (const action of ['begin', 'file', 'accept']) {
    await story.getByText(say(`action-credit-application-${action}`, { credit: 2 })).first().waitFor();
  }
  await accessible(page);
  await picture(page, name('application'), { full: true });
  await menu(page, say, 'credit-menu-passbook');
  const row = page.getByRole('row', { name: course });
  await row.getByText(say('status-used')).first().waitFor();
  await row.getByText('免考').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.getByRole('navigation').first().isVisible()), 'the menu is not printed');
  assert.ok(await row.first().isVisible());
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/identity/reads');
  await page.getByText('江苏开放大学').first().waitFor();
  await accessible(page);
  faultless();
  await context.close();
}
