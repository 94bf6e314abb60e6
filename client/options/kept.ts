// Choices that this browser keeps: language and theme. A browser that refuses storage simply forgets them.
import type { Language } from '../words/words.js';
import type { Theme } from './boardOptions.js';

const keys = { language: 'samsamsam.language', theme: 'samsamsam.theme' } as const;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows and locked-down kiosks: the choice then lasts as long as the page.
  }
}

export function keptLanguage(): Language | undefined {
  const value = read(keys.language);
  return value === 'ko' || value === 'en' ? value : undefined;
}

export function keptTheme(): Theme | undefined {
  const value = read(keys.theme);
  return value === 'light' || value === 'dark' ? value : undefined;
}

export function keepLanguage(language: Language): void {
  write(keys.language, language);
}

export function keepTheme(theme: Theme): void {
  write(keys.theme, theme);
}
