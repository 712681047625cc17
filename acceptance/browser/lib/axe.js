// Accessibility: an axe scan for WCAG 2.2 A and AA, and that nothing sticks out of a narrow window.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is wrong with the page as it stands now, one line each; empty when nothing is. */
export async function scan(page) {
  return scriptless.has(page) ? lookAtTwin(page) : look(page);
}

const scriptless = new WeakSet();

/** Says that a page's JavaScript is off: the scan, which needs it, then looks at a twin of the page. */
export function withoutScript(page) {
  scriptless.add(page);
}

// The same markup in a window with JavaScript, in which none of the page's own scripts is loaded.
async function lookAtTwin(page) {
  const [markup, url, viewport] = [await page.content(), page.url(), page.viewportSize()];
  const context = await page.context().browser().newContext({ viewport, locale: 'zh-CN' });
  try {
    await context.route('**/*', (route) => {
      const kind = route.request().resourceType();
      if (kind === 'document') return route.fulfill({ body: markup, contentType: 'text/html; charset=utf-8' });
      return kind === 'script' ? route.abort() : route.continue();
    });
    const twin = await context.newPage();
    await twin.goto(url);
    return await look(twin);
  } finally {
    await context.close();
  }
}

async function look(page) {
  // Evaluated by the debugger, which the page's content security policy does not bind.
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return result.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`),
      count: nodes.length,
    }));
  }, RULES);
  const lines = violations.map((v) => `${v.id} (${v.impact}, ${v.count}×): ${v.help}\n      ${v.nodes.join('\n      ')}`);
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const clipped = (one) => one.parentElement && (one.clientWidth <= 1 || clipped(one.parentElement));
    const sticksOut = (one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return Math.max(range.getBoundingClientRect().right, one.getBoundingClientRect().right) > clientWidth + 1;
    };
    // The last one in document order lies deepest: its own text or box is what does not fit.
    const culprit = [...document.querySelectorAll('body *')].filter((one) => sticksOut(one) && !clipped(one)).pop();
    return `${scrollWidth} > ${clientWidth}, by ${culprit?.outerHTML.slice(0, 120)}`;
  });
  if (wide) lines.push(`the page scrolls sideways: ${wide}`);
  return lines;
}
