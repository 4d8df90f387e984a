/**
 * A document as plain data: elements, attributes and text. The server writes it as HTML, a page draws it as nodes,
 * so both show the same document, and neither puts anybody's words into markup by hand.
 */
export type Markup = string | Tag;

export interface Tag {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Markup[];
}

/** What may stand among the children of an element: lists are laid flat, and null leaves nothing behind. */
export type Part = Markup | number | null | readonly Part[];

/** The class or all attributes, then what stands inside. */
export function tag(name: string, attributes: string | Record<string, string>, ...inside: Part[]): Tag {
  const given = typeof attributes === 'string' ? { class: attributes } : attributes;
  const kept = Object.entries(given).filter(([, value]) => value !== '');
  return { tag: name, attributes: Object.fromEntries(kept), children: flat(inside) };
}

function flat(parts: readonly Part[]): Markup[] {
  return parts.flatMap((part): Markup[] => {
    if (part === null || part === '') return [];
    if (typeof part === 'number') return [String(part)];
    if (typeof part === 'string') return [part];
    return 'tag' in part ? [part] : flat(part);
  });
}

/** As HTML text. Every text and every attribute is escaped here, and nowhere else. */
export function htmlText(markup: Markup): string {
  if (typeof markup === 'string') return escaped(markup);
  const attributes = Object.entries(markup.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const inside = markup.children.map(htmlText).join('');
  return `<${markup.tag}${attributes.join('')}>${inside}</${markup.tag}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? '');
}
