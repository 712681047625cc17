// The menu of every page: folded on a phone, and elsewhere the entries of a section only on its pages.

/** Opens the page behind an entry of the menu. */
export async function menu(page, say, word) {
  const entry = page.getByRole('navigation', { name: say('ui-menu') }).getByRole('link', { name: say(word), exact: true });
  if (!(await entry.first().isVisible())) {
    const folded = page.locator('summary', { hasText: say('ui-menu') });
    if (await folded.isVisible()) await folded.click();
    else await page.locator('.xq-menu__section', { hasText: say(word) }).getByRole('link').first().click();
  }
  await entry.first().click();
}
