// Turns the text's plain field into a rich one. Without this script the field stays as it is and can be saved.

const field = document.querySelector("[data-prose]");
if (field) start(field);

async function start(field) {
  const area = field.querySelector("textarea");
  const tools = field.querySelector(".prose-tools");
  let show; // the rich field's content, once there is one
  // Others write into the text by this event: a working copy restored, a version taken over.
  area.addEventListener("replace", (event) => {
    if (show) return show(event.detail);
    area.value = event.detail;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const [kit, paste] = await Promise.all([import(field.dataset.prose), import(field.dataset.paste)]);
  const frame = document.createElement("div");
  area.before(frame);
  const editor = new kit.Editor({
    element: frame,
    content: area.value,
    injectCSS: false, // our own style sheet has its rules: the security policy allows no other
    extensions: [
      kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.History, kit.Dropcursor, kit.Gapcursor,
      kit.Heading.configure({ levels: [2, 3] }), kit.Blockquote, kit.BulletList, kit.OrderedList, kit.ListItem,
      kit.HorizontalRule, kit.Bold, kit.Italic, kit.Subscript, kit.Superscript, link(kit),
      ...tables(kit),
    ],
    editorProps: {
      transformPastedHTML: pastedHtml,
      handlePaste: pastedText,
      attributes: {
        class: "prose prose--edit", id: "id_body_editor", role: "textbox", "aria-multiline": "true",
        "aria-labelledby": "id_body_label",
      },
    },
    onUpdate({ editor }) {
      area.value = editor.isEmpty ? "" : htmlOf(editor);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => showState(),
  });
  show = (html) => editor.commands.setContent(html, { emitUpdate: true });
  area.hidden = true;
  tools.hidden = false;
  field.querySelector("label").addEventListener("click", () => editor.commands.focus());
  if (location.hash === "#id_body") editor.commands.focus("start");

  // By the key's place on the board, as every shortcut of the desk: Cyrillic letters lie on the same keys.
  frame.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.repeat) return;
    const held = `${event.altKey ? "Alt " : ""}${event.shiftKey ? "Shift " : ""}${event.code}`;
    const button = [...tools.querySelectorAll("[data-key]")].find((each) => each.dataset.key === held);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  }, true);

  const actions = {
    h2: (chain) => chain.toggleHeading({ level: 2 }),
    h3: (chain) => chain.toggleHeading({ level: 3 }),
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    ul: (chain) => chain.toggleBulletList(),
    ol: (chain) => chain.toggleOrderedList(),
    quote: (chain) => chain.toggleBlockquote(),
    undo: (chain) => chain.undo(),
    redo: (chain) => chain.redo(),
  };
  const active = {
    h2: ["heading", { level: 2 }], h3: ["heading", { level: 3 }], bold: ["bold"], italic: ["italic"],
    link: ["link"], ul: ["bulletList"], ol: ["orderedList"], quote: ["blockquote"],
  };

  function showState() {
    for (const [name, args] of Object.entries(active)) {
      tools.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(editor.isActive(...args)));
    }
  }

  function pastedHtml(html) {
    const { html: plain, files, lost } = paste.cleaned(html);
    if (files.length || lost) document.dispatchEvent(new CustomEvent("pictures", { detail: { files, lost } }));
    return plain;
  }

  let pasting = false; // the editor asks again about the HTML that it is given here

  function pastedText(view, event) {
    if (pasting || event.clipboardData?.types.includes("text/html")) return false;
    const html = paste.paragraphs(event.clipboardData?.getData("text/plain") || "");
    if (html === null) return false;
    pasting = true;
    view.pasteHTML(html, event);
    pasting = false;
    return true;
  }

  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name === "link") openLink();
    else if (name === "speaker") markSpeaker();
    else if (name) actions[name](editor.chain().focus()).run();
  });

  function markSpeaker() {
    const { $from, from, to } = editor.state.selection;
    const colon = $from.parent.textContent.indexOf(":");
    if (colon < 1 || colon > 60) return editor.commands.focus();
    const start = $from.start();
    editor.chain().focus().setTextSelection({ from: start, to: start + colon + 1 }).setBold()
      .setTextSelection({ from, to }).run();
  }

  const linkBar = field.querySelector(".prose-link");
  const address = linkBar.querySelector("input");

  function openLink() {
    linkBar.hidden = !linkBar.hidden;
    address.value = editor.getAttributes("link").href || "";
    if (linkBar.hidden) editor.commands.focus();
    else address.focus();
  }

  // Without chosen words, the address itself is written.
  function setLink() {
    const href = withScheme(address.value.trim());
    const chain = editor.chain().focus().extendMarkRange("link");
    if (href && editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else if (href) chain.setMark("link", { href }).run();
    linkBar.hidden = true;
  }

  linkBar.querySelector('[data-link="set"]').addEventListener("click", setLink);
  linkBar.querySelector('[data-link="remove"]').addEventListener("click", () => {
    editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
    linkBar.hidden = true;
  });
  address.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      setLink();
    } else if (event.key === "Escape") {
      linkBar.hidden = true;
      editor.commands.focus();
    }
  });
  arrowKeys(tools);
}

// One stop for Tab, arrows between the buttons: how a toolbar is walked.
function arrowKeys(tools) {
  const buttons = [...tools.querySelectorAll("button")];
  const rest = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  rest(buttons[0]);
  tools.addEventListener("focusin", (event) => rest(event.target));
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  });
}

function withScheme(address) {
  if (!address || /^(?:https?:\/\/|mailto:)/i.test(address)) return address;
  return /^[^\s@/]+@[^\s@/]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}

// The package's own dialogs bring styles and scripts of their own; the address bar above is ours.
const link = (kit) => kit.Link.extend({ addKeyboardShortcuts: () => ({}) });

// The editor knows rows only; which of them are the table's head is kept with the row, and written out again.
function tables(kit) {
  const row = kit.TableRow.extend({
    addAttributes: () => ({
      head: { default: false, parseHTML: (row) => row.parentElement?.localName === "thead", renderHTML: headed },
    }),
  });
  const header = kit.TableHeader.extend({
    addAttributes() {
      return { ...this.parent?.(), scope: { default: null } };
    },
  });
  return [kit.Table, row, header, kit.TableCell];
}

const headed = ({ head }) => (head ? { "data-head": "" } : {});

function htmlOf(editor) {
  const html = editor.getHTML();
  if (!html.includes("data-head")) return html;
  const frame = document.createElement("template");
  frame.innerHTML = html;
  for (const table of frame.content.querySelectorAll("table:has([data-head])")) {
    table.createTHead().append(...table.querySelectorAll("[data-head]"));
  }
  frame.content.querySelectorAll("[data-head]").forEach((row) => row.removeAttribute("data-head"));
  return frame.innerHTML;
}
