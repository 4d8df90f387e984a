import type { PhoneScreen } from '../../../events/views/phone.ts';
import { phoneWords } from '../../../client/phone-words.ts';

/** What stands at the top of a phone, so that a test can wait for a screen by what people read there. */
export function headingFor(screen: PhoneScreen): string {
  switch (screen.is) {
    case 'question':
      return headingOf(screen.question);
    case 'result':
      return headingOf(screen);
    case 'waiting':
      return phoneWords[screen.why];
    case 'too-few':
      return phoneWords.tooFew;
    case 'lobby':
    case 'removed':
    case 'ended':
      return phoneWords[screen.is];
  }
}

/** A prompt is the heading where it is short enough to be read as one. */
export function headingOf({ prompt, title }: { prompt: string; title: string }): string {
  return prompt.length > 120 ? title : prompt;
}
