// A question in front of the screen: the browser's own <dialog>, which keeps the keyboard inside and gives the focus back.
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { focusHeading } from './focusHeading.js';

interface DialogProps {
  title: string;
  /** Escape, or whatever closes it from inside. */
  onClose: () => void;
  /** While an answer is on its way, or for words that are shown only once, Escape does not close it. */
  isHeld?: boolean;
  testId?: string;
  children: ReactNode;
}

/** Open for as long as it is rendered. */
export function Dialog({ title, onClose, isHeld = false, testId, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // Where there is something to fill in, it comes first; else the browser's choice, the first button, stands.
    element?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => {
      element?.close();
      // What opened it may be gone with the row that it stood in: the screen's heading then takes the focus.
      const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
      if (isThere) before.focus();
      else focusHeading();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isHeld) onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
