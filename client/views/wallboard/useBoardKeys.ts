// Keys of the board: arrows turn the page, L changes the language, T the theme.
import { useEffect } from 'react';

export interface BoardKeys {
  next: () => void;
  language: () => void;
  theme: () => void;
}

export function useBoardKeys({ next, language, theme }: BoardKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // By place on the keyboard: with Korean input on, the letter would be another one.
      if (event.code === 'ArrowRight' || event.code === 'ArrowLeft') next();
      else if (event.code === 'KeyL') language();
      else if (event.code === 'KeyT') theme();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [next, language, theme]);
}
