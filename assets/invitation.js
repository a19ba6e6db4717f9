// The code of a one-time link stands behind the #, which no browser sends: it goes out of the address bar, into
// the field, and on in the body of the form. The page works without this script: the code is typed.
"use strict";
(() => {
  const field = document.querySelector('form[action="/invitation"] input[name=code]');
  if (!field) return;
  const take = () => {
    const code = location.hash.slice(1);
    if (!code) return;
    history.replaceState(null, "", location.pathname);
    field.value = code;
    field.form.requestSubmit();
  };
  addEventListener("hashchange", take);
  take();
})();
