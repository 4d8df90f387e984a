/** A workshop with as many questions of one mode as a bench needs. */
export function questions(mode: 'sealed' | 'named', many: number): object {
  return {
    id: `bench-${mode}`,
    title: 'A bench',
    minutes: 240,
    purpose: 'To be measured.',
    topic: 'project',
    roles: [{ id: 'member', label: 'Member' }],
    steps: Array.from({ length: many }, (_, place) => ({
      id: stepId(place),
      title: `Question ${place + 1}`,
      minutes: 4,
      say: '',
      kind: 'scale',
      prompt: 'How ready is it?',
      mode,
      settings: { min: 1, max: 5, low: 'not at all', high: 'fully' },
    })),
  };
}

export function stepId(place: number): string {
  return `question-${place + 1}`;
}
