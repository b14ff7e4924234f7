"use strict";
// The form of a mentor's letter. Nothing is sent anywhere: what is typed is kept in this browser
// as a draft, and saved as one file that the mentor sends back.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
  const held = document.getElementById("pack").textContent;
  const pack = JSON.parse(held);
  const form = document.getElementById("reply");
  const rows = document.getElementById("rows");
  const status = document.getElementById("status");
  const signed = document.getElementById("signed");
  const date = document.getElementById("date");
  const agent = pack.agent.name || "the agent";
  const draft = `reflect-draft-${meta("pack")}`;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // SHA-256 (FIPS 180-4), for crypto.subtle is missing on pages opened from a file.
  function sha256(bytes) {
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) >>> 0;
    const key = primes.map((p) => fraction(Math.cbrt(p)));
    const sum = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    const turn = (x, by) => (x >>> by) | (x << (32 - by));
    const length = Math.ceil((bytes.length + 9) / 64) * 64;
    const data = new DataView(new ArrayBuffer(length));
    bytes.forEach((byte, at) => data.setUint8(at, byte));
    data.setUint8(bytes.length, 0x80);
    data.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    data.setUint32(length - 4, bytes.length << 3);
    const w = new Uint32Array(64);
    for (let block = 0; block < length; block += 64) {
      for (let i = 0; i < 16; i++) w[i] = data.getUint32(block + 4 * i);
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15], b = w[i - 2];
        const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
        const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
      }
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 64; i++) {
        const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const next = (h + one + ((e & f) ^ (~e & g)) + key[i] + w[i]) >>> 0;
        const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const last = (two + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
        [a, b, c, d, e, f, g, h] = [(next + last) >>> 0, a, b, c, (d + next) >>> 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((part, i) => { sum[i] = (sum[i] + part) >>> 0; });
    }
    return sum.map((part) => part.toString(16).padStart(8, "0")).join("");
  }

  // The data is embedded with five letters as \uXXXX; without that it is canonical again.
  function canonical() {
    return held.trim().replace(/\\(\\|u003c|u003e|u0026|u2028|u2029)/g, (whole, what) =>
      what === "\\" ? whole : String.fromCharCode(parseInt(what.slice(1), 16)));
  }

  // A TOML basic string: what steers, hides or turns text is written as \uXXXX.
  function quoted(text) {
    const short = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
    const code = (letter) => short[letter] || `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
    const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
    return `"${whole.replace(/["\\\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, code)}"`;
  }

  const written = (field) => field.value.trim();

  function comments() {
    return all("[data-key]").flatMap((finding) => {
      const verdict = finding.querySelector(".comment input:checked")?.value;
      const text = written(finding.querySelector(".comment textarea"));
      return verdict || text ? [{ about: finding.dataset.key, verdict, text }] : [];
    });
  }

  function ratings() {
    return all('.rate input[name^="rate-"]:checked').filter((box) => box.value)
      .map((box) => [box.name.slice(5), box.value]);
  }

  function answers() {
    return all("[data-question]").map((each) => (
      { question: each.dataset.question, text: written(each.querySelector("textarea")) }
    )).filter((each) => each.text);
  }

  function actions() {
    return all(".row", rows).map((row) => Object.fromEntries(
      all("[data-field]", row).map((field) => [field.dataset.field, written(field)])
    )).filter((each) => each.text);
  }

  function table(name, entries) {
    const lines = Object.entries(entries).filter(([, value]) => value)
      .map(([key, value]) => `${key} = ${key === "due" ? value : quoted(value)}`);
    return ["", name, ...lines];
  }

  function reply() {
    const hash = sha256(new TextEncoder().encode(canonical()));
    const shown = [...new Set(all("[data-key]").map((each) => each.dataset.key))];
    const levels = ratings();
    return [
      "format = 1",
      'kind = "reply"',
      `pack = ${quoted(meta("pack"))}`,
      `hash = "${hash}"`,
      `agent = ${quoted(pack.agent.name || "")}`,
      `signed = ${quoted(written(signed))}`,
      `date = ${date.value}`,
      `program = ${quoted(meta("generator"))}`,
      `shown = [${shown.map(quoted).join(", ")}]`,
      ...comments().flatMap((each) => table("[[comments]]", each)),
      ...(levels.length ? ["", "[ratings]", ...levels.map(([skill, level]) => `${skill} = ${level}`)] : []),
      ...answers().flatMap((each) => table("[[answers]]", each)),
      ...actions().flatMap((each) => table("[[actions]]", each)),
      "",
    ].join("\n");
  }

  // Drafts: every field by its name, and the agreements as rows.
  const named = () => all("textarea[name], input[name]");

  function state() {
    const fields = {};
    for (const field of named()) {
      if (field.type === "radio" ? field.checked && field.value : field.value) fields[field.name] = field.value;
    }
    const kept = all(".row", rows).map((row) => all("[data-field]", row).map((field) => field.value));
    return { fields, rows: kept };
  }

  function keep() {
    mark();
    try {
      localStorage.setItem(draft, JSON.stringify(state()));
    } catch {
      say("This browser keeps no drafts: save your reply before you close the page.");
    }
  }

  function restore() {
    let found;
    try {
      found = JSON.parse(localStorage.getItem(draft));
    } catch {
      return;
    }
    if (!found) return;
    for (const field of named()) {
      const value = found.fields[field.name];
      if (field.type === "radio") field.checked = field.value === (value ?? "");
      else if (value !== undefined) field.value = value;
    }
    for (const values of found.rows) {
      const fields = all("[data-field]", addRow());
      fields.forEach((field, place) => { field.value = values[place] ?? ""; });
    }
  }

  function forget() {
    try {
      localStorage.removeItem(draft);
    } catch {
      // There was none.
    }
  }

  function mark() {
    for (const box of all(".comment")) {
      const filled = Boolean(box.querySelector("input:checked") || written(box.querySelector("textarea")));
      box.classList.toggle("filled", filled);
    }
    form.classList.toggle("filled", Boolean(answers().length || actions().length || written(signed)));
  }

  function say(text) {
    status.textContent = text;
  }

  function addRow() {
    rows.append(document.getElementById("row").content.cloneNode(true));
    return rows.lastElementChild;
  }

  function missing() {
    const lacking = [[signed, written(signed), "your name"], [date, date.value, "the date"]]
      .filter(([field, value]) => {
        field.setAttribute("aria-invalid", String(!value));
        return !value;
      });
    if (!lacking.length) return false;
    say(`Almost there: ${lacking.map(([, , what]) => what).join(" and ")} is still missing.`);
    lacking[0][0].focus();
    return true;
  }

  function save(event) {
    event.preventDefault();
    if (missing()) return;
    const name = (pack.agent.name || "agent").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
    const link = document.createElement("a");
    link.download = `reply-${name || "agent"}-${date.value}.toml`;
    link.href = URL.createObjectURL(new Blob([reply()], { type: "application/toml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    forget();
    say(`Saved as ${link.download} among your downloads. Now send this file back to ${agent}.`);
  }

  function uncover() {
    all(".cover").forEach((cover) => { cover.open = true; });
  }

  function rated() {
    const skills = new Set(all('.rate input[name^="rate-"]').map((box) => box.name));
    if (pack.blind && ratings().length === skills.size) uncover();
  }

  all("[data-js]").forEach((each) => { each.hidden = false; });
  const now = new Date();
  date.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  restore();
  mark();
  all(".comment.filled").forEach((each) => { each.open = true; });
  document.addEventListener("input", keep);
  document.addEventListener("change", rated);
  form.addEventListener("submit", save);
  document.getElementById("add").addEventListener("click", () => {
    addRow().querySelector("textarea").focus();
  });
  rows.addEventListener("click", (event) => {
    const button = event.target.closest(".remove");
    if (!button) return;
    button.closest(".row").remove();
    document.getElementById("add").focus();
    keep();
  });
  document.getElementById("uncover")?.addEventListener("click", () => {
    uncover();
    document.querySelector("main section:not(#agenda):not(#ratings)")?.scrollIntoView();
  });
  addEventListener("beforeprint", () => {
    // On paper the strengths and the focus bring their evidence; of the rest what was opened.
    all("#strengths .evidence, #focus .evidence").forEach((each) => { each.open = true; });
  });
})();
