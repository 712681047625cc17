// Which pages there are, by the binary's own list of routes and the server's sitemap, and how links lead to them.

import { execFileSync } from 'node:child_process';
import { ADDRESS } from './browser.js';
import { BINARY } from './server.js';

/** Path templates of every GET page, such as /credit/rules/{id}. */
export function pageRoutes() {
  const routes = JSON.parse(execFileSync(BINARY, ['routes'], { encoding: 'utf8' }));
  return routes.filter((route) => route.method === 'GET' && !route.api).map((route) => route.path);
}

/** The template a path belongs to; the one with the fewest placeholders wins, as in the server's router. */
export function templateOf(path, templates) {
  const bare = path.split(/[?#]/)[0];
  return templates
    .filter((template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\*[^}]+\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(bare))
    .sort((one, other) => one.split('{').length - other.split('{').length)[0];
}

/** Links that one page contributes to a template, and pages of one template that are fetched in all. */
const FROM_ONE_PAGE = 4;
const OF_ONE_TEMPLATE = 16;

/**
 * Follows links breadth first and answers one path for each template of a page reached, and the templates that
 * answered with a file. Pages are fetched with the context's cookies, without drawing them.
 */
export async function reach(context, templates, from = ['/']) {
  const pages = new Map();
  const files = new Set();
  const seen = new Set();
  const fetched = new Map();
  const queue = [...from];
  while (queue.length > 0) {
    const path = queue.shift();
    const template = templateOf(path, templates);
    const times = fetched.get(template) ?? 0;
    if (seen.has(path) || template === undefined || times >= OF_ONE_TEMPLATE) continue;
    seen.add(path);
    fetched.set(template, times + 1);
    const answer = await context.request.get(ADDRESS + path, { maxRedirects: 0 });
    if (answer.status() >= 500) throw new Error(`${path} answered ${answer.status()}`);
    if (answer.status() !== 200) continue;
    if (!(answer.headers()['content-type'] ?? '').includes('html')) {
      files.add(template);
      continue;
    }
    if (!pages.has(template)) pages.set(template, path);
    queue.push(...links(await answer.text(), path, templates));
  }
  return { pages, files };
}

function links(html, path, templates) {
  const counts = new Map();
  return [...html.matchAll(/<(?:a|img)\b[^>]*?(?:href|src)="([^"]+)"/g)]
    .map(([, raw]) => new URL(raw.replaceAll('&amp;', '&').replaceAll('&#x2f;', '/'), ADDRESS + path))
    .filter((url) => url.origin === ADDRESS && !url.searchParams.has('lang') && !url.searchParams.has('care'))
    .map((url) => url.pathname + url.search)
    .filter((link) => {
      const template = templateOf(link, templates);
      counts.set(template, (counts.get(template) ?? 0) + 1);
      return counts.get(template) <= FROM_ONE_PAGE;
    });
}

/** The paths of the server's sitemap. */
export async function sitemap() {
  const text = await (await fetch(`${ADDRESS}/sitemap.xml`)).text();
  return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
}
