// The menu of every page: folded on a phone, and elsewhere the entries of a section only on its pages; rooms of a section fold.

/** Opens the page behind an entry of the menu. */
export async function menu(page, say, word) {
  const entry = page.getByRole('navigation', { name: say('ui-menu') }).getByRole('link', { name: say(word), exact: true });
  if (!(await entry.first().isVisible())) {
    const folded = page.locator('summary', { hasText: say('ui-menu') });
    if (await folded.isVisible()) await folded.click();
    else await page.locator('.xq-menu__section', { has: page.locator('a', { hasText: say(word) }) }).getByRole('link').first().click();
    const room = page.locator('.xq-part', { has: page.locator('a', { hasText: say(word) }) });
    if (!(await entry.first().isVisible()) && (await room.count())) await room.first().locator('summary').click();
  }
  await entry.first().click();
}
