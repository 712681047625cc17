// The demo's cast, and how they sign in.

import { execFileSync } from 'node:child_process';
import { visitor } from './browser.js';
import { BINARY } from './server.js';
import { code } from './totp.js';
import { speaking } from './words.js';

/** The password of everybody in the demo. */
export const PASSWORD = 'xueqiao-demo-2026';

const person = (login, name, region, born, serial) => ({ login, name, number: { region, born, serial } });

/** Sign-in names by who they are; the number is the beginning of an invented 身份证号. */
export const PEOPLE = {
  wang: person('wang.learner', '王小满', '310101', '19980312', 0),
  li: person('li.learner', '李嘉禾', '330102', '19950826', 1),
  zhao: person('zhao.learner', '赵一苇', '340102', '20131105', 2),
  guardian: person('zhao.guardian', '赵立诚', '340102', '19820417', 3),
  lin: person('lin.registrar', '林若溪', '310105', '19860622', 4),
  chen: person('chen.registrar', '陈知行', '320102', '19880209', 6),
  zhou: person('zhou.reviewer', '周慎', '320508', '19810713', 7),
  he: person('he.registrar', '何清扬', '330106', '19900130', 8),
  shen: person('shen.reviewer', '沈明远', '330203', '19770925', 9),
  wu: person('wu.reviewer', '吴守正', '340202', '19840508', 11),
  ye: person('ye.bank', '叶知秋', '310112', '19830319', 12),
  qin: person('qin.officer', '秦立', '320106', '19760814', 13),
  gu: person('gu.admin', '顾问渠', '310104', '19800227', 14),
  qian: person('qian.expert', '钱若谷', '320106', '19700305', 15),
  gao: person('gao.committee', '高望舒', '310107', '19681121', 16),
  tang: person('tang.monitor', '唐若望', '310115', '19850703', 20),
  shi: person('shi.officer', '施安', '310106', '19740316', 21),
  jiang: person('jiang.data', '江一帆', '341122', '19910418', 24),
  wei: person('wei.county', '魏安', '341122', '19830926', 25),
  hong: person('hong.city', '洪澄', '341102', '19790307', 26),
  luo: person('luo.province', '罗衡', '340103', '19760715', 27),
  cao: person('cao.monitor', '曹一鸣', '340104', '19870529', 28),
  pei: person('pei.officer', '裴和', '340111', '19730512', 23),
  zhang: person('zhang.inspector', '章维', '341102', '19750622', 30),
};

/** Types name and password into the sign-in page and sends it. */
export async function typePassword(page, say, login, password = PASSWORD) {
  await page.goto('/sign-in');
  await page.getByLabel(say('identity-sign_in_name')).fill(login);
  await page.getByLabel(say('identity-password'), { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: say('identity-sign_in-do') }).click();
}

/** A window in which somebody is signed in; answers what `visitor` does, and `say`. */
export async function signedIn(who, options = {}) {
  const window = await visitor(options);
  const say = speaking(options.language ?? 'zh-CN');
  await typePassword(window.page, say, who.login);
  await window.page.getByRole('link', { name: who.name }).waitFor();
  return { ...window, say, who: who.name };
}

/** A window of a second administrator, made at the operator's command line, with the second factor enrolled. */
export async function administrator(options = {}) {
  const keeper = person('keeper.admin', '邵守正', '310104', '19790501', 1);
  const add = ['user', 'add', '--data', process.env.XQ_DATA, '--name', keeper.name, '--sign-in', keeper.login, '--admin'];
  execFileSync(BINARY, add, { input: `${PASSWORD}\n` });
  const window = await visitor(options);
  const say = speaking(options.language ?? 'zh-CN');
  const { page } = window;
  await typePassword(page, say, keeper.login);
  await page.getByRole('button', { name: say('identity-factor-begin') }).click();
  await page.getByLabel(say('identity-factor-code')).fill(code(await page.locator('main code').textContent()));
  await page.getByRole('button', { name: say('identity-factor-confirm') }).click();
  // The page with the recovery codes still answers the request that came without the factor; the next one names the person.
  await page.getByRole('button', { name: say('identity-factor-confirm') }).waitFor({ state: 'detached' });
  await page.goto('/');
  await page.getByRole('link', { name: keeper.name }).waitFor();
  return { ...window, say };
}
