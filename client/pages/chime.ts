/**
 * Two soft notes at the end of a beat, made here, so that no sound file is needed. Browsers let a page sound only
 * after somebody has touched it; until then `isAllowed` is false and the page asks for a click.
 */
export class Chime {
  muted = false;
  #context: AudioContext | null = null;

  get isAllowed(): boolean {
    return this.#context?.state === 'running';
  }

  /** To be called from a click or a key. */
  async allow(): Promise<void> {
    this.#context ??= new AudioContext();
    await this.#context.resume();
  }

  strike(): void {
    const context = this.#context;
    if (this.muted || !context || context.state !== 'running') return;
    note(context, 659.25, 0);
    note(context, 493.88, 0.45);
  }
}

function note(context: AudioContext, hertz: number, afterSeconds: number): void {
  const from = context.currentTime + afterSeconds;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = 'sine';
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.35, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, from + 1.6);
  tone.connect(volume).connect(context.destination);
  tone.start(from);
  tone.stop(from + 1.7);
}
