// Find the messages of the server's scripts in the reader's language. Part of the server, not of the site.
(() => {
  "use strict";
  const { lang, messages } = globalThis.enregardWords;
  const fill = (message, values) => message.replace(/\{(\w+)\}/g, (found, name) => values[name] ?? found);
  const number = (count) => count.toLocaleString(lang);

  globalThis.enregardWords = {
    lang,
    hundredths: (value) => value.toLocaleString(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    _: (message, values = {}) => fill(messages[message] ?? message, values),
    ngettext: (singular, plural, count, values = {}) => {
      const [forms, indices] = messages[`${singular}\0${plural}`];
      const form = forms[indices[count < indices.length ? count : 100 + (count % 100)]];
      return fill(form, { count: number(count), ...values });
    },
  };
})();
