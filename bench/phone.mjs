// T32: pages on a cheap telephone. Chromium at 360 points, its processor slowed six times, 50 kB a second and 0.4 s
// to the server; each page opened with an empty cache and once more.
// CHROMIUM=/usr/bin/chromium node bench/phone.mjs http://127.0.0.1:PORT LOGIN /path …   (a running `samuh demo`)
import { Browser } from '../tests/browser/cdp.mjs';
import { PASSWORD } from '../tests/browser/office.mjs';

const WEAK = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWER = 6;

const [address, login, ...paths] = process.argv.slice(2);
if (paths.length === 0) throw new Error('phone.mjs ADDRESS LOGIN PATH …');
const form = new URLSearchParams({ login, password: PASSWORD });
const entered = await fetch(`${address}/sign-in`, { method: 'POST', body: form, redirect: 'manual' });
if (entered.status !== 303) throw new Error(`${login} is not let in: ${entered.status}`);
const [name, value] = entered.headers.get('set-cookie').split(';')[0].split('=');

for (const path of paths) {
  const browser = await Browser.open();
  const page = await browser.page({ width: 360, height: 740 });
  // A blank page of the site first, so that no time of the browser's own start is counted.
  await page.goto(`${address}/health`);
  await page.send('Network.setCookie', { name, value, url: address });
  await page.send('Network.emulateNetworkConditions', WEAK);
  await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const seen = [];
  for (const load of ['first', 'again']) {
    let bytes = 0;
    browser.on(page.sessionId, message => {
      if (message.method === 'Network.loadingFinished') bytes += message.params.encodedDataLength;
      page.hear(message);
    });
    await page.goto(address + path);
    const ready = await page.value('performance.getEntriesByType("navigation")[0].loadEventStart');
    seen.push(`${load} ${(ready / 1000).toFixed(2)} s ${(bytes / 1000).toFixed(1)} kB`);
  }
  console.log(`${path}: ${seen.join(', ')}`);
  await browser.close();
}
