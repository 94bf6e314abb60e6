// Where the keyboard goes when its place has vanished.

/** The screen's heading takes the focus when what had it is gone, so that the keyboard does not start at the menu again. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
