import type { Markup } from '../../events/views/markup.ts';

/** A document as nodes: made one by one, so that nobody's words can ever become markup. */
export function drawn(markup: Markup, isSvg = false): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const svg = isSvg || markup.tag === 'svg';
  const element = svg
    ? document.createElementNS('http://www.w3.org/2000/svg', markup.tag)
    : document.createElement(markup.tag);
  for (const [name, value] of Object.entries(markup.attributes)) element.setAttribute(name, value);
  element.append(...markup.children.map((child) => drawn(child, svg)));
  return element;
}
