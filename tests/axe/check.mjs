// SPDX-License-Identifier: Apache-2.0
// Opens pages in Chromium: axe-core with the WCAG 2.1 A and AA rules in light and dark, no scrolling to the side on a phone, no
// text outside its box, no labels on each other, nothing asked of the network, and the map worked by keyboard alone.
// usage: node check.mjs CHROMIUM FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
let failures = 0;
const fail = (file, text) => { failures++; console.log(`FAILED ${file}: ${text}`); };

async function open(file, options) {
  const context = await browser.newContext({ bypassCSP: false, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.on('request', (request) => { if (!request.url().startsWith('file:')) fail(file, `asks for ${request.url()}`); });
  page.on('console', (message) => { if (message.type() === 'error') fail(file, `console: ${message.text()}`); });
  page.on('pageerror', (error) => fail(file, `script: ${error.message}`));
  await page.goto(pathToFileURL(resolve(file)).href);
  return page;
}

async function accessible(file, page, where) {
  const result = await page.evaluate(`(() => { ${axe}; return axe.run(document, {runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations']}) })()`);
  if (!result.passes.length) fail(file, `${where}: axe looked at nothing`);
  for (const violation of result.violations)
    fail(file, `${where}: ${violation.id}: ${violation.help} (${violation.nodes.length}) ${violation.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | ')}`);
}

async function narrow(file) {
  const page = await open(file, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fail(file, `scrolls ${wide} pixels to the side at 360`);
  await accessible(file, page, '360 pixels');
  await page.context().close();
}

// Text of a box inside it, labels of lines not on each other, lines not through boxes: asked of the browser's own geometry.
async function geometry(file, page) {
  const faults = await page.evaluate(() => {
    const faults = [], rect = (e) => e.getBoundingClientRect();
    const over = (a, b, slack) => a.left + slack < b.right && b.left + slack < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom;
    for (const svg of document.querySelectorAll('svg.phs-map')) {
      const boxes = [...svg.querySelectorAll('.m-node')].map((node) => ({ node, top: rect(node.querySelector('.m-top')) }));
      for (const { node, top } of boxes)
        for (const text of node.querySelectorAll('text')) {
          const r = rect(text);
          if (r.left < top.left || r.right > top.right + 0.5 || r.bottom > top.bottom + 0.5) faults.push(`text leaves its box: ${text.textContent}`);
        }
      const labels = [...svg.querySelectorAll('.m-edge text')];
      labels.forEach((a, i) => {
        labels.slice(i + 1).forEach((b) => { if (over(rect(a), rect(b), 3)) faults.push(`labels overlap: ${a.textContent} / ${b.textContent}`); });
        boxes.forEach(({ node, top }) => { if (over(rect(a), top, 2)) faults.push(`label on a box: ${a.textContent} / ${node.querySelector('.m-name').textContent}`); });
      });
      for (const line of svg.querySelectorAll('.m-edge .m-line')) {
        const length = line.getTotalLength(), matrix = line.getScreenCTM();
        for (let at = 2; at < length - 2; at += 4) {
          const p = line.getPointAtLength(at).matrixTransform(matrix);
          const hit = boxes.find(({ top }) => p.x > top.left + 1.5 && p.x < top.right - 1.5 && p.y > top.top + 1.5 && p.y < top.bottom - 1.5);
          if (hit) { faults.push(`line through a box: ${hit.node.querySelector('.m-name').textContent}`); break; }
        }
      }
    }
    return faults;
  });
  for (const fault of faults.slice(0, 10)) fail(file, fault);
}

// Tab reaches every box and line; Enter opens the panel, Escape closes it and gives the focus back.
async function keyboard(file, page) {
  const wanted = await page.locator('#drawing a').count();
  await page.locator('#drawing').focus();
  const seen = new Set();
  for (let i = 0; i < wanted; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.id));
  }
  if (seen.size !== wanted) fail(file, `the keyboard reaches ${seen.size} of ${wanted} boxes and lines`);
  if (!wanted) return;
  const last = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('Enter');
  if (!(await page.locator('#panel').isVisible())) fail(file, 'Enter opens no panel');
  if (!(await page.locator('#panel-body dd').count())) fail(file, 'the panel says nothing');
  await accessible(file, page, 'panel open');
  await page.keyboard.press('Escape');
  if (await page.locator('#panel').isVisible()) fail(file, 'Escape leaves the panel open');
  if ((await page.evaluate(() => document.activeElement.id)) !== last) fail(file, 'closing the panel loses the focus');
  await page.fill('#find', 'no such thing anywhere');
  if (!/^0 of/.test(await page.locator('#status').textContent())) fail(file, 'the search counts wrongly');
  await page.fill('#find', '');
}

async function groups(file, page) {
  const group = page.locator('#drawing a.m-group').first();
  if (!(await group.count())) return;
  const before = await page.locator('#drawing a.m-node').count();
  await group.focus();
  await page.keyboard.press('Enter');
  await page.locator('#panel .go').focus();
  await page.keyboard.press('Enter');
  if (!(await page.locator('#back').isVisible())) fail(file, 'an opened group has no way back');
  await geometry(file, page);
  await accessible(file, page, 'group open');
  await page.locator('#back').click();
  if ((await page.locator('#drawing a.m-node').count()) !== before) fail(file, 'the way back leads elsewhere');
}

for (const file of files) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(file, { viewport: { width: 1280, height: 900 }, colorScheme });
    await accessible(file, page, colorScheme);
    if (colorScheme === 'light') {
      await geometry(file, page);
      if (await page.locator('#drawing').count()) {
        await keyboard(file, page);
        await groups(file, page);
      }
    }
    await page.context().close();
  }
  await narrow(file);
  console.log(`${file}: looked at`);
}
await browser.close();
process.exit(failures ? 1 : 0);
