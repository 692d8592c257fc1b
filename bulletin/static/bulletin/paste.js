// Pasted HTML made plain before the editor reads it: a word processor's lists become lists, its marks marks, and what
// is no text goes. editorial/intake/foreign.py does the same on the server for what comes in any other way.

const TAG = /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;
const REFUSED = /\s(style|on\w+)\s*=/gi;
const GONE = [
  "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "nav", "button", "select", "textarea",
  "title", "xml", "del", "[hidden]", ".adsbygoogle", ".ad", ".ads", ".advertisement",
  "[data-style*='mso-element:comment']", ".MsoCommentReference", "[data-style*='mso-hide:all' i]",
].join(",");
const RENAMED = { h1: "h2", h4: "h3", h5: "h3", h6: "h3" };
const QUOTES = ".MsoQuote, .MsoIntenseQuote";
const FOLLOWED = /^(?:https?:\/\/|mailto:)/i;

// The HTML as the editor may read it, and the pictures that were in it: { html, files, lost }.
export function cleaned(html) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const pictures = takenOut(page);
  page.querySelectorAll(GONE).forEach((each) => each.remove());
  dropComments(page);
  dropAsides(page);
  unlay(page);
  markUp(page);
  for (const block of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) list(block);
  rename(page);
  unlink(page);
  dropEmpty(page);
  return { html: divided(page.body.innerHTML), ...pictures };
}

// The browser reports every style and handler it meets as refused, even in a page that is never shown.
function withoutStyles(html) {
  return html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(TAG, (tag) => tag.replace(REFUSED, " data-$1="));
}

const styleOf = (element) => element.dataset.style || "";
const says = (element, property) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(styleOf(element))?.[1].trim().toLowerCase() ?? "";

function takenOut(page) {
  const files = [];
  let lost = 0;
  for (const image of page.querySelectorAll("img")) {
    const source = image.getAttribute("src") || "";
    if (source.startsWith("data:image/")) files.push(fileOf(source, files.length + 1));
    else if (/^(?:file|blob|cid):/i.test(source)) lost += 1;
    image.remove();
  }
  return { files: files.filter(Boolean), lost };
}

function fileOf(source, number) {
  const [head, data] = [source.slice(0, source.indexOf(",")), source.slice(source.indexOf(",") + 1)];
  if (!head.endsWith(";base64")) return null;
  try {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const type = head.slice(5, -7);
    return new File([bytes], `${number}.${type.slice(6)}`, { type });
  } catch {
    return null;
  }
}

function dropComments(page) {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((comment) => comment.remove());
}

// What stands beside the text of a page and is mostly links; a quotation that was drawn out is none.
function dropAsides(page) {
  for (const aside of page.querySelectorAll("aside, body footer, [role=navigation], [role=complementary]")) {
    const linked = [...aside.querySelectorAll("a")].reduce((sum, link) => sum + link.textContent.trim().length, 0);
    if (linked * 2 > aside.textContent.trim().length) aside.remove();
  }
}

// A table that only lays a page out holds another one, has one cell, or one row with whole paragraphs in a cell.
function unlay(page) {
  for (const table of [...page.querySelectorAll("table")].reverse()) {
    const cells = [...table.querySelectorAll("td, th")].filter((cell) => cell.closest("table") === table);
    const isRow = table.rows.length === 1 && cells.some((cell) => cell.querySelectorAll("p, div, h1, h2, h3, li").length > 1);
    const isLayout = /^(?:presentation|none)$/.test(table.getAttribute("role") || "") || cells.length < 2;
    if (isLayout || isRow || table.dataset.held) table.replaceWith(...cells.map(block));
    else table.parentElement.closest("table")?.setAttribute("data-held", "1");
  }
}

function block(cell) {
  const part = cell.ownerDocument.createElement("div");
  part.append(...cell.childNodes);
  return part;
}

// Marks written as styles; and a bold that its own style takes back, which is how a web office wraps all it copies.
function markUp(page) {
  for (const bold of page.querySelectorAll("b, strong")) {
    if (["normal", "400"].includes(says(bold, "font-weight"))) bold.replaceWith(...bold.childNodes);
  }
  for (const span of page.querySelectorAll("span[data-style]")) {
    if (/^(?:bold|[6-9]00)/.test(says(span, "font-weight"))) wrap(span, "strong");
    if (says(span, "font-style") === "italic") wrap(span, "em");
    const level = says(span, "vertical-align");
    if (level === "super" || level === "sub") wrap(span, level.slice(0, 3));
  }
}

