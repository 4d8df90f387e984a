/**
 * Says sentences to screen readers, politely. One region a page, made before the first sentence, because readers
 * only notice changes of a region they already know. The same sentence twice is two sentences.
 */
const region = document.createElement('div');
region.className = 'unseen';
region.setAttribute('role', 'status');
region.setAttribute('aria-live', 'polite');
document.body.append(region);

let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(sentence: string): void {
  region.textContent = '';
  clearTimeout(timer);
  // Sentences that follow each other within a breath become the last one, so that typing or dragging does not babble.
  timer = setTimeout(() => {
    region.textContent = sentence;
  }, 120);
}
