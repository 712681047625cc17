// The words a person reads, from the same files as the pages: a journey names a button by what it says.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

function load(language) {
  const rooms = ['kernel/web', 'app', ...readdirSync(join(root, 'domains')).map((domain) => `domains/${domain}`)];
  const words = new Map();
  for (const room of rooms) {
    const file = join(root, room, 'words', `${language}.ftl`);
    if (!existsSync(file)) continue;
    let key;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const start = /^([\w-]+) = (.*)$/.exec(line);
      if (start) words.set((key = start[1]), start[2].trim());
      else if (key && /^(\s+\S|\})/.test(line)) words.set(key, `${words.get(key)} ${line.trim()}`.trim());
      else key = undefined;
    }
  }
  return words;
}

const WORDS = { 'zh-CN': load('zh-CN'), en: load('en') };

/** A function from a word's key and arguments to what the page says in that language. */
export function speaking(language) {
  return (key, args = {}) => {
    const text = WORDS[language].get(key);
    if (text === undefined) throw new Error(`no word is called ${key} in ${language}`);
    const given = (name) => {
      if (!(name in args)) throw new Error(`${key} wants ${name}`);
      return String(args[name]);
    };
    const plain = text.replace(/\{\s*\$(\w+)\s*\}/g, (_, name) => given(name));
    // A choice: the variant of exactly this value, of one, or the last.
    return plain.replace(/\{\s*\$(\w+)\s*->([^{}]*)\}/g, (_, name, body) => {
      const variants = [...body.matchAll(/\*?\[(\w+)\]\s*([^[]*?)(?=\s*\*?\[|\s*$)/g)];
      const called = (word) => variants.find((variant) => variant[1] === word)?.[2];
      return called(given(name)) ?? (given(name) === '1' ? called('one') : undefined) ?? called('other') ?? '';
    });
  };
}