function wrap(element, tag) {
  const mark = element.ownerDocument.createElement(tag);
  mark.append(...element.childNodes);
  element.append(mark);
}

// A paragraph that looks like an item of a list becomes one.
function list(block) {
  const level = Number(/mso-list:\s*\S+\s+level(\d+)/i.exec(styleOf(block))?.[1] ?? 0);
  const marker = block.querySelector("[data-style*='mso-list:Ignore' i]");
  if (!level || (!marker && !/^MsoListParagraph/.test(block.className))) return;
  const number = numberOf(marker?.textContent.trim() ?? "");
  marker?.remove();
  const item = block.ownerDocument.createElement("li");
  item.append(...block.childNodes);
  listFor(block, level, number).append(item);
  block.remove();
}

// The number a marker shows, 0 for a letter, null for a bullet.
function numberOf(marker) {
  if (!/^\(?[\p{L}\d.]+[.)]/u.test(marker)) return null;
  return Number(/(\d+)\D*$/.exec(marker)?.[1] ?? 0);
}

// The list the item goes on: the one that ends right before it, at the item's level; or a new one.
function listFor(block, level, number) {
  const tag = number === null ? "ul" : "ol";
  let open = before(block);
  let depth = open?.dataset.word ? 1 : 0;
  while (depth && depth < level) {
    const inner = open.lastElementChild?.lastElementChild;
    if (!inner?.dataset.word) break;
    open = inner;
    depth += 1;
  }
  if (depth === level && open.localName === tag && number !== 1) return open;
  const fresh = block.ownerDocument.createElement(tag);
  fresh.dataset.word = "1";
  if (number > 1) fresh.setAttribute("start", number);
  if (depth && depth < level) open.lastElementChild.append(fresh);
  else if (depth > 1) open.parentElement.append(fresh);
  else block.before(fresh);
  return fresh;
}

function before(block) {
  let node = block.previousSibling;
  while (node && node.nodeType === 3 && !node.data.trim()) node = node.previousSibling;
  return node?.nodeType === 1 ? node : null;
}

function rename(page) {
  for (const [from, to] of Object.entries(RENAMED)) page.querySelectorAll(from).forEach((each) => renamed(each, to));
  page.querySelectorAll("p.MsoTitle").forEach((each) => renamed(each, "h2"));
  page.querySelectorAll("p.MsoSubtitle").forEach((each) => renamed(each, "h3"));
  page.querySelectorAll(QUOTES).forEach((each) => wrap(renamed(each, "blockquote"), "p"));
}

function renamed(element, tag) {
  const fresh = element.ownerDocument.createElement(tag);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
}

// A link that leads nowhere from here is its words.
function unlink(page) {
  for (const link of page.querySelectorAll("a")) {
    if (!FOLLOWED.test((link.getAttribute("href") || "").trim())) link.replaceWith(...link.childNodes);
  }
}

function dropEmpty(page) {
  for (const block of page.querySelectorAll("p, h2, h3, li, blockquote, figure, div")) {
    if (!block.textContent.trim() && !block.querySelector("hr, table")) block.remove();
  }
}

// Two line breaks in a row are where a paragraph ends; what the editor need not know goes, with what only a narrow
// column needed: soft hyphens, joints of no width, and blanks that were used to fill a line.
function divided(html) {
  return html
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .replace(/\s*&nbsp;(?:\s|&nbsp;)+|\s+&nbsp;/g, " ")
    .replace(/(?:<br\b[^>]*>\s*){2,}/gi, "</p><p>")
    .replace(TAG, (tag) => tag.replace(/\s(?:data-\w+|class|id|lang|align|width|height)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""))
    .replace(/<p>\s*<\/p>/gi, "");
}

// Plain text as HTML: blank lines divide paragraphs, a line that was only wrapped goes on. Null if there are none.
export function paragraphs(text) {
  const parts = text.replace(/\r\n?/g, "\n").split(/\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+/).filter((part) => part.trim());
  if (parts.length < 2) return null;
  return parts.map((part) => `<p>${escaped(part.trim()).replace(/([^\n]*)\n/g, joined)}</p>`).join("");
}

const WRAPPED = 50;
const joined = (_all, line) => (line.length < WRAPPED ? `${line}<br>` : `${line.trimEnd()} `);

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
