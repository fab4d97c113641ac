import { chromium } from 'playwright-core'; import { pathToFileURL } from 'node:url';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const w of [1200, 1440]) { const p = await (await b.newContext({ viewport: { width: w, height: 900 } })).newPage(); await p.goto(pathToFileURL(process.argv[2]).href);
console.log(w, JSON.stringify(await p.evaluate(() => [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1).map(s => { const t = s.querySelector('table'); if (!t) return s.getAttribute('aria-label'); const cols = [...t.rows[0].cells].map((c, i) => [c.innerText, Math.round(c.getBoundingClientRect().width)]); return [s.getAttribute('aria-label'), s.scrollWidth, s.clientWidth, cols]; })))); }
await b.close();
