// Light or dark: as the address says, else as chosen here before, else as the system is.
import { useEffect, useState } from 'react';
import type { Theme } from './boardOptions.js';
import { keepTheme, keptTheme } from './kept.js';
import { darkScheme, useMedia } from './useMedia.js';

export interface ThemeChoice {
  theme: Theme;
  toggle: () => void;
}

export function useTheme(asked: Theme | undefined): ThemeChoice {
  const [chosen, setChosen] = useState<Theme | undefined>(() => asked ?? keptTheme());
  const systemDark = useMedia(darkScheme);
  const theme = chosen ?? (systemDark ? 'dark' : 'light');
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    keepTheme(next);
    setChosen(next);
  };
  return { theme, toggle };
}
