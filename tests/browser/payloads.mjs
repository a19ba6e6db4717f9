// What somebody might store to make another's browser run it. Each calls `ran` or shows a dialog, where
// anything lets it.
const CALL = 'window.ran=1';

const MARKUP = [
  `<script>${CALL}</script>`,
  `</script><script>${CALL}</script>`,
  `<ScRiPt >${CALL}</sCrIpT>`,
  `<script src=data:text/javascript,${CALL}></script>`,
  `<script>alert(1)</script>`,
  `<img src=x onerror=${CALL}>`,
  `<img src="x" onerror="confirm(1)">`,
  `<IMG/SRC=x/ONERROR=${CALL}>`,
  `<svg onload=${CALL}>`,
  `<svg/onload="${CALL}"></svg>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><a xlink:href="javascript:${CALL}"><text y=20>खोलें</text></a></svg>`,
  `<math><mtext><img src=x onerror=${CALL}></mtext></math>`,
  `<body onload=${CALL}>`,
  `<details open ontoggle=${CALL}>समूह</details>`,
  `<video><source onerror=${CALL}></video>`,
  `<audio src=x onerror=${CALL}></audio>`,
  `<input autofocus onfocus=${CALL}>`,
  `<select autofocus onfocus=${CALL}></select>`,
  `<textarea autofocus onfocus=${CALL}></textarea>`,
  `<iframe src="javascript:parent.${CALL}"></iframe>`,
  `<iframe srcdoc="<script>parent.${CALL}</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.${CALL}</script>"></object>`,
  `<embed src="data:text/html,<script>parent.${CALL}</script>">`,
  `<a href="javascript:${CALL}">समूह</a>`,
  `<a href="java\tscript:${CALL}">समूह</a>`,
  `<form action="javascript:${CALL}"><button>भेजें</button></form>`,
  `<button formaction="javascript:${CALL}">भेजें</button>`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${CALL}">`,
  `<link rel=stylesheet href="data:text/css,*{display:none}">`,
  `<style>@import 'https://evil.example/x.css';</style>`,
  `<div style="position:fixed;inset:0;background:url(javascript:${CALL})">समूह</div>`,
  `<template><script>${CALL}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>"></noscript>`,
  `<!--><img src=x onerror=${CALL}>-->`,
  `<![CDATA[><img src=x onerror=${CALL}>]]>`,
  `<div hx-on:load="${CALL}" hx-get="/" hx-trigger="load">समूह</div>`,
  `<x contenteditable onfocus=${CALL} autofocus>समूह</x>`,
  `<marquee onstart=${CALL}>समूह</marquee>`,
];

const BREAKS = [
  `" onmouseover="${CALL}" autofocus onfocus="${CALL}" x="`,
  `' onfocus='${CALL}' autofocus x='`,
  `"><script>${CALL}</script>`,
  `'><img src=x onerror=${CALL}>`,
  `\`><svg onload=${CALL}>`,
  `--><script>${CALL}</script><!--`,
  `]]><script>${CALL}</script>`,
  `</title><script>${CALL}</script>`,
  `</textarea><img src=x onerror=${CALL}>`,
  `</option></select><img src=x onerror=${CALL}>`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `&#60;img src=x onerror=${CALL}&#62;`,
  `javascript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `%3Cscript%3E${CALL}%3C/script%3E`,
  `\\u003cscript\\u003e${CALL}\\u003c/script\\u003e`,
];

const SCRIPTS = [
  `लक्ष्मी<script>${CALL}</script>समूह`,
  `क\u094d\u200dष<img src=x onerror=${CALL}>`,
  `\u202e<script>${CALL}</script>\u202c उजाला`,
  `उजाला\u2066"><svg onload=${CALL}>\u2069`,
  `＜script＞${CALL}＜/script＞`,
  `\u02b9\u02ba<img src=x onerror=${CALL}>`,
];

const TEMPLATES = [
  `{{constructor.constructor('${CALL}')()}}`,
  `\${${CALL}}`,
  `<%= ${CALL} %>`,
  `#{${CALL}} { $name } { -term }`,
  `@{ html!(maud) } (PreEscaped("<b>"))`,
];

// A soup as long as a name may be.
const SOUP = [`${'<b><i><a>'.repeat(5)}<img src=x onerror=${CALL}>${'</i>'.repeat(4)}`];

export const PAYLOADS = [...MARKUP, ...BREAKS, ...SCRIPTS, ...TEMPLATES, ...SOUP];

/** Put into every page before its own scripts: hears what the policy of the page had to stop. */
export const WATCH = `window.stopped = [];
  document.addEventListener('securitypolicyviolation', seen =>
    window.stopped.push(seen.violatedDirective + ' ' + seen.blockedURI));`;

/** What of a page shows that text became markup: run, stopped by the policy, or standing there as an element. */
export const FOUND = `(() => {
  const found = [];
  if (window.ran) found.push('a script ran');
  found.push(...window.stopped.map(what => 'stopped: ' + what));
  const handlers = [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(attribute =>
    /^on|^hx-on/i.test(attribute.name) || /^\\s*(java\\s*script|data:text):?/i.test(attribute.value) && attribute.name !== 'value'));
  const foreign = document.querySelectorAll('iframe, object, embed, base, marquee, math, template,' +
    'script:not([src^="/assets/"]), meta[http-equiv=refresh], style, link[rel=stylesheet]:not([href^="/assets/"])');
  found.push(...[...handlers, ...foreign].map(one => 'an element: ' + one.outerHTML.slice(0, 120)));
  return found;
})()`;
