/** What somebody typed into a field of the form that was sent, without the space around it. */
export function typed(event: SubmitEvent, name: string): string {
  return event.target instanceof HTMLFormElement ? textIn(new FormData(event.target), name) : '';
}

export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
